/// The connections of a loop by slot; each use of a slot increments its generation.
struct ConnectionTable {
  private var connections: [Connection?] = []
  private var generations: [UInt32] = []
  private var free: [Int] = []
  private(set) var count = 0

  /// Returns a token for the next connection to insert.
  mutating func reserve() -> Token {
    if let slot = free.popLast() { return Token(slot: slot, generation: generations[slot]) }
    connections.append(nil)
    generations.append(1)
    return Token(slot: connections.count - 1, generation: 1)
  }

  mutating func insert(_ connection: Connection) {
    connections[connection.token.slot] = connection
    count += 1
  }

  func find(_ token: Token) -> Connection? {
    let slot = token.slot
    guard slot < connections.count, generations[slot] == token.generation else { return nil }
    return connections[slot]
  }

  mutating func remove(_ token: Token) {
    let slot = token.slot
    guard find(token) != nil else { return }
    connections[slot] = nil
    // Generation 0 is reserved for listeners.
    generations[slot] = generations[slot] == .max ? 1 : generations[slot] + 1
    free.append(slot)
    count -= 1
  }

  /// All open connections, in the order of their slots.
  var all: [Connection] { connections.compactMap(\.self) }
}
