/// Identifies a connection (or listener) of a loop by a slot and its generation.
///
/// The token of a closed connection matches nothing, even if the slot is in use again.
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

  /// Listeners have generation 0, which connections never have.
  static func listener(_ index: Int) -> Token { Token(slot: index, generation: 0) }
  var isListener: Bool { generation == 0 }
  static let waker = Token(slot: 0xFFFF_FFFF, generation: 0)
}
