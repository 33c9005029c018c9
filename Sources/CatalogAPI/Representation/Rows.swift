import JSON

/// Rows that are not records: a JSON object for each item, and rows of a table.
struct Rows {
  var title: String
  var columns: [String]
  /// The text of an HTML page without items.
  var emptyText = "No records."
  var cells: [[TableCell]] = []
  /// The items as compact JSON; one item may have several rows.
  var objects: [[UInt8]] = []
  /// The URL of the next page; nil if there is none.
  var next: String?
  /// Writes additional members of `meta`.
  var meta: (inout JSONWriter) -> Void = { _ in }
  /// Writes the items into an HTML page; nil to show a table.
  var list: ((inout HTMLWriter) -> Void)?
}

extension Rows {
  /// Adds an item with its rows.
  mutating func add(_ rows: [[TableCell]], _ write: (inout JSONWriter) -> Void) {
    var json = JSONWriter()
    write(&json)
    objects.append(json.bytes)
    cells += rows
  }
}
