/// Checks chunk extensions byte by byte (RFC 9112 section 7.1.1): `;name`, `;name=token` or
/// `;name="quoted"`, without whitespace.
struct ChunkExtensionParser: Sendable {
  private enum Phase {
    case start, nameStart, name, valueStart, token, quoted, escaped, quotedEnd
  }

  private var phase = Phase.start

  /// Whether the line may end here.
  var mayEnd: Bool {
    switch phase {
    case .start, .name, .token, .quotedEnd: true
    case .nameStart, .valueStart, .quoted, .escaped: false
    }
  }

  /// Takes one byte, which is not a carriage return; false where the grammar has no place for it.
  mutating func accept(_ byte: UInt8) -> Bool {
    switch phase {
    case .start, .quotedEnd:
      return follow(byte, ASCII.semicolon, .nameStart)
    case .nameStart:
      return follow(byte, .name)
    case .name:
      return follow(byte, .name) || follow(byte, ASCII.semicolon, .nameStart)
        || follow(byte, ASCII.equals, .valueStart)
    case .valueStart:
      return follow(byte, .token) || follow(byte, ASCII.quote, .quoted)
    case .token:
      return follow(byte, .token) || follow(byte, ASCII.semicolon, .nameStart)
    case .quoted:
      return follow(byte, ASCII.quote, .quotedEnd) || follow(byte, ASCII.backslash, .escaped)
        || byte.isFieldContent
    case .escaped:
      phase = .quoted
      return byte.isFieldContent
    }
  }

  private mutating func follow(_ byte: UInt8, _ next: Phase) -> Bool {
    guard ByteSet.token.contains(byte) else { return false }
    phase = next
    return true
  }

  private mutating func follow(_ byte: UInt8, _ expected: UInt8, _ next: Phase) -> Bool {
    guard byte == expected else { return false }
    phase = next
    return true
  }
}
