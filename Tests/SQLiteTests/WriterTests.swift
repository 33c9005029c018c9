import Common
import Dispatch
import Testing

@testable import SQLite

struct WriterTests {
  let scratch: Scratch
  let database: Database
  let results = Collector<String>()

  init() throws {
    scratch = try Scratch()
    database = try Sample.open(scratch.file("a.db")) { $0.waitingWrites = 20 }
  }

  /// Queues writes behind a held one, so that they arrive together.
  private func together(_ scripts: [String]) {
    let gate = Gate()
    database.write { _ in
      gate.hold()
    } then: { _ in
    }
    gate.waitUntilReached()
    for script in scripts {
      database.write {
        try $0.execute(script)
      } then: { result in
        switch result {
        case .success: results.add("done")
        case .failure(let error as SQLiteError): results.add("\(error.code)")
        case .failure(let error): results.add("\(error)")
        }
      }
    }
    gate.open()
  }

  private var commits: Int? {
    database.writer.map { writer in
      writer.executor.queue.sync { writer.assumeIsolated { $0.commits } }
    }
  }

  private var notes: [String] {
    get throws {
      try database.readSync { try $0.all("SELECT text FROM note ORDER BY id") { $0.text(0) } }
    }
  }

  private static func insert(_ text: String) -> String {
    "INSERT INTO note (text) VALUES ('\(text)')"
  }

  @Test func `Writes that wait together share one commit, and a failed one does not affect others`()
    throws
  {
    together(["a", "b", "a", "c"].map(Self.insert))
    #expect(results.wait(for: 4))
    #expect(results.reports == ["done", "done", "CONSTRAINT_UNIQUE", "done"])
    #expect(commits == 2)
    #expect(try notes == ["a", "b", "c"])
    database.close()
  }

  @Test func `A constraint checked at the commit fails only the write that breaks it`() throws {
    try database.writeSync {
      try $0.execute(
        "CREATE TABLE reply (note INTEGER REFERENCES note (id) DEFERRABLE INITIALLY DEFERRED)")
    }
    together([Self.insert("a"), "INSERT INTO reply VALUES (99)", Self.insert("b")])
    #expect(results.wait(for: 3))
    #expect(results.reports == ["done", "CONSTRAINT_FOREIGNKEY", "done"])
    #expect(try notes == ["a", "b"])
    database.close()
  }

  @Test func `A write whose transaction SQLite rolls back does not affect others`() throws {
    try database.writeSync { try $0.execute(Self.insert("taken")) }
    together([
      Self.insert("a"), "INSERT OR ROLLBACK INTO note (text) VALUES ('taken')", Self.insert("b"),
    ])
    #expect(results.wait(for: 3))
    #expect(results.reports == ["done", "CONSTRAINT_UNIQUE", "done"])
    #expect(try notes == ["taken", "a", "b"])
    database.close()
  }

  @Test func `A full disk fails only the write that needs space, with a specific error`() throws {
    try database.writeSync { connection in
      let pages = try connection.first("PRAGMA page_count") { $0.int(0) } ?? 0
      try connection.each("PRAGMA max_page_count = \(pages + 8)") { _ in }
    }
    let big = "INSERT INTO note (text) VALUES (hex(zeroblob(200000)))"
    together([Self.insert("a"), big, Self.insert("b")])
    #expect(results.wait(for: 3))
    #expect(
      results.reports == ["done", "\(DatabaseError.diskFull(path: database.path))", "done"])
    #expect(try notes == ["a", "b"])
    database.close()
  }

  @Test func `A write is acknowledged after its commit, which other connections see`() throws {
    let path = database.path
    let seen = Collector<Int>()
    database.write {
      try $0.execute(Self.insert("a"))
    } then: { _ in
      let count = try? Connection(path: path, access: .readOnly).noteCount
      seen.add(count ?? -1)
    }
    #expect(seen.wait(for: 1))
    #expect(seen.reports == [1])
    database.close()
  }

  @Test func `A write beyond the queue limit is rejected at once, and the others succeed`() throws {
    together((0..<25).map { Self.insert("\($0)") })
    #expect(results.wait(for: 25))
    let refused = results.reports.prefix { $0 == "\(DatabaseError.busy)" }
    // The held write is the first of the twenty.
    #expect(refused.count == 6)
    #expect(try notes == (0..<19).map { "\($0)" })
    #expect(results.wait(for: 0))
    database.write {
      try $0.execute(Self.insert("later"))
    } then: { _ in
      results.add("later")
    }
    #expect(results.wait(for: 1))
    #expect(try notes.last == "later")
    database.close()
  }

  @Test func `A write waits for a lock of another process, then fails with a specific error`()
    throws
  {
    let path = scratch.file("locked.db")
    let database = try Sample.open(path) { $0.busyTimeoutMilliseconds = 20 }
    let other = try Connection(path: path, access: .readWrite)
    try other.transaction {
      #expect(throws: DatabaseError.locked(path: path)) {
        try database.writeSync { try $0.execute(Self.insert("a")) }
      }
    }
    try database.writeSync { try $0.execute(Self.insert("a")) }
    database.close()
  }

  @Test func `Writes that wait together for a lock wait once, not one after the other`() throws {
    let path = scratch.file("locked.db")
    let database = try Sample.open(path) { $0.busyTimeoutMilliseconds = 1_000 }
    let other = try Connection(path: path, access: .readWrite)
    let errors = Collector<DatabaseError?>()
    let start = ContinuousClock.now
    let isAnswered = try other.transaction {
      for _ in 0..<20 {
        database.write { _ in
        } then: {
          errors.add($0.databaseError)
        }
      }
      return errors.wait(for: 20)
    }
    #expect(isAnswered)
    // One group or two, each waits a second.
    #expect(ContinuousClock.now - start < .seconds(15))
    #expect(errors.reports == Array(repeating: .locked(path: path), count: 20))
    database.close()
  }
}
