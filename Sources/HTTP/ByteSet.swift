/// A set of ASCII bytes as a bit table, with the classes of the HTTP and URI grammars.
struct ByteSet: Sendable {
  /// One bit for each of the bytes 0 to 63.
  let low: UInt64
  /// One bit for each of the bytes 64 to 127; no class has bytes above.
  let high: UInt64

  @inline(__always)
  func contains(_ byte: UInt8) -> Bool {
    let row = byte < 64 ? low : (byte < 128 ? high : 0)
    return (row &>> UInt64(byte & 63)) & 1 == 1
  }

  func contains(allOf bytes: some Sequence<UInt8>) -> Bool {
    bytes.allSatisfy { contains($0) }
  }

  /// `tchar` (RFC 9110 section 5.6.2): methods and field names.
  static let token = ByteSet(low: 0x03ff_6cfa_0000_0000, high: 0x57ff_ffff_c7ff_fffe)
  /// `unreserved` (RFC 3986 section 2.3).
  static let unreserved = ByteSet(low: 0x03ff_6000_0000_0000, high: 0x47ff_fffe_87ff_fffe)
  /// `reg-name` (RFC 3986 section 3.2.2) with the percent sign of its encoded bytes.
  static let registeredName = ByteSet(low: 0x2bff_7ff2_0000_0000, high: 0x47ff_fffe_87ff_fffe)
  /// The bytes of a request target: visible ASCII without `"`, `#`, `<`, `>` and `\`.
  ///
  /// These are the bytes of RFC 3986, and those that browsers do not encode in a path or query:
  /// brackets, braces, bar, caret and backtick.
  static let target = ByteSet(low: 0xafff_fff2_0000_0000, high: 0x7fff_ffff_efff_ffff)
}

/// The ASCII bytes with a meaning in HTTP grammars.
enum ASCII {
  static let tab: UInt8 = 0x09
  static let lineFeed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
  static let space: UInt8 = 0x20
  static let quote: UInt8 = 0x22
  static let percent: UInt8 = 0x25
  static let asterisk: UInt8 = 0x2A
  static let plus: UInt8 = 0x2B
  static let comma: UInt8 = 0x2C
  static let hyphen: UInt8 = 0x2D
  static let dot: UInt8 = 0x2E
  static let slash: UInt8 = 0x2F
  static let zero: UInt8 = 0x30
  static let colon: UInt8 = 0x3A
  static let semicolon: UInt8 = 0x3B
  static let equals: UInt8 = 0x3D
  static let question: UInt8 = 0x3F
  static let at: UInt8 = 0x40
  static let backslash: UInt8 = 0x5C
}

extension UInt8 {
  /// Whether a field value can contain the byte: visible, space, tab or `obs-text`.
  @inline(__always)
  var isFieldContent: Bool { (self >= 0x20 && self != 0x7F) || self == ASCII.tab }

  /// Optional whitespace (RFC 9110 section 5.6.3).
  @inline(__always)
  var isBlank: Bool { self == ASCII.space || self == ASCII.tab }

  @inline(__always)
  var isDigit: Bool { self &- ASCII.zero < 10 }

  @inline(__always)
  var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }

  /// The byte with an ASCII letter in lower case.
  @inline(__always)
  var lowercasedASCII: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }

  /// The value of a hexadecimal digit, or nil.
  @inline(__always)
  var hexValue: UInt8? {
    if isDigit { return self &- ASCII.zero }
    let letter = (self | 0x20) &- 0x61
    return letter < 6 ? letter + 10 : nil
  }

  /// The byte as "0x0A", for error messages.
  var named: String {
    let digits = Array("0123456789ABCDEF")
    return "0x\(digits[Int(self >> 4)])\(digits[Int(self & 15)])"
  }

  /// The percent-encoded byte (RFC 3986 section 2.1): "%22".
  var encoded: String { "%\(named.dropFirst(2))" }
}
