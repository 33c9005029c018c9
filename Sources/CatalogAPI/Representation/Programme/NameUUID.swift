import Common

/// UUIDs derived from names, so that a name has the same UUID in every catalog (RFC 9562 section
/// 5.8 and appendix B.2, with SHA-256).
enum NameUUID {
  private static func hash(_ name: String) -> [UInt8] {
    SHA256.hash(Array("conference-catalog/\(name)".utf8))
  }

  static func text(_ name: String) -> String {
    var bytes = Array(hash(name).prefix(16))
    bytes[6] = bytes[6] & 0x0f | 0x80
    bytes[8] = bytes[8] & 0x3f | 0x80
    return format(bytes)
  }

  /// Returns a positive number below 2^31 from the same hash.
  static func number(_ name: String) -> Int {
    let number = hash(name).suffix(4).reduce(0) { $0 << 8 | Int($1) } & 0x7fff_ffff
    return max(1, number)
  }

  /// Returns the text in lower case if it is a UUID; else nil.
  static func valid(_ text: String) -> String? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [8, 4, 4, 4, 12],
      parts.joined().utf8.allSatisfy({ byte in
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
      })
    else { return nil }
    return text.lowercased()
  }

  private static func format(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
      if [4, 6, 8, 10].contains(index) { text.append(UInt8(ascii: "-")) }
      text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
    return String(decoding: text, as: UTF8.self)
  }
}
