import Testing

@testable import HTTP

@Suite struct `Request IDs` {
  @Test func `A generator makes distinct IDs of 15 hexadecimal digits`() {
    var generator = RequestIDGenerator()
    let ids = (0..<10_000).map { _ in generator.next() }
    #expect(Set(ids).count == ids.count)
    #expect(ids.allSatisfy { $0.utf8.count == 15 && $0.allSatisfy(\.isHexDigit) })
  }

  @Test(arguments: [
    ("abc-123_./=+Z", true), (String(repeating: "a", count: 128), true),
    (String(repeating: "a", count: 129), false), ("", false), ("a b", false), ("a\"b", false),
    ("a\\b", false), ("é", false),
  ])
  func `A client's ID is used if it is safe in a log and in JSON`(_ id: String, _ isUsed: Bool) {
    #expect(RequestID.given(in: [.xRequestID: id]) == (isUsed ? id : nil))
  }
}
