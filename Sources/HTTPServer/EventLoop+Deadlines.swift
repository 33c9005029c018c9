import Dispatch
import HTTP

/// What happens when a client takes too long.
extension EventLoop {
  func watchDeadline(of connection: Connection) {
    guard let tick = deadlines.watch(connection) else { return }
    arm(tick)
  }

  private func arm(_ tick: Int) {
    guard tick < armedTick else { return }
    armedTick = tick
    let wait = max(1, (tick + 1) * Deadlines.tick - MonotonicClock.now())
    timer?.schedule(
      deadline: .now() + .milliseconds(wait), leeway: .milliseconds(Deadlines.tick / 2))
  }

  func timerFired() {
    guard !isStopped else { return }
    refreshClock()
    armedTick = Int.max
    for (tick, token) in deadlines.due(now: now) {
      // An entry that was superseded by an earlier one is not the connection's any more.
      guard let connection = table.find(token), connection.scheduledTick == tick else { continue }
      connection.scheduledTick = Int.max
      if connection.deadline <= now { expire(connection) } else { watchDeadline(of: connection) }
    }
    if let tick = deadlines.nextTick { arm(tick) }
  }

  private func expire(_ connection: Connection) {
    metrics.timedOut.add(1)
    connection.deadline = Timeouts.never
    switch connection.machine.step {
    case .readHead where connection.machine.hasBegun:
      refuse(connection, .requestTimeout, "The head did not come in time.")
    case .readContent where connection.output.isEmpty:
      refuse(connection, .requestTimeout, "The content did not come in time.")
    case .readHead, .linger, .close:
      connection.machine.close()
    default:
      // What the client has not taken would fill the kernel's memory for long.
      connection.socket?.resetOnClose()
      connection.machine.close()
    }
    advance(connection)
  }
}
