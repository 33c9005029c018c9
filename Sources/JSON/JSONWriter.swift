/// Writes JSON as UTF-8 bytes directly from values, with commas and indentation.
///
/// An unknown value (nil) becomes null.
public struct JSONWriter: Sendable {
  public private(set) var bytes: [UInt8] = []
  private let indent: Int?
  private var depth = 0
  private var needsComma = false
  private var afterKey = false

  /// Creates a writer of compact JSON, or of JSON indented by `indent` spaces per level.
  public init(indent: Int? = nil) {
    self.indent = indent
  }

  public mutating func beginObject() { begin(UInt8(ascii: "{")) }
  public mutating func endObject() { end(UInt8(ascii: "}")) }
  public mutating func beginArray() { begin(UInt8(ascii: "[")) }
  public mutating func endArray() { end(UInt8(ascii: "]")) }

  public mutating func key(_ name: String) {
    separate()
    quote(name)
    bytes.append(UInt8(ascii: ":"))
    if indent != nil { bytes.append(UInt8(ascii: " ")) }
    afterKey = true
  }

  public mutating func null() {
    separate()
    bytes.append(contentsOf: "null".utf8)
    needsComma = true
  }

  public mutating func value(_ text: String?) {
    guard let text else { return null() }
    separate()
    quote(text)
    needsComma = true
  }

  public mutating func value(_ number: Int?) {
    guard let number else { return null() }
    literal(String(number))
  }

  /// Writes a number; one that is not finite becomes null.
  public mutating func value(_ number: Double?) {
    guard let number, number.isFinite else { return null() }
    literal(
      number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : String(number))
  }

  public mutating func value(_ flag: Bool?) {
    guard let flag else { return null() }
    literal(flag ? "true" : "false")
  }

  public mutating func value(_ texts: [String]?) {
    guard let texts else { return null() }
    beginArray()
    for text in texts {
      value(text)
    }
    endArray()
  }

  public mutating func value(_ json: JSONValue) {
    switch json {
    case .null: null()
    case .bool(let flag): value(flag)
    case .integer(let number): literal(String(number))
    case .number(let number): value(number)
    case .string(let text): value(text)
    case .array(let elements):
      beginArray()
      for element in elements {
        value(element)
      }
      endArray()
    case .object(let object):
      beginObject()
      for member in object.members {
        key(member.name)
        value(member.value)
      }
      endObject()
    }
  }

  /// Writes valid JSON text, indented like the rest.
  public mutating func value(json text: String?) {
    guard let text else { return null() }
    guard let json = try? JSONParser.parse(Array(text.utf8)) else { return null() }
    value(json)
  }

  /// Writes raw bytes in place of a value: valid compact JSON, or a placeholder that is replaced
  /// later.
  public mutating func value(raw: some Collection<UInt8>) {
    separate()
    bytes.append(contentsOf: raw)
    needsComma = true
    afterKey = false
  }

  public mutating func member(_ name: String, _ text: String?) {
    key(name)
    value(text)
  }

  public mutating func member(_ name: String, _ number: Int?) {
    key(name)
    value(number)
  }

  public mutating func member(_ name: String, _ number: Double?) {
    key(name)
    value(number)
  }

  public mutating func member(_ name: String, _ flag: Bool?) {
    key(name)
    value(flag)
  }

  public mutating func member(_ name: String, _ texts: [String]?) {
    key(name)
    value(texts)
  }

  public mutating func member(_ name: String, json text: String?) {
    key(name)
    value(json: text)
  }

  /// Writes a member with a list, whose elements `each` writes.
  public mutating func list<Elements: Sequence>(
    _ name: String, _ elements: Elements, _ each: (inout JSONWriter, Elements.Element) -> Void
  ) {
    key(name)
    beginArray()
    for element in elements {
      each(&self, element)
    }
    endArray()
  }

  /// Writes a member with an object, whose members `body` writes.
  public mutating func object(_ name: String, _ body: (inout JSONWriter) -> Void) {
    key(name)
    object(body)
  }

  /// Writes an object, whose members `body` writes.
  public mutating func object(_ body: (inout JSONWriter) -> Void) {
    beginObject()
    body(&self)
    endObject()
  }

  private mutating func literal(_ text: String) {
    separate()
    bytes.append(contentsOf: text.utf8)
    needsComma = true
  }

  private mutating func begin(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    depth += 1
    needsComma = false
  }

  private mutating func end(_ bracket: UInt8) {
    depth -= 1
    if needsComma { newLine() }
    bytes.append(bracket)
    needsComma = true
    afterKey = false
  }

  private mutating func separate() {
    if afterKey {
      afterKey = false
      return
    }
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = false
    if depth > 0 { newLine() }
  }

  private mutating func newLine() {
    guard let indent else { return }
    bytes.append(0x0a)
    bytes.append(contentsOf: repeatElement(0x20, count: indent * depth))
  }

  private static let hexadecimal = Array("0123456789abcdef".utf8)

  private mutating func quote(_ text: String) {
    var text = text
    bytes.append(UInt8(ascii: "\""))
    text.withUTF8 { utf8 in
      var clean = 0
      for index in utf8.indices {
        let byte = utf8[index]
        if byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\") { continue }
        bytes.append(contentsOf: utf8[clean..<index])
        clean = index + 1
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
        case 0x0a: bytes.append(UInt8(ascii: "n"))
        case 0x0d: bytes.append(UInt8(ascii: "r"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        default:
          bytes.append(contentsOf: "u00".utf8)
          bytes.append(Self.hexadecimal[Int(byte >> 4)])
          bytes.append(Self.hexadecimal[Int(byte & 15)])
        }
      }
      bytes.append(contentsOf: utf8[clean...])
    }
    bytes.append(UInt8(ascii: "\""))
    afterKey = false
  }
}
