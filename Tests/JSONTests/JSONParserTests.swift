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
  func `A text is parsed by RFC 8259 or rejected`(_ item: JSONCase) {
    #expect((try? JSONParser.parse(Array(item.text.utf8))) == item.expected)
  }

  @Test func `Every truncated text is rejected`() throws {
    let text = Array(#"{"a":[1,2.5,"x\u00e9",{"b":null}],"c":false}"#.utf8)
    _ = try JSONParser.parse(text)
    for length in text.indices {
      #expect(throws: JSONError.self) { try JSONParser.parse(Array(text[..<length])) }
    }
  }

  @Test func `Nesting beyond the limit is an error, not a crash`() {
    let deep = [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)
    #expect(throws: JSONError.self) { try JSONParser.parse(deep) }
  }

  @Test func `An error has its line and column`() throws {
    let error = #expect(throws: JSONError.self) {
      try JSONParser.parse(Array("{\n  \"a\": x\n}".utf8))
    }
    #expect(error?.line == 2)
    #expect(error?.column == 8)
  }

  @Test(
    arguments: [
      ("[\n 1,\n]", 2, 3, "unexpected comma before the ]"),
      ("{\"a\":1,}", 1, 7, "comma before the }"),
      ("[1,\n\n  }", 1, 3, "unexpected comma before the }"), ("[1,,2]", 1, 4, "second comma"),
      ("[,1]", 1, 2, "expected a value before"),
      ("{\"a\":,\"b\":1}", 1, 6, "expected a value before"),
      ("{\"a\":}", 1, 6, "expected a value before"),
      ("[\n {\"a\": 1}\n {\"b\": 2}\n]", 2, 10, "a comma or a ] is missing"),
      ("{\n \"a\": 1\n \"b\": 2\n}", 2, 8, "a comma or a } is missing"),
      ("[1\n\n2]", 1, 3, "a comma or a ] is missing"), ("[1 true]", 1, 3, "is missing after"),
      ("[{\"a\": 1]", 1, 9, "the } that closes the { of line 1, column 2"),
      ("{\"a\": [1, 2}", 1, 12, "the ] that closes the [ of line 1, column 7"),
      ("{\"a\": [1,\n 2", 2, 3, "before the ] of the [ of line 1, column 7"),
      ("[1", 1, 3, "before the ] of"), ("[1]]", 1, 4, "] has no matching"),
      ("{\"a\": 1}}", 1, 9, "} has no matching"), ("[1] [2]", 1, 5, "after the end"),
      ("[\"a\": 1]", 1, 5, "only members of { } have names"), ("{a: 1}", 1, 2, "in double quotes"),
      ("['a']", 1, 2, "in double quotes"), ("{\"a\": 1, 'b': 2}", 1, 10, "in double quotes"),
      ("{\"a\": 1, \"b\"}", 1, 13, "expected a colon"), ("{\"a\"=1}", 1, 5, "expected a colon"),
    ] as [(String, Int, Int, String)])
  func `An error explains wrong commas, brackets and quotes`(
    _ text: String, _ line: Int, _ column: Int, _ reason: String
  ) throws {
    let error = try #require(throws: JSONError.self) { try JSONParser.parse(Array(text.utf8)) }
    #expect(error.reason.contains(reason), "\(error)")
    #expect(error.line == line && error.column == column, "\(error)")
  }

  @Test(arguments: [
    ("9223372036854775807", JSONValue.integer(.max), JSONValue.integer(.max)),
    ("9007199254740993", .integer(9_007_199_254_740_993), .integer(9_007_199_254_740_993)),
    ("18446744073709551617", .string("18446744073709551617"), .number(0x1p64)),
    ("-9223372036854775809", .string("-9223372036854775809"), .number(-0x1p63)),
    ("1.10", .string("1.10"), .number(1.1)), ("1e400", .string("1e400"), .string("1e400")),
    ("-1e999", .string("-1e999"), .string("-1e999")), ("-0", .integer(0), .integer(0)),
  ])
  func `Numbers beyond the range of a value become text on request`(
    _ text: String, _ asText: JSONValue, _ asDoubleOrText: JSONValue
  ) throws {
    let bytes = Array("[\(text)]".utf8)
    #expect(try JSONParser.parse(bytes, numbers: .text) == .array([asText]))
    #expect(try JSONParser.parse(bytes, numbers: .doublesOrText) == .array([asDoubleOrText]))
  }

  @Test(arguments: [nil, 2])
  func `Written JSON is read back the same`(indent: Int?) throws {
    let value = try JSONParser.parse(
      Array(#"{"a":[1,2.5,"q\"\\\n\u0001é"],"b":{},"c":[],"d":null,"e":-0.001}"#.utf8))
    var writer = JSONWriter(indent: indent)
    writer.value(value)
    #expect(try JSONParser.parse(writer.bytes) == value)
  }

  @Test func `An object with many members finds members and rejects repeated names`() throws {
    let members = (0..<50).map { "\"m\($0)\":\($0)" }
    let object = try JSONParser.parse(Array("{\(members.joined(separator: ","))}".utf8))
    #expect(object["m37"] == .integer(37))
    #expect(throws: JSONError.self) {
      try JSONParser.parse(Array("{\(members.joined(separator: ",")),\"m3\":0}".utf8))
    }
  }
}
