import CatalogModel

/// A position in a list, as an opaque text that is bound to the query it came from.
struct Cursor {
  var query: QueryMark
  var backwards: Bool
  var key: [String]

  private static let separator: Character = "\u{1f}"
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  init(_ query: Query, backwards: Bool, key: [String]) {
    self.query = QueryMark(query)
    self.backwards = backwards
    self.key = key
  }

  /// Decodes a cursor; fails if `text` did not produce it.
  init?(_ text: String) {
    var bits: UInt32 = 0
    var count = 0
    var bytes: [UInt8] = []
    guard text.utf8.count <= 2_048 else { return nil }
    for character in text.utf8 {
      guard let value = Self.alphabet.firstIndex(of: character) else { return nil }
      bits = bits << 6 | UInt32(value)
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(bits >> UInt32(count) & 0xff))
      }
    }
    guard let decoded = String(validating: bytes, as: UTF8.self) else { return nil }
    let parts = decoded.split(separator: Self.separator, omittingEmptySubsequences: false)
      .map(String.init)
    guard parts.count >= 3, parts[1] == "a" || parts[1] == "b" else { return nil }
    query = QueryMark(text: parts[0])
    backwards = parts[1] == "b"
    key = Array(parts[2...])
    // Each cursor has one valid spelling; base64 alone would accept several.
    guard self.text == text else { return nil }
  }

  /// URL-safe base64 without padding.
  var text: String {
    let parts = [query.text, backwards ? "b" : "a"] + key
    var encoded: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for byte in parts.joined(separator: String(Self.separator)).utf8 {
      bits = bits << 8 | UInt32(byte)
      count += 8
      while count >= 6 {
        count -= 6
        encoded.append(Self.alphabet[Int(bits >> UInt32(count) & 63)])
      }
    }
    if count > 0 { encoded.append(Self.alphabet[Int(bits << UInt32(6 - count) & 63)]) }
    return String(decoding: encoded, as: UTF8.self)
  }

  static func fingerprint(_ text: String) -> String {
    String(StableHash.of(text.utf8), radix: 36)
  }
}
