import Dispatch
import HTTP

extension EventLoop {
  /// Accepts the connections that wait in the backlog, then closes the listeners.
  ///
  /// Accepts at most as many as the backlog holds, so that a flood of clients cannot delay the
  /// shutdown.
  func closeListeners(_ done: @Sendable () -> Void) {
    for index in listeners.indices {
      var turns = limits.backlog / EventLoop.acceptsPerTurn + 1
      while turns > 0, accept(.listener(index)) { turns -= 1 }
    }
    for listener in listeners { kernel.unwatch(listener) }
    listeners = []
    acceptingResumesAt = Timeouts.never
    done()
  }

  /// Finishes current responses within the drain time.
  ///
  /// Calls `done` once, when no connection is left.
  func drain(_ done: @escaping @Sendable () -> Void) {
    guard !isStopped, drained == nil else { return done() }
    drained = done
    for connection in table.all {
      startDraining(connection)
      // Reads once more, since a request may have arrived that the poller has not reported.
      connection.readable = true
      advance(connection)
    }
    finishDrainingIfEmpty()
    guard !isStopped else { return }
    drainEndsAt = now + timeouts.drain
    guard timeouts.drain > 0 else { return stop() }
    setTimer(for: drainEndsAt)
  }

  /// Makes the current response the last, and shortens the time limits of the client.
  ///
  /// An idle connection stays open for a while: a request may be on its way, and closing now would
  /// lose it (RFC 9112 section 9.5). That request gets a response with `Connection: close`.
  func startDraining(_ connection: Connection) {
    connection.machine.drain()
    switch connection.machine.step {
    case .awaitReply, .awaitPiece, .linger, .close:
      guard !connection.output.isEmpty else { return }
    default: break
    }
    connection.deadline = min(connection.deadline, now + timeouts.drainPatience)
  }

  func finishDrainingIfEmpty() {
    if drained != nil, table.count == 0 { stop() }
  }

  func stop() {
    guard !isStopped else { return }
    isStopped = true
    listeners = []
    for connection in table.all { close(connection) }
    kernel.stop()
    siblings = []
    let done = drained
    drained = nil
    done?()
  }
}
