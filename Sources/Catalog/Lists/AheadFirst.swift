import CatalogModel
import SQLite

/// The default order of lists with times: upcoming and ongoing records, the soonest first; then
/// past ones, the latest first; then undated ones.
///
/// Each of the three conditions is a range of the index that has the order of the list.
struct AheadFirst {
  var ahead: SQLFragment
  var past: SQLFragment
  var undated: SQLFragment
  /// The expression of the time from which an upcoming record is past.
  var end: SQLFragment

  /// Divides a list of deadlines; `sort_at` is the latest instant at which a deadline may close.
  init(deadlinesAt now: Instant, column: SQLFragment) {
    let never = SharedConditions.never
    ahead = SQLFragment("\(column) >= ? AND \(column) < \(never)", now.seconds)
    past = SQLFragment("\(column) < ?", now.seconds)
    undated = SQLFragment("\(column) >= \(never)")
    end = SQLFragment("deadline.sort_at + 1")
  }

  /// Divides a list of sessions.
  ///
  /// A session without an end is past once it has begun.
  init(sessionsAt now: Instant, column: SQLFragment) {
    let never = SharedConditions.never
    // Must reach back further than the longest session that sessionTimes(_:_:) allows for.
    let longest = now.seconds - 11 * 86_400
    ahead = SQLFragment(
      """
      \(column) >= ? AND \(column) < \(never) AND (session.sort_start > ? OR session.ends_at > ?)
      """, longest, now.seconds, now.seconds)
    past = SQLFragment(
      """
      \(column) <= ? AND (session.sort_start < ? OR coalesce(session.ends_at <= ?, 1))
      """, now.seconds, longest, now.seconds)
    undated = SQLFragment("\(column) >= \(never)")
    end = SQLFragment("max(coalesce(session.ends_at, 0), session.sort_start)")
  }

  /// Divides a list of conferences by the current days in their time zones.
  init(conferencesOn days: LocalDays, row: Table, id: SQLFragment, column: SQLFragment) {
    let today = days.day(of: id)
    let (first, last) = (days.today + -1, days.today + 1)
    let end = row.filter_end
    ahead = .all([
      SQLFragment(
        "\(column) >= ? AND \(column) < \(LocalDays.undated) AND \(end) >= ?", days.longestBefore,
        "\(first)"),
      "\(SQLFragment("\(end) >= ?", "\(last)")) OR \(end) >= \(today)",
    ])
    past = .all([
      SQLFragment("\(column) < ?", "\(last)2"),
      "\(SQLFragment("\(end) < ?", "\(first)")) OR \(end) < \(today)",
    ])
    undated = SQLFragment("\(column) >= \(LocalDays.undated)")
    self.end = "\(end)"
  }
}

extension PreparedQuery {
  mutating func divide(_ order: AheadFirst) {
    func part(_ condition: SQLFragment, isReversed: Bool = false) -> Selection {
      var part = selection
      part.filters.append(.init(name: "time", condition: condition))
      // Only the first key is reversed: records of the same time keep their order.
      if isReversed { part.sort[0].descending.toggle() }
      return part
    }
    parts = [part(order.ahead), part(order.past, isReversed: true), part(order.undated)]
    add(.end, order.end)
  }
}
