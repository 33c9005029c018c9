public import CatalogModel
public import SQLite

/// Reads records within one snapshot of a reading connection.
///
/// Confined to the queue of the connection.
public struct CatalogReader {
  let connection: Connection
  let memory: ReaderCache

  /// Creates a reader with the connection's cache, which holds up to `recordBytes` bytes of
  /// records' JSON.
  public init(_ connection: Connection, recordBytes: Int = 4 << 20) throws {
    self.connection = connection
    memory = try ReaderCache.of(connection, recordBytes: recordBytes)
  }

  /// Creates a reader within a write, without a cache.
  init(writing connection: Connection) {
    self.connection = connection
    memory = ReaderCache(recordBytes: 0)
  }

  /// Creates a reader within a write, with a new cache that is valid until the next change.
  init(editing connection: Connection) throws {
    self.connection = connection
    memory = try ReaderCache(standing: connection)
  }

  public var names: NameResolver { NameResolver(connection: connection, memory: memory) }

  /// The revision of this snapshot.
  public var revision: Int { memory.revision }
  /// The time of this snapshot's revision.
  public var revisedAt: Instant { memory.revisedAt }

  /// Throws if the read has used up its time limit.
  ///
  /// Call it in work between statements, such as encoding records.
  public func checkBudget() throws { try connection.checkBudget() }

  /// Returns the number of the newest migration applied to the file.
  public func schemaVersion() throws -> Int {
    try connection.first("PRAGMA user_version") { $0.int(0) } ?? 0
  }

  /// Returns the number of records of each kind, by the name of the collection.
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

  func stamp(_ row: Row, _ column: Int) -> Stamp {
    Stamp(
      revision: row.int(column), sequence: row.int(column + 1),
      updatedAt: Instant(seconds: row.int(column + 2)))
  }

  /// Returns the display name of a conference, from three columns with its acronym, name and year.
  func displayName(_ row: Row, _ column: Int) -> String {
    Conference.displayName(row.textOrNil(column), row.text(column + 1), row.intOrNil(column + 2))
  }

  func slugList(_ sql: String, _ id: Int64) throws -> [String] {
    try connection.all(sql, id) { $0.text(0) }
  }

  /// Returns the record with a slug, read by its row ID with `read`; `nil` if there is none.
  func one<T>(_ table: String, _ slug: String, _ read: (Int64) throws -> T?) throws -> T? {
    try id(table, slug).flatMap(read)
  }

  func id(_ table: String, _ slug: String) throws -> Int64? {
    try connection.first("SELECT id FROM \(table) WHERE slug = ?1", slug) { $0.int64(0) }
  }
}
