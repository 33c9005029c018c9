import HTTP

/// One client's connection; belongs to one loop for life and never leaves it.
final class Connection {
  let token: Token
  /// Given up when the connection closes.
  private(set) var socket: Socket?
  let peer: Peer
  /// Over a limit: it gets a refusal and nothing else.
  let isShed: Bool

  var machine = ConnectionMachine()
  var input = InputBuffer()
  var output = OutputQueue()
  /// The parser of a head that has begun and not ended.
  var headReader: HeadReader?
  var content: ContentReader?
  var pump: BodyPump?
  /// The request that is being answered.
  var exchange = Exchange()

  /// What the kernel is known to have: told once by the poller, cleared by use.
  var readable = false
  var writable = true
  /// The loop will look at it again in this turn or the next.
  var isScheduled = false
  /// The client has ended its side: reading will come to an end.
  var mayHaveEnded = false

  /// When the step under way is over time, on the loop's clock.
  var deadline = Timeouts.never
  /// The tick at which the deadlines look at it next.
  var scheduledTick = Int.max
  var delivery = Delivery()
  /// The large body that is being sent, as `WaitingBodies` counts it.
  var waitingBody: WaitingBodies.Key?
  /// What else of responses, and what of requests, is counted in the bounds of all loops.
  var unsentBytes = 0
  var receivedBytes = 0
  /// Bytes thrown away since lingering began; nil before that.
  var discarded: Int?

  init(token: Token, socket: Socket, isShed: Bool, now: Int, timeouts: Timeouts) {
    self.token = token
    self.socket = socket
    self.isShed = isShed
    peer = socket.peer
    deadline = now + timeouts.header
  }

  /// Closes the descriptor.
  func release() {
    socket = nil
  }
}

@available(*, unavailable)
extension Connection: Sendable {}

/// What must be known of a request to send its answer.
struct Exchange {
  var isHead = false
  var version = Version.http11
  /// The client wants the connection to go on.
  var keepsAlive = false
  /// The answer comes before the request was read to its end.
  var isEarly = false
  /// The response tells the end of its body by closing the connection.
  var bodyEndsByClose = false
  /// Bytes of the request's content, while the responder has it.
  var contentBytes = 0
  /// Empty until a request or a refusal has one.
  var requestID = ""
  /// Nil if the access log is off or no request could be read.
  var logged: LoggedRequest?
}
