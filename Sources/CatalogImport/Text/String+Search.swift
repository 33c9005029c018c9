// Searches in UTF-8 bytes, in place of those of the standard library's string processing module.
extension String {
  var nonEmpty: String? { isEmpty ? nil : self }

  /// Returns the text with each `part` replaced.
  func replacingAll(_ part: String, with replacement: String) -> String {
    let (bytes, wanted) = (Array(utf8), Array(part.utf8))
    guard !wanted.isEmpty, bytes.count >= wanted.count else { return self }
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var position = 0
    while position < bytes.count {
      if bytes[position] == wanted[0], position + wanted.count <= bytes.count,
        bytes[position..<position + wanted.count].elementsEqual(wanted)
      {
        out += Array(replacement.utf8)
        position += wanted.count
      } else {
        out.append(bytes[position])
        position += 1
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// Whether the text contains an ASCII word, in any case.
  func containsWord(_ word: String) -> Bool {
    let wanted = Array(word.utf8)
    return utf8.indices.contains { index in
      utf8[index...].prefix(wanted.count).lazy.map { $0 | 0x20 }.elementsEqual(wanted)
    }
  }
}
