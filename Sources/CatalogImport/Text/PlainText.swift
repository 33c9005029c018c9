/// Makes plain text of what sources write: HTML, entities, control characters, odd spaces.
///
/// The result is text to be shown as text: tags are gone, and what remains of `<` and `&` means
/// just these characters, so whoever writes HTML must escape it as any other text. Rules:
/// - a tag is removed only where its name is one of HTML's, so that `vector<int>` and `a < b` stay;
/// - blocks end lines, paragraphs are parted by an empty line, `<br>` breaks a line, an item of a
///   list begins with "- ", and the contents of `script` and `style` are dropped;
/// - references such as `&amp;` and `&#39;` become their characters, once;
/// - control characters, and marks that turn the direction of the text, are dropped; no-break and
///   other spaces are spaces;
/// - LaTeX and Markdown stay as they are.
enum PlainText {
  /// A longer text is none of anything that is catalogued, and left out: 1 MiB.
  static let maximumBytes = 1 << 20

  /// A text of one line, such as a title or a name; nil where nothing is left.
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

  /// A text of several lines, such as an abstract; nil where nothing is left.
  ///
  /// Lines have no spaces behind them, and at most one empty line stands between two others.
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

  /// Whether nothing is to be done: most texts, told apart quickly.
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
    return isMarkedUp ? HTMLText.plain(bytes) : bytes
  }
}
