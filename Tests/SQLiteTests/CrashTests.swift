import Dispatch
import Glibc
import Testing

@testable import SQLite

/// Killed processes, and concurrent processes.
struct CrashTests {
  let scratch: Scratch
  let path: String

  init() throws {
    scratch = try Scratch()
    path = scratch.file("a.db")
  }

  static let long = Sample.migration(
    "0003_long.sql",
    """
    CREATE TABLE filler (text TEXT);
    WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 400000)
    INSERT INTO filler SELECT hex(zeroblob(100)) FROM n;
    """)

  @Test func `A kill during a migration leaves the previous schema, and the next start continues`()
    async throws
  {
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      try Sample.open(path).close()
      Killer.killSelf(whenLogOf: path, exceeds: 2_000_000)
      _ = try Database(
        path: path, options: Sample.options { $0.pageCacheKiB = 100 },
        migrations: Sample.migrations + [Self.long])
      fatalError("the migration was faster than the kill")
    }
    let left = try Connection(path: path, access: .readWrite)
    #expect(try left.first("PRAGMA user_version") { $0.int(0) } == 2)
    #expect(try left.integrityCheck() == [])
    let database = try Database(
      path: path, options: Sample.options(), migrations: Sample.migrations + [Self.long])
    let count = try database.readSync {
      try $0.first("SELECT count(*) FROM filler") { $0.int(0) }
    }
    #expect(count == 400_000)
    database.close()
  }

  @Test func `A kill loses no acknowledged write and keeps no other`() async throws {
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      let database = try Sample.open(path)
      for number in 0..<50 {
        try database.writeSync { try $0.run("INSERT INTO note (text) VALUES (?)", "\(number)") }
      }
      try database.writeSync { connection in
        try connection.run("INSERT INTO note (text) VALUES ('never')")
        kill(getpid(), SIGKILL)
      }
    }
    let database = try Sample.open(path)
    let notes = try database.readSync { connection in
      #expect(try connection.integrityCheck() == [])
      return try connection.all("SELECT text FROM note ORDER BY id") { $0.text(0) }
    }
    #expect(notes == (0..<50).map { "\($0)" })
    database.close()
  }

  @Test func `Processes that open a new database concurrently all succeed`() async throws {
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<4 {
        group.addTask {
          await #expect(processExitsWith: .success) {
            [path = path as String, number = number as Int] in
            let database = try Sample.open(path)
            for turn in 0..<20 {
              try database.writeSync {
                try $0.run("INSERT INTO note (text) VALUES (?)", "\(number) \(turn)")
              }
            }
            database.close()
          }
        }
      }
    }
    let connection = try Connection(path: path, access: .readOnly)
    #expect(try connection.noteCount == 80)
    #expect(try connection.first("SELECT count(*) FROM schema_migration") { $0.int(0) } == 2)
    #expect(try connection.integrityCheck() == [])
  }
}

private enum Killer {
  /// Kills this process when the write-ahead log exceeds a size.
  static func killSelf(whenLogOf path: String, exceeds size: Int) {
    DispatchQueue.global().async {
      let place = DatabaseLocation(path: path, readOnly: true)
      while place.logSize < size {}
      kill(getpid(), SIGKILL)
    }
  }
}
