/// Forms of a text for comparison.
public enum Folding {
  /// Each base with the lower-case Latin letters that fold to it.
  private static let variants: KeyValuePairs = [
    "a": "àáâãäåāăąǎạảấầẩẫậắằẳẵặ", "ae": "æ", "c": "çćĉċč", "d": "ďđð", "e": "èéêëēĕėęěẹẻẽếềểễệ",
    "g": "ĝğġģǧ", "h": "ĥħ", "i": "ìíîïĩīĭįıǐịỉ", "j": "ĵ", "k": "ķ", "l": "ĺļľŀł",
    "n": "ñńņňŉ", "o": "òóôõöøōŏőǒọỏốồổỗộớờởỡợơ", "oe": "œ", "r": "ŕŗř", "s": "śŝşšș", "ss": "ß",
    "t": "ţťŧț", "th": "þ", "u": "ùúûüũūŭůűųǔụủứừửữựư", "w": "ŵ", "y": "ýÿŷỳỵỷỹ", "z": "źżž",
  ]

  private static let bases: [Character: String] = {
    var bases: [Character: String] = [:]
    for (base, letters) in variants {
      for letter in letters {
        bases[letter] = base
      }
    }
    return bases
  }()

  /// The text without case, accents and punctuation, its words joined by single spaces: "São Paulo"
  /// and "sao-paulo" are both "sao paulo".
  ///
  /// Other scripts are kept as they are.
  public static func fold(_ text: String) -> String {
    if let folded = foldedASCII(text) { return folded }
    var folded = ""
    var gap = false
    for character in text.lowercased() {
      guard character.isLetter || character.isNumber else {
        // An apostrophe stands within a word.
        if character != "'" && character != "’" { gap = true }
        continue
      }
      if gap && !folded.isEmpty { folded.append(" ") }
      gap = false
      folded.append(base(character))
    }
    return folded
  }

  /// The same in one pass over the bytes; nil for a text that has others than ASCII.
  private static func foldedASCII(_ text: String) -> String? {
    var text = text
    return text.withUTF8 { bytes in
      guard bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
      return String(unsafeUninitializedCapacity: bytes.count) { folded in
        var count = 0
        var gap = false
        for byte in bytes {
          let isUpper = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
          let isLower = byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
          let isDigit = byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
          guard isUpper || isLower || isDigit else {
            if byte != UInt8(ascii: "'") { gap = true }
            continue
          }
          if gap && count > 0 {
            folded[count] = 0x20
            count += 1
          }
          gap = false
          folded[count] = isUpper ? byte | 0x20 : byte
          count += 1
        }
        return count
      }
    }
  }

  /// What names are sorted by: the text without case and accents, at most 200 characters of it.
  public static func order(_ text: String) -> String {
    if let key = lowercasedASCII(text) { return key }
    var key = ""
    for character in text.lowercased().prefix(200) {
      key.append(character < " " ? " " : character.isASCII ? String(character) : base(character))
    }
    return key
  }

  /// The same in one pass over the bytes; nil for a text that has others than ASCII.
  private static func lowercasedASCII(_ text: String) -> String? {
    var text = text
    return text.withUTF8 { bytes in
      guard bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
      return String(unsafeUninitializedCapacity: min(200, bytes.count)) { key in
        for (index, byte) in bytes.prefix(200).enumerated() {
          let isUpper = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
          key[index] = isUpper ? byte | 0x20 : max(byte, 0x20)
        }
        return min(200, bytes.count)
      }
    }
  }

  /// The folded text with hyphens for spaces, and nothing but a-z, 0-9 and hyphens.
  public static func slug(_ text: String) -> String {
    String(fold(text).map { $0 == " " ? "-" : $0 }.filter { $0.isASCII })
  }

  private static func base(_ character: Character) -> String {
    if let base = bases[character] { return base }
    // "i" with a dot above is what a capital dotted I becomes in lower case.
    if character.unicodeScalars.count > 1, let first = character.unicodeScalars.first,
      first.isASCII
    {
      return String(first)
    }
    return String(character)
  }
}
