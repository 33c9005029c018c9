/// Makes plain text of what sources write: HTML, entities, control characters, odd spaces.
///
/// The result is text to be shown as text: tags are gone, and what remains of `<` and `&` means
/// just these characters, so whoever writes HTML must escape it as any other text. Rules:
/// - a tag is removed only where its name is one of HTML's, so that `vector<int>` and `a < b` stay;
/// - blocks end lines, paragraphs are parted by an empty line, `<br>` breaks a line, an item of a
///   list begins with "- ", and the contents of `script` and `style` are dropped;
/// - references such as `&amp;` and `&#39;` become their characters, once;
/// - control characters are dropped, and no-break spaces are spaces;
/// - LaTeX and Markdown stay as they are.
enum PlainText {
  /// A text of one line, such as a title or a name; nil where nothing is left.
  static func line(_ text: String?) -> String? {
    guard let text else { return nil }
    if isPlain(text, line: true) { return text.isEmpty ? nil : text }
    var line = ""
    var gap = false
    for scalar in stripped(text).unicodeScalars {
      if scalar.properties.isWhitespace {
        gap = true
      } else if !isControl(scalar) {
        if gap && !line.isEmpty { line.append(" ") }
        gap = false
        line.unicodeScalars.append(scalar)
      }
    }
    return line.isEmpty ? nil : line
  }

  /// A text of several lines, such as an abstract; nil where nothing is left.
  static func block(_ text: String?) -> String? {
    guard let text else { return nil }
    if isPlain(text, line: false) { return text.isEmpty ? nil : text }
    var lines: [String] = []
    for raw in stripped(text).split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      var line = ""
      for scalar in raw.unicodeScalars where !isControl(scalar) || scalar == "\t" {
        line.unicodeScalars.append(isSpace(scalar) ? " " : scalar)
      }
      while line.last == " " { line.removeLast() }
      let isSecondGap = line.isEmpty && (lines.last?.isEmpty ?? true)
      if !isSecondGap { lines.append(line) }
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.isEmpty ? nil : lines.joined(separator: "\n")
  }

  /// Whether nothing is to be done: most texts, told apart quickly.
  private static func isPlain(_ text: String, line: Bool) -> Bool {
    var last: UInt8 = 0x20
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "<"), UInt8(ascii: "&"), 0..<0x20, 0x7f, 0xc2, 0xe2, 0xef: return false
      case 0x20 where last == 0x20 && line: return false
      default: last = byte
      }
    }
    return last != 0x20 && text.utf8.first != 0x20
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\u{a0}" || scalar == "\u{202f}" || scalar == "\u{2007}"
  }

  /// C0 and C1 controls, byte order marks, and marks that change the direction of what follows.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7f...0x9f, 0xfeff, 0x200b, 0x202a...0x202e, 0x2066...0x2069, 0xfffe...0xffff:
      true
    default: false
    }
  }

  private static func stripped(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") }) else {
      return text
    }
    return HTMLText.plain(Array(text.utf8))
  }
}
