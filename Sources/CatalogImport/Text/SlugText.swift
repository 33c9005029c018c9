import CatalogModel

/// Creates slugs from names and IDs.
enum SlugText {
  /// Maximum length: four less than a slug allows, so that "-2" fits.
  static let maximum = 96

  /// Folds texts to a-z and 0-9 and joins them by hyphens; a text without such characters becomes a
  /// hash.
  static func make(_ texts: [String]) -> String {
    let parts = texts.map { text -> String in
      let slug = ascii(text) ?? trimmed(Folding.slug(text))
      return slug.isEmpty && !text.isEmpty ? hash(text) : slug
    }
    return shortened(parts.filter { !$0.isEmpty }.joined(separator: "-"), to: maximum)
  }

  /// Returns the slug of an ASCII text in one pass, the most common case; nil for other texts.
  private static func ascii(_ text: String) -> String? {
    var slug: [UInt8] = []
    slug.reserveCapacity(text.utf8.count)
    var gap = false
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "A")...UInt8(ascii: "Z"):
        if gap && !slug.isEmpty { slug.append(UInt8(ascii: "-")) }
        gap = false
        slug.append(byte < UInt8(ascii: "a") && byte > UInt8(ascii: "9") ? byte | 0x20 : byte)
      case 0x80...: return nil
      // An apostrophe does not separate words.
      case UInt8(ascii: "'"): break
      default: gap = true
      }
    }
    return String(decoding: slug, as: UTF8.self)
  }

  /// Shortens a slug, between words if possible.
  static func shortened(_ slug: String, to limit: Int) -> String {
    guard slug.utf8.count > limit else { return slug }
    let cut = slug.prefix(limit)
    guard let hyphen = cut.lastIndex(of: "-"), cut[..<hyphen].utf8.count > limit / 2 else {
      return trimmed(String(cut))
    }
    return trimmed(String(cut[..<hyphen]))
  }

  /// Returns "x" and the 32-bit FNV-1a hash of the text in hexadecimal.
  static func hash(_ text: String) -> String {
    var hash: UInt32 = 2_166_136_261
    for byte in text.utf8 {
      hash = (hash ^ UInt32(byte)) &* 16_777_619
    }
    return "x" + String(hash, radix: 16)
  }

  private static func trimmed(_ slug: String) -> String {
    var words = slug.split(separator: "-").joined(separator: "-")
    while words.last == "-" { words.removeLast() }
    return words
  }
}
