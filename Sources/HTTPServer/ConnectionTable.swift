/// The connections of a loop by slot; a slot's generation grows with every use.
struct ConnectionTable {
  private var connections: [Connection?] = []
  private var generations: [UInt32] = []
  private var free: [Int] = []
  private(set) var count = 0

  /// A token for a connection that will be inserted next.
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
    // Generation 0 is the listeners'.
    generations[slot] = generations[slot] == .max ? 1 : generations[slot] + 1
    free.append(slot)
    count -= 1
  }

  /// All that are open, in the order of their slots.
  var all: [Connection] { connections.compactMap(\.self) }
}
