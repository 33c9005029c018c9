public import SQLite

/// Reads records; used within one snapshot of a reading connection.
public struct CatalogReader {
  let connection: Connection

  public init(_ connection: Connection) {
    self.connection = connection
  }

  /// The state of the data that this snapshot shows.
  public func state() throws -> (revision: Int, revisedAt: Instant) {
    try connection.first("SELECT revision, revised_at FROM catalog_state") {
      ($0.int(0), Instant(seconds: $0.int(1)))
    } ?? (0, Instant(seconds: 0))
  }

  /// How many records there are of each kind, by the names of their collections.
  public func counts() throws -> [(name: String, count: Int)] {
    try [
      ("conferences", "conference"), ("series", "series"), ("sessions", "session"),
      ("tracks", "track"), ("speakers", "speaker"), ("deadlines", "deadline"),
      ("topics", "topic"), ("audiences", "audience"), ("recommendations", "recommendation"),
      ("guide", "guide_item"), ("sources", "source"),
    ].map { name, table in
      (name, try connection.first("SELECT count(*) FROM \(table)") { $0.int(0) } ?? 0)
    }
  }

  /// All slugs of a kind of record, for suggestions.
  public func slugs(_ table: SlugTable) throws -> [String] {
    try connection.all("SELECT slug FROM \(table.rawValue) ORDER BY slug") { $0.text(0) }
  }

  public enum SlugTable: String, Sendable {
    case conference, series, session, track, speaker, topic, audience, source
  }

  func stamp(_ row: Row, _ column: Int) -> Stamp {
    Stamp(
      revision: row.int(column), sequence: row.int(column + 1),
      updatedAt: Instant(seconds: row.int(column + 2)))
  }

  func slugList(_ sql: String, _ id: Int64) throws -> [String] {
    try connection.all(sql, id) { $0.text(0) }
  }

  func id(_ table: String, _ slug: String) throws -> Int64? {
    try connection.first("SELECT id FROM \(table) WHERE slug = ?1", slug) { $0.int64(0) }
  }
}
