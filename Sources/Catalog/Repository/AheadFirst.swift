import CatalogModel
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
    end = SQLCondition("max(coalesce(session.ends_at, 0), session.sort_start)")
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
