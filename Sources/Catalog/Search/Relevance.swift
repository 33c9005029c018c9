import CatalogModel

/// The order of search hits: a whole number for each, the higher the better.
enum Relevance {
  /// Returns SQL for the relevance of the row of `search` that matches.
  ///
  /// Conferences and series come before what belongs to them, unless the words stand side by side only
  /// in the latter; then counts in which parts the words stand; then whether a name is nothing but the
  /// words; then what is on or ahead comes before what is past, the nearest first; then how often the
  /// words stand there, and how much is known.
  static func score(_ text: SearchText, today: Day) -> SQLFragment {
    let id = "(search.rowid & \(Int64(1) << 40 - 1))"
    let name = text.wanted.map(\.piece).joined(separator: " ")
    let (key, folded) = (Folding.order(name), Folding.fold(name))
    return SQLFragment(
      """
      weigh(search, \(text.wanted.count), 10, 8, 3, 4, 3) + CASE search.rowid >> 40
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
        ELSE \(1 << kindShift) END
      """, key, key, key, folded)
  }

  /// The bit that `weigh` sets if the words stand side by side.
  private static let kindShift = 46

  /// SQL for how near a row of `conference` is in time, from 0 (no date) to 4095: what has not ended
  /// has half of the range, a step for each day; what has ended has the other half, a step for
  /// each four days.
  static func nearness(_ today: Day) -> String {
    let start = "CAST(julianday(conference.start_earliest) - 2440587.5 AS INTEGER)"
    return """
      CASE WHEN conference.start_earliest IS NULL THEN 0
        WHEN conference.filter_end >= '\(today)' THEN 4095 - min(2047, max(0, \(start) - \(today.number)))
        ELSE 2047 - min(2046, (\(today.number) - \(start)) / 4) END
      """
  }

  /// SQL for how much is known of a row of `conference`, from 0 to 15.
  private static let known = """
    ((session_count > 0) * 8 + (summary IS NOT NULL) * 4 + (format IS NOT NULL) * 2
      + (end_latest IS NOT NULL))
    """
}
