/// The response directives of Cache-Control (RFC 9111 section 5.2, RFC 5861, RFC 8246).
public struct CacheControl: Equatable, Sendable, CustomStringConvertible {
  public enum Scope: String, Sendable {
    case `public`, `private`
  }

  public var scope: Scope?
  public var noStore = false
  public var noCache = false
  public var noTransform = false
  public var mustRevalidate = false
  public var immutable = false
  /// The max-age directive, in seconds.
  public var maxAge: Int?
  public var sharedMaxAge: Int?
  public var staleWhileRevalidate: Int?
  public var staleIfError: Int?

  public init(scope: Scope? = nil, maxAge: Int? = nil) {
    self.scope = scope
    self.maxAge = maxAge
  }

  /// `no-store`: the response must not be stored.
  public static var never: CacheControl {
    var never = CacheControl()
    never.noStore = true
    return never
  }

  /// Reads a field value; ignores unknown directives.
  ///
  /// An invalid number of seconds counts as 0, stale (RFC 9111 section 4.2.1).
  public static func parse(_ text: String) -> CacheControl {
    var control = CacheControl()
    for directive in FieldLexer.list(text, read) {
      control.apply(directive)
    }
    return control
  }

  public var description: String {
    var parts: [String] = []
    if let scope { parts.append(scope.rawValue) }
    let flags = [
      ("no-store", noStore), ("no-cache", noCache), ("no-transform", noTransform),
      ("must-revalidate", mustRevalidate), ("immutable", immutable),
    ]
    parts += flags.filter(\.1).map(\.0)
    let times = [
      ("max-age", maxAge), ("s-maxage", sharedMaxAge),
      ("stale-while-revalidate", staleWhileRevalidate), ("stale-if-error", staleIfError),
    ]
    parts += times.compactMap { name, seconds in seconds.map { "\(name)=\(max(0, $0))" } }
    return parts.joined(separator: ", ")
  }

  private static func read(_ lexer: inout FieldLexer) -> Parameter? {
    guard let name = lexer.token()?.lowercasedASCII() else { return nil }
    guard lexer.accept(ASCII.equals) else { return Parameter(name: name, value: nil) }
    return lexer.tokenOrQuotedString().map { Parameter(name: name, value: $0) }
  }

  private mutating func apply(_ directive: Parameter) {
    switch directive.name {
    case "public": scope = .public
    case "private": scope = .private
    case "no-store": noStore = true
    case "no-cache": noCache = true
    case "no-transform": noTransform = true
    case "must-revalidate": mustRevalidate = true
    case "immutable": immutable = true
    case "max-age": maxAge = CacheControl.seconds(directive.value)
    case "s-maxage": sharedMaxAge = CacheControl.seconds(directive.value)
    case "stale-while-revalidate": staleWhileRevalidate = CacheControl.seconds(directive.value)
    case "stale-if-error": staleIfError = CacheControl.seconds(directive.value)
    default: break
    }
  }

  /// The seconds, at most 2^31 (RFC 9111 section 1.2.2).
  private static func seconds(_ text: String?) -> Int {
    guard let text, !text.isEmpty, text.utf8.allSatisfy(\.isDigit) else { return 0 }
    return min(Int(text) ?? 2_147_483_648, 2_147_483_648)
  }
}
