/// One preference of a request (RFC 7240).
public struct Preference: Equatable, Sendable {
  /// In lower case.
  public let name: String
  /// The value; an empty value means the same as none.
  public let value: String
  public let parameters: [MediaType.Parameter]
}

/// The field Prefer (RFC 7240 section 2).
public enum Prefer {
  /// Reads the preferences in order; for a repeated name the first counts.
  ///
  /// Ignores invalid preferences like unknown ones.
  public static func parse(_ text: String) -> [Preference] {
    var preferences: [Preference] = []
    for preference in FieldLexer.list(text, read)
    where !preferences.contains(where: { $0.name == preference.name }) {
      preferences.append(preference)
    }
    return preferences
  }

  /// The value of a preference of a request: "minimal" for "return=minimal"; nil if there is none.
  public static func value(_ name: String, of request: Request) -> String? {
    guard let text = request.fields[.prefer] else { return nil }
    return parse(text).first { $0.name == name }?.value
  }

  private static func read(_ lexer: inout FieldLexer) -> Preference? {
    guard let name = lexer.token()?.lowercasedASCII() else { return nil }
    var value = ""
    var ahead = lexer
    ahead.skipBlanks()
    if ahead.accept(ASCII.equals) {
      ahead.skipBlanks()
      guard let found = ahead.tokenOrQuotedString() else { return nil }
      value = found
      lexer = ahead
    }
    var parameters: [MediaType.Parameter] = []
    while let parameter = lexer.parameter() {
      parameters.append(.init(name: parameter.name, value: parameter.value ?? ""))
    }
    return Preference(name: name, value: value, parameters: parameters)
  }
}
