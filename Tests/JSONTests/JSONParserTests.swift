import JSON
import Testing

struct JSONCase: Sendable, CustomTestStringConvertible {
  let text: String
  let expected: JSONValue?
  var testDescription: String { text }
}

@Suite struct `JSON` {
  @Test(arguments: [
    JSONCase(text: "null", expected: .null),
    JSONCase(
      text: " [1, -2.5e3, true] ", expected: .array([.integer(1), .number(-2500), .bool(true)])),
    JSONCase(text: #""\u00e9\ud83d\ude00\n""#, expected: .string("é😀\n")),
    JSONCase(text: "9223372036854775807", expected: .integer(.max)),
    JSONCase(text: "01", expected: nil), JSONCase(text: "1.", expected: nil),
    JSONCase(text: "NaN", expected: nil), JSONCase(text: "[1,]", expected: nil),
    JSONCase(text: "{\"a\":1,\"a\":2}", expected: nil), JSONCase(text: "\"\u{1}\"", expected: nil),
    JSONCase(text: #""\ud83d""#, expected: nil), JSONCase(text: "[1] 2", expected: nil),
    JSONCase(text: "", expected: nil), JSONCase(text: "{\"a\" 1}", expected: nil),
    JSONCase(text: "1e999", expected: nil), JSONCase(text: "tru", expected: nil),
  ])
  func `A text is read by RFC 8259 or refused`(_ item: JSONCase) {
    #expect((try? JSONParser.parse(Array(item.text.utf8))) == item.expected)
  }

  @Test func `Every truncation of a text is refused`() throws {
    let text = Array(#"{"a":[1,2.5,"x\u00e9",{"b":null}],"c":false}"#.utf8)
    _ = try JSONParser.parse(text)
    for length in text.indices {
      #expect(throws: JSONError.self) { try JSONParser.parse(Array(text[..<length])) }
    }
  }

  @Test func `Nesting beyond the bound is refused and not a crash`() {
    let deep = [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)
    #expect(throws: JSONError.self) { try JSONParser.parse(deep) }
  }

  @Test func `An error says line and column`() throws {
    let error = #expect(throws: JSONError.self) {
      try JSONParser.parse(Array("{\n  \"a\": x\n}".utf8))
    }
    #expect(error?.line == 2)
    #expect(error?.column == 8)
  }

  @Test(arguments: [nil, 2])
  func `What is written reads back the same`(indent: Int?) throws {
    let value = try JSONParser.parse(
      Array(#"{"a":[1,2.5,"q\"\\\n\u0001é"],"b":{},"c":[],"d":null,"e":-0.001}"#.utf8))
    var writer = JSONWriter(indent: indent)
    writer.value(value)
    #expect(try JSONParser.parse(writer.bytes) == value)
  }

  @Test func `An object with many members still finds and refuses by name`() throws {
    let members = (0..<50).map { "\"m\($0)\":\($0)" }
    let object = try JSONParser.parse(Array("{\(members.joined(separator: ","))}".utf8))
    #expect(object["m37"] == .integer(37))
    #expect(throws: JSONError.self) {
      try JSONParser.parse(Array("{\(members.joined(separator: ",")),\"m3\":0}".utf8))
    }
  }
}
