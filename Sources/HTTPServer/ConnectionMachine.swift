/// The life of a connection as a pure state machine: events in, the next step out.
///
/// It knows no socket, clock or queue; the loop executes `step` and reports what came of it.
struct ConnectionMachine {
  /// What is to be done next.
  enum Step: Equatable {
    /// Parse a head; read if more is needed.
    case readHead
    /// Take in the content that the request announced; read if more is needed.
    case readContent
    /// Wait for the responder, which answers later.
    case awaitReply
    /// Send what is queued.
    case send
    /// Ask the producer for the next piece of the body.
    case askPiece
    /// Wait for that piece.
    case awaitPiece
    /// Shut down sending, then read and discard so that the answer is not lost.
    case linger
    case close
  }

  /// What follows once everything queued is sent.
  private enum Sequel {
    case next, readContent, askPiece, linger, close
  }

  private(set) var step = Step.readHead
  private var sequel = Sequel.next
  /// Bytes of a head have come.
  private(set) var hasBegun = false
  /// The client has ended its side; what it sent before is still answered.
  private(set) var peerEnded = false
  /// The server drains: the connection ends with the answer under way.
  private(set) var draining = false
  /// Requests whose heads were read.
  private(set) var served = 0
  /// Answers that are queued and not yet sent.
  private(set) var unsent = 0

  /// Whether the connection has no request and no response under way.
  var isIdle: Bool { step == .readHead && !hasBegun && unsent == 0 }

  /// Whether a request has begun to arrive and not ended.
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

  /// A whole answer is queued; `keepAlive` is what it tells the client.
  ///
  /// `clean` says that nothing of the client is left unread, so that closing cannot lose the answer.
  mutating func answered(keepAlive: Bool, clean: Bool) {
    unsent += 1
    sequel = keepAlive ? .next : (clean || peerEnded ? .close : .linger)
    step = keepAlive ? .readHead : .send
    hasBegun = false
  }

  /// The head of an answer is queued whose content is to come from a producer.
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

  /// The last piece is queued.
  mutating func streamEnded(keepAlive: Bool, clean: Bool) {
    sequel = keepAlive ? .next : (clean || peerEnded ? .close : .linger)
    step = .send
  }

  /// Send what is queued before anything else is done.
  mutating func mustSend() {
    step = .send
  }

  /// 100 (Continue) is queued; the content follows once it is sent.
  mutating func interimQueued() {
    sequel = .readContent
    step = .send
  }

  /// The time for a next request is over: the connection ends without a response.
  ///
  /// It lingers, so that a request that comes at this moment meets an end of the stream and not a
  /// reset. The client can send such a request again (RFC 9112 section 9.3.1).
  mutating func idledOut() {
    step = peerEnded ? .close : .linger
  }

  /// Everything that was queued is with the kernel.
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

  /// The client sends nothing more.
  mutating func ended() {
    peerEnded = true
    if step == .linger { step = .close }
  }

  /// From now on the connection ends as soon as its client has what it asked for.
  mutating func drain() {
    draining = true
  }

  /// Nothing more can or shall be done.
  mutating func close() {
    step = .close
  }
}
