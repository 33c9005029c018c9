import JSON

/// Things that are no records: an object for each in JSON, and rows of a table.
struct Rows {
  var title: String
  var columns: [String]
  var cells: [[TableCell]] = []
  /// Compact JSON; one object may have several rows.
  var objects: [[UInt8]] = []
  /// The URL of the next page; nil if there is none.
  var next: String?
  /// Members that stand in `meta`.
  var meta: (inout JSONWriter) -> Void = { _ in }
  /// Writes the rows into an HTML page; nil for a table.
  var list: ((inout HTMLText) -> Void)?
}

extension Rows {
  /// Adds a thing with its rows.
  mutating func add(_ rows: [[TableCell]], _ write: (inout JSONWriter) -> Void) {
    var json = JSONWriter()
    write(&json)
    objects.append(json.bytes)
    cells += rows
  }
}
