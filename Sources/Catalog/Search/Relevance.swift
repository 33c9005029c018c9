import CatalogModel

/// The relevance of search hits: an integer for each, higher for the better ones.
enum Relevance {
  /// Returns SQL for the relevance of the matching row of `search`.
  ///
  /// Its criteria, in order of their weight:
  /// 1. Conferences and series come before records that belong to them, unless only the latter have
  ///    the words side by side in their own texts. Labels of topics are no such text: advice that
  ///    says the words comes before a series that has them as its topic, and so does the topic.
  ///    With `isPopularTopic` the words name a topic of many series, which come before the advice.
  /// 2. The columns that contain the words.
  /// 3. Whether a name consists of just the words.
  /// 4. Upcoming conferences come before past ones, the nearest in time first.
  /// 5. The number of occurrences, and how complete the record is.
  static func score(_ text: SearchText, today: Day, isPopularTopic: Bool) -> SQLFragment {
    let id = "(search.rowid & \(Int64(1) << 40 - 1))"
    let name = text.wanted.map(\.piece).joined(separator: " ")
    let (key, folded) = (Folding.order(name), Folding.fold(name))
    return SQLFragment(
      """
      weigh(search, \(text.wanted.count), 10, 8, 3, 4, 3, -3) + CASE search.rowid >> 40
        WHEN 1 THEN \(2 << kindShift) + (
          SELECT (name_key = ?) << 27 | (\(nearness(today)) << 12) | \(known)
          FROM conference WHERE id = \(id))
        WHEN 2 THEN \(2 << kindShift) + (
          SELECT (name_key = ?) << 27 | min(15, (
            SELECT count(*) FROM conference_series WHERE series_id = series.id))
          FROM series WHERE id = \(id))
        WHEN 3 THEN (
          SELECT (title_key = ?) << 27 | (
            SELECT \(nearness(today)) << 12 FROM conference WHERE id = conference_id)
          FROM session WHERE id = \(id))
        WHEN 4 THEN (SELECT (name_folded = ?) << 27 FROM speaker WHERE id = \(id))
        WHEN 6 THEN \(5 << (kindShift - 2))
        WHEN 8 THEN \((isPopularTopic ? 2 : 6) << (kindShift - 2))
        ELSE \(6 << (kindShift - 2)) END
      """, key, key, key, folded)
  }

  /// The bit that the SQL function `weigh` sets if the words stand side by side.
  private static let kindShift = 46

  /// Returns SQL for how near a row of `conference` is in time, from 0 (no date) to 4095.
  ///
  /// Conferences that have not ended have the upper half, one step for each day; past ones have the
  /// lower half, one step for four days.
  static func nearness(_ today: Day) -> String {
    let start = "CAST(julianday(conference.start_earliest) - 2440587.5 AS INTEGER)"
    return """
      CASE WHEN conference.start_earliest IS NULL THEN 0
        WHEN conference.filter_end >= '\(today)' THEN 4095 - min(2047, max(0, \(start) - \(today.number)))
        ELSE 2047 - min(2046, (\(today.number) - \(start)) / 4) END
      """
  }

  /// SQL for how complete a row of `conference` is, from 0 to 15.
  private static let known = """
    ((session_count > 0) * 8 + (summary IS NOT NULL) * 4 + (format IS NOT NULL) * 2
      + (end_latest IS NOT NULL))
    """
}
