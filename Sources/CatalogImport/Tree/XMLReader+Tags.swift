import CatalogForm

extension XMLReader {
  mutating func startTag() throws(ImportProblem) {
    guard stack.count < Self.maximumDepth else {
      throw refuse("nested deeper than \(Self.maximumDepth) levels")
    }
    guard root == nil else { throw refuse("a second root element") }
    let tagLine = currentLine()
    position += 1
    var element = XMLElement(name: try word("an element's name"), line: tagLine)
    while true {
      let hadSpace = skipSpace()
      guard position < bytes.count else { throw refuse("a tag is not closed") }
      if bytes[position] == UInt8(ascii: ">") {
        position += 1
        stack.append(element)
        texts.append([])
        return
      }
      if bytes[position...].starts(with: "/>".utf8) {
        position += 2
        add(element)
        return
      }
      guard hadSpace else { throw refuse("no space before an attribute") }
      let attribute = try attribute()
      guard !element.attributes.contains(where: { $0.name == attribute.name }) else {
        throw refuse("the attribute \(attribute.name) occurs twice")
      }
      element.attributes.append(attribute)
      guard element.attributes.count <= Self.maximumAttributes else {
        throw refuse("more than \(Self.maximumAttributes) attributes in one tag")
      }
    }
  }

  private mutating func attribute() throws(ImportProblem) -> (name: String, value: String) {
    let name = try word("an attribute's name")
    _ = skipSpace()
    guard position < bytes.count, bytes[position] == UInt8(ascii: "=") else {
      throw refuse("the attribute \(name) has no value")
    }
    position += 1
    _ = skipSpace()
    guard position < bytes.count,
      bytes[position] == UInt8(ascii: "\"") || bytes[position] == UInt8(ascii: "'")
    else { throw refuse("the attribute \(name) has no quoted value") }
    let quote = bytes[position]
    position += 1
    guard let end = bytes[position...].firstIndex(of: quote) else {
      throw refuse("the attribute \(name) is not closed")
    }
    guard !bytes[position..<end].contains(UInt8(ascii: "<")) else {
      throw refuse("a < in the attribute \(name)")
    }
    texts.append([])
    try appendText(to: end, isAttribute: true)
    position = end + 1
    return (name, String(decoding: texts.removeLast(), as: UTF8.self))
  }

  mutating func endTag() throws(ImportProblem) {
    position += 2
    let name = try word("an element's name")
    _ = skipSpace()
    guard position < bytes.count, bytes[position] == UInt8(ascii: ">") else {
      throw refuse("the tag </\(name) is not closed")
    }
    guard var element = stack.popLast(), let text = texts.popLast() else {
      throw refuse("</\(name)> has no start tag")
    }
    guard element.name == name else { throw refuse("expected </\(element.name)>, not </\(name)>") }
    position += 1
    element.text = String(decoding: text, as: UTF8.self)
    add(element)
  }

  private mutating func add(_ element: XMLElement) {
    if stack.isEmpty {
      root = element
    } else {
      stack[stack.count - 1].children.append(element)
    }
  }

  private mutating func word(_ what: String) throws(ImportProblem) -> String {
    let start = position
    while position < bytes.count, Self.isNameByte(bytes[position]) { position += 1 }
    guard position > start, bytes[start] > UInt8(ascii: "9") else {
      throw refuse("expected \(what)")
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  mutating func skipSpace() -> Bool {
    let start = position
    while position < bytes.count, Self.isSpace(bytes[position]) { position += 1 }
    return position > start
  }

  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09
  }

  /// Whether a byte is part of a name; accepts all non-ASCII bytes, since names are only compared.
  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: ":"), UInt8(ascii: "_"), 0x80...0xff:
      true
    default: false
    }
  }
}
