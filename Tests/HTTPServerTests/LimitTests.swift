import HTTP
import Testing

@testable import HTTPServer

@Suite struct LimitTests {
  @Test(arguments: [
    ("request line", "GET /" + String(repeating: "a", count: 300) + " HTTP/1.1\r\n", 414),
    ("field bytes", get("/hello", "X: " + String(repeating: "a", count: 600)), 431),
    ("field count", get("/hello", "A: 1", "B: 2", "C: 3", "D: 4", "E: 5"), 431),
    ("announced content", post("/echo", String(repeating: "a", count: 101)), 413),
    ("a responder's own limit", post("/small", "12345678901"), 413),
    (
      "chunked content",
      "POST /small HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\nB\r\n", 413
    ),
    (
      "content that is not sent",
      "POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 99999999999\r\n\r\n", 413
    ),
  ])
  func `A message over a limit is rejected and the connection closed`(
    note: String, message: String, status: Int
  ) throws {
    let server = try TestServer {
      $0.message.requestLine = 200
      $0.message.fieldBytes = 500
      $0.message.fieldCount = 5
      $0.message.body = 100
    }
    let client = try server.client()
    try client.send(message)
    let answer = try client.answer()
    #expect(answer.status == status)
    #expect(answer["Connection"] == "close")
    #expect(answer["Content-Type"] == "text/plain")
    #expect(try client.isAtEnd())
  }

  @Test func `Content at the limit is read`() throws {
    let server = try TestServer { $0.message.body = 100_000 }
    let client = try server.client()
    let body = String(repeating: "b", count: 100_000)
    try client.send(post("/echo", body))
    #expect(try client.answer().text == body)
  }

  @Test func `The last response of a connection says that it closes`() throws {
    let server = try TestServer { $0.requestsPerConnection = 3 }
    let client = try server.client()
    try client.send(get("/hello") + get("/hello") + get("/hello") + get("/hello"))
    #expect(try client.answer()["Connection"] == nil)
    #expect(try client.answer()["Connection"] == nil)
    #expect(try client.answer()["Connection"] == "close")
    #expect(try client.isAtEnd())
  }

  @Test func `A connection over the limit gets 503 and does not affect others`() throws {
    let server = try TestServer { $0.connections = 2 }
    let first = try server.client()
    let second = try server.client()
    for client in [first, second] {
      try client.send(get("/hello"))
      #expect(try client.answer().status == 200)
    }
    let third = try server.client()
    try third.send(get("/hello"))
    let refusal = try third.answer()
    #expect(refusal.status == 503)
    #expect(refusal["Retry-After"] == "1")
    #expect(try third.isAtEnd())
    try first.send(get("/hello", "Connection: close"))
    #expect(try first.answer().status == 200)
    #expect(try first.isAtEnd())
    let fourth = try server.client()
    try fourth.send(get("/hello"))
    #expect(try fourth.answer().status == 200)
  }

  @Test func `One address cannot exceed its limit`() throws {
    let server = try TestServer { $0.connectionsPerAddress = 1 }
    let first = try server.client()
    try first.send(get("/hello"))
    #expect(try first.answer().status == 200)
    let second = try server.client()
    #expect(try second.answer().status == 503)
  }

  @Test(arguments: [1, 3])
  func `A limited number of pipelined requests is answered before sending`(_ depth: Int) throws {
    let server = try TestServer(loops: 1) { $0.pipelinedDepth = depth }
    let request = get("/size/10000")
    let other = try server.client()
    try other.send(request)
    let answer = try other.answer()
    let size = answer.headSize + answer.body.count
    // If the client reads nothing, sending stops before all requests are answered.
    let stuck = try server.client(receiveBuffer: 4_096)
    let count = 1_000
    try stuck.send(String(repeating: request, count: count))
    var asked = 1
    var metrics: ServerMetrics
    var isStuck: Bool
    repeat {
      let before = server.server.metrics.requests
      for _ in 0..<100 {
        try other.send(request)
        _ = try other.answer()
      }
      asked += 100
      metrics = server.server.metrics
      isStuck = metrics.requests - before == 100 && metrics.requests > asked
    } while !isStuck
    // The last response to the other client may not be counted yet.
    let unsent = metrics.requests * size - metrics.bytesSent
    #expect(unsent > 0 && unsent <= (depth + 1) * size)
    stuck.resetOnClose()
  }

  @Test(arguments: [1, 20, 1_024], [true, false])
  func `Every connection over a limit gets 503`(
    refusals: Int, byAddress: Bool
  ) throws {
    let server = try TestServer {
      $0.refusals = refusals
      if byAddress { $0.connectionsPerAddress = 1 } else { $0.connections = 1 }
    }
    let first = try server.client()
    try first.send(get("/hello"))
    #expect(try first.answer().status == 200)
    // All are open at the same time, and none closes before all are rejected.
    let flood = try (0..<300).map { _ in try server.client() }
    for client in flood {
      let refusal = try client.answer()
      #expect(refusal.status == 503)
      #expect(refusal["Retry-After"] == "1")
      #expect(refusal["Connection"] == "close")
      #expect(try client.isAtEnd())
    }
    #expect(server.server.metrics.shed == 300)
    try first.send(get("/hello"))
    #expect(try first.answer().text == "hello")
  }
}

@Suite struct TimeoutTests {
  @Test(arguments: [
    ("part of a head", "GET /hello HTT", 408),
    ("nothing at all", "", nil),
  ])
  func `A head that does not arrive in time ends the connection`(
    note: String, message: String, status: Int?
  ) throws {
    let server = try TestServer { $0.headerTimeout = .seconds(1) }
    let client = try server.client()
    try client.send(message)
    if let status { #expect(try client.answer().status == status) }
    #expect(try client.isAtEnd())
  }

  @Test func `The head of a later request has its own time limit`() throws {
    let server = try TestServer { $0.headerTimeout = .seconds(1) }
    let client = try server.client()
    try client.send(get("/hello") + "GET /hello")
    #expect(try client.answer().status == 200)
    #expect(try client.answer().status == 408)
    #expect(try client.isAtEnd())
  }

  @Test func `Content that arrives too slowly gets 408`() throws {
    let server = try TestServer {
      $0.bodyGrace = .milliseconds(100)
      $0.bodyMinimumRate = 1_000
    }
    let client = try server.client()
    try client.send("POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 10\r\n\r\nab")
    #expect(try client.answer().status == 408)
    #expect(try client.isAtEnd())
  }

  @Test func `An idle connection is closed without a response`() throws {
    let server = try TestServer { $0.idleTimeout = .milliseconds(100) }
    let client = try server.client()
    try client.send(get("/hello"))
    #expect(try client.answer().status == 200)
    #expect(try client.isAtEnd())
    #expect(server.server.metrics.timedOut == 1)
  }

  @Test func `A client that receives nothing is reset, one that waits for its response is not`()
    throws
  {
    let server = try TestServer {
      $0.writeTimeout = .milliseconds(100)
      $0.writeMinimumRate = 1_000_000_000
      $0.headerTimeout = .seconds(1)
      $0.idleTimeout = .seconds(1)
    }
    let waiting = try server.client()
    try waiting.send(get("/hold"))
    #expect(server.gate.waitForRequest())
    let stuck = try server.client(receiveBuffer: 4_096)
    try stuck.send(get("/size/50000000"))
    // The server's end of it shows in the closing of the connection, told by its counter.
    while server.server.metrics.timedOut == 0 {
      let other = try server.client()
      try other.send(get("/hello"))
      #expect(try other.answer().status == 200)
    }
    server.gate.release()
    #expect(try waiting.answer().text == "held")
  }

  @Test func `Without limits the server waits for a slow client`() throws {
    let server = try TestServer {
      $0.headerTimeout = .zero
      $0.idleTimeout = .zero
      $0.bodyMinimumRate = 0
      $0.writeTimeout = .zero
    }
    let client = try server.client()
    for byte in (post("/echo", "x") + get("/hello")).utf8 { try client.send([byte]) }
    #expect(try client.answer().text == "x")
    #expect(try client.answer().text == "hello")
  }
}

@Suite struct PaceTests {
  @Test(arguments: [
    ("grace from the start", TransferRateLimit(grace: 100, rate: 1_000), 0, 100),
    ("each byte buys its time", TransferRateLimit(grace: 100, rate: 1_000), 50, 150),
    ("a rate of 0: any movement begins anew", TransferRateLimit(grace: 100, rate: 0), 50, 1_100),
    ("no grace at all", TransferRateLimit(grace: 0, rate: 500), 50, 100),
    ("no limit", TransferRateLimit(grace: Timeouts.never, rate: 1), 0, Timeouts.never),
  ])
  func `A transfer below the minimum rate ends`(
    note: String, pace: TransferRateLimit, count: Int, deadline: Int
  ) {
    // Begun at 0, and now it is 1,000.
    #expect(pace.deadline(start: 0, count: count, now: 1_000) == deadline)
  }
}
