import Testing

@testable import SQLite

struct CheckTests {
  private func findings(_ connection: Connection) throws -> [String] {
    var findings = try connection.checkedTables().flatMap { try connection.check(table: $0) }
    for table in try connection.fullTextTables() {
      findings += try connection.checkFullText(table) ?? ["busy"]
    }
    return findings
  }

  private func sample() throws -> Connection {
    let connection = try Connection(path: "", access: .memory)
    try connection.execute(
      """
      CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT, other TEXT);
      CREATE INDEX note_by_text ON note (text);
      CREATE VIRTUAL TABLE words USING fts5 (text);
      CREATE VIRTUAL TABLE box USING rtree (id, low, high);
      INSERT INTO note VALUES (1, 'one', NULL), (2, 'zwö', 'x');
      INSERT INTO words VALUES ('one two'), ('three');
      INSERT INTO box VALUES (1, 2, 3);
      """)
    return connection
  }

  @Test func `A valid database has no findings, virtual tables included`() throws {
    let connection = try sample()
    #expect(try connection.checkedTables().contains("words_data"))
    #expect(try connection.fullTextTables() == ["words"])
    #expect(try findings(connection) == [])
  }

  @Test func `A text that is not UTF-8 is found`() throws {
    let connection = try sample()
    try connection.run("UPDATE note SET other = CAST(x'61ff' AS TEXT) WHERE id = 1")
    #expect(try findings(connection) == ["note: 1 text is not UTF-8"])
  }
}
