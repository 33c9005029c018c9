/// A request method (RFC 9110 section 9): a case-sensitive token.
public struct Method: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  public let rawValue: String

  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  public var description: String { rawValue }

  public static let get = Method(rawValue: "GET")
  public static let head = Method(rawValue: "HEAD")
  public static let post = Method(rawValue: "POST")
  public static let put = Method(rawValue: "PUT")
  public static let patch = Method(rawValue: "PATCH")
  public static let delete = Method(rawValue: "DELETE")
  public static let options = Method(rawValue: "OPTIONS")
  public static let trace = Method(rawValue: "TRACE")
  public static let connect = Method(rawValue: "CONNECT")
  /// A safe method with content, in standardization (draft-ietf-httpbis-safe-method-w-body).
  public static let query = Method(rawValue: "QUERY")

  /// The methods that this server recognizes: it answers 405 to one that a resource does not
  /// support, and 501 to any other (RFC 9110 section 9.1).
  public static let known: Set<Method> = [
    .get, .head, .post, .put, .patch, .delete, .options, .trace, .connect, .query,
  ]
}
