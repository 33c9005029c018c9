extension Connection {
  /// The names of the tables to check, including those of virtual tables.
  package func checkedTables() throws -> [String] {
    try all("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name") { $0.text(0) }
  }

  /// Checks a table and its indexes: the pages, that each index has each row, and that texts are
  /// UTF-8.
  ///
  /// For a virtual table, checks what its module can check without writing.
  package func check(table: String, limit: Int = 20) throws -> [String] {
    let quoted = table.replacing("'", with: "''")
    do {
      let sql =
        try first("SELECT sql FROM sqlite_schema WHERE name = ?", table) { $0.text(0) } ?? ""
      let module = Self.module(of: sql)
      if module == "rtree" {
        return try all("SELECT rtreecheck('\(quoted)')") { $0.text(0) }.filter { $0 != "ok" }
      }
      guard module == nil else { return [] }
      var findings = try all("PRAGMA integrity_check('\(quoted)')") { $0.text(0) }
        .filter { $0 != "ok" }
      if findings.isEmpty { findings = try invalidTexts(in: table) }
      return Array(findings.prefix(limit))
    } catch let error as SQLiteError where error.isDamage {
      return ["\(table): \(error.message)"]
    }
  }

  /// The full-text tables, whose check needs the write lock; see `checkFullText`.
  package func fullTextTables() throws -> [String] {
    try all("SELECT name, sql FROM sqlite_schema WHERE type = 'table'") {
      (name: $0.text(0), sql: $0.text(1))
    }.filter { Self.module(of: $0.sql) == "fts5" }.map(\.name)
  }

  /// Checks the consistency of a full-text index; returns nil if another connection is writing.
  package func checkFullText(_ table: String) throws -> [String]? {
    let quoted = "\"" + table.replacing("\"", with: "\"\"") + "\""
    do {
      try execute("INSERT INTO \(quoted) (\(quoted)) VALUES ('integrity-check')")
      return []
    } catch {
      if error.isDamage { return ["\(table): \(error.message)"] }
      let isLater = [.busy, .locked, .readOnly].contains(error.code.primary)
      if isLater { return nil }
      throw error
    }
  }

  private func invalidTexts(in table: String) throws -> [String] {
    let quoted = table.replacing("\"", with: "\"\"")
    var count = 0
    try each("SELECT * FROM \"\(quoted)\"") { row in
      count += (0..<row.columnCount).count { !row.isValidText($0) }
    }
    return count == 0
      ? [] : ["\(table): \(count) \(count == 1 ? "text is" : "texts are") not UTF-8"]
  }

  private static func module(of sql: String) -> String? {
    guard sql.uppercased().hasPrefix("CREATE VIRTUAL TABLE"),
      let using = sql.uppercased().firstRange(of: "USING ")
    else { return nil }
    let rest = sql.uppercased()[using.upperBound...]
    return rest.prefix { $0.isLetter || $0.isNumber }.lowercased()
  }
}
