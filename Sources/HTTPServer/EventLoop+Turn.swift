import Dispatch

/// One turn on the queue: what the poller tells of, what other queues posted, and what was put off.
extension EventLoop {
  /// Rounds of polling before other work on the queue gets its turn.
  private static let roundsPerTurn = 64
  /// How long a turn waits for more to happen, in milliseconds, before it leaves the waiting to
  /// Dispatch, which costs two threads' wakings.
  private static let patience: Int32 = 2

  /// Does what has happened, until nothing more does or others should have their turn.
  func turn() {
    var count = isStopped ? 0 : kernel.poll(waiting: 0)
    for round in 1... {
      refreshClock()
      for index in 0..<count { take(kernel.event(index)) }
      for message in inbox.take() { take(message) }
      runScheduled()
      // Events that were polled must be done, so the turn ends before the next are.
      if isStopped { return }
      if round == EventLoop.roundsPerTurn { return queueTurn() }
      count = nextEvents()
      if count == 0, scheduled.isEmpty, inbox.isEmpty { return }
    }
  }

  /// Waits a little where nothing else is to be done.
  private func nextEvents() -> Int {
    guard scheduled.isEmpty else { return kernel.poll(waiting: 0) }
    return inbox.whileAwaited { kernel.poll(waiting: EventLoop.patience) }
  }

  private func queueTurn() {
    guard !turnIsQueued else { return }
    turnIsQueued = true
    executor.queue.async { self.assumeIsolated { $0.queuedTurn() } }
  }

  private func queuedTurn() {
    turnIsQueued = false
    turn()
  }

  private func take(_ event: Poller.Event) {
    guard !event.token.isListener else {
      // The poller tells again of those who still wait. The waker says only that there is a message.
      if event.token != .waker { _ = accept(event.token) }
      return
    }
    guard let connection = table.find(event.token) else { return }
    if event.readable { connection.readable = true }
    if event.writable { connection.writable = true }
    if event.ended { connection.mayHaveEnded = true }
    if event.gone { connection.machine.close() }
    advance(connection)
  }

  private func runScheduled() {
    guard !scheduled.isEmpty else { return }
    let tokens = scheduled
    scheduled.removeAll(keepingCapacity: true)
    for token in tokens {
      guard let connection = table.find(token) else { continue }
      connection.isScheduled = false
      advance(connection)
    }
  }
}
