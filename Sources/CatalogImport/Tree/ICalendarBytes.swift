/// Repairs the bytes of a calendar before they are decoded.
enum ICalendarBytes {
  /// Moves a fold that splits a character after the character (RFC 5545 section 3.1 folds octets),
  /// so that the text is UTF-8 and line numbers stay.
  static func joiningCharacters(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var position = 0
    while position < bytes.count {
      let missing = continuations(of: bytes[position])
      var next = position + 1
      var character: [UInt8] = [bytes[position]]
      var folds: [UInt8] = []
      while character.count <= missing, next < bytes.count {
        if bytes[next] & 0xc0 == 0x80 {
          character.append(bytes[next])
          next += 1
        } else if let end = endOfFold(bytes, next) {
          folds += bytes[next..<end]
          next = end
        } else {
          break
        }
      }
      if folds.isEmpty || character.count <= missing {
        out.append(bytes[position])
        position += 1
      } else {
        out += character + folds
        position = next
      }
    }
    return out
  }

  /// Returns the number of bytes after the first one of a character.
  private static func continuations(of byte: UInt8) -> Int {
    switch byte {
    case 0xc2...0xdf: 1
    case 0xe0...0xef: 2
    case 0xf0...0xf4: 3
    default: 0
    }
  }

  /// Returns the position after a line end and the space or tab that follows it.
  private static func endOfFold(_ bytes: [UInt8], _ position: Int) -> Int? {
    var next = position
    if next < bytes.count, bytes[next] == 0x0d { next += 1 }
    if next < bytes.count, bytes[next] == 0x0a { next += 1 }
    guard next > position, next < bytes.count, bytes[next] == 0x20 || bytes[next] == 0x09 else {
      return nil
    }
    return next + 1
  }

  /// Removes control characters and their escape sequences, which values must not contain, and
  /// returns the lines that had one.
  ///
  /// Returns nil for binary data: more than one control character per hundred bytes, and more
  /// than eight.
  static func withoutControls(_ bytes: [UInt8]) -> (bytes: [UInt8], lines: [Int])? {
    let count = bytes.count(where: isControl)
    guard count > 0 else { return (bytes, []) }
    guard count <= 8 + bytes.count / 100 else { return nil }
    var lines: [Int] = []
    var number = 1
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var position = 0
    while position < bytes.count {
      let byte = bytes[position]
      if byte == 0x0a { number += 1 }
      guard isControl(byte) else {
        out.append(byte)
        position += 1
        continue
      }
      if lines.last != number { lines.append(number) }
      position += ControlCharacters.length(bytes[position...])
    }
    return (out, lines)
  }

  private static func isControl(_ byte: UInt8) -> Bool {
    byte < 0x20 && byte != 0x09 && byte != 0x0a && byte != 0x0d || byte == 0x7f
  }
}
