import HTTP
import Testing

@testable import HTTPServer

@Suite struct HostileTests {
  @Test(arguments: [
    ("garbage", "\u{1}\u{2}\u{3}garbage\r\n\r\n", 400),
    ("TLS", "\u{16}\u{3}\u{1}\u{0}", 400),
    ("no Host", "GET / HTTP/1.1\r\n\r\n", 400),
    ("two Hosts", get("/", "Host: other"), 400),
    ("a bare line feed", "GET / HTTP/1.1\nHost: x\n\n", 400),
    ("a space before the colon", "GET / HTTP/1.1\r\nHost : x\r\n\r\n", 400),
    ("another major version", "GET / HTTP/2.0\r\nHost: x\r\n\r\n", 505),
    ("two lengths", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1, 1\r\n\r\na", 400),
    ("an unknown coding", "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: x\r\n\r\n", 400),
    ("a tunnel", "CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n", 501),
    (
      "a chunk size that is none",
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", 400
    ),
  ])
  func `A request that violates the protocol gets a response and the connection closes`(
    note: String, message: String, status: Int
  ) throws {
    let server = try TestServer()
    let client = try server.client()
    try client.send(get("/hello") + message + get("/hello"))
    #expect(try client.answer().text == "hello")
    let refusal = try client.answer()
    #expect(refusal.status == status)
    #expect(refusal["Connection"] == "close")
    #expect(try client.isAtEnd())
  }

  @Test func `A malformed HEAD request is rejected without content`() throws {
    let server = try TestServer()
    let client = try server.client()
    try client.send("HEAD / HTTP/1.1\r\n\r\n")
    let answer = try client.answer(toHead: true)
    #expect(answer.status == 400)
    #expect(try client.isAtEnd())
  }

  @Test func `A client that keeps sending after an error is disconnected`() throws {
    let server = try TestServer { $0.lingerBytes = 10_000 }
    let client = try server.client()
    try client.send("garbage\r\n\r\n")
    #expect(try client.answer().status == 400)
    #expect(throws: SystemError.self) {
      for _ in 0..<100_000 { try client.send([UInt8](repeating: 0x61, count: 1_000)) }
    }
  }

  @Test func `Random bytes never stop the server`() throws {
    let server = try TestServer { $0.lingerTime = .milliseconds(50) }
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      let client = try server.client()
      let count = Int.random(in: 1...600, using: &generator)
      try client.send((0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) })
      if Bool.random(using: &generator) { client.resetOnClose() }
    }
    let client = try server.client()
    try client.send(get("/hello"))
    #expect(try client.answer().text == "hello")
  }

  @Test func `A flood of pipelined requests is answered completely, and others meanwhile`() throws {
    let server = try TestServer(loops: 1)
    let flooding = try server.client()
    let count = 2_000
    try flooding.send(String(repeating: get("/hello"), count: count))
    let other = try server.client()
    try other.send(get("/later/1"))
    #expect(try other.answer().text == "later 1")
    for _ in 0..<count { #expect(try flooding.answer().text == "hello") }
  }

  @Test func `All opened connections are closed, counted and released`() throws {
    let server = try TestServer()
    for number in 0..<100 {
      let client = try server.client()
      try client.send(number % 2 == 0 ? get("/hello") : "GET")
      if number % 2 == 0 { #expect(try client.answer().status == 200) }
      if number % 3 == 0 { client.resetOnClose() }
    }
    #expect(server.drain().waitShortly())
    let metrics = server.server.metrics
    #expect(metrics.open == 0)
    #expect(metrics.accepted == 100)
    #expect(metrics.requests == 50)
    #expect(metrics.shed == 0)
  }

  @Test func `The log has a record of every response`() throws {
    let records = Locked<[AccessRecord]>([])
    let server = try TestServer(loops: 1, log: { record in records.withLock { $0.append(record) } })
    let client = try server.client()
    try client.send(get("/hello?a=b") + post("/echo", "123") + "garbage\r\n\r\n")
    for _ in 0..<3 { _ = try client.answer() }
    let seen = records.withLock { $0 }
    #expect(seen.map(\.status.code) == [200, 200, 400])
    #expect(seen.map(\.target) == ["/hello?a=b", "/echo", ""])
    #expect(seen.map(\.method) == [.get, .post, nil])
    #expect(seen.map(\.bytes).prefix(2) == [5, 3])
    #expect(seen.allSatisfy { $0.peer == "127.0.0.1" && $0.microseconds >= 0 })
  }
}
