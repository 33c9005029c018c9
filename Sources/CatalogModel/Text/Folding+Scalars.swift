/// The scalars of a text as readers see and distinguish them.
extension Folding {
  /// Returns the scalars of the text in lower case, with compatibility forms as plain letters (a
  /// part of NFKC), and without invisible scalars and combining accents.
  package static func plain(_ text: String) -> [Unicode.Scalar] {
    var plain: [Unicode.Scalar] = []
    plain.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      if scalar.isASCII {
        let isUpper = scalar.value >= 0x41 && scalar.value <= 0x5A
        plain.append(isUpper ? Unicode.Scalar(UInt8(scalar.value) | 0x20) : scalar)
      } else if let form = LetterTable.forms[scalar] {
        for scalar in form.unicodeScalars { append(scalar, to: &plain) }
      } else if !scalar.properties.isDefaultIgnorableCodePoint {
        for scalar in scalar.properties.lowercaseMapping.unicodeScalars {
          append(scalar, to: &plain)
        }
      }
    }
    return plain
  }

  private static func append(_ scalar: Unicode.Scalar, to plain: inout [Unicode.Scalar]) {
    if let last = plain.last {
      if let whole = LetterTable.composed[scalar]?[last] ?? kana(last, scalar)
        ?? hangul(last, scalar)
      {
        plain[plain.count - 1] = whole
        return
      }
    }
    if !isAccent(scalar) { plain.append(scalar) }
  }

  /// Marks that readers ignore: accents, Hebrew points, Arabic vowel signs, and the Arabic tatweel.
  private static func isAccent(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x300...0x36F, 0x591...0x5BD, 0x5BF, 0x5C1, 0x5C2, 0x5C4, 0x5C5, 0x5C7, 0x640,
      0x64B...0x65F, 0x670, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20FF, 0xFE20...0xFE2F:
      true
    default: false
    }
  }

  /// Returns the voiced or semi-voiced kana for a plain one and a mark; its code point follows the
  /// plain one's.
  private static func kana(_ base: Unicode.Scalar, _ mark: Unicode.Scalar) -> Unicode.Scalar? {
    guard mark == "\u{3099}" || mark == "\u{309A}" else { return nil }
    if base == "ウ" || base == "う" { return base == "ウ" ? "ヴ" : "ゔ" }
    let isKana = (0x304B...0x307B).contains(base.value) || (0x30AB...0x30DB).contains(base.value)
    return isKana ? Unicode.Scalar(base.value + (mark == "\u{3099}" ? 1 : 2)) : nil
  }

  /// Returns the Hangul syllable of two letters, or of a syllable and a final letter (The Unicode
  /// Standard, section 3.12).
  private static func hangul(_ base: Unicode.Scalar, _ next: Unicode.Scalar) -> Unicode.Scalar? {
    if (0x1100...0x1112).contains(base.value), (0x1161...0x1175).contains(next.value) {
      return Unicode.Scalar(
        0xAC00 + ((base.value - 0x1100) * 21 + next.value - 0x1161) * 28)
    }
    guard (0xAC00...0xD7A3).contains(base.value), (base.value - 0xAC00) % 28 == 0,
      (0x11A8...0x11C2).contains(next.value)
    else { return nil }
    return Unicode.Scalar(base.value + next.value - 0x11A7)
  }

  package static func isApostrophe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "'", "’", "‘", "ʼ", "ʻ", "ʹ": true
    default: false
    }
  }

  /// Whether the scalar is a letter or a digit.
  package static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return (0x61...0x7A).contains(scalar.value) || (0x30...0x39).contains(scalar.value)
    }
    return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }

  /// Whether the scalar is a symbol that people may search for, such as "→", "∞" or a pictograph.
  package static func isSign(_ scalar: Unicode.Scalar) -> Bool {
    guard !scalar.isASCII else { return false }
    switch scalar.properties.generalCategory {
    case .mathSymbol, .otherSymbol, .currencySymbol: return true
    default: return false
    }
  }

  /// Whether the scalar is a mark that belongs to the letter before it.
  package static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: false
    }
  }

  /// Whether the script has no spaces between words, or none before their endings: Chinese,
  /// Japanese, Korean, Thai, Lao, Khmer, Burmese.
  package static func runsOn(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xE00...0xEFF, 0x1000...0x109F, 0x1100...0x11FF, 0x1780...0x17FF, 0x2E80...0x2FDF,
      0x3005...0x3007, 0x3021...0x3029, 0x3041...0x3096, 0x30A1...0x30FA, 0x30FC...0x318F,
      0x31A0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA960...0xA97F, 0xAC00...0xD7FF,
      0xF900...0xFAFF, 0x20000...0x3FFFF:
      true
    default: false
    }
  }
}
