import Testing

@testable import HTTP

@Suite struct RequestMemoTests {
  static func request(_ wire: [UInt8]) throws -> Request {
    var parser = RequestParser(limits: MessageLimits())
    var head = RequestHead()
    #expect(
      parser.parse(wire, from: 0, to: wire.count, into: &head) == .complete(consumed: wire.count))
    return try Request(head: head, bytes: wire, peer: "")
  }

  static func wire(_ path: String, _ field: String = "A: b") -> [UInt8] {
    [UInt8]("GET \(path) HTTP/1.1\r\nHost: a\r\n\(field)\r\n\r\n")
  }

  static func remember(_ wire: [UInt8], in memo: inout RequestHeadCache) throws {
    memo.remember(
      try request(wire), keepsAlive: true, head: wire, from: 0, count: wire.count)
  }

  @Test func `A cached head returns its request, at any offset`() throws {
    var memo = RequestHeadCache()
    let wires = (0..<50).map { Self.wire("/\($0)") }
    for wire in wires { try Self.remember(wire, in: &memo) }
    for (index, wire) in wires.enumerated() {
      let buffer = [UInt8](repeating: 0x0A, count: index) + wire + Self.wire("/0")
      // A newer head may have replaced it; then nothing else may be found.
      if let entry = memo.find(buffer, from: index, to: buffer.count) {
        #expect(entry.bytes == wire)
        #expect(entry.request.target.rawPath == "/\(index)")
      }
    }
    let last = try #require(wires.last)
    #expect(memo.find(last, from: 0, to: last.count)?.request.target.rawPath == "/49")
  }

  @Test func `A head that differs in one byte, or is incomplete, is not found`() throws {
    var memo = RequestHeadCache()
    let wire = Self.wire("/a")
    try Self.remember(wire, in: &memo)
    for index in wire.indices {
      var other = wire
      other[index] ^= 1
      #expect(memo.find(other, from: 0, to: other.count) == nil)
      #expect(memo.find(wire, from: 0, to: index) == nil)
    }
    #expect(memo.find(wire, from: 0, to: wire.count) != nil)
  }

  @Test(arguments: ["Authorization: Bearer x", "cookie: a=b"])
  func `A head with credentials is not cached`(_ field: String) throws {
    var memo = RequestHeadCache()
    let wire = Self.wire("/a", field)
    try Self.remember(wire, in: &memo)
    #expect(memo.find(wire, from: 0, to: wire.count) == nil)
  }

  @Test func `A long head is not cached`() throws {
    var memo = RequestHeadCache()
    let wire = Self.wire("/a", "A: " + String(repeating: "b", count: RequestHeadCache.longest))
    try Self.remember(wire, in: &memo)
    #expect(memo.find(wire, from: 0, to: wire.count) == nil)
  }
}
