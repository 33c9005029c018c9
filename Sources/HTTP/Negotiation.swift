/// Proactive negotiation (RFC 9110 section 12).
public enum Negotiation {
  /// Returns the index of the offer that Accept prefers; nil if it accepts none (406).
  ///
  /// Each offer gets the quality of the most specific matching range. Of equal offers, one that
  /// matches a range without a wildcard wins, then the first: text browsers send `text/html,
  /// application/*` and prefer HTML. Without a valid Accept, the first offer wins.
  public static func choose(_ offers: [MediaType], accept: String?) -> Int? {
    guard !offers.isEmpty else { return nil }
    let ranges = accept.map { FieldLexer.list($0, MediaRange.read) } ?? []
    guard !ranges.isEmpty else { return 0 }
    var best: (index: Int, rank: (quality: Int, wildcards: Int))?
    for (index, offer) in offers.enumerated() {
      let fitting = ranges.filter { $0.holds(offer) }
      guard let range = fitting.max(by: { $0.specificity < $1.specificity }), range.quality > 0
      else { continue }
      let rank = (range.quality, -range.wildcards)
      if best.map({ $0.rank < rank }) ?? true { best = (index, rank) }
    }
    return best?.index
  }

  /// Returns the preferred content coding of the offers (best first, without `identity`).
  ///
  /// Returns "identity" for content without coding, and nil if Accept-Encoding refuses even that
  /// (RFC 9110 section 12.5.3).
  public static func chooseEncoding(_ offers: [String], acceptEncoding: String?) -> String? {
    guard let acceptEncoding else { return "identity" }
    let accepted = FieldLexer.list(acceptEncoding, readCoding)
    func quality(_ coding: String) -> Int? {
      accepted.first { $0.coding == coding }?.quality
        ?? accepted.first { $0.coding == "*" }?.quality
    }
    var best: (coding: String, quality: Int)?
    for offer in offers {
      let quality = quality(offer) ?? 0
      if quality > best?.quality ?? 0 { best = (offer, quality) }
    }
    let identity = accepted.first { $0.coding == "identity" }?.quality
    if let best, best.quality >= identity ?? 0 { return best.coding }
    return quality("identity") == 0 ? nil : "identity"
  }

  private static func readCoding(_ lexer: inout FieldLexer) -> (coding: String, quality: Int)? {
    guard let name = lexer.token()?.lowercasedASCII() else { return nil }
    var quality = 1_000
    while let parameter = lexer.parameter() {
      guard parameter.name == "q", let value = parameter.value.flatMap(Quality.parse) else {
        return nil
      }
      quality = value
    }
    return (name == "x-gzip" ? "gzip" : name, quality)
  }
}

/// One element of Accept (RFC 9110 section 12.5.1).
private struct MediaRange {
  var type: MediaType
  var quality: Int

  var wildcards: Int { type.type == "*" ? 2 : type.subtype == "*" ? 1 : 0 }

  /// Names without a wildcard count more than parameters.
  var specificity: Int { (2 - wildcards) * 1_000 + type.parameters.count }

  func holds(_ offer: MediaType) -> Bool {
    guard type.type == "*" || type.type == offer.type,
      type.subtype == "*" || type.subtype == offer.subtype
    else { return false }
    return type.parameters.allSatisfy { wanted in
      offer.parameter(wanted.name).map { $0.equalsIgnoringCase(wanted.value) } ?? false
    }
  }

  static func read(_ lexer: inout FieldLexer) -> MediaRange? {
    guard let read = MediaType.read(&lexer), read.type != "*" || read.subtype == "*" else {
      return nil
    }
    guard let weight = read.parameters.firstIndex(where: { $0.name == "q" }) else {
      return MediaRange(type: read, quality: 1_000)
    }
    guard let quality = Quality.parse(read.parameters[weight].value) else { return nil }
    let type = MediaType(
      read.type, read.subtype, parameters: Array(read.parameters[..<weight]))
    return MediaRange(type: type, quality: quality)
  }
}

/// Quality values (RFC 9110 section 12.4.2).
enum Quality {
  /// Reads a quality in thousandths, 0 to 1,000; returns nil if it is invalid.
  static func parse(_ text: String) -> Int? {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, first == ASCII.zero || first == ASCII.zero + 1,
      bytes.count <= 5, bytes.count < 2 || bytes[1] == ASCII.dot
    else { return nil }
    var quality = Int(first &- ASCII.zero) * 1_000
    var place = 100
    for byte in bytes.dropFirst(2) {
      guard byte.isDigit else { return nil }
      quality += Int(byte &- ASCII.zero) * place
      place /= 10
    }
    return quality <= 1_000 ? quality : nil
  }
}
