public import CatalogModel
public import SQLite

/// Reads records; used within one snapshot of a reading connection.
public struct CatalogReader {
  let connection: Connection
  let memory: ReaderMemory

  /// Reads with what the connection remembers: up to `recordBytes` of records' JSON.
  public init(_ connection: Connection, recordBytes: Int = 16 << 20) throws {
    self.connection = connection
    memory = try ReaderMemory.of(connection, recordBytes: recordBytes)
  }

  /// Reads within a write, where what is remembered of a revision may not hold.
  init(writing connection: Connection) {
    self.connection = connection
    memory = ReaderMemory(recordBytes: 0)
  }

  /// Reads within a write, between two changes.
  init(editing connection: Connection) throws {
    self.connection = connection
    memory = try ReaderMemory(standing: connection)
  }

  /// The state of the data that this snapshot shows.
  public var revision: Int { memory.revision }
  public var revisedAt: Instant { memory.revisedAt }

  /// Ends work that has used up its time: for work between statements, such as writing records.
  public func checkBudget() throws { try connection.checkBudget() }

  /// The number of the newest migration that the file has had.
  public func schemaVersion() throws -> Int {
    try connection.first("PRAGMA user_version") { $0.int(0) } ?? 0
  }

  /// How many records there are of each kind, by the names of their collections.
  public func counts() throws -> [(name: String, count: Int)] {
    try [
      ("conferences", "conference"), ("series", "series"), ("sessions", "session"),
      ("tracks", "track"), ("speakers", "speaker"), ("deadlines", "deadline"),
      ("venues", "venue"), ("places", "place"), ("topics", "topic"), ("audiences", "audience"),
      ("recommendations", "recommendation"), ("guide", "guide_item"), ("sources", "source"),
    ].map { name, table in
      (name, try memory.total(SQLFragment("SELECT count(*) FROM \(table)"), connection))
    }
  }

  /// All slugs of a kind of record, for suggestions; the nearest in spelling where there are many.
  public func slugs(_ kind: RecordKind, like slug: String) throws -> [String] {
    guard kind != .recommendation else { return [] }
    // What is misspelt is mostly right at its beginning or at its end.
    let length = slug.count
    return try connection.all(
      """
      SELECT slug FROM \(kind.rawValue) WHERE (SELECT count(*) FROM \(kind.rawValue)) < 5000
        OR (slug BETWEEN ?1 AND ?1 || 'zzz' AND length(slug) BETWEEN ?2 AND ?3)
      ORDER BY slug LIMIT 5000
      """, String(slug.prefix(min(3, length))), length - 4, length + 4
    ) { $0.text(0) }
  }

  func stamp(_ row: Row, _ column: Int) -> Stamp {
    Stamp(
      revision: row.int(column), sequence: row.int(column + 1),
      updatedAt: Instant(seconds: row.int(column + 2)))
  }

  /// The display name of a conference whose acronym, name and year are in three columns.
  func displayName(_ row: Row, _ column: Int) -> String {
    Conference.displayName(row.textOrNil(column), row.text(column + 1), row.intOrNil(column + 2))
  }

  func slugList(_ sql: String, _ id: Int64) throws -> [String] {
    try connection.all(sql, id) { $0.text(0) }
  }

  /// The record of a slug, as `read` gives it by its row.
  func one<T>(_ table: String, _ slug: String, _ read: (Int64) throws -> T?) throws -> T? {
    try id(table, slug).flatMap(read)
  }

  func id(_ table: String, _ slug: String) throws -> Int64? {
    try connection.first("SELECT id FROM \(table) WHERE slug = ?1", slug) { $0.int64(0) }
  }
}
