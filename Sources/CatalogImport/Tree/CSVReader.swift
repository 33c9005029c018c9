import CatalogForm

/// A table with a header (RFC 4180).
struct CSVTable: Sendable {
  struct Row: Sendable {
    /// The first line of the row, from 1.
    var line: Int
    var cells: [String]
  }

  /// The names of the columns as published, without surrounding spaces.
  var header: [String]
  var rows: [Row]
  var notices: [ImportProblem]

  /// Returns the index of the first column with one of the names, ignoring case.
  func column(_ names: String...) -> Int? {
    for name in names {
      if let index = header.firstIndex(where: { $0.lowercased() == name }) { return index }
    }
    return nil
  }

  /// Returns the cell of a row; nil if the row is too short or the cell empty.
  static func cell(_ row: Row, _ column: Int?) -> String? {
    guard let column, column < row.cells.count, !row.cells[column].isEmpty else { return nil }
    return row.cells[column]
  }
}

/// Reads CSV with quoted cells, which can contain line ends and doubled quotes, and LF, CRLF or CR
/// line ends.
///
/// The separator is that of a first line `sep=;`, as spreadsheets write it, or else the comma,
/// semicolon, tab or bar that occurs most often in the header outside quotes. Empty rows are
/// ignored. A shorter or longer row than the header is reported, and imported unless it must be
/// skipped. A row with `InvalidByteMarker` is skipped; an unclosed quote refuses the file.
struct CSVReader {
  /// Maximum number of rows; each takes about two kilobytes of memory.
  static let maximumRows = 1_000_000

  private let bytes: [UInt8]
  private let name: String
  private let separator: UInt8
  private var position = 0
  private var line = 1

  private init(_ bytes: [UInt8], name: String) {
    self.bytes = bytes
    self.name = name
    var first = bytes.prefix { $0 != 0x0a && $0 != 0x0d }
    let length = first.count + (bytes.dropFirst(first.count).starts(with: [0x0d, 0x0a]) ? 2 : 1)
    // The line can be quoted like any cell.
    if first.count == 7, first.first == UInt8(ascii: "\""), first.last == UInt8(ascii: "\"") {
      first = first.dropFirst().dropLast()
    }
    let word = String(decoding: first.prefix(4), as: UTF8.self).lowercased()
    guard word == "sep=", first.count == 5, let named = first.last else {
      separator = Self.separator(bytes)
      return
    }
    position = min(bytes.count, length)
    line = 2
    let rest = Array(bytes[position...])
    // A line that does not fit its table was left behind by another program.
    let isUsed = rest.prefix { $0 != 0x0a }.contains(named)
    separator = isUsed || rest.first == 0x0d ? named : Self.separator(rest)
  }

  /// Returns the most frequent separator of the first line with text, outside quotes.
  private static func separator(_ bytes: [UInt8]) -> UInt8 {
    let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09, UInt8(ascii: "|")]
    var counts = [0, 0, 0, 0]
    var isQuoted = false
    var hasText = false
    for byte in bytes {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if byte == 0x0a, !isQuoted {
        if hasText { break }
        counts = [0, 0, 0, 0]
      }
      guard !isQuoted else { continue }
      if let index = candidates.firstIndex(of: byte) {
        counts[index] += 1
      } else if byte > 0x20 {
        hasText = true
      }
    }
    return zip(candidates, counts).max { $0.1 < $1.1 }?.0 ?? candidates[0]
  }

  /// Returns the names of the columns in the first part of a table.
  static func header(_ bytes: some Collection<UInt8>, name: String) -> CSVTable? {
    var reader = CSVReader(Array(bytes), name: name)
    return (try? reader.header()).map { CSVTable(header: $0, rows: [], notices: []) }
  }

  private mutating func header() throws(ImportProblem) -> [String] {
    while let row = try row() {
      let names = row.cells.map { PlainText.line($0) ?? "" }
      if names.contains(where: { !$0.isEmpty }) { return names }
    }
    throw ImportProblem(.refused, file: name, line: 1, reason: "expected a header line")
  }

  static func read(
    _ bytes: [UInt8], name: String, skipsLongRows: Bool = false
  ) throws(ImportProblem) -> CSVTable {
    var reader = CSVReader(bytes, name: name)
    let names = try reader.header()
    if names.contains(where: InvalidByteMarker.occurs(in:)) {
      throw ImportProblem(.refused, file: name, line: 1, reason: InvalidByteMarker.reason)
    }
    let isMarked = InvalidByteMarker.occurs(in: bytes)
    var table = CSVTable(header: names, rows: [], notices: [])
    while var row = try reader.row() {
      if row.cells.allSatisfy(Self.isEmpty) { continue }
      while row.cells.count > names.count, row.cells.last?.allSatisfy(\.isWhitespace) == true {
        row.cells.removeLast()
      }
      if isMarked, row.cells.contains(where: InvalidByteMarker.occurs(in:)) {
        table.notices.append(
          ImportProblem(.skipped, file: name, line: row.line, reason: InvalidByteMarker.reason))
        continue
      }
      if row.cells.count > names.count, skipsLongRows {
        table.notices.append(
          ImportProblem(
            .skipped, file: name, line: row.line,
            reason:
              "the row has \(row.cells.count) cells, and the header \(names.count); a separator inside a"
              + " cell needs quotes around the cell", value: row.cells.first))
        continue
      }
      if row.cells.count != names.count {
        table.notices.append(
          ImportProblem(
            .notice, file: name, line: row.line,
            reason: "the row has \(row.cells.count) cells, and the header \(names.count)"))
      }
      table.rows.append(row)
      guard table.rows.count <= maximumRows else {
        throw ImportProblem(
          .refused, file: name, line: row.line,
          reason: "has more than \(maximumRows) rows; split the file")
      }
    }
    return table
  }

  /// Whether a cell has nothing but blanks and separators, as in an empty row of another table.
  private static func isEmpty(_ cell: String) -> Bool {
    cell.allSatisfy { $0.isWhitespace || ",;|".contains($0) }
  }

  private mutating func row() throws(ImportProblem) -> CSVTable.Row? {
    guard position < bytes.count else { return nil }
    var row = CSVTable.Row(line: line, cells: [])
    while true {
      row.cells.append(try cell())
      guard position < bytes.count else { return row }
      let byte = bytes[position]
      position += 1
      if byte == separator { continue }
      if byte == 0x0d, position < bytes.count, bytes[position] == 0x0a { position += 1 }
      line += 1
      return row
    }
  }

  private func isEnd(_ byte: UInt8) -> Bool { byte == separator || byte == 0x0a || byte == 0x0d }

  private mutating func cell() throws(ImportProblem) -> String {
    let start = position
    guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
      while position < bytes.count, !isEnd(bytes[position]) { position += 1 }
      return String(decoding: bytes[start..<position], as: UTF8.self)
    }
    let startLine = line
    var text: [UInt8] = []
    position += 1
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte != UInt8(ascii: "\"") {
        if byte == 0x0a { line += 1 }
        text.append(byte)
      } else if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
        text.append(byte)
        position += 1
      } else {
        // Text between the closing quote and the separator belongs to the cell.
        while position < bytes.count, !isEnd(bytes[position]) {
          text.append(bytes[position])
          position += 1
        }
        return String(decoding: text, as: UTF8.self)
      }
    }
    throw ImportProblem(
      .refused, file: name, line: startLine, reason: "a quoted cell is not closed")
  }
}
