import Testing

@testable import HTTP

@Suite struct RequestMemoTests {
  @Test(arguments: [0, 1, 2, 8])
  func `A remembered request is the one that its head makes`(_ capacity: Int) throws {
    var memo = RequestMemo(capacity: capacity)
    let heads = ["/a", "/b", "/a", "/a", "/c", "/b"]
    for (index, path) in heads.enumerated() {
      let padding = [UInt8](repeating: 0x41, count: index)
      let wire = [UInt8]("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
      let buffer = padding + wire
      var parser = RequestParser(limits: MessageLimits())
      var head = RequestHead()
      #expect(
        parser.parse(buffer, from: index, to: buffer.count, into: &head)
          == .complete(consumed: wire.count))
      let request = try memo.request(
        head: head, bytes: buffer, from: index, consumed: wire.count, peer: "\(index)")
      #expect(request.target.rawPath == path)
      #expect(request.authority == "a")
      #expect(request.peer == "\(index)")
    }
  }
}
