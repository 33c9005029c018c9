/// HTML character references: numeric ones, and the names that occur in texts.
enum HTMLReference {
  private static let names: [String: String] = {
    var names: [String: String] = [
      "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "ndash": "–",
      "mdash": "—", "hellip": "…", "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”",
      "laquo": "«", "raquo": "»", "bull": "•", "middot": "·", "copy": "©", "reg": "®",
      "trade": "™", "deg": "°", "times": "×", "divide": "÷", "plusmn": "±", "euro": "€",
      "pound": "£", "sect": "§", "szlig": "ß", "aelig": "æ", "AElig": "Æ", "oslash": "ø",
      "Oslash": "Ø", "aring": "å", "Aring": "Å", "iexcl": "¡", "iquest": "¿", "larr": "←",
      "rarr": "→", "uarr": "↑", "darr": "↓", "hearts": "♥", "check": "✓", "shy": "", "zwj": "",
      "zwnj": "", "ensp": " ", "emsp": " ", "thinsp": " ", "sup2": "²", "sup3": "³", "frac12": "½",
      "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "lambda": "λ",
      "mu": "μ", "pi": "π", "sigma": "σ", "le": "≤", "ge": "≥", "ne": "≠", "infin": "∞",
      "micro": "µ", "eth": "ð", "thorn": "þ", "scaron": "š", "Scaron": "Š", "oelig": "œ",
    ]
    let accents: KeyValuePairs = [
      "acute": "\u{301}", "grave": "\u{300}", "circ": "\u{302}", "uml": "\u{308}",
      "tilde": "\u{303}", "cedil": "\u{327}",
    ]
    for (accent, mark) in accents {
      for letter in "aceinouyACEINOUY" {
        names["\(letter)\(accent)"] = composed(letter, mark)
      }
    }
    return names
  }()

  /// Returns the precomposed character, or letter and mark if there is none.
  private static func composed(_ letter: Character, _ mark: String) -> String {
    let table: KeyValuePairs = [
      "\u{301}": "áéíóúýÁÉÍÓÚÝćńĆŃ", "\u{300}": "àèìòùÀÈÌÒÙ", "\u{302}": "âêîôûÂÊÎÔÛ",
      "\u{308}": "äëïöüÿÄËÏÖÜŸ", "\u{303}": "ãñõÃÑÕ", "\u{327}": "çÇ",
    ]
    let wanted = String(letter) + mark
    for (candidateMark, letters) in table where candidateMark == mark {
      if let found = letters.first(where: { String($0) == wanted }) { return String(found) }
    }
    return wanted
  }

  /// Returns the text of the reference at an ampersand, and its end; nil for a bare ampersand.
  static func read(_ html: [UInt8], _ start: Int) -> (text: String, end: Int)? {
    let limit = min(html.count, start + 12)
    guard let end = html[(start + 1)..<limit].firstIndex(of: UInt8(ascii: ";")) else { return nil }
    let name = String(decoding: html[(start + 1)..<end], as: UTF8.self)
    if name.hasPrefix("#") {
      let digits = name.dropFirst()
      let isHex = digits.hasPrefix("x") || digits.hasPrefix("X")
      guard let code = isHex ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits),
        let scalar = Unicode.Scalar(code)
      else { return nil }
      return (String(scalar), end + 1)
    }
    return names[name].map { ($0, end + 1) }
  }
}
