import HTTP

extension Representation {
  static let csv: Representation = {
    var csv = Representation(
      "csv", MediaType("text", "csv", parameters: [.init(name: "charset", value: "utf-8")]),
      label: "CSV", "a table for spreadsheets (RFC 4180)",
      encoder: .entries({ CSVEncoder($0) }, rows: CSVEncoder.table))
    csv.hasColumns = true
    csv.isAnnounced = false
    csv.hasRanges = true
    return csv
  }()
}

/// A table of comma-separated values (RFC 4180) with a header row, in UTF-8.
///
/// An unknown value is an empty cell, as is an empty one; semicolons separate several values in a
/// cell.
struct CSVEncoder: ListEncoder {
  private let columns: [TableColumn]
  private let baseURL: String

  init(_ head: ListMetadata) {
    columns =
      head.fields.isEmpty
      ? TableColumn.all(of: head.kind) : TableColumn.columns(head.fields, of: head.kind)
    baseURL = head.baseURL
  }

  mutating func begin(into bytes: inout [UInt8]) {
    Self.row(columns.lazy.map { .text($0.name) }, into: &bytes)
  }

  mutating func write(_ entry: Entry, into bytes: inout [UInt8]) {
    Self.row(columns.lazy.map { [baseURL] in $0.cell(entry, baseURL) }, into: &bytes)
  }

  mutating func end(into bytes: inout [UInt8]) {}

  /// Returns the table of rows that are not records.
  @Sendable static func table(_ rows: Rows) -> [UInt8] {
    var bytes: [UInt8] = []
    row(rows.columns.lazy.map { .text($0) }, into: &bytes)
    for cells in rows.cells { row(cells, into: &bytes) }
    return bytes
  }

  private static func row(_ cells: some Sequence<TableCell>, into bytes: inout [UInt8]) {
    var isFirst = true
    for cell in cells {
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      isFirst = false
      cell.append(to: &bytes)
    }
    bytes.append(0x0d)
    bytes.append(0x0a)
  }
}
