/// A media type with its parameters (RFC 9110 section 8.3.1).
public struct MediaType: Hashable, Sendable, CustomStringConvertible {
  /// A parameter; its name is in lower case.
  public struct Parameter: Hashable, Sendable {
    public let name: String
    public let value: String

    public init(name: String, value: String) {
      self.name = name.lowercasedASCII()
      self.value = value
    }
  }

  /// The type, in lower case.
  public let type: String
  public let subtype: String
  /// The parameters in order.
  public let parameters: [Parameter]

  public init(_ type: String, _ subtype: String, parameters: [Parameter] = []) {
    self.type = type.lowercasedASCII()
    self.subtype = subtype.lowercasedASCII()
    self.parameters = parameters
  }

  /// Reads the value of Content-Type; returns nil if it is invalid.
  public static func parse(_ text: String) -> MediaType? {
    var lexer = FieldLexer(text)
    lexer.skipBlanks()
    guard let type = read(&lexer) else { return nil }
    lexer.skipBlanks()
    return lexer.isAtEnd ? type : nil
  }

  /// The value of a parameter; some values are case-sensitive.
  public func parameter(_ name: String) -> String? {
    parameters.first { $0.name == name }?.value
  }

  /// Whether type and subtype are the same; parameters are not looked at.
  public func isSameKind(as other: MediaType) -> Bool {
    type == other.type && subtype == other.subtype
  }

  public var description: String {
    parameters.reduce("\(type)/\(subtype)") { text, parameter in
      text + "; " + parameter.name + "=" + QuotedString.tokenOrQuoted(parameter.value)
    }
  }

  static func read(_ lexer: inout FieldLexer) -> MediaType? {
    guard let type = lexer.token(), lexer.accept(ASCII.slash), let subtype = lexer.token() else {
      return nil
    }
    var parameters: [Parameter] = []
    while let parameter = lexer.parameter() {
      guard let value = parameter.value else { return nil }
      parameters.append(Parameter(name: parameter.name, value: value))
    }
    return MediaType(type, subtype, parameters: parameters)
  }

  public static let json = MediaType("application", "json")
  public static let problem = MediaType("application", "problem+json")
  public static let html = MediaType(
    "text", "html", parameters: [Parameter(name: "charset", value: "utf-8")])
}

/// Quoted strings (RFC 9110 section 5.6.4).
enum QuotedString {
  static func tokenOrQuoted(_ text: String) -> String {
    !text.isEmpty && ByteSet.token.contains(allOf: text.utf8) ? text : quoted(text)
  }

  /// Quotes a text; replaces characters that a quoted string cannot contain by spaces.
  static func quoted(_ text: String) -> String {
    var bytes = [ASCII.quote]
    for byte in text.utf8 {
      if byte == ASCII.quote || byte == ASCII.backslash { bytes.append(ASCII.backslash) }
      bytes.append(byte.isFieldContent ? byte : ASCII.space)
    }
    bytes.append(ASCII.quote)
    return String(decoding: bytes, as: UTF8.self)
  }
}
