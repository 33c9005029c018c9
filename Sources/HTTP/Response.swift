/// An answer.
///
/// The server adds Date, Connection, and Content-Length or Transfer-Encoding itself.
public struct Response: Sendable {
  public var status: Status { didSet { preparedHead = nil } }
  public var fields: Fields { didSet { preparedHead = nil } }
  public var body: Body
  /// A note of the responder to itself, never sent: the second since 1970 at which the clock makes
  /// another answer of this.
  public var changesAt: Int?
  /// A note of the responder to itself, never sent: the revision of the data that a safe method has
  /// read.
  ///
  /// Nil for any other answer, which no cache of the server keeps.
  public var revision: Int?
  /// A note of the responder to itself, never sent: which state of the data it was made from.
  public var generation = 0
  /// The status line and the fields as bytes, if `prepared()` made them.
  var preparedHead: [UInt8]?

  public init(_ status: Status, fields: Fields = [:], body: Body = .empty) {
    self.status = status
    self.fields = fields
    self.body = body
  }
}

/// The content of an answer.
public enum Body: Sendable {
  case empty
  case bytes([UInt8])
  /// Content made piece by piece; sent chunked on HTTP/1.1 and ended by closing on 1.0.
  case stream(any BodyProducer)
}

/// Makes a body piece by piece, only as fast as the client takes it.
public protocol BodyProducer: Sendable {
  /// Makes the next piece, of about `size` bytes, and hands it to `deliver` exactly once, from any
  /// queue. Called again only after the piece before it has been taken.
  func next(_ size: Int, deliver: @escaping @Sendable (BodyPiece) -> Void)

  /// Called before the first `next`; `abort` closes the connection, whatever waits for its client.
  func begin(abort: @escaping @Sendable () -> Void)

  /// Whether the body goes on for as long as its client takes it, with pauses of any length.
  var isEndless: Bool { get }

  /// The client is gone or the server stops: nothing further is asked. May follow `next`.
  func cancel()
}

extension BodyProducer {
  public func begin(abort: @escaping @Sendable () -> Void) {}

  public var isEndless: Bool { false }
}

/// What a body producer hands over.
public enum BodyPiece: Sendable {
  case bytes([UInt8])
  case end
  /// The body cannot be finished: the connection is closed so that the client can tell.
  case failure
}
