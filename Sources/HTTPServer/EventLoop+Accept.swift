import Dispatch
import HTTP
import Synchronization

/// Taking connections in, on every loop, and handing some to the loop that has the fewest.
extension EventLoop {
  /// Connections accepted in a row before others, and other loops, have their turn.
  static let acceptsPerTurn = 16
  /// Connections that a loop keeps although another has so many fewer: handing over costs a waking.
  private static let tolerated = 4
  /// Connections over the limits that are told so at a time; further ones are just closed.
  private static let shedAtOnce = 128
  /// How long accepting rests when descriptors or memory are used up, in milliseconds.
  private static let pause = 100

  func listen(_ listeners: [Listener]) {
    guard !isStopped else { return }
    self.listeners = listeners
    watchListeners()
  }

  private func watchListeners() {
    for (index, listener) in listeners.enumerated() {
      do {
        try poller.addListener(listener.raw, .listener(index))
      } catch {
        return pauseAccepting()
      }
    }
  }

  /// Takes in some of those who wait; true when there may be more.
  func accept(_ token: Token) -> Bool {
    guard token.slot < listeners.count else { return false }
    let listener = listeners[token.slot]
    for _ in 0..<EventLoop.acceptsPerTurn {
      switch listener.accept() {
      case .connection(let socket): place(socket)
      case .lost: continue
      case .none: return false
      case .exhausted:
        pauseAccepting()
        return false
      }
    }
    return true
  }

  /// Those who wait stay in the backlog meanwhile; without the pause the loop would spin.
  private func pauseAccepting() {
    guard !acceptingIsPaused else { return }
    acceptingIsPaused = true
    for listener in listeners { poller.remove(listener.raw) }
    executor.queue.asyncAfter(deadline: .now() + .milliseconds(EventLoop.pause)) {
      self.assumeIsolated { $0.resumeAccepting() }
    }
  }

  private func resumeAccepting() {
    acceptingIsPaused = false
    watchListeners()
  }

  private func place(_ socket: Socket) {
    guard quota.enter(socket.peer) else { return shed(socket) }
    var chosen = self
    var fewest = load.load(ordering: .relaxed) - EventLoop.tolerated
    for sibling in siblings where sibling !== self {
      let open = sibling.load.load(ordering: .relaxed)
      if open < fewest {
        chosen = sibling
        fewest = open
      }
    }
    chosen.load.add(1, ordering: .relaxed)
    if chosen === self { adopt(socket) } else { chosen.post(.adopt(socket)) }
  }

  /// Makes a connection that was counted in one of this loop's.
  func adopt(_ socket: Socket) {
    metrics.accepted.add(1)
    guard let connection = open(socket, isShed: false) else {
      load.subtract(1, ordering: .relaxed)
      return quota.leave(socket.peer)
    }
    if drained != nil { startDraining(connection) }
    watchDeadline(of: connection)
  }

  /// At a limit: 503 with Retry-After, then the usual careful close; no request is read.
  private func shed(_ socket: Socket) {
    metrics.shed.add(1)
    guard let responder, shedding < EventLoop.shedAtOnce,
      let connection = open(socket, isShed: true)
    else { return }
    shedding += 1
    load.add(1, ordering: .relaxed)
    connection.exchange.requestID = requestIDs.next()
    var response = responder.refuse(
      .serviceUnavailable, detail: "The server has as many connections as it can take.",
      requestID: connection.exchange.requestID)
    if response.fields[.retryAfter] == nil { response.fields.append(.retryAfter, "1") }
    connection.exchange.isEarly = true
    answer(connection, response)
    advance(connection)
  }

  private func open(_ socket: Socket, isShed: Bool) -> Connection? {
    guard !isStopped else { return nil }
    let token = table.reserve()
    let connection = Connection(
      token: token, socket: socket, isShed: isShed, now: now, timeouts: timeouts)
    table.insert(connection)
    do {
      try poller.addConnection(socket.raw, token)
    } catch {
      table.remove(token)
      return nil
    }
    metrics.open.add(1)
    return connection
  }
}
