import CatalogForm

extension XMLReader {
  mutating func declaration() throws(ImportProblem) {
    let rest = bytes[position...]
    if rest.starts(with: "<!--".utf8) {
      position += 4
      _ = try skip(past: "-->", "a comment")
    } else if rest.starts(with: "<![CDATA[".utf8), !stack.isEmpty {
      position += 9
      let range = try skip(past: "]]>", "a CDATA section")
      texts[texts.count - 1] += bytes[range]
    } else if rest.starts(with: "<!DOCTYPE".utf8), stack.isEmpty, root == nil {
      while position < bytes.count, bytes[position] != UInt8(ascii: ">") {
        guard bytes[position] != UInt8(ascii: "[") else {
          throw refuse("a document type with declarations is not supported")
        }
        position += 1
      }
      guard position < bytes.count else { throw refuse("a document type is not closed") }
      position += 1
    } else {
      throw refuse("unknown markup")
    }
  }

  mutating func characters() throws(ImportProblem) {
    let end = bytes[position...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
    if stack.isEmpty {
      guard bytes[position..<end].allSatisfy({ Self.isSpace($0) }) else {
        throw refuse("text outside the root element")
      }
      position = end
      return
    }
    try appendText(to: end)
  }

  /// Appends the text up to `end` to the innermost element's, with its references resolved.
  ///
  /// In the value of an attribute, a line end or tab becomes a space unless it is a reference.
  mutating func appendText(
    to end: Int, isAttribute: Bool = false
  ) throws(ImportProblem) {
    let top = texts.count - 1
    while position < end {
      let next = bytes[position..<end].firstIndex(of: UInt8(ascii: "&")) ?? end
      if isAttribute {
        texts[top] += bytes[position..<next].map { Self.isSpace($0) ? 0x20 : $0 }
      } else {
        texts[top] += bytes[position..<next]
      }
      position = next
      if next < end { texts[top] += try reference(before: end) }
    }
  }

  private mutating func reference(before end: Int) throws(ImportProblem) -> [UInt8] {
    guard
      let semicolon = bytes[position..<min(end, position + 12)].firstIndex(of: UInt8(ascii: ";"))
    else { throw refuse("an ampersand without a reference; write &amp;") }
    let name = String(decoding: bytes[(position + 1)..<semicolon], as: UTF8.self)
    let text: String
    switch name {
    case "amp": text = "&"
    case "lt": text = "<"
    case "gt": text = ">"
    case "quot": text = "\""
    case "apos": text = "'"
    default:
      let digits = name.dropFirst()
      let code = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
      guard name.hasPrefix("#"), let code, let scalar = Unicode.Scalar(code) else {
        throw refuse("the entity &\(name); is not defined")
      }
      let isControl = code < 0x20 && ![0x09, 0x0a, 0x0d].contains(code)
      if isControl { controls.append(currentLine()) }
      text = isControl ? "" : String(scalar)
    }
    position = semicolon + 1
    return Array(text.utf8)
  }
}
