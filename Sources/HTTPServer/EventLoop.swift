import Dispatch
import HTTP
import Synchronization

/// One loop: a poller, the connections that belong to it, and the queue that all of it runs on.
///
/// Its methods are synchronous, so nothing comes between two lines of them. Other queues reach it
/// by `post` only.
actor EventLoop {
  /// What other queues may tell a loop.
  enum Message: Sendable {
    case begin(siblings: [EventLoop])
    case listen([Listener])
    case adopt(Socket)
    case reply(UInt64, Response)
    case piece(Token, UInt64, BodyPiece)
    case closeListeners(then: @Sendable () -> Void)
    case drain(then: @Sendable () -> Void)
    case stop
  }

  /// A request whose answer will come by `reply`.
  struct Pending {
    let token: Token
    let request: Request
  }

  /// Bytes read, and bytes written, at a time.
  static let transferSize = 65_536

  nonisolated let executor: LoopExecutor
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
  nonisolated let metrics = LoopMetrics()
  /// Connections given to this loop and not yet closed.
  nonisolated let load = Atomic<Int>(0)
  nonisolated let inbox: Inbox

  let limits: ServerLimits
  let timeouts: Timeouts
  let quota: ConnectionQuota
  let accessLog: (@Sendable (AccessRecord) -> Void)?
  /// Bytes of a connection's input that are held at most.
  let inputLimit: Int
  private let makeResponder: @Sendable () -> any Responder

  var poller: Poller
  var responder: (any Responder)?
  var table = ConnectionTable()
  var deadlines: Deadlines
  var memo = RequestMemo()
  var date = DateLine()
  var requestIDs = RequestIDGenerator()
  var now: Int
  var spareInput = [UInt8](repeating: 0, count: EventLoop.transferSize)
  var spareOutput: [UInt8] = []
  var headReaders: [HeadReader] = []
  var pending: [UInt64: Pending] = [:]
  private var lastNumber: UInt64 = 0
  /// Connections that have more to do than their share of the turn.
  var scheduled: [Token] = []
  var turnIsQueued = false

  var listeners: [Listener] = []
  var siblings: [EventLoop] = []
  var shedding = 0
  var acceptingIsPaused = false
  var drained: (@Sendable () -> Void)?
  var isStopped = false

  private var source: (any DispatchSourceRead)?
  var timer: (any DispatchSourceTimer)?
  var armedTick = Int.max

  init(
    number: Int, configuration: ServerConfiguration, quota: ConnectionQuota,
    makeResponder: @escaping @Sendable () -> any Responder
  ) throws(SystemError) {
    executor = LoopExecutor(label: "http.loop.\(number)")
    limits = configuration.limits
    timeouts = Timeouts(configuration.limits)
    self.quota = quota
    accessLog = configuration.accessLog
    inputLimit = max(16_384, limits.message.requestLine + limits.message.fieldBytes + 64)
    self.makeResponder = makeResponder
    inbox = try Inbox()
    poller = try Poller()
    try poller.addWaker(inbox.raw)
    now = MonotonicClock.now()
    deadlines = Deadlines(now: now)
  }

  /// Puts a message in the inbox; the loop is woken once for all that wait there.
  nonisolated func post(_ message: Message) {
    guard inbox.post(message) else { return }
    executor.queue.async { self.assumeIsolated { $0.turn() } }
  }

  func take(_ message: Message) {
    switch message {
    case .begin(let siblings): begin(siblings)
    case .listen(let listeners): listen(listeners)
    case .adopt(let socket): adopt(socket)
    case .reply(let number, let response): finish(number, response)
    case .piece(let token, let number, let piece): take(piece, number: number, for: token)
    case .closeListeners(let done): closeListeners(done)
    case .drain(let done): drain(done)
    case .stop: stop()
    }
  }

  private func begin(_ siblings: [EventLoop]) {
    responder = makeResponder()
    self.siblings = siblings
    let source = DispatchSource.makeReadSource(
      fileDescriptor: poller.raw, queue: executor.queue)
    source.setEventHandler { [self] in assumeIsolated { $0.turn() } }
    self.source = source
    let timer = DispatchSource.makeTimerSource(queue: executor.queue)
    timer.setEventHandler { [self] in assumeIsolated { $0.timerFired() } }
    self.timer = timer
    source.activate()
    timer.activate()
  }

  /// Lets go of the sources, which hold the loop.
  func endSources() {
    source?.cancel()
    source = nil
    timer?.cancel()
    timer = nil
  }

  func refreshClock() {
    now = MonotonicClock.now()
    date.update()
  }

  func nextNumber() -> UInt64 {
    lastNumber += 1
    return lastNumber
  }
}
