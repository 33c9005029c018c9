import CatalogModel
import SQLite

/// A page of a list in its default order.
///
/// The keys of its pages begin with an instant. It divides the list as it was divided for the first
/// page, so that all pages belong to the same list, however long a client takes to read them. It is
/// the last instant with that division, not the time of the request, so that equal pages have equal
/// keys.
struct PinnedPage {
  /// The instant in keys of a list without upcoming records: 2100-01-01.
  private static let farInstant = Instant(seconds: 4_102_444_800)

  /// The request without the instant in its key.
  let request: PageRequest
  /// The instant that divides the list.
  let instant: Instant
  private let isFirst: Bool

  /// Removes the instant from the key of a page; fails if the key has none.
  init?(_ asked: PageRequest, now: Instant) {
    isFirst = asked.after == nil && asked.before == nil
    guard !isFirst else {
      (request, instant) = (asked, now)
      return
    }
    guard let key = asked.after ?? asked.before, let seconds = key.first.flatMap({ Int($0) }),
      (0..<SharedConditions.never).contains(seconds)
    else { return nil }
    instant = Instant(seconds: seconds)
    var request = asked
    request.after = asked.after.map { Array($0.dropFirst()) }
    request.before = asked.before.map { Array($0.dropFirst()) }
    self.request = request
  }

  /// The upcoming rows of a page: their sort keys, and when they are past.
  struct Ahead {
    fileprivate var starts: [Value] = []
    fileprivate var ends: [Value] = []
    /// Whether further upcoming rows follow on the next page.
    fileprivate var continues: Bool

    init(_ rows: [Selection.Row], end: Int, hasNext: Bool) {
      let ahead = rows.prefix { $0.key.first == "0" }
      continues = hasNext && ahead.count == rows.count
      for row in ahead {
        // Sort keys are days (conferences) or seconds since 1970 (sessions and deadlines).
        let start = row.key[1]
        starts.append(
          Int64(start).map { Value.integer($0) } ?? Value.text(String(start.prefix(10))))
        ends.append(row.notes[end])
      }
    }

    /// The earliest end of the rows; `nil` if a row of a later page may end earlier.
    fileprivate var firstEnd: Value? {
      var first: Value?
      for end in ends where first.map({ Self.isBefore(end, $0) }) ?? true { first = end }
      guard let first, let last = starts.last else { return nil }
      // A row that begins after the earliest end also ends after it.
      return continues && Self.isBefore(last, first) ? nil : first
    }

    private static func isBefore(_ one: Value, _ other: Value) -> Bool {
      switch (one, other) {
      case (.integer(let one), .integer(let other)): one < other
      case (.text(let one), .text(let other)): one < other
      default: false
      }
    }
  }

  /// Adds the instant that divides the list to a key.
  func pin(_ key: [String]?, _ ahead: Ahead) -> [String]? {
    guard let key else { return nil }
    guard isFirst else { return ["\(instant.seconds)"] + key }
    let last: Instant
    if ahead.ends.isEmpty {
      last = max(instant, Self.farInstant)
    } else {
      switch ahead.firstEnd {
      case .integer(let seconds): last = Instant(seconds: Int(seconds) - 1)
      case .text(let day):
        let end = Day(day).flatMap { LocalDays.end(of: $0, after: instant) }
        last = Instant(seconds: (end ?? LocalDays.nextQuarter(after: instant)).seconds - 1)
      default:
        // A day can end at any quarter of an hour.
        let isByDay = if case .text? = ahead.ends.first { true } else { false }
        last =
          isByDay ? Instant(seconds: LocalDays.nextQuarter(after: instant).seconds - 1) : instant
      }
    }
    return ["\(last.seconds)"] + key
  }

  /// Returns the instant at which the first page changes: the earliest end of its upcoming rows.
  func changesAt(_ ahead: Ahead) -> Instant? {
    guard isFirst else { return nil }
    return ahead.ends.compactMap { end -> Instant? in
      switch end {
      case .integer(let seconds): return Instant(seconds: Int(seconds))
      case .text(let text):
        return Day(text).flatMap { LocalDays.end(of: $0, after: instant) }
      default: return nil
      }
    }.min()
  }
}
