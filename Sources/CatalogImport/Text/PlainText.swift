/// Converts texts of sources with HTML, entities, control characters and odd spaces to plain text.
///
/// The result must be shown as text: tags are removed, and any `<` or `&` left means the character
/// itself, so HTML output must escape it. Rules:
/// - a tag is removed only if its name is an HTML element, so that `vector<int>` and `a < b` stay;
/// - blocks end lines, an empty line separates paragraphs, `<br>` breaks a line, a list item begins
///   with "- ", and the contents of `script` and `style` are dropped;
/// - references such as `&amp;` and `&#39;` become their characters, once;
/// - control characters and bidirectional marks are dropped; no-break and other spaces become
///   spaces;
/// - LaTeX and Markdown stay unchanged.
enum PlainText {
  /// Maximum bytes of a text; a longer one is dropped.
  static let maximumBytes = 1 << 20

  /// Returns a text of one line, such as a title or name; nil if it is empty.
  static func line(_ text: String?) -> String? {
    guard let text, text.utf8.count <= maximumBytes else { return nil }
    if isPlain(text, line: true) { return text.isEmpty ? nil : text }
    let bytes = stripped(text)
    var line: [UInt8] = []
    line.reserveCapacity(bytes.count)
    var gap = false
    var position = 0
    while position < bytes.count {
      let (kind, length) = CharacterKind.read(bytes, position)
      switch kind {
      case .space, .tab, .newline: gap = true
      case .dropped: break
      case .kept:
        if gap && !line.isEmpty { line.append(0x20) }
        gap = false
        line += bytes[position..<position + length]
      }
      position += length
    }
    return line.isEmpty ? nil : String(decoding: line, as: UTF8.self)
  }

  /// Returns a text of several lines, such as an abstract; nil if it is empty.
  ///
  /// Lines have no trailing spaces, and at most one empty line separates two others.
  static func block(_ text: String?) -> String? {
    guard let text, text.utf8.count <= maximumBytes else { return nil }
    if isPlain(text, line: false) { return text.isEmpty ? nil : text }
    let bytes = stripped(text)
    var block: [UInt8] = []
    block.reserveCapacity(bytes.count)
    var position = 0
    while position < bytes.count {
      let (kind, length) = CharacterKind.read(bytes, position)
      switch kind {
      case .space: block.append(0x20)
      case .tab: block.append(0x09)
      case .dropped: break
      case .newline: endLine(&block)
      case .kept: block += bytes[position..<position + length]
      }
      position += length
    }
    while let last = block.last, last <= 0x20 { block.removeLast() }
    return block.isEmpty ? nil : String(decoding: block, as: UTF8.self)
  }

  private static func endLine(_ block: inout [UInt8]) {
    while let last = block.last, last == 0x20 || last == 0x09 { block.removeLast() }
    if block.isEmpty || block.suffix(2).elementsEqual([0x0a, 0x0a]) { return }
    block.append(0x0a)
  }

  /// Whether the text needs no conversion, as most texts; a fast check.
  private static func isPlain(_ text: String, line: Bool) -> Bool {
    var last: UInt8 = 0x20
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "<"), UInt8(ascii: "&"), 0..<0x20, 0x7f, 0xc2, 0xe2, 0xe3, 0xef:
        return false
      case 0x20 where last == 0x20 && line: return false
      default: last = byte
      }
    }
    return last != 0x20 && text.utf8.first != 0x20
  }

  private static func stripped(_ text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    let isMarkedUp = bytes.contains { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") }
    return isMarkedUp ? HTMLStripper.plain(bytes) : bytes
  }
}
