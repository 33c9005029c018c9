/// The source of every random choice of a simulation: the same seed makes the same choices.
final class Chance {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed &* 0x9E37_79B9_7F4A_7C15
  }

  /// A number from 0 up to and without `bound`, by SplitMix64 (Steele, Lea, Flood 2014).
  func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    bits ^= bits >> 31
    return Int(truncatingIfNeeded: bits >> 1) % max(1, bound)
  }

  func percent(_ probability: Int) -> Bool { below(100) < probability }
}
