import Catalog

/// A table with a header, read by RFC 4180.
struct CSVTable: Sendable {
  struct Row: Sendable {
    /// Where it begins, from 1.
    var line: Int
    var cells: [String]
  }

  /// The names of the columns as they stand there, without spaces around them.
  var header: [String]
  var rows: [Row]
  var notices: [ImportProblem]

  /// The column of one of the given names, by the case-blind name; the first name that is there.
  func column(_ names: String...) -> Int? {
    for name in names {
      if let index = header.firstIndex(where: { $0.lowercased() == name }) { return index }
    }
    return nil
  }

  /// The cell of a row; nil where the row is too short, or nothing stands in it.
  static func cell(_ row: Row, _ column: Int?) -> String? {
    guard let column, column < row.cells.count, !row.cells[column].isEmpty else { return nil }
    return row.cells[column]
  }
}

/// Reads CSV: cells may be quoted and then hold line ends and doubled quotes; lines end with LF or
/// CRLF.
///
/// The separator is the one that a first line `sep=;` names, as spreadsheets write it; else the one
/// that the header uses most outside quotes, of comma, semicolon, tab and bar. Rows without any text
/// are passed over. A row that is shorter than the header is noticed, and read as far as it goes; so is
/// a longer one, unless it is to be skipped. A row with `Marks` is left out; a quote without its end
/// refuses the file.
struct CSVReader {
  /// A table with more is refused: each row takes some two kilobytes.
  static let maximumRows = 1_000_000

  private let bytes: [UInt8]
  private let name: String
  private let separator: UInt8
  private var position = 0
  private var line = 1

  private init(_ bytes: [UInt8], name: String) {
    self.bytes = bytes
    self.name = name
    var first = bytes.prefix { $0 != 0x0a }
    if first.last == 0x0d { first.removeLast() }
    let word = String(decoding: first.prefix(4), as: UTF8.self).lowercased()
    if word == "sep=", first.count == 5, let named = first.last {
      separator = named
      position = min(bytes.count, bytes.prefix { $0 != 0x0a }.count + 1)
      line = 2
    } else {
      separator = Self.separator(bytes)
    }
  }

  /// The most frequent separator of the first line with text, outside quotes.
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

  /// The names of the columns in the first part of a table.
  static func header(_ bytes: some Collection<UInt8>, name: String) -> CSVTable? {
    var reader = CSVReader(Array(bytes), name: name)
    return (try? reader.header()).map { CSVTable(header: $0, rows: [], notices: []) }
  }

  private mutating func header() throws(ImportProblem) -> [String] {
    while let row = try row() {
      let names = row.cells.map { PlainText.line($0) ?? "" }
      if names.contains(where: { !$0.isEmpty }) { return names }
    }
    throw ImportProblem(.refused, file: name, line: 1, reason: "there is no header")
  }

  static func read(
    _ bytes: [UInt8], name: String, skipsLongRows: Bool = false
  ) throws(ImportProblem) -> CSVTable {
    var reader = CSVReader(bytes, name: name)
    let names = try reader.header()
    if names.contains(where: Marks.isIn) {
      throw ImportProblem(.refused, file: name, line: 1, reason: Marks.reason)
    }
    let isMarked = Marks.isIn(bytes)
    var table = CSVTable(header: names, rows: [], notices: [])
    while var row = try reader.row() {
      if row.cells.allSatisfy({ $0.allSatisfy(\.isWhitespace) }) { continue }
      while row.cells.count > names.count, row.cells.last?.allSatisfy(\.isWhitespace) == true {
        row.cells.removeLast()
      }
      if isMarked, row.cells.contains(where: Marks.isIn) {
        table.notices.append(
          ImportProblem(.skipped, file: name, line: row.line, reason: Marks.reason))
        continue
      }
      if row.cells.count > names.count, skipsLongRows {
        table.notices.append(
          ImportProblem(
            .skipped, file: name, line: row.line,
            reason:
              "\(row.cells.count) cells under a header of \(names.count); a separator inside a"
              + " cell needs quotes around the cell", value: row.cells.first))
        continue
      }
      if row.cells.count != names.count {
        table.notices.append(
          ImportProblem(
            .notice, file: name, line: row.line,
            reason: "\(row.cells.count) cells under a header of \(names.count)"))
      }
      table.rows.append(row)
      guard table.rows.count <= maximumRows else {
        throw ImportProblem(
          .refused, file: name, line: row.line,
          reason: "has more than \(maximumRows) rows; cut it into parts")
      }
    }
    return table
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
        // What stands between the closing quote and the separator belongs to the cell.
        while position < bytes.count, !isEnd(bytes[position]) {
          text.append(bytes[position])
          position += 1
        }
        return String(decoding: text, as: UTF8.self)
      }
    }
    throw ImportProblem(
      .refused, file: name, line: startLine, reason: "a quoted cell has no end")
  }
}
