import SQLite
import Testing

struct QueryBudgetTests {
  static let endless = """
    WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n
    """
  let connection: Connection

  init() throws { connection = try Connection(path: "", access: .memory) }

  @Test func `An endless statement ends at its time limit, and the connection stays usable`() throws
  {
    for _ in 0..<2 {
      #expect(throws: DatabaseError.overBudget) {
        try connection.withBudget(QueryBudget(time: .milliseconds(20))) {
          try connection.first(Self.endless) { $0.int(0) }
        }
      }
      #expect(try connection.first("SELECT 7") { $0.int(0) } == 7)
    }
  }

  @Test func `Many short statements end at the time limit, too`() throws {
    #expect(throws: DatabaseError.overBudget) {
      try connection.withBudget(QueryBudget(time: .milliseconds(5))) {
        while true { try connection.run("SELECT 1") }
      }
    }
  }

  @Test func `Work between statements ends at the time limit, too`() throws {
    #expect(throws: DatabaseError.overBudget) {
      try connection.withBudget(QueryBudget(time: .milliseconds(5))) {
        while true { try connection.checkBudget() }
      }
    }
    try connection.checkBudget()
  }

  @Test func `A time limit that expires in a transaction rolls it back`() throws {
    try connection.execute("CREATE TABLE t (x)")
    #expect(throws: DatabaseError.overBudget) {
      try connection.transaction {
        try connection.run("INSERT INTO t VALUES (1)")
        try connection.withBudget(QueryBudget(time: .milliseconds(5))) {
          try connection.transaction {
            try connection.run("INSERT INTO t VALUES (2)")
            _ = try connection.first(Self.endless) { $0.int(0) }
          }
        }
      }
    }
    #expect(!connection.isInTransaction)
    #expect(try connection.first("SELECT count(*) FROM t") { $0.int(0) } == 0)
  }

  @Test(arguments: [Duration.seconds(Int64.max), .seconds(3_600), .nanoseconds(Int64.max)])
  func `A long time limit has no effect`(_ time: Duration) throws {
    let value = try connection.withBudget(QueryBudget(time: time)) {
      try connection.first("SELECT 1") { $0.int(0) }
    }
    #expect(value == 1)
  }

  @Test func `A time limit of zero expires at once`() {
    #expect(throws: DatabaseError.overBudget) {
      try connection.withBudget(QueryBudget(time: .zero)) { try connection.run("SELECT 1") }
    }
  }

  @Test func `A reader enforces its time limit and serves the next read`() throws {
    let scratch = try Scratch()
    let database = try Sample.open(scratch.file("a.db")) {
      $0.readers = 1
      $0.readBudget = QueryBudget(time: .milliseconds(300))
    }
    #expect(throws: DatabaseError.overBudget) {
      try database.readSync { try $0.first(Self.endless) { $0.int(0) } }
    }
    #expect(try database.readSync { try $0.noteCount } == 0)
    database.close()
  }
}
