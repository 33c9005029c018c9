/// Checks the text between a chunk's size and its line end, byte by byte (RFC 9112 section 7.1.1).
///
/// The grammar is `;name`, `;name=token` or `;name="quoted"`, with optional blanks around the signs
/// but none at the end.
struct ChunkExtensionParser: Sendable {
  fileprivate enum Phase {
    case start, beforeName, name, afterName, beforeValue, token, quoted, escaped, quotedEnd
    /// After blanks behind a value or the size; only another extension can follow.
    case afterValue
  }

  private var phase = Phase.start

  /// Whether the line may end here.
  var mayEnd: Bool {
    switch phase {
    case .start, .name, .token, .quotedEnd: true
    case .beforeName, .afterName, .beforeValue, .quoted, .escaped, .afterValue: false
    }
  }

  /// Accepts one byte, except a carriage return; returns false if the grammar does not allow it.
  mutating func accept(_ byte: UInt8) -> Bool {
    guard let next = phase.following(byte) else { return false }
    phase = next
    return true
  }
}

extension ChunkExtensionParser.Phase {
  fileprivate func following(_ byte: UInt8) -> Self? {
    let isToken = ByteSet.token.contains(byte)
    switch self {
    case .quoted where byte == ASCII.quote: return .quotedEnd
    case .quoted where byte == ASCII.backslash: return .escaped
    case .quoted, .escaped: return byte.isFieldContent ? .quoted : nil
    case .beforeName where byte.isBlank: return self
    case .beforeName: return isToken ? .name : nil
    case .name where isToken: return .name
    case .name where byte.isBlank, .afterName where byte.isBlank: return .afterName
    case .name where byte == ASCII.equals, .afterName where byte == ASCII.equals:
      return .beforeValue
    case .beforeValue where byte.isBlank: return self
    case .beforeValue where byte == ASCII.quote: return .quoted
    case .beforeValue: return isToken ? .token : nil
    case .token where isToken: return .token
    case _ where byte == ASCII.semicolon: return .beforeName
    case .start, .token, .quotedEnd, .afterValue: return byte.isBlank ? .afterValue : nil
    case .name, .afterName: return nil
    }
  }
}
