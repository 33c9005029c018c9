/// A request with a valid head and a complete body.
public struct Request: Sendable {
  public var method: Method
  public var target: Target
  public var version: Version
  /// The authority of an absolute-form target, else of Host; without user information, as sent
  /// ("localhost:8080").
  ///
  /// Empty for HTTP/1.0 without Host.
  public var authority: String
  /// "http", or the scheme that a proxy reports.
  public var scheme = "http"
  public var fields: Fields
  /// The content without transfer coding.
  ///
  /// Its size is within the admitted limit.
  public var body: [UInt8]
  /// The peer's address as text ("127.0.0.1", "::1", "unix"), without a port.
  public var peer: String
  /// The ID from X-Request-Id if it is safe to log, else one of the server.
  ///
  /// Empty for a request that was not read from a connection.
  public var id: String

  public init(
    method: Method, target: Target, version: Version = .http11, authority: String = "",
    fields: Fields = [:], body: [UInt8] = [], peer: String = "",
    id: String = ""
  ) {
    self.method = method
    self.target = target
    self.version = version
    self.authority = authority
    self.fields = fields
    self.body = body
    self.peer = peer
    self.id = id
  }
}
