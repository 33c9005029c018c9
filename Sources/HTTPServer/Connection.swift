import HTTP

/// A connection of a client; belongs to one loop until it closes.
final class Connection {
  let token: Token
  /// `nil` after the connection has closed.
  private(set) var socket: Socket?
  let peer: Peer
  /// Whether the connection is over a limit and only gets a 503 response.
  let isShed: Bool

  var machine = ConnectionStateMachine()
  var input = InputBuffer()
  var output = OutputQueue()
  /// The parser of an incomplete head.
  var headReader: HeadReader?
  var content: ContentReader?
  var pump: BodyPump?
  var exchange = Exchange()

  /// Whether the kernel has data: set once by the poller, cleared by reading.
  var readable = false
  var writable = true
  /// Whether the loop will handle the connection again in this turn or the next.
  var isScheduled = false
  /// Whether the client has shut down sending, so that reading will reach the end.
  var mayHaveEnded = false

  /// The deadline of the current step, on the loop's clock.
  var deadline = Timeouts.never
  /// The tick of the next check of the deadline.
  var scheduledTick = Int.max
  var delivery = Delivery()
  /// The address of the client that sent the last request: that of the peer, or the one that a
  /// trusted proxy names.
  private(set) var clientAddress: String
  private(set) var client: ClientKey
  /// The large body being sent, as counted by `WaitingBodies`.
  var waitingBody: WaitingBodies.Hold?
  /// Further bytes of responses and requests, as counted in the limits of all loops.
  var unsentBytes = 0
  var receivedBytes = 0
  var largeBytes = 0
  /// Bytes discarded since lingering began; `nil` before that.
  var discarded: Int?

  init(token: Token, socket: Socket, isShed: Bool, now: Int, timeouts: Timeouts) {
    self.token = token
    self.socket = socket
    self.isShed = isShed
    peer = socket.peer
    clientAddress = peer.text
    client = IPAddress.client(peer.text)
    deadline = now + timeouts.header
  }

  func setClient(_ address: String) {
    clientAddress = address
    client = IPAddress.client(address)
  }

  func release() {
    socket = nil
  }
}

@available(*, unavailable)
extension Connection: Sendable {}

/// The state of the current request and its response.
struct Exchange {
  var isHead = false
  var version = Version.http11
  /// Whether the client keeps the connection open.
  var keepsAlive = false
  /// Whether the response precedes the end of the request.
  var isEarly = false
  /// Whether closing the connection ends the body.
  var bodyEndsByClose = false
  /// Whether the request may have changed something, so that a success must not become an error.
  var hasEffect = false
  /// Whether the content may exceed the limit for most requests, and counts separately.
  var isLarge = false
  /// Bytes of the request's content while the responder handles it.
  var contentBytes = 0
  /// Empty until a request or an error response has one.
  var requestID = ""
  /// `nil` if the access log is off or no request could be read.
  var logged: LoggedRequest?
}
