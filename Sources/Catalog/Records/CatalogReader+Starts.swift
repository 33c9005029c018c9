public import CatalogModel
import SQLite

extension CatalogReader {
  /// Returns the start times of a conference's sessions, in order, with the number of sessions for
  /// each.
  public func starts(
    ofSessionsIn conference: String
  ) throws -> [(start: ZonedInstant, count: Int)] {
    try connection.all(
      """
      SELECT starts_at, coalesce(starts_offset, 0), count(*) FROM session
      WHERE conference_id = (SELECT id FROM conference WHERE slug = ?1) AND starts_at IS NOT NULL
      GROUP BY 1, 2 ORDER BY 1, 2
      """, conference
    ) { row in
      (ZonedInstant(instant: Instant(seconds: row.int(0)), offset: row.int(1)), row.int(2))
    }
  }
}
