private import CSQLite

/// The tables behind a full-text table (https://sqlite.org/fts5.html#fts5_data_structures).
public enum FullTextPart: String, CaseIterable, Sendable {
  case config
  case data
  case index = "idx"

  fileprivate var key: [String] {
    switch self {
    case .config: ["k"]
    case .data: ["id"]
    case .index: ["segid", "term"]
    }
  }
}

/// Copies of full-text tables by the tables behind them, like `.dump` of the SQLite shell.
///
/// Both connections use the same SQLite, so the formats match.
extension Connection {
  /// The CREATE statement of a table; nil if there is no such table.
  public func definition(of table: String) throws -> String? {
    try first("SELECT sql FROM sqlite_schema WHERE name = ?1", table) { $0.text(0) }
  }

  /// Returns rows of a part, after a row that was read before.
  public func fullTextRows(
    _ table: String, _ part: FullTextPart, after row: [Value]?, limit: Int = 500
  ) throws -> [[Value]] {
    let key = part.key.joined(separator: ", ")
    let places = part.key.map { _ in "?" }.joined(separator: ", ")
    let condition = row == nil ? "" : "WHERE (\(key)) > (\(places))"
    let values: [any Bindable] = row.map { Array($0.prefix(part.key.count)) } ?? []
    return try all(
      "SELECT * FROM \(table)_\(part.rawValue) \(condition) ORDER BY \(key) LIMIT \(limit)",
      values: values
    ) { row in (0..<row.columnCount).map { row.value($0) } }
  }

  /// Recreates the table with the rows that `next` returns for each part until it returns none.
  public func replaceFullText(
    _ table: String, definition: String, next: (FullTextPart, _ after: [Value]?) throws -> [[Value]]
  ) throws {
    try execute("DROP TABLE IF EXISTS \(table)")
    try execute(definition)
    _ = csqlite_set_option(handle, SQLITE_DBCONFIG_DEFENSIVE, 0)
    defer { _ = csqlite_set_option(handle, SQLITE_DBCONFIG_DEFENSIVE, 1) }
    for part in FullTextPart.allCases {
      let name = "\(table)_\(part.rawValue)"
      try execute("DELETE FROM \(name)")
      var last: [Value]?
      var insert: BulkStatement?
      while let rows = try Optional(next(part, last)), let columns = rows.first?.count {
        let places = Array(repeating: "?", count: columns).joined(separator: ", ")
        let statement =
          insert ?? BulkStatement(self, "INSERT INTO \(name) VALUES (\(places))")
        insert = statement
        for row in rows {
          try statement.run { bind in
            for value in row { bind.value(value) }
          }
        }
        last = rows.last
      }
    }
  }
}
