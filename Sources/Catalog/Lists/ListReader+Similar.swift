import CatalogModel
import SQLite

/// The similarity of a conference to another.
public struct Similarity: Sendable, Equatable {
  /// Greater for more shared topics, and for rarer ones; without unit.
  public var score: Double
  public var topics: [String]
}

extension ListReader {
  /// Returns the conferences that share topics with one, those with the highest score first,
  /// without conferences of its own series.
  public func similar(
    to id: Int64, limit: Int
  ) throws -> [Hit] {
    let rows = try connection.all(
      """
      WITH mine AS MATERIALIZED (
        SELECT value, 1.0 / (1 + ln(1 + (
          SELECT count(*) FROM filing AS other
          WHERE other.filter = 'topic.exact' AND other.value = own.value))) AS weight
        FROM filing AS own WHERE conference_id = ?1 AND filter = 'topic.exact')
      SELECT other.conference_id, sum(weight) AS score
      FROM mine CROSS JOIN filing AS other
        ON other.filter = 'topic.exact' AND other.value = mine.value
      JOIN conference ON conference.id = other.conference_id
      WHERE other.conference_id <> ?1 AND NOT EXISTS (
        SELECT 1 FROM conference_series AS theirs JOIN conference_series AS ours USING (series_id)
        WHERE theirs.conference_id = other.conference_id AND ours.conference_id = ?1)
      GROUP BY other.conference_id
      ORDER BY score DESC, abs(julianday(start_earliest) - julianday((
        SELECT start_earliest FROM conference WHERE id = ?1))), conference.slug LIMIT ?2
      """, id, limit
    ) { (id: $0.int64(0), score: $0.double(1)) }
    return try rows.map { row in
      let topics = try connection.all(
        """
        SELECT value FROM filing AS own JOIN filing AS theirs USING (filter, value)
        WHERE filter = 'topic.exact' AND own.conference_id = ?1 AND theirs.conference_id = ?2
        ORDER BY value
        """, id, row.id
      ) { $0.text(0) }
      var hit = Hit(.conference, row.id)
      hit.similarity = Similarity(score: row.score, topics: topics)
      return hit
    }
  }
}
