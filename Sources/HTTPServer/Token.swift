/// Names one connection (or listener) of a loop: a slot and how often the slot was used.
///
/// The token of what is closed finds nothing, whoever has the slot now.
struct Token: Hashable, Sendable {
  let raw: UInt64

  init(raw: UInt64) {
    self.raw = raw
  }

  init(slot: Int, generation: UInt32) {
    raw = UInt64(generation) << 32 | UInt64(UInt32(truncatingIfNeeded: slot))
  }

  var slot: Int { Int(raw & 0xFFFF_FFFF) }
  var generation: UInt32 { UInt32(truncatingIfNeeded: raw >> 32) }

  /// Generation 0 is never a connection's, so listeners have it.
  static func listener(_ index: Int) -> Token { Token(slot: index, generation: 0) }
  var isListener: Bool { generation == 0 }
  /// The loop's own waker.
  static let waker = Token(slot: 0xFFFF_FFFF, generation: 0)
}
