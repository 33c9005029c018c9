import CatalogForm
import CatalogModel

/// Removes control characters from a text, with their escape sequences.
///
/// Terminals and copied web pages leave NULs, bells and colour sequences (`ESC [ 31 m`) in lists.
/// They are not part of words, so the record is complete without them.
enum ControlCharacters {
  /// Maximum number of control characters; a file with more is binary or has another encoding, and
  /// stays unchanged.
  private static let maximum = 1_000

  /// Returns the file without control characters, and notices with their lines.
  static func removed(from file: InputFile) -> (file: InputFile, notices: [ImportProblem]) {
    let bytes = file.bytes
    let isWide = bytes.starts(with: [0xff, 0xfe]) || bytes.starts(with: [0xfe, 0xff])
    guard !isWide, bytes.contains(where: isControl) else { return (file, []) }
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var lines: [Int] = []
    var count = 0
    var line = 1
    var position = 0
    while position < bytes.count {
      let byte = bytes[position]
      guard isControl(byte) else {
        if byte == 0x0a { line += 1 }
        out.append(byte)
        position += 1
        continue
      }
      count += 1
      guard count <= maximum, count * 4 <= bytes.count else { return (file, []) }
      if lines.last != line { lines.append(line) }
      position += length(bytes[position...])
    }
    let notices = lines.map { line in
      ImportProblem(
        .notice, file: file.name, line: line, reason: "control characters were removed")
    }
    return (InputFile(name: file.name, bytes: out), notices)
  }

  /// Returns the text without control characters and the rest of their escape sequences.
  static func removed(from text: String) -> String {
    let bytes = Array(text.utf8)
    guard bytes.contains(where: isControl) else { return text.printable }
    var out: [UInt8] = []
    var position = 0
    while position < bytes.count {
      if isControl(bytes[position]) {
        position += length(bytes[position...])
      } else {
        out.append(bytes[position])
        position += 1
      }
    }
    return String(decoding: out, as: UTF8.self).printable
  }

  private static func isControl(_ byte: UInt8) -> Bool {
    byte < 0x20 && byte != 0x09 && byte != 0x0a && byte != 0x0d || byte == 0x7f
  }

  /// Returns the length of the control character at the start, with the rest of its escape sequence
  /// (ECMA-48): CSI with parameters and final byte, a string such as OSC up to its terminator, or ESC
  /// and one byte; otherwise ESC alone.
  static func length(_ bytes: ArraySlice<UInt8>) -> Int {
    let rest = bytes.dropFirst()
    guard bytes.first == 0x1b, let second = rest.first else { return 1 }
    if "]P_^X".utf8.contains(second) {
      let text = rest.dropFirst().prefix(256).prefix { $0 != 0x07 && $0 != 0x1b && $0 != 0x0a }
      switch bytes.dropFirst(2 + text.count).prefix(2) {
      case let end where end.first == 0x07: return 3 + text.count
      case let end where end.elementsEqual([0x1b, UInt8(ascii: "\\")]): return 4 + text.count
      default: return 2
      }
    }
    guard second == UInt8(ascii: "[") else { return (0x40...0x5f).contains(second) ? 2 : 1 }
    let parameters = rest.dropFirst().prefix(32).prefix { (0x20...0x3f).contains($0) }
    let end = 2 + parameters.count
    guard bytes.count > end, (0x40...0x7e).contains(bytes[bytes.startIndex + end]) else { return 2 }
    return end + 1
  }
}
