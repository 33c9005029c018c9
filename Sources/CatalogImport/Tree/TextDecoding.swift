import CatalogForm

/// Decodes the bytes of a file to UTF-8 without a byte order mark.
enum TextDecoding {
  /// Maximum bytes of a file; larger ones are refused.
  static let maximumBytes = 256 << 20

  /// Decodes UTF-8 with or without a byte order mark, and UTF-16 with one.
  ///
  /// Refuses any other encoding, and a NUL. `declared` is an encoding that the text declares, as
  /// XML does; ISO-8859-1 and Windows-1252 are accepted only if declared.
  static func utf8(_ file: InputFile, declared: String? = nil) throws(ImportProblem) -> [UInt8] {
    try decode(file, declared: declared, isMarked: false)
  }

  /// Decodes like `utf8`, with `InvalidByteMarker` in place of a few invalid bytes, for decoders
  /// that omit the records with one.
  static func marked(
    _ file: InputFile, declared: String? = nil
  ) throws(ImportProblem) -> [UInt8] {
    try decode(file, declared: declared, isMarked: true)
  }

  private static func decode(
    _ file: InputFile, declared: String?, isMarked: Bool
  ) throws(ImportProblem) -> [UInt8] {
    let bytes = file.bytes
    func refuse(_ reason: String, line: Int? = nil) -> ImportProblem {
      ImportProblem(.refused, file: file.name, line: line, reason: reason)
    }
    guard bytes.count <= maximumBytes else {
      throw refuse("is larger than \(maximumBytes >> 20) MiB")
    }
    if bytes.starts(with: [0xff, 0xfe, 0, 0]) || bytes.starts(with: [0, 0, 0xfe, 0xff]) {
      throw refuse("is UTF-32; convert it to UTF-8")
    }
    if bytes.starts(with: [0xff, 0xfe]) || bytes.starts(with: [0xfe, 0xff]) {
      guard let decoded = utf16(bytes) else { throw refuse("is not well-formed UTF-16") }
      if decoded.contains(0) { throw refuse("has a NUL character", line: line(of: 0, decoded)) }
      return decoded
    }
    let text = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? Array(bytes[3...]) : bytes
    let hasNUL = text.contains(0)
    if !hasNUL, String(validating: text, as: UTF8.self) != nil { return text }
    let isLatin = declared.map { latin.contains($0.uppercased()) } ?? false
    if hasNUL, text.starts(with: "SQLite format 3".utf8) {
      throw refuse("is an SQLite database. To import a catalog, write it with catalog export first")
    }
    if hasNUL, text.prefix(64).count(where: { $0 == 0 }) * 3 > min(64, text.count) {
      throw refuse("looks like UTF-16 without a byte order mark; convert it to UTF-8", line: 1)
    }
    if isMarked, !isLatin, let marked = InvalidByteMarker.inserted(into: text) { return marked }
    if hasNUL { throw refuse("has a NUL byte", line: line(of: 0, text)) }
    if isLatin { return latinDecoded(text, declared) }
    throw refuse(
      "is not UTF-8; if it is Latin-1, convert it with iconv -f LATIN1 -t UTF-8",
      line: firstBadLine(text))
  }

  private static let latin: Set = [
    "ISO-8859-1", "LATIN1", "ISO-8859-15", "WINDOWS-1252", "CP1252",
  ]

  /// The characters of Windows-1252 from 0x80; files that declare ISO-8859-1 mean them, too.
  private static let windows: [Unicode.Scalar] = Array(
    "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ".unicodeScalars)
  /// The characters in which ISO-8859-15 differs from ISO-8859-1.
  private static let latin9: [UInt8: Unicode.Scalar] = [
    0xa4: "€", 0xa6: "Š", 0xa8: "š", 0xb4: "Ž", 0xb8: "ž", 0xbc: "Œ", 0xbd: "œ", 0xbe: "Ÿ",
  ]

  private static func latinDecoded(_ bytes: [UInt8], _ declared: String?) -> [UInt8] {
    let isLatin9 = declared?.hasSuffix("15") == true
    var text = String.UnicodeScalarView()
    for byte in bytes {
      var scalar = Unicode.Scalar(byte)
      if isLatin9, let other = latin9[byte] { scalar = other }
      if (0x80..<0xa0).contains(byte), !isLatin9 { scalar = windows[Int(byte) - 0x80] }
      text.append(scalar)
    }
    return Array(String(text).utf8)
  }

  /// Returns the text of a file of independent lines: an invalid line is found when it is decoded
  /// and does not affect the others.
  static func lines(_ file: InputFile) throws(ImportProblem) -> [UInt8] {
    let bytes = file.bytes
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) { return Array(bytes[3...]) }
    let isWide = bytes.starts(with: [0xff, 0xfe]) || bytes.starts(with: [0xfe, 0xff])
    return isWide ? try utf8(file) : bytes
  }

  private static func utf16(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.count.isMultiple(of: 2) else { return nil }
    let little = bytes[0] == 0xff
    let units = stride(from: 2, to: bytes.count, by: 2).map { index in
      little
        ? UInt16(bytes[index]) | UInt16(bytes[index + 1]) << 8
        : UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1])
    }
    return String(validating: units, as: UTF16.self).map { Array($0.utf8) }
  }

  private static func line(of byte: UInt8, _ bytes: [UInt8]) -> Int? {
    bytes.firstIndex(of: byte).map { index in bytes[..<index].count { $0 == 0x0a } + 1 }
  }

  private static func firstBadLine(_ bytes: [UInt8]) -> Int? {
    let lines = bytes.split(separator: 0x0a, omittingEmptySubsequences: false)
    return lines.firstIndex { String(validating: $0, as: UTF8.self) == nil }.map { $0 + 1 }
  }
}
