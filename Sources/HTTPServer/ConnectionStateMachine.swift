/// The life of a connection as a pure state machine: events in, the next step out.
///
/// It has no socket, clock or queue; the loop executes `step` and reports the result.
struct ConnectionStateMachine {
  enum Step: Equatable {
    /// Parse a head; read if more is needed.
    case readHead
    /// Read the content of the request; read from the socket if more is needed.
    case readContent
    case awaitReply
    case send
    /// Request the next piece of the body.
    case askPiece
    case awaitPiece
    /// Shut down sending, then read and discard, so that the client gets the response.
    case linger
    case close
  }

  /// The step after all queued bytes are sent.
  private enum Sequel {
    case next, readContent, askPiece, linger, close
  }

  private(set) var step = Step.readHead
  private var sequel = Sequel.next
  /// Whether bytes of a head have arrived.
  private(set) var hasBegun = false
  /// Whether the client has shut down sending; its earlier requests are still answered.
  private(set) var peerEnded = false
  /// Whether the server drains: the connection closes after the current response.
  private(set) var draining = false
  private(set) var served = 0
  /// Number of queued responses.
  private(set) var unsent = 0

  /// Whether the connection has no current request or response.
  var isIdle: Bool { step == .readHead && !hasBegun && unsent == 0 }

  var isReceiving: Bool { step == .readContent || step == .readHead && hasBegun }

  mutating func headBegan() {
    hasBegun = true
  }

  mutating func headRead(withContent: Bool) {
    served += 1
    hasBegun = false
    step = withContent ? .readContent : .awaitReply
  }

  mutating func contentRead() {
    step = .awaitReply
  }

  /// A complete response is queued; `keepAlive` is its Connection.
  ///
  /// `isInputEmpty` means that no input of the client is unread, so that closing cannot lose the response.
  mutating func answered(keepAlive: Bool, isInputEmpty: Bool) {
    unsent += 1
    sequel = keepAlive ? .next : (isInputEmpty || peerEnded ? .close : .linger)
    step = keepAlive ? .readHead : .send
    hasBegun = false
  }

  mutating func streamBegan() {
    unsent += 1
    sequel = .askPiece
    step = .send
  }

  mutating func pieceAsked() {
    step = .awaitPiece
  }

  mutating func pieceQueued() {
    step = .send
  }

  /// The last piece of a streamed response is queued.
  mutating func streamEnded(keepAlive: Bool, isInputEmpty: Bool) {
    sequel = keepAlive ? .next : (isInputEmpty || peerEnded ? .close : .linger)
    step = .send
  }

  /// Requires sending the queued bytes before any other step.
  mutating func mustSend() {
    step = .send
  }

  /// 100 (Continue) is queued; reading the content follows once it is sent.
  mutating func interimQueued() {
    sequel = .readContent
    step = .send
  }

  /// The idle time is over: the connection closes without a response.
  ///
  /// It lingers, so that a request that arrives at this moment meets the end of the stream and not
  /// a reset. The client can then repeat it (RFC 9112 section 9.3.1).
  mutating func idledOut() {
    step = peerEnded ? .close : .linger
  }

  /// All queued bytes are passed to the kernel.
  mutating func sent() {
    unsent = 0
    switch sequel {
    case .next: step = .readHead
    case .readContent: step = .readContent
    case .askPiece: step = .askPiece
    case .linger: step = peerEnded ? .close : .linger
    case .close: step = .close
    }
  }

  /// The client has shut down sending.
  mutating func ended() {
    peerEnded = true
    if step == .linger { step = .close }
  }

  /// The connection closes after the responses to the requests received so far.
  mutating func drain() {
    draining = true
  }

  mutating func close() {
    step = .close
  }
}
