/// MurmurHash3 (x64, 128 bits).
///
/// Distinguishes contents; it is not cryptographic.
struct ContentHash {
  private static let first: UInt64 = 0x87c3_7b91_1142_53d5
  private static let second: UInt64 = 0x4cf5_ad43_2745_937f

  private var one: UInt64 = 0
  private var two: UInt64 = 0

  init(_ content: [UInt8]) {
    content.withUnsafeBytes { bytes in
      let whole = bytes.count / 16 * 16
      for start in stride(from: 0, to: whole, by: 16) {
        add(
          UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self)),
          UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: start + 8, as: UInt64.self)))
      }
      var rest: (UInt64, UInt64) = (0, 0)
      for index in whole..<bytes.count {
        let offset = index - whole
        let byte = UInt64(bytes[index]) << UInt64(offset % 8 * 8)
        if offset < 8 { rest.0 |= byte } else { rest.1 |= byte }
      }
      one ^= Self.mixed(rest.0, Self.first, by: 31, Self.second)
      two ^= Self.mixed(rest.1, Self.second, by: 33, Self.first)
      finish(UInt64(bytes.count))
    }
  }

  /// The hash in characters that an entity tag may contain.
  var text: String { String(one, radix: 36) + "." + String(two, radix: 36) }

  private mutating func add(_ low: UInt64, _ high: UInt64) {
    one ^= Self.mixed(low, Self.first, by: 31, Self.second)
    one = (Self.rotated(one, 27) &+ two) &* 5 &+ 0x52dc_e729
    two ^= Self.mixed(high, Self.second, by: 33, Self.first)
    two = (Self.rotated(two, 31) &+ one) &* 5 &+ 0x3849_5ab5
  }

  private mutating func finish(_ count: UInt64) {
    one ^= count
    two ^= count
    one &+= two
    two &+= one
    one = Self.avalanched(one)
    two = Self.avalanched(two)
    one &+= two
    two &+= one
  }

  private static func mixed(
    _ word: UInt64, _ factor: UInt64, by count: UInt64, _ other: UInt64
  ) -> UInt64 {
    rotated(word &* factor, count) &* other
  }

  private static func rotated(_ word: UInt64, _ count: UInt64) -> UInt64 {
    word &<< count | word &>> (64 - count)
  }

  private static func avalanched(_ word: UInt64) -> UInt64 {
    var word = word
    word = (word ^ word &>> 33) &* 0xff51_afd7_ed55_8ccd
    word = (word ^ word &>> 33) &* 0xc4ce_b9fe_1a85_ec53
    return word ^ word &>> 33
  }
}
