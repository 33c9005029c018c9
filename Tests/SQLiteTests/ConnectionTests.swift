import SQLite
import Testing

struct ConnectionTests {
  let connection: Connection

  init() throws {
    connection = try Connection(path: "", access: .memory)
    try connection.execute(
      """
      CREATE TABLE item (id INTEGER PRIMARY KEY, value);
      -- a comment between statements, and one at the end
      CREATE TABLE pair (a TEXT UNIQUE, b INTEGER);; -- end
      """)
  }

  struct Case: CustomTestStringConvertible, Sendable {
    let note: String
    let value: Value
    var testDescription: String { note }
  }

  @Test(arguments: [
    Case(note: "null", value: .null),
    Case(note: "smallest integer", value: .integer(.min)),
    Case(note: "largest integer", value: .integer(.max)),
    Case(note: "real", value: .real(-0.1)),
    Case(note: "infinity", value: .real(.infinity)),
    Case(note: "empty text", value: .text("")),
    Case(note: "text with a zero byte", value: .text("a\0b")),
    Case(note: "text outside the basic plane", value: .text("é 漢 🦜")),
    Case(note: "empty blob", value: .blob([])),
    Case(note: "blob", value: .blob([0, 255, 10])),
    Case(note: "long text", value: .text(String(repeating: "x", count: 1_000_000))),
  ])
  func `A bound value is read back unchanged`(_ item: Case) throws {
    try connection.run("INSERT INTO item (value) VALUES (?)", item.value)
    let read = try connection.first("SELECT value FROM item") { $0.value(0) }
    #expect(read == item.value)
  }

  @Test func `Every Swift type binds, and nil binds NULL`() throws {
    let edition: Int? = nil
    let year: Int? = 2026
    let changes = try connection.run(
      "INSERT INTO item (id, value) VALUES (1, ?), (2, ?), (3, ?), (4, ?), (5, ?), (6, ?)",
      edition, year, true, Int32(7), 1.5, "text")
    #expect(changes == 6)
    #expect(connection.lastInsertedRow == 6)
    let kinds = try connection.all("SELECT typeof(value) FROM item ORDER BY id") { $0.text(0) }
    #expect(kinds == ["null", "integer", "integer", "integer", "real", "text"])
    let years = try connection.all("SELECT value FROM item WHERE id <= 2") { $0.intOrNil(0) }
    #expect(years == [nil, 2026])
  }

  @Test func `NULL reads as 0, "" or false, and as nil in optional reads`() throws {
    let isNull = try connection.first("SELECT NULL") { row in
      #expect(row.int(0) == 0)
      #expect(row.double(0) == 0)
      #expect(row.text(0).isEmpty)
      #expect(row.blob(0).isEmpty)
      #expect(!row.bool(0))
      #expect(row.withUTF8(0) { $0.count } == 0)
      #expect(row.int64OrNil(0) == nil)
      #expect(row.doubleOrNil(0) == nil)
      #expect(row.textOrNil(0) == nil)
      #expect(row.blobOrNil(0) == nil)
      #expect(row.boolOrNil(0) == nil)
      return row.isNull(0)
    }
    #expect(isNull == true)
  }

  @Test func `Text that is not UTF-8 is a sign of damage, and lent bytes are as stored`() throws {
    let text = "SELECT CAST(x'61ff62' AS TEXT)"
    let bytes = try connection.first(text) { row in row.withUTF8(0) { Array($0) } }
    #expect(bytes == [0x61, 0xFF, 0x62])
    let error = #expect(throws: SQLiteError.self) { try connection.first(text) { $0.text(0) } }
    #expect(error?.code == .corrupt)
    #expect(try connection.first("SELECT 'a'") { $0.text(0) } == "a")
  }

  @Test func `first does not compute a second row`() throws {
    let value = try connection.first("SELECT 1 UNION ALL SELECT abs(-9223372036854775808)") {
      $0.int(0)
    }
    #expect(value == 1)
    #expect(try connection.first("SELECT 1 WHERE 0") { $0.int(0) } == nil)
  }

  @Test func `run counts the rows of its own statement only`() throws {
    #expect(try connection.run("INSERT INTO item (value) VALUES (1), (2), (3)") == 3)
    #expect(try connection.run("CREATE TABLE other (x)") == 0)
    #expect(try connection.run("UPDATE item SET value = 0 WHERE value > ?", 1) == 2)
    #expect(try connection.run("DELETE FROM item WHERE value = 9") == 0)
    #expect(try connection.run("INSERT INTO item (value) VALUES (4) RETURNING id") == 1)
  }

  @Test func `A name is a file name, never a URI`() throws {
    let scratch = try Scratch()
    let path = scratch.file("file:a?mode=memory")
    try Connection(path: path, access: .create).execute("CREATE TABLE t (x)")
    #expect(try scratch.names() == ["file:a?mode=memory"])
  }

  @Test func `The error of the closure is rethrown, and the statement is released`() throws {
    struct Stop: Error {}
    for _ in 0..<2 {
      #expect(throws: Stop.self) {
        try connection.each("SELECT 1 UNION ALL SELECT 2") { _ in throw Stop() }
      }
    }
    #expect(try connection.all("SELECT 1 UNION ALL SELECT 2") { $0.int(0) } == [1, 2])
  }
}
