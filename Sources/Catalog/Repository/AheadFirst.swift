import SQLite

/// The default order of a list of what has a time: what is on or ahead, the soonest first; then the
/// past, the latest first; then what has no time.
///
/// Each of the three conditions is a range of the index in whose order the list stands.
struct AheadFirst {
  var ahead: SQLCondition
  var past: SQLCondition
  var undated: SQLCondition
  /// From what is ahead, tells when it is past.
  var end: SQLCondition

  /// Divides a list of deadlines; `sort_at` is the latest instant that a deadline can be.
  init(deadlinesAt now: Instant, column: String) {
    let never = CatalogReader.never
    ahead = SQLCondition("\(column) >= ? AND \(column) < \(never)", now.seconds)
    past = SQLCondition("\(column) < ?", now.seconds)
    undated = SQLCondition("\(column) >= \(never)")
    end = SQLCondition("deadline.sort_at + 1")
  }

  /// Divides a list of sessions; one whose end is not known is past when it has begun.
  init(sessionsAt now: Instant, column: String) {
    let never = CatalogReader.never
    // Must reach as far back as times(_:_:) takes a session to last.
    let longest = now.seconds - 11 * 86_400
    ahead = SQLCondition(
      """
      \(column) >= ? AND \(column) < \(never) AND (session.sort_start > ? OR session.ends_at > ?)
      """, longest, now.seconds, now.seconds)
    past = SQLCondition(
      """
      \(column) <= ? AND (session.sort_start < ? OR coalesce(session.ends_at <= ?, 1))
      """, now.seconds, longest, now.seconds)
    undated = SQLCondition("\(column) >= \(never)")
    end = SQLCondition("max(coalesce(session.ends_at, 0), session.sort_start + 1)")
  }

  /// Divides a list of conferences, by the days in their own zones.
  init(conferencesOn days: LocalDays, row: String, id: String, column: String) {
    let today = days.day(of: id)
    let (first, last) = (days.today + -1, days.today + 1)
    ahead = SQLCondition(
      """
      \(column) >= ? AND \(column) < \(LocalDays.undated) AND \(row).filter_end >= ?
        AND (\(row).filter_end >= ? OR \(row).filter_end >= \(today.sql))
      """, values: [days.longestBefore, "\(first)", "\(last)"] + today.values)
    past = SQLCondition(
      """
      \(column) < ? AND (\(row).filter_end < ? OR \(row).filter_end < \(today.sql))
      """, values: ["\(last)2", "\(first)"] + today.values)
    undated = SQLCondition("\(column) >= \(LocalDays.undated)")
    end = SQLCondition("\(row).filter_end")
  }
}

extension PreparedQuestion {
  mutating func divide(_ order: AheadFirst) {
    func part(_ condition: SQLCondition, isReversed: Bool = false) -> Selection {
      var part = selection
      part.filters.append(.init(name: "time", condition: condition))
      // What is equally long ago stands as it does elsewhere.
      if isReversed { part.sort[0].descending.toggle() }
      return part
    }
    parts = [part(order.ahead), part(order.past, isReversed: true), part(order.undated)]
    add(.end, order.end)
  }
}

/// A page of a list in its default order names the instant by which the list was divided, so that
/// all pages of one walk are of one list, whatever the clock says meanwhile.
struct PinnedPage {
  var request: PageRequest
  var instant: Instant
  private let isFirst: Bool

  /// Takes the instant out of the key of a page; nil if the key has none.
  init?(_ asked: PageRequest, now: Instant) {
    request = asked
    instant = now
    isFirst = asked.after == nil && asked.before == nil
    guard !isFirst else { return }
    guard let key = asked.after ?? asked.before, let seconds = key.first.flatMap({ Int($0) }),
      (0..<CatalogReader.never).contains(seconds)
    else { return nil }
    instant = Instant(seconds: seconds)
    request.after = asked.after.map { Array($0.dropFirst()) }
    request.before = asked.before.map { Array($0.dropFirst()) }
  }

  func pin(_ key: [String]?) -> [String]? { key.map { ["\(instant.seconds)"] + $0 } }

  /// When the first page is another one: as soon as one of its records that are ahead is past.
  func changesAt(_ ends: [Value]) -> Instant? {
    guard isFirst else { return nil }
    return ends.compactMap { end -> Instant? in
      switch end {
      case .integer(let seconds) where seconds > instant.seconds && seconds < CatalogReader.never:
        return Instant(seconds: Int(seconds))
      case .text(let text):
        return Day(text).flatMap { LocalDays.end(of: $0, after: instant) }
      default: return nil
      }
    }.min()
  }
}
