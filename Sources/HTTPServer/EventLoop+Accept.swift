import Dispatch
import HTTP
import Synchronization

/// Taking connections in, on every loop, and handing some to the loop that has the fewest.
extension EventLoop {
  /// Connections accepted in a row before others, and other loops, have their turn.
  static let acceptsPerTurn = 16
  /// Connections that a loop keeps although another has so many fewer: handing over costs a waking.
  private static let tolerated = 4
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
        try kernel.watch(listener, .listener(index))
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
      switch kernel.accept(listener) {
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
    guard acceptingResumesAt == Timeouts.never else { return }
    for listener in listeners { kernel.unwatch(listener) }
    acceptingResumesAt = now + EventLoop.pause
    setTimer(for: acceptingResumesAt)
  }

  func resumeAccepting() {
    acceptingResumesAt = Timeouts.never
    watchListeners()
  }

  private func place(_ socket: Socket) {
    guard bounds.connections.enter(socket.peer) else { return shed(socket) }
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
      return bounds.connections.leave(socket.peer)
    }
    if drained != nil { startDraining(connection) }
    watchDeadline(of: connection)
  }

  /// Refuses a connection over a limit: 503 with Retry-After, then the lingering close.
  ///
  /// No request is read.
  private func shed(_ socket: Socket) {
    metrics.shed.add(1)
    guard let connection = open(socket, isShed: true) else { return }
    load.add(1, ordering: .relaxed)
    if let oldest = refusals.add(connection.token), let refused = table.find(oldest) {
      close(refused)
    }
    connection.exchange.isEarly = true
    answer(
      connection,
      refusal(
        of: connection, .serviceUnavailable,
        "The server is at its connection limit. Try again later."))
    advance(connection)
  }

  private func open(_ socket: Socket, isShed: Bool) -> Connection? {
    guard !isStopped else { return nil }
    let token = table.reserve()
    let connection = Connection(
      token: token, socket: socket, isShed: isShed, now: now, timeouts: timeouts)
    table.insert(connection)
    do {
      try kernel.watch(socket, token)
    } catch {
      table.remove(token)
      return nil
    }
    metrics.open.add(1)
    return connection
  }
}
