/// A timer wheel for the deadlines of connections: coarse ticks with one timer for all.
///
/// Moving a deadline later costs nothing: the connection is checked at its old tick and scheduled
/// again if it has time left.
struct TimerWheel {
  /// The length of a tick in milliseconds, which is the maximum delay of a deadline.
  static let tick = 32
  private static let size = 1_024

  private var buckets = [[Token]](repeating: [], count: TimerWheel.size)
  private var current: Int
  private var entries = 0

  init(now: Int) {
    current = now / TimerWheel.tick + 1
  }

  /// Schedules a check of a connection at its deadline.
  ///
  /// Returns the tick by which the timer must fire if it can be earlier than all before.
  mutating func schedule(_ connection: Connection) -> Int? {
    guard connection.deadline < Timeouts.never else { return nil }
    // A deadline beyond one revolution is checked once per revolution.
    let wanted = min(
      max(connection.deadline / TimerWheel.tick + 1, current), current + TimerWheel.size - 1)
    guard wanted < connection.scheduledTick else { return nil }
    connection.scheduledTick = wanted
    buckets[wanted % TimerWheel.size].append(connection.token)
    entries += 1
    return wanted
  }

  /// Removes and returns at most `limit` tokens of past ticks, with their tick.
  mutating func due(now: Int, limit: Int) -> [(tick: Int, token: Token)] {
    var due: [(tick: Int, token: Token)] = []
    let last = now / TimerWheel.tick
    guard entries > 0 else {
      current = max(current, last + 1)
      return due
    }
    while current <= last {
      let bucket = current % TimerWheel.size
      let tokens = buckets[bucket].suffix(limit - due.count)
      for token in tokens { due.append((current, token)) }
      entries -= tokens.count
      guard tokens.count == buckets[bucket].count else {
        buckets[bucket].removeLast(tokens.count)
        break
      }
      buckets[bucket] = []
      current += 1
    }
    return due
  }

  /// The tick by which the timer must fire; `nil` if nothing is scheduled.
  var nextTick: Int? {
    guard entries > 0 else { return nil }
    return (current..<(current + TimerWheel.size)).first { tick in
      !buckets[tick % TimerWheel.size].isEmpty
    }
  }
}
