import Testing

@testable import SQLite

struct MigratorTests {
  let scratch: Scratch
  let path: String

  init() throws {
    scratch = try Scratch()
    path = scratch.file("a.db")
  }

  private func open(_ migrations: [Migration]) throws(DatabaseError) {
    try Database(path: path, options: Sample.options(), migrations: migrations).close()
  }

  private func ask(_ sql: String) throws -> [String] {
    try Connection(path: path, access: .readOnly).all(sql) { $0.text(0) }
  }

  static let more = Sample.migration("0003_more.sql", "CREATE TABLE more (x); SELECT 1;")

  @Test func `Each migration is recorded once, and later ones follow`() throws {
    try open(Sample.migrations)
    let first = try ask("SELECT name || applied_at FROM schema_migration")
    try open(Sample.migrations)
    #expect(try ask("SELECT name || applied_at FROM schema_migration") == first)
    try open(Sample.migrations + [Self.more])
    let names = try ask("SELECT name FROM schema_migration ORDER BY number")
    #expect(names == ["0001_note.sql", "0002_index.sql", "0003_more.sql"])
    #expect(try ask("PRAGMA user_version") == ["3"])
    let checksums = try ask("SELECT checksum FROM schema_migration ORDER BY number")
    #expect(checksums == (Sample.migrations + [Self.more]).map(\.checksum))
  }

  @Test func `A database of a newer version is rejected unchanged`() throws {
    try open(Sample.migrations + [Self.more])
    let before = scratch.bytes("a.db")
    #expect(throws: DatabaseError.newerSchema(path: path, found: 3, known: 2)) {
      try open(Sample.migrations)
    }
    #expect(scratch.bytes("a.db") == before)
    #expect(try scratch.names() == ["a.db"])
  }

  @Test func `A changed script is rejected and the database unchanged`() throws {
    try open(Sample.migrations)
    let before = scratch.bytes("a.db")
    var changed = Sample.migrations + [Self.more]
    changed[1] = Sample.migration("0002_index.sql", "CREATE INDEX note_text ON note (text);")
    #expect(throws: DatabaseError.changedMigration(path: path, name: "0002_index.sql")) {
      try open(changed)
    }
    #expect(scratch.bytes("a.db") == before)
  }

  @Test func `A migration that another process has applied is skipped`() throws {
    let migrator = try Migrator(Sample.migrations)
    let connection = try Connection(path: path, access: .create)
    #expect(try migrator.applied(in: connection) == 0)
    try Migrator(Array(Sample.migrations.prefix(1))).migrate(connection)
    try connection.transaction { try migrator.apply(0, connection, 0) }
    #expect(try migrator.applied(in: connection) == 1)
    try connection.transaction { try migrator.apply(1, connection, 0) }
    #expect(try migrator.applied(in: connection) == 2)
  }

  @Test func `A failed migration leaves the schema of the previous one`() throws {
    let broken = Sample.migration(
      "0003_more.sql", "CREATE TABLE more (x); INSERT INTO none VALUES (1)")
    let error = #expect(throws: DatabaseError.self) { try open(Sample.migrations + [broken]) }
    guard case .failedMigration(path, "0003_more.sql", let cause)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(cause.message == "no such table: none")
    #expect(try ask("PRAGMA user_version") == ["2"])
    #expect(try ask("SELECT name FROM sqlite_schema WHERE name = 'more'") == [])
    try open(Sample.migrations + [Self.more])
  }

  @Test func `A migration can rebuild a table that others refer to`() throws {
    let child = "CREATE TABLE reply (note INTEGER NOT NULL REFERENCES note (id) ON DELETE CASCADE)"
    let fill = "INSERT INTO note VALUES (1, 'a'); INSERT INTO reply VALUES (1)"
    let rebuild = """
      CREATE TABLE note2 (id INTEGER PRIMARY KEY, text TEXT NOT NULL, extra);
      INSERT INTO note2 SELECT id, text, NULL FROM note;
      DROP TABLE note;
      ALTER TABLE note2 RENAME TO note;
      """
    try open(
      Sample.migrations + [
        Sample.migration("0003_reply.sql", "\(child); \(fill)"),
        Sample.migration("0004_rebuild.sql", rebuild),
      ])
    #expect(try ask("SELECT note FROM reply") == ["1"])
  }

  @Test func `A migration that leaves a row without its parent is rolled back`() throws {
    let orphan = "CREATE TABLE reply (note REFERENCES note (id)); INSERT INTO reply VALUES (9)"
    let error = #expect(throws: DatabaseError.self) {
      try open(Sample.migrations + [Sample.migration("0003_reply.sql", orphan)])
    }
    #expect("\(String(describing: error))".contains("a row of reply refers to a missing row"))
    #expect(try ask("PRAGMA user_version") == ["2"])
  }

  @Test func `A migration that ends its own transaction is rejected`() throws {
    let ending = Sample.migration("0003_more.sql", "CREATE TABLE more (x); COMMIT;")
    let error = #expect(throws: DatabaseError.self) { try open(Sample.migrations + [ending]) }
    guard case .failedMigration(path, "0003_more.sql", let cause)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect("\(cause.code)" == "AUTH")
    #expect(try ask("SELECT name FROM sqlite_schema WHERE name = 'more'") == [])
  }

  @Test(arguments: [
    ["0002_a.sql"], ["0001_a.sql", "0003_b.sql"], ["a.sql"], ["0001_a", "0001_b"],
  ])
  func `Numbers begin at 1 and have no gaps`(_ names: [String]) {
    #expect {
      try Migrator(names.map { Sample.migration($0, "SELECT 1") })
    } throws: {
      guard case DatabaseError.misnumberedMigration = $0 else { return false }
      return true
    }
  }

  @Test func `Opening read-only needs the complete schema and changes nothing`() throws {
    try open(Array(Sample.migrations.prefix(1)))
    let before = scratch.bytes("a.db")
    #expect(throws: DatabaseError.olderSchema(path: path, found: 1, known: 2)) {
      try Sample.open(path) { $0.readOnly = true }
    }
    #expect(scratch.bytes("a.db") == before)
  }
}
