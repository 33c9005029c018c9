extension StringProtocol {
  /// Compares texts, ignoring the case of ASCII letters.
  func equalsIgnoringCase(_ other: some StringProtocol) -> Bool {
    utf8.elementsEqual(other.utf8) { $0.lowercasedASCII == $1.lowercasedASCII }
  }

  /// The text with ASCII letters in lower case.
  func lowercasedASCII() -> String {
    String(decoding: utf8.map(\.lowercasedASCII), as: UTF8.self)
  }

  /// The text without spaces and tabs at its ends.
  func trimmingBlanks() -> Substring {
    let text = Substring(self)
    let utf8 = text.utf8
    var start = utf8.startIndex
    var end = utf8.endIndex
    while start < end, utf8[start].isBlank { utf8.formIndex(after: &start) }
    while start < end {
      let last = utf8.index(before: end)
      guard utf8[last].isBlank else { break }
      end = last
    }
    return text[start..<end]
  }

  /// Whether a comma-separated list contains a name, in any case (RFC 9110 section 5.6.1).
  func hasListElement(_ name: String) -> Bool {
    if equalsIgnoringCase(name) { return true }
    guard utf8.contains(ASCII.comma) else { return false }
    return split(separator: ",").contains { $0.trimmingBlanks().equalsIgnoringCase(name) }
  }
}
