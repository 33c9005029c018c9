import CatalogForm
import CatalogModel

/// The parts into which the page divides a day with very many sessions.
struct ProgrammeParts {
  /// Maximum number of sessions in a part.
  static let size = 400
  static let parameter = Parameter(
    "part", .integer(1...250),
    "A part of a day of more than \(size) sessions, in its HTML page.", example: "1")

  let current: Int
  let sessionCount: Int
  /// The start of each session of the day, in order; empty if filters exclude some sessions.
  let times: [ZonedInstant]

  private var count: Int { (sessionCount + Self.size - 1) / Self.size }

  /// Returns the part with the sessions that began last before an instant of the day; nil on other
  /// days, and if the day has only one part.
  func part(at now: Instant) -> Int? {
    guard count > 1, let first = times.first, let last = times.last, first.instant <= now,
      now.day(offset: last.offset) == first.instant.day(offset: first.offset)
    else { return nil }
    let latest = times.last { $0.instant <= now }?.instant
    return (times.firstIndex { $0.instant == latest } ?? 0) / Self.size + 1
  }

  /// Writes a link to each part, with the numbers of its sessions and the time of the first.
  func links(_ label: String, _ url: (Int) -> String, _ page: inout HTMLWriter) {
    guard count > 1 || current > 1 else { return }
    page.element("nav", ["aria-label": label, "data-parts": ""]) { page in
      page.element("ul", ["class": "days"]) { page in
        for part in 1...max(count, current) {
          let first = (part - 1) * Self.size
          page.element("li") { page in
            page.raw("<a class=\"chip\(part == current ? " on" : "")\" href=\"")
            page.raw(HTMLWriter.escape(url(part)))
            page.raw(part == current ? "\" aria-current=\"page\">" : "\">")
            page.text("Sessions \(first + 1)–\(min(first + Self.size, sessionCount))")
            if times.indices.contains(first) {
              let start = times[first]
              let clock = start.instant.formatted(offset: start.offset).dropFirst(11).prefix(5)
              page.raw(" <b>from \(clock)</b>")
            }
            page.raw("</a>")
          }
        }
      }
    }
    page.raw("\n")
  }
}
