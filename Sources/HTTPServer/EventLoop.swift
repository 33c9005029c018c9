import Dispatch
import HTTP
import Synchronization

/// An event loop: a poller, its connections, and the queue on which they run.
///
/// Its methods are synchronous, so they run without interruption. Other queues use only `post`.
actor EventLoop {
  enum Message: Sendable {
    case begin(siblings: [EventLoop])
    case listen([Listener])
    case adopt(Socket)
    case reply(UInt64, Response)
    case piece(Token, UInt64, BodyPiece)
    case abort(Token, UInt64)
    case closeListeners(then: @Sendable () -> Void)
    case drain(then: @Sendable () -> Void)
    case stop
  }

  /// A request whose response will come through `reply`.
  struct Pending {
    let token: Token
    let request: Request
  }

  /// Maximum bytes of one read or write.
  static let transferSize = 65_536

  nonisolated let executor: LoopExecutor
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
  nonisolated let metrics = LoopMetrics()
  /// Number of connections of this loop that are not closed.
  nonisolated let load = Atomic<Int>(0)
  nonisolated let inbox: Inbox

  let limits: ServerLimits
  let timeouts: Timeouts
  nonisolated let bounds: SharedBounds
  let accessLog: (@Sendable (AccessRecord) -> Void)?
  let clientAddress: @Sendable (Request) -> String
  /// Maximum bytes of input held per connection.
  let inputLimit: Int
  private let makeResponder: @Sendable () -> any Responder

  let kernel: Kernel
  var responder: (any Responder)?
  var table = ConnectionTable()
  var deadlines: TimerWheel
  var memo = RequestHeadCache()
  var date = DateLine()
  var requestIDs = RequestIDGenerator()
  var now: Int
  var spareInput = [UInt8](repeating: 0, count: EventLoop.transferSize)
  var spareOutput: [UInt8] = []
  var headReaders: [HeadReader] = []
  var pending: [UInt64: Pending] = [:]
  private var lastNumber: UInt64 = 0
  /// Connections with more work than their share of the turn.
  var scheduled: [Token] = []
  var turnIsQueued = false

  var listeners: [Listener] = []
  var siblings: [EventLoop] = []
  var refusals: Refusals
  var waitingBodies = WaitingBodies()
  /// The earliest time at which a large response can exceed its time and be reset; in milliseconds.
  var roomIsPossibleAt = 0
  /// When accepting resumes after a pause, in milliseconds.
  var acceptingResumesAt = Timeouts.never
  /// When the drain ends, in milliseconds.
  var drainEndsAt = Timeouts.never
  var drained: (@Sendable () -> Void)?
  var isStopped = false

  var armedTick = Int.max

  init(
    configuration: ServerConfiguration, bounds: SharedBounds, kernel: sending Kernel,
    executor: LoopExecutor, makeResponder: @escaping @Sendable () -> any Responder
  ) throws(SystemError) {
    self.executor = executor
    limits = configuration.limits
    timeouts = Timeouts(configuration.limits)
    self.bounds = bounds
    accessLog = configuration.accessLog
    clientAddress = configuration.clientAddress
    inputLimit = max(16_384, limits.message.requestLine + limits.message.fieldBytes + 64)
    self.makeResponder = makeResponder
    inbox = try Inbox()
    refusals = Refusals(limit: limits.refusals / max(1, configuration.loops))
    try kernel.watch(waker: inbox.raw)
    now = kernel.now()
    deadlines = TimerWheel(now: now)
    self.kernel = kernel
  }

  /// Adds a message to the inbox; several waiting messages wake the loop once.
  nonisolated func post(_ message: Message) {
    guard inbox.post(message) else { return }
    executor.queue.async { self.assumeIsolated { $0.turn() } }
  }

  func take(_ message: Message) {
    switch message {
    case .begin(let siblings): begin(siblings)
    case .listen(let listeners): listen(listeners)
    case .adopt(let socket): adopt(socket)
    case .reply(let number, let response): deliver(number, response)
    case .piece(let token, let number, let piece): take(piece, number: number, for: token)
    case .abort(let token, let number): abort(number, for: token)
    case .closeListeners(let done): closeListeners(done)
    case .drain(let done): drain(done)
    case .stop: stop()
    }
  }

  private func begin(_ siblings: [EventLoop]) {
    responder = makeResponder()
    self.siblings = siblings
    kernel.start(
      on: executor.queue, turn: { self.assumeIsolated { $0.turn() } },
      timer: { self.assumeIsolated { $0.timerFired() } })
  }

  func refreshClock() {
    now = kernel.now()
    date.update()
  }

  func nextNumber() -> UInt64 {
    lastNumber += 1
    return lastNumber
  }
}
