import Dispatch
import HTTP

/// How a loop comes to its end.
extension EventLoop {
  /// Takes in whoever waits already, then listens no more.
  ///
  /// No more than the backlog can hold: clients that come all the time must not keep it open.
  func closeListeners(_ done: @Sendable () -> Void) {
    for index in listeners.indices {
      var turns = limits.backlog / EventLoop.acceptsPerTurn + 1
      while turns > 0, accept(.listener(index)) { turns -= 1 }
    }
    for listener in listeners { poller.remove(listener.raw) }
    listeners = []
    done()
  }

  /// Lets answers under way be finished within the drain time; `done` is called once, when no
  /// connection is left.
  func drain(_ done: @escaping @Sendable () -> Void) {
    guard !isStopped, drained == nil else { return done() }
    drained = done
    for connection in table.all {
      startDraining(connection)
      // Ask the kernel once more: a request may have come that the poller has not told of.
      connection.readable = true
      advance(connection)
    }
    finishDrainingIfEmpty()
    guard !isStopped else { return }
    executor.queue.asyncAfter(deadline: .now() + .milliseconds(timeouts.drain)) {
      self.assumeIsolated { $0.stop() }
    }
  }

  /// A client that has not asked anything yet gets a moment to do so.
  func startDraining(_ connection: Connection) {
    connection.machine.drain()
    guard connection.machine.served == 0 else { return }
    connection.deadline = min(connection.deadline, now + timeouts.linger)
  }

  func finishDrainingIfEmpty() {
    if drained != nil, table.count == 0 { stop() }
  }

  /// Closes everything now.
  func stop() {
    guard !isStopped else { return }
    isStopped = true
    listeners = []
    for connection in table.all { close(connection) }
    endSources()
    siblings = []
    let done = drained
    drained = nil
    done?()
  }
}
