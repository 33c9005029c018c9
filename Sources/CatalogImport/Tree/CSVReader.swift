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
/// CRLF; the separator is the one that the header uses most, of comma, semicolon and tab.
///
/// A row that is longer or shorter than the header is noticed, and read as far as it goes; a row with
/// `Marks` is left out; a quote without its end refuses the file.
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
    let header = bytes.prefix { $0 != 0x0a }
    let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09]
    var best = (byte: candidates[0], count: 0)
    for candidate in candidates {
      let count = header.count { $0 == candidate }
      if count > best.count { best = (candidate, count) }
    }
    separator = best.byte
  }

  static func read(_ bytes: [UInt8], name: String) throws(ImportProblem) -> CSVTable {
    var reader = CSVReader(bytes, name: name)
    guard let header = try reader.row() else {
      throw ImportProblem(.refused, file: name, line: 1, reason: "there is no header")
    }
    let names = header.cells.map { PlainText.line($0) ?? "" }
    if names.contains(where: Marks.isIn) {
      throw ImportProblem(.refused, file: name, line: 1, reason: Marks.reason)
    }
    let isMarked = Marks.isIn(bytes)
    var table = CSVTable(header: names, rows: [], notices: [])
    while let row = try reader.row() {
      if row.cells.count == 1, row.cells[0].isEmpty { continue }
      if isMarked, row.cells.contains(where: Marks.isIn) {
        table.notices.append(
          ImportProblem(.skipped, file: name, line: row.line, reason: Marks.reason))
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
