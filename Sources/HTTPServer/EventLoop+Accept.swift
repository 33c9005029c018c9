import Dispatch
import HTTP
import Synchronization

/// Accepts connections on every loop, and hands some to the loop with the fewest.
extension EventLoop {
  /// Maximum number of connections to accept before other work has its turn.
  static let acceptsPerTurn = 16
  /// How many more connections than another loop this loop may hold before it hands new ones over,
  /// since a handover wakes that loop.
  private static let imbalanceLimit = 4
  /// Pause of accepting when descriptors or memory are exhausted, in milliseconds.
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

  /// Accepts waiting connections; returns true if there may be more.
  func accept(_ token: Token) -> Bool {
    guard token.slot < listeners.count else { return false }
    let listener = listeners[token.slot]
    for _ in 0..<EventLoop.acceptsPerTurn {
      switch kernel.accept(listener) {
      case .connection(let socket): assign(socket)
      case .lost: continue
      case .none: return false
      case .exhausted:
        pauseAccepting()
        return false
      }
    }
    return true
  }

  /// Pauses accepting.
  ///
  /// Clients wait in the backlog; without the pause the loop would spin.
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

  private func assign(_ socket: Socket) {
    guard bounds.connections.admit(socket.peer) else { return shed(socket) }
    var chosen = self
    var fewest = load.load(ordering: .relaxed) - EventLoop.imbalanceLimit
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

  /// Adds a counted connection to this loop.
  func adopt(_ socket: Socket) {
    metrics.accepted.add(1)
    guard let connection = open(socket, isShed: false) else {
      load.subtract(1, ordering: .relaxed)
      return bounds.connections.release(socket.peer)
    }
    if drained != nil { startDraining(connection) }
    watchDeadline(of: connection)
  }

  /// Rejects a connection over a limit: 503 with Retry-After, then the lingering close.
  ///
  /// Reads no request.
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
