/// Migrates a database to the newest schema, with one recorded transaction per step.
///
/// Safe for concurrent processes and for a kill at any moment: each step checks again what is
/// applied after it has the write lock, and its record commits with it.
public struct Migrator: Sendable {
  public let migrations: [Migration]

  /// Throws if the migrations are not numbered 1, 2, 3 and so on.
  public init(_ migrations: [Migration]) throws(DatabaseError) {
    for (index, migration) in migrations.enumerated() where migration.number != index + 1 {
      throw .misnumberedMigration(name: migration.name, expected: index + 1)
    }
    self.migrations = migrations
  }

  /// Returns the number of the newest applied migration, after checking all; changes nothing.
  public func applied(in connection: Connection) throws(DatabaseError) -> Int {
    do {
      return try connection.isInTransaction
        ? check(connection) : connection.transaction(.deferred) { try check(connection) }
    } catch {
      throw Self.wrapped(error, connection)
    }
  }

  /// Applies missing migrations; sets the application ID of a new file.
  public func migrate(
    _ connection: Connection, applicationID: Int32 = 0
  ) throws(DatabaseError) {
    do {
      let done = try applied(in: connection)
      if done < migrations.count {
        // The pragma has no effect inside a transaction, and a table cannot be rebuilt while it is
        // on.
        let isOn = try connection.first("PRAGMA foreign_keys") { $0.bool(0) } ?? false
        try connection.execute("PRAGMA foreign_keys = OFF")
        defer { if isOn { try? connection.execute("PRAGMA foreign_keys = ON") } }
        for index in done..<migrations.count {
          try connection.transaction { try apply(index, connection, applicationID) }
        }
      }
    } catch {
      throw Self.wrapped(error, connection)
    }
  }

  /// Applies one step inside the immediate transaction that the caller has open.
  func apply(_ index: Int, _ connection: Connection, _ applicationID: Int32) throws {
    let migration = migrations[index]
    // Another process may have applied the step.
    guard try check(connection) == index else { return }
    do {
      if index == 0 {
        try connection.execute("PRAGMA application_id = \(applicationID)")
        try connection.execute(Self.record)
      }
      try connection.refusingTransactionStatements { () throws(SQLiteError) in
        try connection.execute(String(decoding: migration.sql, as: UTF8.self))
      }
      try connection.each("PRAGMA foreign_key_check") { row in
        throw SQLiteError(
          code: .constraintForeignKey, message: "a row of \(row.text(0)) refers to a missing row")
      }
      try connection.run(
        """
        INSERT INTO schema_migration (number, name, checksum, applied_at)
        VALUES (?, ?, ?, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        """, index + 1, migration.name, migration.checksum)
      try connection.execute("PRAGMA user_version = \(index + 1)")
    } catch let error as SQLiteError
      where DatabaseError.named(error, path: connection.path) == nil
    {
      throw DatabaseError.failedMigration(
        path: connection.path, name: migration.name, error: error)
    }
  }

  private func check(_ connection: Connection) throws -> Int {
    let path = connection.path
    let version = try connection.first("PRAGMA user_version") { $0.int(0) } ?? 0
    let isRecorded = try connection.first(
      "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'schema_migration'"
    ) { _ in true }
    var applied: [(number: Int, name: String, checksum: String)] = []
    if isRecorded == true {
      applied = try connection.all(
        "SELECT number, name, checksum FROM schema_migration ORDER BY number"
      ) { ($0.int(0), $0.text(1), $0.text(2)) }
    }
    let newest = max(version, applied.last?.number ?? 0)
    guard newest <= migrations.count else {
      throw DatabaseError.newerSchema(path: path, found: newest, known: migrations.count)
    }
    for (index, record) in applied.enumerated() {
      guard record.number == index + 1, record.checksum == migrations[index].checksum else {
        throw DatabaseError.changedMigration(path: path, name: record.name)
      }
    }
    return applied.count
  }

  private static func wrapped(_ error: any Error, _ connection: Connection) -> DatabaseError {
    switch error {
    case let error as DatabaseError: error
    case let error as SQLiteError:
      DatabaseError.named(error, path: connection.path) ?? .sqlite(error)
    default: .cannotOpen(path: connection.path, reason: "\(error)")
    }
  }

  private static let record = """
    CREATE TABLE schema_migration (
      number INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      checksum TEXT NOT NULL,
      applied_at TEXT NOT NULL
    ) STRICT
    """
}
