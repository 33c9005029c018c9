/// One request as the server hands it on: its head is valid, its body is whole.
public struct Request: Sendable {
  public var method: Method
  public var target: Target
  public var version: Version
  /// The authority that the request is for: that of an absolute-form target, else Host; without
  /// user information, as it was sent ("localhost:8080").
  ///
  /// Empty on HTTP/1.0 without Host.
  public var authority: String
  /// "http", or what a proxy says that the client used.
  public var scheme = "http"
  public var fields: Fields
  /// The decoded content: chunked coding is undone.
  ///
  /// Bounded by the limit that was admitted.
  public var body: [UInt8]
  /// The peer's address as text ("127.0.0.1", "::1", "unix"), without a port.
  public var peer: String
  /// The ID that the client sent in X-Request-Id if it is safe to show, else one of the server's.
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
