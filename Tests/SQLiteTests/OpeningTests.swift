import FoundationEssentials
import Glibc
import SQLite
import Testing

struct OpeningTests {
  let scratch: Scratch
  let path: String

  init() throws {
    scratch = try Scratch()
    path = scratch.file("a.db")
  }

  private var contents: [String: Data] {
    get throws {
      var contents: [String: Data] = [:]
      for name in try scratch.names() where !name.hasSuffix("-shm") {
        contents[name] = scratch.bytes(name)
      }
      return contents
    }
  }

  /// Opening fails with this error, on one line, and leaves the files as they were.
  ///
  /// The index of a log (`-shm`) counts readers and is no part of the database.
  private func expectRefusal(
    _ expected: DatabaseError, sourceLocation: SourceLocation = #_sourceLocation,
    _ change: (inout DatabaseOptions) -> Void = { _ in }
  ) throws {
    let before = try contents
    #expect(throws: expected, sourceLocation: sourceLocation) { try Sample.open(path, change) }
    let after = try contents
    #expect(after == before, sourceLocation: sourceLocation)
    #expect(!"\(expected)".contains("\n") && "\(expected)".count < 300)
  }

  @Test(arguments: [5, 100, 600, 5_000])
  func `A file that is not a database is rejected`(_ count: Int) throws {
    try Data(repeating: UInt8(ascii: "x"), count: count).write(to: URL(filePath: path))
    try expectRefusal(.notADatabase(path: path))
    try expectRefusal(.notADatabase(path: path)) { $0.readOnly = true }
  }

  @Test func `A directory is rejected`() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    try expectRefusal(.isDirectory(path: path))
    try expectRefusal(.isDirectory(path: path)) { $0.readOnly = true }
  }

  @Test(arguments: ["/dev/null", "/dev/full", "pipe"])
  func `A device or a pipe is rejected`(_ name: String) throws {
    let path = name == "pipe" ? scratch.file(name) : name
    if name == "pipe" { #expect(mkfifo(path, 0o600) == 0) }
    #expect(throws: DatabaseError.notARegularFile(path: path)) { try Sample.open(path) }
    #expect(throws: DatabaseError.notARegularFile(path: path)) {
      try Sample.open(path) { $0.readOnly = true }
    }
  }

  @Test func `A missing folder is reported`() throws {
    let folder = scratch.file("none")
    #expect(throws: DatabaseError.missingFolder(path: folder)) {
      try Sample.open(folder + "/a.db")
    }
    #expect(throws: DatabaseError.missingFolder(path: folder)) {
      try Sample.open(folder + "/a.db") { $0.readOnly = true }
    }
    #expect(try scratch.names() == [])
  }

  @Test func `A file in place of the folder is reported`() throws {
    try Data().write(to: URL(filePath: path))
    #expect(throws: DatabaseError.missingFolder(path: path)) { try Sample.open(path + "/b.db") }
  }

  @Test func `Opening read-only creates no file`() throws {
    try expectRefusal(.missingFile(path: path)) { $0.readOnly = true }
  }

  @Test(arguments: ["DELETE", "WAL"])
  func `A database of another program is rejected`(_ mode: String) throws {
    let other = try Connection(path: path, access: .create)
    try other.each("PRAGMA journal_mode = \(mode)") { _ in }
    try other.execute("PRAGMA application_id = 7; CREATE TABLE t (x)")
    // The other program is at work: what it has in its log stays there.
    try expectRefusal(.otherApplication(path: path, found: 7, expected: Sample.applicationID))
    try other.execute("PRAGMA application_id = 0")
    try expectRefusal(.otherApplication(path: path, found: 0, expected: Sample.applicationID))
  }

  @Test func `A log of another program is not checkpointed`() throws {
    let source = scratch.file("source.db")
    let other = try Connection(path: source, access: .create)
    try other.each("PRAGMA journal_mode = WAL") { _ in }
    try other.execute("PRAGMA application_id = 7; CREATE TABLE t (x)")
    for suffix in ["", "-wal"] {
      let bytes = try #require(scratch.bytes("source.db" + suffix))
      try bytes.write(to: URL(filePath: path + suffix))
    }
    let before = [scratch.bytes("a.db"), scratch.bytes("a.db-wal")]
    #expect(
      throws: DatabaseError.otherApplication(path: path, found: 7, expected: Sample.applicationID)
    ) { try Sample.open(path) }
    #expect([scratch.bytes("a.db"), scratch.bytes("a.db-wal")] == before)
  }

  @Test func `An empty file becomes a database`() throws {
    try Data().write(to: URL(filePath: path))
    try Sample.open(path).close()
    try Sample.open(path) { $0.readOnly = true }.close()
  }

  @Test func `A lock of another process is reported`() throws {
    try Sample.open(path).close()
    let other = try Connection(path: path, access: .readWrite)
    let migrations = Sample.migrations + [MigratorTests.more]
    let options = Sample.options { $0.busyTimeoutMilliseconds = 20 }
    try other.transaction {
      #expect(throws: DatabaseError.locked(path: path)) {
        try Database(path: path, options: options, migrations: migrations)
      }
    }
    try Database(path: path, options: options, migrations: migrations).close()
  }

  @Test func `A damaged page is reported`() throws {
    let database = try Sample.open(path)
    try database.writeSync { connection in
      for number in 0..<2_000 {
        try connection.run("INSERT INTO note (text) VALUES (?)", "a longer note \(number)")
      }
    }
    database.close()
    var bytes = try #require(scratch.bytes("a.db"))
    for index in 2 * 4_096..<bytes.count where index % 4_096 < 200 { bytes[index] = 0xFF }
    try bytes.write(to: URL(filePath: path))
    // The marks and the schema are on the first page, so it opens; what is damaged says so.
    #expect(throws: DatabaseError.corrupt(path: path)) {
      let damaged = try Sample.open(path)
      defer { damaged.close() }
      _ = try damaged.readSync { try $0.all("SELECT text FROM note") { $0.text(0) } }
    }
    let findings = try Connection(path: path, access: .readOnly).integrityCheck()
    #expect(!findings.isEmpty)
  }

  @Test func `A read-only database serves reads beside a writer and rejects writes`() throws {
    let writing = try Sample.open(path)
    let reading = try Sample.open(path) { $0.readOnly = true }
    try writing.writeSync { try $0.run("INSERT INTO note (text) VALUES ('a')") }
    #expect(try reading.readSync { try $0.noteCount } == 1)
    #expect(throws: DatabaseError.readOnly) { try reading.writeSync { _ in } }
    let refused = Collector<DatabaseError?>()
    reading.write { _ in
    } then: {
      refused.add($0.databaseError)
    }
    #expect(refused.reports == [.readOnly])
    reading.close()
    writing.close()
  }
}
