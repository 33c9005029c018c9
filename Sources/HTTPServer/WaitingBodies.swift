/// The large bodies that connections of a loop send, each counted once.
///
/// Connections that send the same cached response share the storage of its body. The storage keeps
/// its address while a connection uses it, so the address identifies the body.
struct WaitingBodies {
  /// A body as one connection sends it.
  struct Hold {
    fileprivate var key: UInt
    fileprivate var client: ClientKey
  }

  struct Waiting {
    var size: Int
    /// The client whose share has the body.
    fileprivate var payer: ClientKey
    /// The number of connections of each client that send the body.
    var holders: [ClientKey: Int]
  }

  private(set) var bodies: [UInt: Waiting] = [:]

  /// Counts another connection of a client that sends `body`.
  ///
  /// Returns nil, and counts nothing, if the budget has no room for the body.
  mutating func hold(
    _ body: [UInt8], for client: ClientKey, within budget: ByteBudget
  ) -> Hold? {
    let key = body.withUnsafeBytes { UInt(bitPattern: $0.baseAddress) }
    if bodies[key] == nil {
      guard budget.reserve(body.count, for: client) else { return nil }
      bodies[key] = Waiting(size: body.count, payer: client, holders: [:])
    }
    bodies[key]?.holders[client, default: 0] += 1
    return Hold(key: key, client: client)
  }

  mutating func release(_ hold: Hold, to budget: ByteBudget) {
    guard var body = bodies[hold.key], let holders = body.holders[hold.client] else { return }
    body.holders[hold.client] = holders > 1 ? holders - 1 : nil
    guard let next = body.holders.keys.first else {
      bodies[hold.key] = nil
      return budget.add(-body.size, for: body.payer)
    }
    if body.holders[body.payer] == nil {
      budget.move(body.size, from: body.payer, to: next)
      body.payer = next
    }
    bodies[hold.key] = body
  }
}
