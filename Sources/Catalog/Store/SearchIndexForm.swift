import CatalogModel
import SQLite

/// The version of the rules for search texts and folded names.
enum SearchIndexForm {
  /// Increment with every change of `SearchWords`, `SearchDocument`, `Folding` or `TitleTopics`.
  static let current = 8

  static func isCurrent(_ connection: Connection) throws -> Bool {
    try connection.first("SELECT search_form FROM catalog_state") { $0.int(0) } == current
  }

  /// Rebuilds the search index, the derived topics and the folded names from the records.
  ///
  /// - Returns: the number of records in the index.
  static func rebuild(_ connection: Connection) throws -> Int {
    for name in foldedNames { try fold(name, connection) }
    try DerivedTopics.deriveAll(connection)
    try connection.execute("INSERT INTO search (search) VALUES ('delete-all')")
    let insert = BulkStatement(connection, RecordText.insertion)
    var count = 0
    for document in SearchDocument.allCases {
      try connection.each(document.allRows) { row in
        count += 1
        try insert.run { words in
          words.integer(row.int64(0))
          for column in SearchDocument.columns.indices {
            words.text(SearchWords.indexed(row.text(column + 1)))
          }
        }
      }
    }
    try connection.run("UPDATE catalog_state SET search_form = ?1", current)
    return count
  }

  /// A column with another column's text in a form for lookup or sorting.
  private struct FoldedName {
    var table: String
    var key: [String]
    var source: String
    var target: String
    var form: (String) -> String = Folding.fold
  }

  private static var foldedNames: [FoldedName] {
    let labels = ["topic", "audience", "place"].map { kind in
      FoldedName(
        table: "\(kind)_label", key: ["\(kind)_id", "position"], source: "label",
        target: "folded")
    }
    let keys = [
      ("series", "name"), ("conference", "name"), ("track", "name"), ("session", "title"),
    ]
    .map { table, source in
      FoldedName(
        table: table, key: ["id"], source: source, target: "\(source)_key", form: Folding.order)
    }
    return labels + keys + [
      FoldedName(
        table: "series_alias", key: ["series_id", "position"], source: "alias", target: "folded"),
      FoldedName(table: "location", key: ["id"], source: "city", target: "city_folded"),
      FoldedName(table: "speaker", key: ["id"], source: "name", target: "name_folded"),
    ]
  }

  /// Updates the columns of texts with characters outside printable ASCII; the rules for all others
  /// have never changed.
  private static func fold(_ name: FoldedName, _ connection: Connection) throws {
    let columns = name.key.joined(separator: ", ")
    var changed: [(key: [Int64], folded: String)] = []
    try connection.each(
      """
      SELECT \(name.source), \(name.target), \(columns) FROM \(name.table)
      WHERE \(name.source) GLOB '*[^ -~]*'
      """
    ) { row in
      let folded = name.form(row.text(0))
      if folded != row.text(1) {
        changed.append((name.key.indices.map { row.int64(2 + $0) }, folded))
      }
    }
    let places = name.key.map { _ in "?" }.joined(separator: ", ")
    let update = BulkStatement(
      connection,
      "UPDATE \(name.table) SET \(name.target) = ? WHERE (\(columns)) = (\(places))")
    for (key, folded) in changed {
      try update.run { row in
        row.text(folded)
        for part in key { row.integer(part) }
      }
    }
  }
}
