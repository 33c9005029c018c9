/// A place in a list, as an opaque text that is bound to the question it came from.
struct Cursor {
  var question: String
  var backwards: Bool
  var key: [String]

  private static let separator: Character = "\u{1f}"
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  init(question: String, backwards: Bool, key: [String]) {
    self.question = Self.fingerprint(question)
    self.backwards = backwards
    self.key = key
  }

  /// Nil where the text is not one that `text` gave.
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
    question = parts[0]
    backwards = parts[1] == "b"
    key = Array(parts[2...])
    // Only the one spelling that was given out is taken back.
    guard self.text == text else { return nil }
  }

  /// URL-safe base64 without padding.
  var text: String {
    let parts = [question, backwards ? "b" : "a"] + key
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

  /// FNV-1a of a question: it tells questions apart, and guards nothing.
  static func fingerprint(_ question: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in question.utf8 {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    return String(hash, radix: 36)
  }
}
