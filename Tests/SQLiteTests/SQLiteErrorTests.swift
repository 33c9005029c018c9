import SQLite
import Testing

struct SQLiteErrorTests {
  let connection: Connection

  init() throws {
    connection = try Connection(path: "", access: .memory)
    try connection.execute(
      """
      CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT UNIQUE NOT NULL, size CHECK (size > 0));
      CREATE VIRTUAL TABLE words USING fts5(body);
      CREATE TABLE part (item INTEGER REFERENCES item (id));
      PRAGMA foreign_keys = ON;
      """)
  }

  private func failure(_ sql: String, _ values: any Bindable...) -> SQLiteError? {
    do throws(SQLiteError) { try connection.run(sql, values: values) } catch { return error }
    return nil
  }

  @Test func `Constraints are distinguished by name`() throws {
    try connection.run("INSERT INTO item VALUES (1, 'a', 1)")
    #expect(failure("INSERT INTO item VALUES (2, ?, 1)", "a")?.code == .constraintUnique)
    #expect(failure("INSERT INTO item VALUES (1, 'b', 1)")?.code == .constraintPrimaryKey)
    #expect(failure("INSERT INTO item VALUES (3, NULL, 1)")?.code == .constraintNotNull)
    #expect(failure("INSERT INTO item VALUES (3, 'c', 0)")?.code == .constraintCheck)
    #expect(failure("INSERT INTO part VALUES (9)")?.code == .constraintForeignKey)
    #expect(failure("INSERT INTO part VALUES (9)")?.code.primary == .constraint)
  }

  struct Secret: CustomTestStringConvertible, Sendable {
    let note: String
    let sql: String
    var testDescription: String { note }
  }

  @Test(arguments: [
    Secret(note: "unique", sql: "INSERT INTO item VALUES (2, ?, 1)"),
    Secret(note: "full text syntax", sql: "SELECT * FROM words WHERE words MATCH 'a \"' || ?"),
    Secret(note: "full text column", sql: "SELECT * FROM words WHERE words MATCH ? || ' : x'"),
    Secret(note: "full text phrase", sql: "SELECT * FROM words WHERE words MATCH '+' || ?"),
    Secret(note: "full text command", sql: "INSERT INTO words (words) VALUES (?)"),
    Secret(note: "JSON path", sql: "SELECT json_extract('{}', 'x' || ?)"),
    Secret(note: "JSON", sql: "SELECT json('{' || ?)"),
  ])
  func `No error contains a bound value`(_ item: Secret) throws {
    try connection.run("INSERT INTO item VALUES (1, ?, 1)", "hunter2")
    let error = try #require(failure(item.sql, "hunter2"))
    #expect(!"\(error)".contains("hunter2"), "\(error)")
    #expect(error.sql == item.sql)
    #expect(error.message != "")
  }

  @Test func `An SQL error has the cause and position on one line`() throws {
    let error = try #require(failure("SELECT 1,\n  missing\nFROM item"))
    #expect(error.offset == 12)
    #expect(
      "\(error)" == "SQLite ERROR: no such column: missing, "
        + "at byte 12 of: SELECT 1, missing FROM item")
  }

  @Test func `A script stops at its first error and names that statement`() throws {
    let caught = #expect(throws: SQLiteError.self) {
      try connection.execute("CREATE TABLE one (x); INSERT INTO item VALUES (1, NULL, 1); SELECT 1")
    }
    #expect(caught?.code == .constraintNotNull)
    #expect(caught?.sql?.contains("INSERT INTO item") == true)
    #expect(try connection.first("SELECT count(*) FROM one") { $0.int(0) } == 0)
  }

  @Test(arguments: ["", "-- nothing", "SELECT 1; SELECT 2", "SELECT 1; -- and"])
  func `A text that is not one statement is rejected`(_ sql: String) {
    #expect(failure(sql)?.code == .misuse)
  }

  @Test func `A script with a zero byte is rejected instead of truncated`() {
    #expect(throws: SQLiteError.self) { try connection.execute("SELECT 1; \0 DROP TABLE item") }
  }

  @Test func `Text in double quotes is a name, never a string`() {
    #expect(failure("SELECT \"no such name\"")?.code == .error)
  }

  @Test func `Every code has SQLite's name, an unknown one its number`() {
    #expect("\(ResultCode.constraintUnique)" == "CONSTRAINT_UNIQUE")
    #expect("\(ResultCode(rawValue: 10 | 77 << 8))" == "IOERR (19722)")
    #expect("\(ResultCode(rawValue: 250))" == "code 250")
  }
}
