import SQLite
import Testing

struct DatabaseTests {
  let scratch = try? Scratch()

  @Test func `A new database is created, marked, migrated, and reopened`() throws {
    let scratch = try #require(scratch)
    let path = scratch.file("a.db")
    let database = try Sample.open(path)
    try database.writeSync { try $0.run("INSERT INTO note (text) VALUES (?)", "first") }
    #expect(try database.readSync { try $0.noteCount } == 1)
    database.close()
    #expect(try scratch.names() == ["a.db"])

    let again = try Sample.open(path)
    let marks = try again.readSync { connection in
      try ["application_id", "user_version", "journal_mode", "foreign_keys", "synchronous"].map {
        try connection.first("PRAGMA \($0)") { $0.text(0) }
      }
    }
    #expect(marks == ["\(Sample.applicationID)", "2", "wal", "1", "2"])
    #expect(try again.readSync { try $0.noteCount } == 1)
    again.close()
  }
}
