import CatalogModel

/// Writes content lines of iCalendar (RFC 5545 section 3.1).
enum ContentLines {
  /// Appends a line whose value needs no escaping: a date, a number, a word of the standard.
  static func line(_ name: String, _ value: String, into bytes: inout [UInt8]) {
    var unfolded = Array(name.utf8)
    unfolded.append(UInt8(ascii: ":"))
    unfolded.append(contentsOf: value.printable.utf8.lazy.filter { $0 >= 0x20 })
    fold(unfolded, into: &bytes)
  }

  /// Appends a line with one or several TEXT values, separated by commas; nothing if there are
  /// none.
  static func text(_ name: String, _ values: [String], into bytes: inout [UInt8]) {
    guard !values.isEmpty else { return }
    var unfolded = Array(name.utf8)
    unfolded.append(UInt8(ascii: ":"))
    for (index, value) in values.enumerated() {
      if index > 0 { unfolded.append(UInt8(ascii: ",")) }
      escape(value, into: &unfolded)
    }
    fold(unfolded, into: &bytes)
  }

  static func text(_ name: String, _ value: String?, into bytes: inout [UInt8]) {
    if let value, !value.isEmpty { text(name, [value], into: &bytes) }
  }

  /// Escapes a TEXT (section 3.3.11), without control characters, which no TEXT may contain.
  private static func escape(_ text: String, into line: inout [UInt8]) {
    var afterReturn = false
    for byte in text.printable.utf8 {
      switch byte {
      case UInt8(ascii: "\\"), UInt8(ascii: ";"), UInt8(ascii: ","):
        line.append(UInt8(ascii: "\\"))
        line.append(byte)
      case 0x0a where afterReturn: break
      case 0x0a, 0x0d: line.append(contentsOf: "\\n".utf8)
      case 0x09, 0x20...0x7e, 0x80...: line.append(byte)
      default: break
      }
      afterReturn = byte == 0x0d
    }
  }

  /// Folds a line after at most 75 octets, and never within a character.
  private static func fold(_ line: [UInt8], into bytes: inout [UInt8]) {
    var start = 0
    var room = 75
    while line.count - start > room {
      var end = start + room
      while line[end] & 0xc0 == 0x80 { end -= 1 }
      bytes.append(contentsOf: line[start..<end])
      bytes.append(contentsOf: [0x0d, 0x0a, 0x20])
      start = end
      // The space at the beginning counts as one octet.
      room = 74
    }
    bytes.append(contentsOf: line[start...])
    bytes.append(contentsOf: [0x0d, 0x0a])
  }
}

extension Day {
  /// "20260427".
  var calendarDate: String { description.replacing("-", with: "") }
}

extension Instant {
  /// "20260427T120000Z".
  var calendarTime: String {
    description.replacing("-", with: "").replacing(":", with: "")
  }
}
