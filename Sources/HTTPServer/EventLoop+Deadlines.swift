import Dispatch
import HTTP

extension EventLoop {
  /// Maximum number of deadlines to check before other work has its turn.
  private static let deadlinesPerTurn = 256

  func watchDeadline(of connection: Connection) {
    guard let tick = deadlines.schedule(connection) else { return }
    arm(tick)
  }

  /// Sets the timer to fire at `time` at the latest.
  func setTimer(for time: Int) {
    arm(time / TimerWheel.tick + 1)
  }

  private func arm(_ tick: Int) {
    guard tick < armedTick else { return }
    armedTick = tick
    let wait = max(1, (tick + 1) * TimerWheel.tick - kernel.now())
    kernel.setTimer(after: wait, leeway: TimerWheel.tick / 2)
  }

  func timerFired() {
    guard !isStopped else { return }
    refreshClock()
    armedTick = Int.max
    if drainEndsAt <= now { return stop() }
    if acceptingResumesAt <= now { resumeAccepting() }
    for (tick, token) in deadlines.due(now: now, limit: EventLoop.deadlinesPerTurn) {
      // An earlier entry has replaced this one.
      guard let connection = table.find(token), connection.scheduledTick == tick else { continue }
      connection.scheduledTick = Int.max
      if connection.deadline <= now { expire(connection) } else { watchDeadline(of: connection) }
    }
    guard !isStopped else { return }
    if let tick = deadlines.nextTick { arm(tick) }
    for time in [acceptingResumesAt, drainEndsAt] where time < Timeouts.never {
      setTimer(for: time)
    }
  }

  private func expire(_ connection: Connection) {
    // The kernel may have data that the poller has not reported, for example after the process
    // slept.
    connection.readable = true
    connection.writable = true
    advance(connection)
    guard connection.socket != nil, connection.deadline <= now else { return }
    if isTakingEnough(connection) { return watchDeadline(of: connection) }
    metrics.timedOut.add(1)
    connection.deadline = Timeouts.never
    switch connection.machine.step {
    case .readHead where connection.machine.hasBegun:
      refuse(connection, .requestTimeout, "The request head did not arrive in time.")
    case .readContent where connection.output.isEmpty:
      refuse(connection, .requestTimeout, "The content did not arrive in time.")
    case .readHead where connection.output.isEmpty && !connection.delivery.isWatched:
      connection.machine.idledOut()
      if connection.machine.step == .linger { beginLingering(connection) }
    case .linger, .close:
      connection.machine.close()
    default:
      // A close without a reset would leave unsent data in the kernel's memory.
      if let socket = connection.socket { kernel.resetOnClose(socket) }
      connection.machine.close()
    }
    advance(connection)
  }

  /// Whether the client receives its response fast enough; if so, begins the next interval.
  private func isTakingEnough(_ connection: Connection) -> Bool {
    guard let socket = connection.socket else { return false }
    let unacknowledged = kernel.unacknowledged(socket)
    switch connection.machine.step {
    case .linger, .close: return false
    // The kernel has the complete response, but the client does not: it is not idle yet.
    case .readHead
    where connection.machine.isIdle && unacknowledged > 0 && limits.writeTimeout != .zero:
      break
    default:
      guard !connection.output.isEmpty else {
        connection.delivery.endSpan()
        return false
      }
    }
    let delivery = connection.delivery
    guard !hasTakenTooLong(connection),
      delivery.isFastEnough(
        at: now, unacknowledged: unacknowledged, rate: limits.writeMinimumRate,
        within: timeouts.write)
    else { return false }
    beginSpan(connection, unacknowledged: unacknowledged)
    return true
  }

  private func hasTakenTooLong(_ connection: Connection) -> Bool {
    connection.delivery.began.map { now >= $0 + timeouts.response } ?? false
  }

  /// Begins an interval in which the client must receive enough data.
  func beginSpan(_ connection: Connection, unacknowledged: Int) {
    connection.delivery.beginSpan(at: now, unacknowledged: unacknowledged)
    connection.deadline = min(
      now + patience(timeouts.write, connection),
      connection.delivery.began.map { $0 + timeouts.response } ?? Timeouts.never)
  }

  /// A time limit, shortened while the server drains.
  func patience(_ usual: Int, _ connection: Connection) -> Int {
    connection.machine.draining ? min(usual, timeouts.drainPatience) : usual
  }

  /// The deadline of content that arrives too slowly on average, or pauses.
  func contentDeadline(_ content: ContentReader, _ connection: Connection) -> Int {
    min(
      timeouts.bodyPace.deadline(start: content.start, count: content.received, now: now),
      now + patience(timeouts.header, connection))
  }
}
