import Dispatch

/// A turn on the queue: events of the poller, messages of other queues, and deferred connections.
extension EventLoop {
  /// Maximum number of polls before other work on the queue has its turn.
  private static let roundsPerTurn = 64
  /// How long a turn waits for events before it returns to Dispatch, in milliseconds; returning
  /// costs two thread switches.
  private static let patience: Int32 = 2

  /// Handles events until there are none, or other work should have its turn.
  func turn() {
    var count = isStopped ? 0 : kernel.poll(waiting: 0)
    for round in 1... {
      refreshClock()
      for index in 0..<count { take(kernel.event(index)) }
      for message in inbox.take() { take(message) }
      runScheduled()
      // All polled events must be handled, so the turn ends before the next poll.
      if isStopped { return }
      if round == EventLoop.roundsPerTurn { return queueTurn() }
      count = nextEvents()
      if count == 0, scheduled.isEmpty, inbox.isEmpty { return }
    }
  }

  /// Polls, and waits a little if there is no other work.
  private func nextEvents() -> Int {
    guard scheduled.isEmpty else { return kernel.poll(waiting: 0) }
    return inbox.withWakeups { kernel.poll(waiting: EventLoop.patience) }
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
      // The poller reports listeners again while clients wait. The waker only means that there is a
      // message.
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
