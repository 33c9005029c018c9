/// When connections are to be looked at: a wheel of coarse ticks, one timer for all of them.
///
/// Moving a deadline later costs nothing: the connection is looked at when its tick comes, and
/// put back if it still has time.
struct Deadlines {
  /// Milliseconds of a tick: how late a deadline can be noticed.
  static let tick = 32
  private static let size = 1_024

  private var buckets = [[Token]](repeating: [], count: Deadlines.size)
  /// The next tick to be looked at.
  private var current: Int
  private var entries = 0

  init(now: Int) {
    current = now / Deadlines.tick + 1
  }

  /// Makes sure that a connection is looked at when its deadline has come.
  ///
  /// Gives the tick by which the timer must fire, if it may be earlier than all before.
  mutating func watch(_ connection: Connection) -> Int? {
    guard connection.deadline < Timeouts.never else { return nil }
    // A far deadline is looked at once a revolution.
    let wanted = min(
      max(connection.deadline / Deadlines.tick + 1, current), current + Deadlines.size - 1)
    guard wanted < connection.scheduledTick else { return nil }
    connection.scheduledTick = wanted
    buckets[wanted % Deadlines.size].append(connection.token)
    entries += 1
    return wanted
  }

  /// Takes the tokens of ticks that are over, with their tick; at most `limit` of them.
  mutating func due(now: Int, limit: Int) -> [(tick: Int, token: Token)] {
    var due: [(tick: Int, token: Token)] = []
    let last = now / Deadlines.tick
    guard entries > 0 else {
      current = max(current, last + 1)
      return due
    }
    while current <= last {
      let bucket = current % Deadlines.size
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

  /// The tick by which the timer must fire, or nil if nothing is watched.
  var nextTick: Int? {
    guard entries > 0 else { return nil }
    return (current..<(current + Deadlines.size)).first { tick in
      !buckets[tick % Deadlines.size].isEmpty
    }
  }
}
