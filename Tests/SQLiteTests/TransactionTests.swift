import SQLite
import Testing

struct TransactionTests {
  struct First: Error {}
  struct Second: Error {}

  let connection: Connection

  init() throws {
    connection = try Connection(path: "", access: .memory)
    try connection.execute("CREATE TABLE t (x UNIQUE ON CONFLICT FAIL)")
  }

  private var rows: [Int] {
    get throws { try connection.all("SELECT x FROM t ORDER BY x") { $0.int(0) } }
  }

  private func insert(_ x: Int) throws { try connection.run("INSERT INTO t VALUES (?)", x) }

  @Test func `A transaction returns the result of its body, and its writes persist`() throws {
    let result = try connection.transaction {
      try insert(1)
      #expect(connection.isInTransaction)
      return "done"
    }
    #expect(result == "done")
    #expect(!connection.isInTransaction)
    #expect(try rows == [1])
  }

  @Test func `An error rolls back everything and is rethrown`() throws {
    #expect(throws: First.self) {
      try connection.transaction {
        try insert(1)
        throw First()
      }
    }
    #expect(!connection.isInTransaction)
    #expect(try rows == [])
  }

  @Test func `A nested error rolls back the inner part only`() throws {
    try connection.transaction {
      try insert(1)
      #expect(throws: First.self) {
        try connection.transaction {
          try insert(2)
          try connection.transaction { try insert(3) }
          throw First()
        }
      }
      try connection.transaction { try insert(4) }
    }
    #expect(try rows == [1, 4])
  }

  @Test func `An outer error rolls back the finished inner part`() throws {
    #expect(throws: Second.self) {
      try connection.transaction {
        try connection.transaction { try insert(1) }
        throw Second()
      }
    }
    #expect(try rows == [])
  }

  @Test func `A failed commit rolls back and throws its reason`() throws {
    try connection.execute(
      """
      PRAGMA foreign_keys = ON;
      CREATE TABLE a (id INTEGER PRIMARY KEY);
      CREATE TABLE b (a REFERENCES a (id) DEFERRABLE INITIALLY DEFERRED);
      """)
    let error = #expect(throws: SQLiteError.self) {
      try connection.transaction {
        try insert(1)
        try connection.run("INSERT INTO b VALUES (7)")
      }
    }
    #expect(error?.code == .constraintForeignKey)
    #expect(!connection.isInTransaction)
    #expect(try rows == [])
  }

  @Test func `When SQLite has rolled back by itself, nothing after it is committed`() throws {
    let error = #expect(throws: SQLiteError.self) {
      try connection.transaction {
        try insert(1)
        try? connection.execute("INSERT OR ROLLBACK INTO t VALUES (1)")
        try insert(2)
      }
    }
    #expect(error?.code == .abortRollback)
    #expect(try rows == [])
  }
}
