/// The large bodies that connections of a loop send, each counted once.
///
/// Connections that send the same cached response share the storage of its body. The storage keeps
/// its address while a connection uses it, so the address identifies the body.
struct WaitingBodies {
  typealias Key = UInt

  private(set) var bodies: [Key: (size: Int, holders: Int)] = [:]

  /// Counts another connection that sends `body`.
  ///
  /// Returns nil, and counts nothing, if the budget has no room for the body.
  mutating func hold(_ body: [UInt8], within budget: ByteBudget) -> Key? {
    let key = body.withUnsafeBytes { UInt(bitPattern: $0.baseAddress) }
    if let known = bodies[key] {
      bodies[key] = (known.size, known.holders + 1)
      return key
    }
    guard budget.reserve(body.count) else { return nil }
    bodies[key] = (body.count, 1)
    return key
  }

  mutating func release(_ key: Key, to budget: ByteBudget) {
    guard let body = bodies[key] else { return }
    if body.holders > 1 {
      bodies[key] = (body.size, body.holders - 1)
    } else {
      bodies[key] = nil
      budget.add(-body.size)
    }
  }
}
