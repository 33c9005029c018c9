/// Normal forms of texts for comparison.
public enum Folding {
  /// Returns the text without case, accents and punctuation, with single spaces between words: "São
  /// Paulo" and "sao-paulo" both become "sao paulo".
  ///
  /// In other scripts it drops only distinctions that readers ignore.
  public static func fold(_ text: String) -> String {
    if let folded = foldedASCII(text) { return folded }
    return folded(text) { LetterTable.bases[$0] }
  }

  /// Returns the folded text and its other spellings.
  ///
  /// One spells letters out ("Zürich" as "zuerich"); others replace each pair that may stand for
  /// one letter ("Zuerich" as "zurich"). At most 17, the most likely first.
  public static func spellings(_ text: String) -> [String] {
    var spellings = [fold(text)]
    let spelledOut = folded(text) { LetterTable.spelledOut[$0] ?? LetterTable.bases[$0] }
    if spelledOut != spellings[0] { spellings.append(spelledOut) }
    let letters = Array(spellings[0].utf8)
    let pairs = letters.indices.dropLast().filter { index in
      let pair = letters[index...(index + 1)]
      return ["ae", "oe", "ue", "aa"].contains { $0.utf8.elementsEqual(pair) }
    }.prefix(4)
    // Every subset of the pairs, the whole set first.
    for choice in (0..<(1 << pairs.count)).reversed() where choice > 0 {
      let dropped = Set(pairs.enumerated().filter { choice >> $0.offset & 1 == 1 }.map(\.element))
      let kept = letters.indices.filter { !dropped.contains($0 - 1) }.map { letters[$0] }
      spellings.append(String(decoding: kept, as: UTF8.self))
    }
    return spellings
  }

  private static func folded(
    _ text: String, _ base: (Unicode.Scalar) -> String?
  ) -> String {
    var folded = ""
    var gap = false
    for scalar in plain(text) {
      // An apostrophe does not end a word.
      if isApostrophe(scalar) { continue }
      guard isLetter(scalar) || !gap && isMark(scalar) && !folded.isEmpty else {
        gap = true
        continue
      }
      if gap && !folded.isEmpty { folded.append(" ") }
      gap = false
      if let base = base(scalar) {
        folded += base
      } else {
        folded.unicodeScalars.append(scalar)
      }
    }
    return folded
  }

  /// `fold` for ASCII text, in one pass over the bytes; `nil` for any other text.
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

  /// Returns the sort key of a name: the text without case and accents, at most 200 characters.
  public static func order(_ text: String) -> String {
    if let key = lowercasedASCII(text) { return key }
    var key = ""
    for character in text.lowercased().prefix(200) {
      key.append(character < " " ? " " : character.isASCII ? String(character) : base(character))
    }
    return key
  }

  /// `order` for ASCII text, in one pass over the bytes; `nil` for any other text.
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

  /// Returns the folded text as a slug: only a-z, 0-9 and hyphens, which replace spaces.
  ///
  /// Compatibility forms are removed, so that IDs made before these forms were folded stay the
  /// same.
  public static func slug(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { $0 < 0x80 }
    let kept = isPlain ? text : String(text.filter { !$0.isForm })
    return String(fold(kept).map { $0 == " " ? "-" : $0 }.filter { $0.isASCII })
  }

  private static func base(_ character: Character) -> String {
    let scalars = character.unicodeScalars
    guard let first = scalars.first else { return "" }
    if scalars.count == 1 { return LetterTable.bases[first] ?? String(character) }
    // A lower-case "i" with a combining dot above is what a capital dotted I becomes.
    return first.isASCII ? String(first) : String(character)
  }
}

extension Character {
  fileprivate var isForm: Bool { unicodeScalars.contains { LetterTable.forms[$0] != nil } }
}
