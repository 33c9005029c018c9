/// A lexer for the grammars of field values (RFC 9110 section 5.6).
struct FieldLexer {
  private let bytes: [UInt8]
  private var index = 0

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  var isAtEnd: Bool { index == bytes.count }

  /// Consumes the byte if it is next.
  mutating func accept(_ byte: UInt8) -> Bool {
    guard index < bytes.count, bytes[index] == byte else { return false }
    index += 1
    return true
  }

  /// Consumes the text if it is next.
  mutating func accept(_ text: String) -> Bool {
    guard bytes[index...].starts(with: text.utf8) else { return false }
    index += text.utf8.count
    return true
  }

  mutating func skipBlanks() {
    while index < bytes.count, bytes[index].isBlank { index += 1 }
  }

  /// Consumes a token; returns nil if none is next.
  mutating func token() -> String? {
    take { ByteSet.token.contains($0) }
  }

  /// Consumes letters; returns nil if none is next.
  mutating func word() -> String? {
    take(\.isLetter)
  }

  /// Consumes a number of exactly `count` digits; returns nil otherwise.
  mutating func digits(_ count: Int) -> Int? {
    guard bytes.count - index >= count else { return nil }
    var number = 0
    for byte in bytes[index..<(index + count)] {
      guard byte.isDigit else { return nil }
      number = number * 10 + Int(byte &- ASCII.zero)
    }
    index += count
    return number
  }

  /// Consumes a quoted string and returns its unescaped content; nil if none is next or it is not
  /// closed.
  mutating func quotedString() -> String? {
    guard index < bytes.count, bytes[index] == ASCII.quote else { return nil }
    var content: [UInt8] = []
    var next = index + 1
    while next < bytes.count, bytes[next] != ASCII.quote {
      if bytes[next] == ASCII.backslash { next += 1 }
      guard next < bytes.count, bytes[next].isFieldContent else { return nil }
      content.append(bytes[next])
      next += 1
    }
    guard next < bytes.count else { return nil }
    index = next + 1
    return String(decoding: content, as: UTF8.self)
  }

  mutating func tokenOrQuotedString() -> String? {
    token() ?? quotedString()
  }

  /// Consumes bytes while they pass.
  mutating func take(_ passes: (UInt8) -> Bool) -> String? {
    let start = index
    while index < bytes.count, passes(bytes[index]) { index += 1 }
    return start < index ? String(decoding: bytes[start..<index], as: UTF8.self) : nil
  }

  /// Skips an invalid list element, to the next comma outside a quoted string.
  mutating func skipElement() {
    while index < bytes.count {
      if bytes[index] == ASCII.quote, quotedString() != nil { continue }
      index += 1
      if bytes[index - 1] == ASCII.comma { return }
    }
  }

  /// Consumes `;name=value` with optional whitespace around the semicolon; returns nil if none is
  /// next.
  ///
  /// The name is in lower case. Skips empty parameters; the value can be missing where the field
  /// allows it.
  mutating func parameter() -> Parameter? {
    let start = index
    skipBlanks()
    var seen = false
    while accept(ASCII.semicolon) {
      seen = true
      skipBlanks()
    }
    guard seen, let name = token() else {
      if !seen || !isAtElementEnd { index = start }
      return nil
    }
    let end = index
    skipBlanks()
    guard accept(ASCII.equals) else {
      index = end
      return Parameter(name: name.lowercasedASCII(), value: nil)
    }
    skipBlanks()
    guard let value = tokenOrQuotedString() else {
      index = start
      return nil
    }
    return Parameter(name: name.lowercasedASCII(), value: value)
  }

  private var isAtElementEnd: Bool { isAtEnd || bytes[index] == ASCII.comma }

  /// Reads a comma-separated list and omits elements that `element` cannot read.
  static func list<Element>(
    _ text: String, _ element: (inout FieldLexer) -> Element?
  ) -> [Element] {
    var lexer = FieldLexer(text)
    var elements: [Element] = []
    while !lexer.isAtEnd {
      lexer.skipBlanks()
      if lexer.accept(ASCII.comma) { continue }
      guard !lexer.isAtEnd else { break }
      let found = element(&lexer)
      lexer.skipBlanks()
      if lexer.isAtEnd || lexer.accept(ASCII.comma) {
        if let found { elements.append(found) }
      } else {
        lexer.skipElement()
      }
    }
    return elements
  }
}

/// A parameter of a media type, a preference or the like.
struct Parameter: Equatable {
  var name: String
  var value: String?
}
