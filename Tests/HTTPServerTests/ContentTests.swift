import HTTP
import Testing

@testable import HTTPServer

@Suite struct ContentTests {
  private let expecting =
    "POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n"

  @Test func `A client that waits for 100 (Continue) gets it`() throws {
    let server = try TestServer()
    let client = try server.client()
    try client.send(expecting)
    #expect(try client.answer().status == 100)
    try client.send("12345" + get("/hello"))
    #expect(try client.answer().text == "12345")
    #expect(try client.answer().text == "hello")
  }

  @Test func `A client that does not wait gets no 100 (Continue)`() throws {
    let server = try TestServer()
    let client = try server.client()
    try client.send(expecting + "12345")
    #expect(try client.answer().text == "12345")
  }

  @Test(arguments: [
    ("unwelcome content", "POST /unwelcome", "100-continue", 5, 401),
    ("too much content", "POST /small", "100-continue", 11, 413),
    ("another expectation", "POST /echo", "fish", 5, 417),
  ])
  func `Content that the responder rejects is rejected before it is sent`(
    note: String, line: String, expectation: String, length: Int, status: Int
  ) throws {
    let server = try TestServer()
    let client = try server.client()
    try client.send(
      "\(line) HTTP/1.1\r\nHost: test\r\nContent-Length: \(length)\r\n"
        + "Expect: \(expectation)\r\n\r\n")
    let answer = try client.answer()
    #expect(answer.status == status)
    #expect(answer["Connection"] == "close")
    #expect(try client.isAtEnd())
  }

  @Test func `An early response reaches a client that is still sending`() throws {
    let server = try TestServer()
    let client = try server.client()
    try client.send("POST /unwelcome HTTP/1.1\r\nHost: test\r\nContent-Length: 100000\r\n\r\n")
    for _ in 0..<100 { try client.send([UInt8](repeating: 0x61, count: 1_000)) }
    #expect(try client.answer().text == "no")
    #expect(try client.isAtEnd())
  }

  @Test func `An early response is not lost if more input waits than one read takes`() throws {
    let server = try TestServer()
    let client = try server.client()
    try client.send(get("/hold"))
    #expect(server.gate.waitForRequest())
    let length = EventLoop.transferSize * 3 / 2
    try client.send(post("/unwelcome", String(repeating: "a", count: length)))
    server.gate.release()
    #expect(try client.answer().text == "held")
    #expect(try client.answer().text == "no")
    // More bytes may arrive even now; only a reset would fail the test.
    for _ in 0..<10 { try client.send("still sending") }
    #expect(try client.isAtEnd())
  }

  @Test func `Bytes after a rejected request are not read as another one`() throws {
    let server = try TestServer()
    let client = try server.client()
    try client.send(
      "POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n"
        + "\r\n0\r\n\r\n" + get("/hello"))
    #expect(try client.answer().status == 400)
    #expect(try client.isAtEnd())
  }

  @Test(arguments: [
    "GET /hello HTTP/1.1\r\nHo",
    "POST /echo HTTP/1.1\r\nHost: test\r\n"
      + "Content-Length: 5\r\n\r\n123",
  ])
  func `A truncated request is rejected`(message: String) throws {
    let server = try TestServer()
    let client = try server.client()
    try client.send(message)
    client.endSending()
    #expect(try client.answer().status == 400)
    #expect(try client.isAtEnd())
  }
}
