import Common
import SQLite

/// The text of a token: `cat_`, a letter for its highest scope, 30 random base-62 digits, and 6
/// base-62 digits with the CRC-32 of all before them.
package enum TokenText {
  private static let digits = Array(
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
  private static let start = Array("cat_".utf8)
  private static let randomCount = 30
  private static let checkCount = 6
  /// The length of every token, in bytes.
  static let count = start.count + 1 + randomCount + checkCount

  static func random(_ scope: Scope) -> String {
    var generator = SystemRandomNumberGenerator()
    let random = (0..<randomCount).map { _ in
      digits[Int.random(in: 0..<digits.count, using: &generator)]
    }
    let text = start + [scope.letter] + random
    return String(decoding: text + check(of: text[...]), as: UTF8.self)
  }

  /// Whether a text has the form and the checksum of a token.
  ///
  /// Only such a text is looked up in the list.
  package static func isWellFormed(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count == count, bytes.starts(with: start),
      Scope.allCases.contains(where: { $0.letter == bytes[start.count] }),
      bytes[(start.count + 1)...].allSatisfy(digits.contains)
    else { return false }
    return check(of: bytes.dropLast(checkCount)) == Array(bytes.suffix(checkCount))
  }

  /// Whether a text seems to contain a token, so that messages and logs must not show it.
  package static func mayHold(_ text: String) -> Bool {
    text.ranges(of: "cat_").contains { prefix in
      let rest = text[prefix.upperBound...].utf8.prefix(30)
      return rest.count == 30 && rest.allSatisfy(digits.contains)
    }
  }

  static func hash(_ text: String) -> [UInt8] { SHA256.hash(Array(text.utf8)) }

  private static func check(of bytes: ArraySlice<UInt8>) -> [UInt8] {
    var rest = crc32(bytes)
    var check: [UInt8] = []
    for _ in 0..<checkCount {
      check.append(digits[Int(rest % 62)])
      rest /= 62
    }
    return check.reversed()
  }

  /// CRC-32 as in ISO 3309 and gzip.
  static func crc32(_ bytes: some Sequence<UInt8>) -> UInt32 {
    ~bytes.reduce(~0) { checksum, byte in
      var checksum = checksum ^ UInt32(byte)
      for _ in 0..<8 {
        checksum = checksum & 1 == 1 ? checksum >> 1 ^ 0xedb8_8320 : checksum >> 1
      }
      return checksum
    }
  }
}
