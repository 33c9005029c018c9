/// An entity tag (RFC 9110 section 8.8.3).
public struct EntityTag: Hashable, Sendable, CustomStringConvertible {
  /// The text between the quotation marks: visible characters except quotation marks.
  public let opaque: String
  public let isWeak: Bool

  /// Creates a tag; fails if `opaque` has an invalid character.
  public init?(_ opaque: String, isWeak: Bool = false) {
    guard opaque.utf8.allSatisfy(EntityTag.isTagCharacter) else { return nil }
    self.opaque = opaque
    self.isWeak = isWeak
  }

  /// Creates a strong tag from a number, such as a revision or a hash.
  public init(number: UInt64) {
    opaque = String(number, radix: 16)
    isWeak = false
  }

  /// Reads a single tag, as a server sends it.
  public static func parse(_ text: String) -> EntityTag? {
    var lexer = FieldLexer(text)
    guard let tag = read(&lexer), lexer.isAtEnd else { return nil }
    return tag
  }

  /// Strong comparison, for If-Match (RFC 9110 section 8.8.3.2).
  public func matchesStrongly(_ other: EntityTag) -> Bool {
    !isWeak && !other.isWeak && matchesWeakly(other)
  }

  /// Weak comparison, for If-None-Match.
  public func matchesWeakly(_ other: EntityTag) -> Bool {
    // Compares bytes, since strings with equal Unicode normalization are equal.
    opaque.utf8.elementsEqual(other.opaque.utf8)
  }

  public var description: String { (isWeak ? "W/\"" : "\"") + opaque + "\"" }

  fileprivate static func isTagCharacter(_ byte: UInt8) -> Bool {
    byte > ASCII.space && byte != ASCII.quote && byte != 0x7F
  }

  static func read(_ lexer: inout FieldLexer) -> EntityTag? {
    let isWeak = lexer.accept("W/")
    guard lexer.accept(ASCII.quote) else { return nil }
    let opaque = lexer.take(isTagCharacter) ?? ""
    guard lexer.accept(ASCII.quote) else { return nil }
    return EntityTag(opaque, isWeak: isWeak)
  }
}

/// The value of If-Match or If-None-Match.
public enum EntityTagList: Equatable, Sendable {
  /// "*": any current representation.
  case any
  case tags([EntityTag])

  /// Reads the joined value of the field; returns nil if it is invalid.
  public static func parse(_ text: String) -> EntityTagList? {
    var lexer = FieldLexer(text)
    lexer.skipBlanks()
    if lexer.accept(ASCII.asterisk) {
      lexer.skipBlanks()
      return lexer.isAtEnd ? .any : nil
    }
    var tags: [EntityTag] = []
    while !lexer.isAtEnd {
      if !lexer.accept(ASCII.comma) {
        guard let tag = EntityTag.read(&lexer) else { return nil }
        tags.append(tag)
        lexer.skipBlanks()
        guard lexer.isAtEnd || lexer.accept(ASCII.comma) else { return nil }
      }
      lexer.skipBlanks()
    }
    return tags.isEmpty ? nil : .tags(tags)
  }
}
