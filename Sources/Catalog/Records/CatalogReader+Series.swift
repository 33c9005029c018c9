import CatalogModel
import SQLite

extension CatalogReader {
  static let allSeries = RecordTable<Series>()

  /// Returns a series with all its parts.
  func series(id: Int64) throws -> Series? {
    guard var series = try Self.allSeries.record(id: id, self) else { return nil }
    series.parent = try connection.first(
      "SELECT slug FROM series WHERE id = (SELECT parent_id FROM series WHERE id = ?1)", id
    ) { $0.text(0) }
    series.aliases = try slugList(
      "SELECT alias FROM series_alias WHERE series_id = ?1 ORDER BY position", id)
    series.topics = try slugList(
      """
      SELECT slug FROM series_topic JOIN topic ON topic.id = topic_id
      WHERE series_id = ?1 ORDER BY position
      """, id)
    series.rankings = try connection.all(
      """
      SELECT system, value, year, slug FROM ranking LEFT JOIN source ON source.id = source_id
      WHERE series_id = ?1 ORDER BY position
      """, id
    ) {
      Ranking(
        system: $0.text(0), value: $0.text(1), year: $0.intOrNil(2), source: $0.textOrNil(3))
    }
    series.locations = try locations("series_id", id)
    series.dataIssues = try issues("series", id)
    series.sources = try attributions("series", id)
    series.recommendations = try recommendations("series_id = ?1", id)
    return series
  }

  /// Returns the conferences of a series and of the series directly below it, the oldest first.
  public func editions(series slug: String) throws -> [String] {
    try connection.all(
      """
      SELECT DISTINCT conference.slug, sort_start FROM conference
      JOIN conference_series ON conference_id = conference.id
      JOIN series ON series.id = series_id
      LEFT JOIN series AS parent ON parent.id = series.parent_id
      WHERE series.slug = ?1 OR parent.slug = ?1 ORDER BY sort_start, conference.slug
      """, slug
    ) { $0.text(0) }
  }
}
