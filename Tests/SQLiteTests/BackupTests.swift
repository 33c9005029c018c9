import FoundationEssentials
import SQLite
import Testing

struct BackupTests {
  let scratch: Scratch
  let database: Database
  let copy: String

  init() throws {
    scratch = try Scratch()
    database = try Sample.open(scratch.file("a.db"))
    copy = scratch.file("copy.db")
    try database.writeSync { connection in
      for number in 0..<3_000 {
        let text = "\(number) " + String(repeating: "x", count: 2_000)
        try connection.run("INSERT INTO note (text) VALUES (?)", text)
      }
    }
  }

  @Test func `A backup is of one moment despite concurrent writes, and needs no log`() throws {
    var calls = 0
    try database.backup(to: copy) { done, total in
      calls += 1
      // A copy that restarts after every write would never end.
      try #require(calls < 100)
      #expect(done <= total)
      let text = "later \(calls)"
      try database.writeSync { try $0.run("INSERT INTO note (text) VALUES (?)", text) }
    }
    #expect(calls >= 2)
    #expect(try database.readSync { try $0.noteCount } == 3_000 + calls)
    #expect(try scratch.names().filter { $0.hasPrefix("copy") } == ["copy.db"])

    let connection = try Connection(path: copy, access: .readOnly)
    #expect(try connection.first("PRAGMA journal_mode") { $0.text(0) } == "delete")
    #expect(try connection.noteCount == 3_000)
    #expect(try connection.integrityCheck() == [])
    try Sample.open(copy).close()
    database.close()
  }

  @Test func `A cancelled backup leaves the older copy and no other file`() throws {
    struct Enough: Error {}
    try Data("old".utf8).write(to: URL(filePath: copy))
    #expect(throws: Enough.self) {
      try database.backup(to: copy) { _, _ in throw Enough() }
    }
    #expect(scratch.bytes("copy.db") == Data("old".utf8))
    #expect(try scratch.names().filter { $0.hasPrefix("copy") } == ["copy.db"])
    try database.backup(to: copy)
    #expect(try Connection(path: copy, access: .readOnly).noteCount == 3_000)
    database.close()
  }

  @Test func `A backup over its source, or to a missing folder, is rejected`() throws {
    #expect(throws: DatabaseError.self) { try database.backup(to: database.path) }
    try FileManager.default.createSymbolicLink(
      atPath: copy, withDestinationPath: database.path)
    #expect(throws: DatabaseError.self) { try database.backup(to: copy) }
    let folder = scratch.file("none")
    #expect(throws: DatabaseError.missingFolder(path: folder)) {
      try database.backup(to: folder + "/copy.db")
    }
    #expect(throws: DatabaseError.isDirectory(path: scratch.folder)) {
      try database.backup(to: scratch.folder)
    }
    #expect(try database.readSync { try $0.noteCount } == 3_000)
    database.close()
  }

  @Test func `The data version changes with a commit of another connection`() throws {
    let connection = try Connection(path: database.path, access: .readOnly)
    let before = try connection.dataVersion
    #expect(try connection.dataVersion == before)
    try database.writeSync { try $0.run("DELETE FROM note WHERE id = 1") }
    #expect(try connection.dataVersion != before)
    database.close()
  }
}
