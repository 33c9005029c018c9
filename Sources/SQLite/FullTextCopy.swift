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

/// A full-text table is copied by the tables behind it, as they are: the shell's `.dump` does so,
/// too. Both connections are of one SQLite, so they are of one form.
extension Connection {
  /// The statement that made a table; nil where there is none.
  public func definition(of table: String) throws -> String? {
    try first("SELECT sql FROM sqlite_schema WHERE name = ?1", table) { $0.text(0) }
  }

  /// Some rows of a part, those after a row that was read before.
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

  /// Makes the table anew, with the rows that `next` gives for each part until it gives none.
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
      var insert: RepeatedStatement?
      while let rows = try Optional(next(part, last)), let columns = rows.first?.count {
        let places = Array(repeating: "?", count: columns).joined(separator: ", ")
        let statement =
          try insert ?? RepeatedStatement(self, "INSERT INTO \(name) VALUES (\(places))")
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
