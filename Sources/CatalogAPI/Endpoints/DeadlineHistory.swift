import CatalogForm
import CatalogModel
import JSON

/// When one kind of deadline closed in the editions of a series, and the estimate for the next
/// edition.
struct DeadlineHistory {
  struct Closing {
    var conference: String
    var deadline: String
    var label: String?
    var round: Int?
    var start: Day
    var local: String?
    var closesAt: Instant
    /// Whole days from the deadline to the first day of the conference.
    var daysBefore: Int
    var isPast: Bool
  }

  let kind: String
  var closings: [Closing] = []
  /// An upcoming edition that has a first day and has not announced this deadline.
  var next: (conference: String, start: Day)?

  static func all(of editions: [Conference], today: Day) -> [DeadlineHistory] {
    var histories: [DeadlineHistory] = []
    for edition in editions {
      guard let start = edition.dates?.start else { continue }
      for deadline in edition.deadlines where deadline.declaredStatus == nil {
        guard let closing = deadline.moment.at ?? deadline.moment.notAfter else { continue }
        let day = ExpectedDeadline.publishedDay(deadline.local) ?? closing.day()
        let index = histories.firstIndex { $0.kind == deadline.kind } ?? histories.count
        if index == histories.count { histories.append(DeadlineHistory(kind: deadline.kind)) }
        histories[index].closings.append(
          Closing(
            conference: edition.id, deadline: deadline.publicID, label: deadline.label,
            round: deadline.round, start: start, local: deadline.local, closesAt: closing,
            daysBefore: start.number - day.number, isPast: closing.day() < today))
      }
    }
    for index in histories.indices {
      let kind = histories[index].kind
      histories[index].next = editions.compactMap { edition -> (String, Day)? in
        guard let start = edition.dates?.start, start > today,
          !edition.deadlines.contains(where: { $0.kind == kind && $0.moment.at != nil })
        else { return nil }
        return (edition.id, start)
      }.min { $0.1 < $1.1 }
    }
    return histories
  }

  func write(to json: inout JSONWriter, _ baseURL: String) {
    json.object { json in
      json.member("type", "deadline_history")
      json.member("kind", kind)
      json.list("closings", closings) { json, closing in
        json.object { json in
          json.member("conference", closing.conference)
          json.member(
            "url", "\(baseURL)/conferences/\(closing.conference)/deadlines/\(closing.deadline)")
          json.member("id", closing.deadline)
          json.member("label", closing.label)
          json.member("round", closing.round)
          json.member("starts_on", closing.start.description)
          json.member("local", closing.local)
          json.member("at_utc", closing.closesAt.description)
          json.member("days_before_start", closing.daysBefore)
        }
      }
      writeEstimate(to: &json)
    }
  }

  /// When the deadline of the next edition is expected, from past editions.
  struct Estimate {
    /// The IDs of the editions on which it is based.
    var basis: [String]
    var daysBefore: ClosedRange<Int>
  }

  /// The estimate, always a range; nil if fewer editions are past than `ExpectedDeadline` requires.
  var estimate: Estimate? {
    let latest = closings.filter(\.isPast).sorted { $0.start > $1.start }
    var editions: Set<String> = []
    let past = latest.filter { closing in
      editions.contains(closing.conference)
        || editions.count < ExpectedDeadline.maximumEditions
          && editions.insert(closing.conference).inserted
    }
    guard editions.count >= ExpectedDeadline.minimumEditions,
      let least = past.map(\.daysBefore).min(),
      let most = past.map(\.daysBefore).max()
    else { return nil }
    return Estimate(basis: editions.sorted(), daysBefore: least...most)
  }

  private func writeEstimate(to json: inout JSONWriter) {
    guard let estimate else { return json.member("estimate", nil as String?) }
    json.object("estimate") { json in
      json.member("estimate", true)
      json.member("basis", estimate.basis)
      json.object("days_before_start") { json in
        json.member("min", estimate.daysBefore.lowerBound)
        json.member("max", estimate.daysBefore.upperBound)
      }
      json.member("conference", next?.conference)
      json.member("from", next.map { ($0.start + -estimate.daysBefore.upperBound).description })
      json.member("to", next.map { ($0.start + -estimate.daysBefore.lowerBound).description })
    }
  }

  /// Writes the history into an HTML page; `names` has the display names of the editions.
  func write(to page: inout HTMLWriter, _ baseURL: String, names: [String: String]) {
    page.element("h2", [:], CodeText.of(kind))
    if let estimate {
      let days = estimate.daysBefore
      let count =
        days.count == 1 ? "\(days.lowerBound)" : "\(days.lowerBound) to \(days.upperBound)"
      var text = "Past editions: \(count) days before the conference."
      if let next {
        let (first, last) = (next.start + -days.upperBound, next.start + -days.lowerBound)
        text += " For \(names[next.conference] ?? next.conference) that is"
        text += " \(Day.span(first, last)); it is not announced."
      }
      page.element("p", ["class": "note"], text)
    }
    page.element("ul", ["class": "rows"]) { page in
      for closing in closings.sorted(by: { $0.closesAt > $1.closesAt }) {
        page.element("li", ["class": "deadline"]) { page in
          page.element("div", [:], "\(closing.daysBefore) days before")
          page.element("div") { page in
            page.element("h3") { page in
              page.link(
                names[closing.conference] ?? closing.conference,
                "\(baseURL)/conferences/\(closing.conference)#\(closing.deadline)")
              let label = closing.label ?? closing.round.map { "Round \($0)" }
              page.element("span", ["class": "soft"], label ?? "")
            }
            let day = ExpectedDeadline.publishedDay(closing.local) ?? closing.closesAt.day()
            page.element("p", [:], day.displayText)
          }
        }
      }
    }
    page.raw("\n")
  }

  static let columns = [
    "type", "kind", "conference", "label", "round", "local", "at_utc", "starts_on",
    "days_before_start", "days_before_start_max", "from", "to", "basis", "id",
  ]

  /// A row for each closing, then one of type "estimate".
  var cells: [[TableCell]] {
    var rows: [[TableCell]] = closings.map { closing in
      [
        .text("closing"), .text(kind), .text(closing.conference), TableCell(closing.label),
        TableCell(closing.round), TableCell(closing.local), TableCell(closing.closesAt),
        TableCell(closing.start), TableCell(closing.daysBefore), .empty, .empty, .empty, .empty,
        .text(closing.deadline),
      ]
    }
    if let estimate {
      let days = estimate.daysBefore
      rows.append([
        .text("estimate"), .text(kind), TableCell(next?.conference), .empty, .empty, .empty, .empty,
        TableCell(next?.start), TableCell(days.lowerBound), TableCell(days.upperBound),
        TableCell(next.map { $0.start + -days.upperBound }),
        TableCell(next.map { $0.start + -days.lowerBound }), TableCell(estimate.basis), .empty,
      ])
    }
    return rows
  }
}
