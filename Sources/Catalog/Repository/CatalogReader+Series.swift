import CatalogModel
import SQLite

extension CatalogReader {
  /// A series with its parts.
  func series(id: Int64) throws -> Series? {
    let found = try connection.first(
      """
      SELECT series.slug, series.name, series.full_name, series.kind, parent.slug,
        series.organizer, series.website, series.frequency, series.ended, series.same_as,
        series.edtf, series.date_text, series.date_precision, series.start_earliest,
        series.start_latest, series.end_earliest, series.end_latest, series.verification_state,
        series.verification_checked_at, series.verification_note, series.revision,
        series.sequence, series.updated_at, series.summary
      FROM series LEFT JOIN series AS parent ON parent.id = series.parent_id
      WHERE series.id = ?1
      """, id
    ) { row in
      Series(
        id: row.text(0), name: row.text(1), fullName: row.textOrNil(2), aliases: [],
        kind: row.text(3), summary: row.textOrNil(23), parent: row.textOrNil(4),
        organizer: row.textOrNil(5),
        website: row.textOrNil(6), frequency: row.textOrNil(7), ended: row.boolOrNil(8),
        topics: [], sameAs: row.textOrNil(9), rankings: [], dates: dates(row, 10), locations: [],
        verification: Verification(
          state: row.text(17), checkedAt: row.textOrNil(18), note: row.textOrNil(19)),
        sources: [], stamp: stamp(row, 20))
    }
    guard var series = found else { return nil }
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

  /// The editions of a series, and of the series under it, the oldest first.
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
