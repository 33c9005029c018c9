/// The role of a character in the layout of a text.
enum CharacterKind {
  case kept, space, tab, newline, dropped

  /// Returns the kind and the length in bytes of the character that begins at a position.
  static func read(_ bytes: [UInt8], _ position: Int) -> (kind: CharacterKind, length: Int) {
    let byte = bytes[position]
    if byte == 0x1b { return (.dropped, ControlCharacters.length(bytes[position...])) }
    if byte < 0x80 { return (ascii(byte), 1) }
    let length = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4
    guard position + length <= bytes.count else { return (.dropped, bytes.count - position) }
    switch byte {
    case 0xc2:
      switch bytes[position + 1] {
      case 0x85: return (.newline, 2)
      // C1 controls.
      case 0x80...0x9f: return (.dropped, 2)
      case 0xa0: return (.space, 2)
      default: return (.kept, 2)
      }
    case 0xe2: return (general(bytes[position + 1], bytes[position + 2]), 3)
    // The ideographic space.
    case 0xe3 where bytes[position + 1] == 0x80 && bytes[position + 2] == 0x80: return (.space, 3)
    // Byte order marks and noncharacters.
    case 0xef where bytes[position + 1] == 0xbb && bytes[position + 2] == 0xbf: return (.dropped, 3)
    case 0xef where bytes[position + 1] == 0xbf && bytes[position + 2] >= 0xbe: return (.dropped, 3)
    default: return (.kept, length)
    }
  }

  private static func ascii(_ byte: UInt8) -> CharacterKind {
    switch byte {
    case 0x20: .space
    case 0x09: .tab
    // A carriage return is dropped; the line feed after it ends the line.
    case 0x0a, 0x0b, 0x0c: .newline
    case 0..<0x20, 0x7f: .dropped
    default: .kept
    }
  }

  /// Returns the kind of a character from U+2000 to U+2FFF by the last two bytes of its UTF-8.
  private static func general(_ second: UInt8, _ third: UInt8) -> CharacterKind {
    switch (second, third) {
    case (0x80, 0x80...0x8a), (0x80, 0xaf), (0x81, 0x9f): .space
    case (0x80, 0xa8), (0x80, 0xa9): .newline
    // The zero-width space, and embedding, override and isolate marks.
    case (0x80, 0x8b), (0x80, 0xaa...0xae), (0x81, 0xa6...0xa9): .dropped
    default: .kept
    }
  }
}
