/// The ID of one request: in the X-Request-Id of its response, in its problem and in the logs.
public enum RequestID {
  /// The ID that a client or proxy sent in X-Request-Id.
  ///
  /// Returns nil if there is none, or one that has more than 128 bytes or bytes that are unsafe in a
  /// log line or in JSON.
  static func given(in fields: Fields) -> String? {
    fields[.xRequestID].flatMap { isSafe($0) ? $0 : nil }
  }

  private static func isSafe(_ id: String) -> Bool {
    (1...128).contains(id.utf8.count)
      && id.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
          UInt8(ascii: "_"), UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "/"):
          true
        default: false
        }
      }
  }
}

/// Makes request IDs of 15 hexadecimal digits, which a String stores without an allocation.
///
/// The IDs of one generator repeat after 2^60 at the earliest; each generator starts at random.
public struct RequestIDGenerator: Sendable {
  private var counter = UInt64.random(in: .min ... .max)

  public init() {}

  public mutating func next() -> String {
    // SplitMix64 (Steele, Lea, Flood 2014): a bijection, so that IDs do not repeat.
    counter &+= 0x9E37_79B9_7F4A_7C15
    var bits = counter
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    bits ^= bits >> 31
    return String(unsafeUninitializedCapacity: 15) { digits in
      for index in 0..<15 {
        let digit = UInt8(truncatingIfNeeded: bits & 0xF)
        digits[index] = digit < 10 ? ASCII.zero + digit : UInt8(ascii: "a") - 10 + digit
        bits >>= 4
      }
      return 15
    }
  }
}
