import HTTP
import Testing

@testable import HTTPServer

@Suite struct StreamTests {
  private let lines = (1...50).flatMap { Pieces.line($0) }

  @Test func `A stream is chunked in 1.1 and the connection persists`() throws {
    let server = try TestServer()
    let client = try server.client()
    try client.send(get("/stream/50") + get("/hello"))
    let answer = try client.answer()
    #expect(answer["Transfer-Encoding"] == "chunked")
    #expect(answer["Content-Length"] == nil)
    #expect(answer.body == lines)
    #expect(!answer.isCutShort)
    #expect(try client.answer().text == "hello")
  }

  @Test func `A stream ends by closing in 1.0`() throws {
    let server = try TestServer()
    let client = try server.client()
    try client.send("GET /stream/50 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
    let answer = try client.answer()
    #expect(answer["Transfer-Encoding"] == nil)
    #expect(answer["Connection"] == "close")
    #expect(answer.body == lines)
    #expect(!answer.isCutShort)
  }

  @Test(arguments: ["GET /broken/50 HTTP/1.0\r\n\r\n", get("/broken/50")])
  func `A client can detect that a producer failed`(message: String) throws {
    let server = try TestServer()
    let client = try server.client()
    try client.send(message)
    #expect(try client.answer().isCutShort)
  }

  @Test func `A producer is called only as fast as its client receives`() throws {
    let server = try TestServer()
    let client = try server.client(receiveBuffer: 4_096)
    let count = 200_000
    try client.send(get("/stream/\(count)"))
    // The kernel's buffers hold some pieces; the rest must not have been made.
    let other = try server.client()
    for _ in 0..<100 {
      try other.send(get("/hello"))
      #expect(try other.answer().status == 200)
    }
    #expect(server.gate.piecesMade.withLock { $0 } < count / 2)
    client.resetOnClose()
  }

  @Test func `A producer is cancelled when its client disconnects`() throws {
    let server = try TestServer()
    do {
      let client = try server.client(receiveBuffer: 4_096)
      try client.send(get("/stream/1000000"))
      #expect(try client.readSome() > 0)
      client.resetOnClose()
    }
    #expect(server.gate.waitForCancel())
  }

  @Test func `A producer whose response has no content is cancelled`() throws {
    let server = try TestServer()
    let client = try server.client()
    try client.send("HEAD /stream/5 HTTP/1.1\r\nHost: test\r\n\r\n")
    #expect(try client.answer(toHead: true)["Transfer-Encoding"] == "chunked")
    #expect(server.gate.waitForCancel())
    #expect(server.gate.piecesMade.withLock { $0 } == 0)
  }

  @Test func `A slow reader receives a large body completely`() throws {
    let server = try TestServer()
    let client = try server.client(receiveBuffer: 4_096)
    try client.send(get("/size/3000000") + get("/hello"))
    let answer = try client.answer()
    #expect(answer.body.count == 3_000_000)
    #expect(try client.answer().text == "hello")
  }
}
