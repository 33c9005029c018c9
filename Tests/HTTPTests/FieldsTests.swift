import Testing

@testable import HTTP

@Suite struct FieldsTests {
  @Test func `Names are the same whatever the case of their ASCII letters`() {
    #expect(FieldName("ETag") == "etag")
    #expect(FieldName("\u{212A}eep-Alive") != .keepAlive)
    #expect(Set<FieldName>(["A", "a", "B"]).count == 2)
  }

  @Test func `Values of a name are joined in order`() {
    var fields: Fields = ["A": "1", "B": "2", "a": "3"]
    #expect(fields["a"] == "1, 3")
    #expect(fields.values("A") == ["1", "3"])
    #expect(fields["C"] == nil)
    fields["A"] = "4"
    #expect(fields.lines.map(\.value) == ["2", "4"])
    fields["A"] = nil
    #expect(fields.lines.count == 1)
  }

  @Test func `A common name gets its usual spelling, another keeps its own`() {
    func name(_ text: String) -> String {
      FieldName([UInt8](text), .init(start: 0, end: text.utf8.count)).spelling
    }
    #expect(name("content-TYPE") == "Content-Type")
    #expect(name("x-Something-Else") == "x-Something-Else")
    let long = String(repeating: "a", count: 100)
    #expect(name(long) == long)
  }
}
