/// A response.
///
/// The server adds Date, Connection, and Content-Length or Transfer-Encoding.
public struct Response: Sendable {
  public var status: Status { didSet { preparedHead = nil } }
  public var fields: Fields { didSet { preparedHead = nil } }
  public var body: Body
  /// When the response stops being current, in seconds since 1970; `nil` if it is not
  /// time-dependent.
  ///
  /// For the responder's cache; never sent.
  public var changesAt: Int?
  /// The revision of the data that a safe method has read; `nil` for a response that must not be
  /// cached.
  ///
  /// For the responder's cache; never sent.
  public var revision: Int?
  /// The generation of the database that the response was made from.
  ///
  /// For the responder's cache; never sent.
  public var generation = 0
  /// The serialized status line and fields, if `prepared()` created them.
  var preparedHead: [UInt8]?

  public init(_ status: Status, fields: Fields = [:], body: Body = .empty) {
    self.status = status
    self.fields = fields
    self.body = body
  }
}

/// The body of a response.
public enum Body: Sendable {
  case empty
  case bytes([UInt8])
  /// Streamed content. Unless its length is known, it is sent chunked in HTTP/1.1, and ended by
  /// closing the connection in HTTP/1.0.
  case stream(any BodyProducer)
}

/// Produces a streamed body, only as fast as the client receives it.
public protocol BodyProducer: Sendable {
  /// Produces the next piece, of about `size` bytes, and passes it to `deliver` exactly once, from
  /// any queue. Called again only after the previous piece was sent.
  func next(_ size: Int, deliver: @escaping @Sendable (BodyPiece) -> Void)

  /// Called before the first `next`; `abort` closes the connection, even while bytes wait to be
  /// sent.
  func begin(abort: @escaping @Sendable () -> Void)

  /// The number of bytes of all pieces; nil if it is unknown before they are produced.
  var length: Int? { get }

  /// Whether the body has no end and can pause for any time.
  var isEndless: Bool { get }

  /// Called when the client disconnects or the server stops; `next` is not called again. Can follow
  /// `next`.
  func cancel()
}

extension BodyProducer {
  public func begin(abort: @escaping @Sendable () -> Void) {}

  public var isEndless: Bool { false }

  public var length: Int? { nil }
}

public enum BodyPiece: Sendable {
  case bytes([UInt8])
  case end
  /// The body is incomplete: the connection closes so that the client notices.
  case failure
}
