import Testing

@testable import SQLite

struct StatementCacheTests {
  private func memory(_ capacity: Int) throws -> Connection {
    try Connection(path: "", access: .memory, statementCacheCapacity: capacity)
  }

  @Test func `A text is prepared once`() throws {
    let connection = try memory(4)
    for number in 0..<10 {
      #expect(try connection.first("SELECT ?", number) { $0.int(0) } == number)
    }
    #expect(connection.cache.misses == 1)
    #expect(connection.cache.hits == 9)
  }

  @Test func `The least recently used statement goes when the cache is full`() throws {
    let connection = try memory(2)
    for sql in ["SELECT 1", "SELECT 2", "SELECT 1", "SELECT 3"] { try connection.run(sql) }
    #expect(connection.cache.count == 2)
    #expect(connection.cache.contains("SELECT 1"))
    #expect(!connection.cache.contains("SELECT 2"))
    #expect(connection.cache.contains("SELECT 3"))
  }

  @Test func `A query inside its own loop gets a statement of its own`() throws {
    let connection = try memory(1)
    let sql = "WITH t (x) AS (VALUES (1), (2), (3)) SELECT x FROM t WHERE x >= ?"
    var pairs: [[Int]] = []
    try connection.each(sql, 1) { outer in
      let a = outer.int(0)
      try connection.each(sql, a) { pairs.append([a, $0.int(0)]) }
      try connection.run("SELECT 'another statement that takes the only place'")
      #expect(outer.int(0) == a)
    }
    #expect(pairs == [[1, 1], [1, 2], [1, 3], [2, 2], [2, 3], [3, 3]])
  }

  @Test func `A cached statement follows a change of the schema`() throws {
    let connection = try memory(4)
    try connection.execute("CREATE TABLE t (a); INSERT INTO t VALUES (1)")
    let counts = try ["b", "c"].map { column in
      try connection.execute("ALTER TABLE t ADD COLUMN \(column)")
      return try connection.first("SELECT * FROM t") { $0.columnCount }
    }
    #expect(counts == [2, 3])
  }
}
