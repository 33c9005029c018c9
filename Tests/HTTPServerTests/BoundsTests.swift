import HTTP
import Testing

@testable import HTTPServer

/// The limits of what the server holds for all connections together.
@Suite struct BoundsTests {
  private static let limit = 4_000_000

  @Test(arguments: ["/size/1000000", "/late/1000000", "/stream/1000000"])
  func `Clients that never read stay within the limit, and small requests are answered`(
    target: String
  ) throws {
    let isStream = target.hasPrefix("/stream")
    let limit = isStream ? 10 * BodyPump.pieceSize : Self.limit
    let server = try TestServer { $0.unsentBytes = limit }
    let good = try server.client()
    var stuck: [TestClient] = []
    for _ in 0..<20 {
      stuck.append(try server.client(receiveBuffer: 4_096))
      try stuck[stuck.count - 1].send(get(target))
      try good.send(get("/hello"))
      #expect(try good.answer().text == "hello")
      // Responses on the way from a responder's queue are counted, and rejected only on arrival.
      #expect(server.server.metrics.unsentBytes <= limit + 1_000_000)
    }
    try server.wait { $0.overBounds >= 20 - (isStream ? 7 : 3) }
    #expect(server.server.metrics.unsentBytes <= limit * 3 / 4)
    let large = try server.client()
    try large.send(get(target) + get("/hello"))
    let refusal = try large.answer()
    #expect(refusal.status == 503)
    #expect(refusal["Retry-After"] == "1")
    // The connection persists, since the request was read to its end.
    #expect(refusal["Connection"] == nil)
    #expect(try large.answer().text == "hello")

    for client in stuck { client.resetOnClose() }
    stuck = []
    try server.wait { $0.unsentBytes == 0 }
    try large.send(get("/size/1000000"))
    if !isStream { #expect(try large.answer().body.count == 1_000_000) }
  }

  @Test(arguments: ["/size/1000000", "/late/1000000"])
  func `Clients of one address that do not read leave room for those of another`(
    _ target: String
  ) throws {
    let server = try TestServer { $0.unsentBytes = Self.limit }
    var stuck: [TestClient] = []
    for _ in 0..<40 {
      stuck.append(try server.client(receiveBuffer: 4_096, from: "127.0.0.1"))
      try stuck[stuck.count - 1].send(get(target))
    }
    // A share has room for three responses at most; those on their way count until they are refused.
    try server.wait { $0.overBounds >= 37 && $0.unsentBytes <= Self.limit / 2 }
    let other = try server.client(from: "127.0.0.2")
    for _ in 0..<3 {
      try other.send(get("/size/1000000"))
      #expect(try other.answer().body.count == 1_000_000)
    }
    #expect(server.server.metrics.unsentBytes <= Self.limit * 3 / 4)
    for client in stuck { client.resetOnClose() }
    stuck = []
    try server.wait { $0.unsentBytes == 0 }
  }

  @Test func `An IPv6 network has one share, also behind a proxy`() throws {
    let server = try TestServer(
      { $0.unsentBytes = Self.limit }, clientAddress: { $0.fields["X-Client"] ?? $0.peer })
    var stuck: [TestClient] = []
    for number in 0..<10 {
      stuck.append(try server.client(receiveBuffer: 4_096))
      try stuck[number].send(get("/size/1000000", "X-Client: 2001:db8::\(number)"))
    }
    try server.wait { $0.overBounds >= 8 }
    // One connection of the proxy has requests of several clients.
    let proxy = try server.client()
    for (client, status) in [("2001:db8::ffff", 503), ("2001:db8:0:1::1", 200), ("192.0.2.1", 200)]
    {
      try proxy.send(get("/size/1000000", "X-Client: \(client)"))
      #expect(try proxy.answer().status == status, "\(client)")
    }
    for client in stuck { client.resetOnClose() }
    stuck = []
    try server.wait { $0.unsentBytes == 0 }
  }

  @Test func `A body that two clients share is in the share of one that still sends it`() {
    let budget = ByteBudget(limit: 4_000)
    var waiting = WaitingBodies()
    let body = [UInt8](repeating: 0, count: 1_000)
    let (one, two): (ClientKey, ClientKey) = ([1], [2])
    let holds = [one, two].map { waiting.hold(body, for: $0, within: budget) }
    #expect(budget.count == 1_000 && !budget.holdsLittle(one) && budget.holdsLittle(two))
    if let first = holds[0] { waiting.release(first, to: budget) }
    #expect(budget.count == 1_000 && budget.holdsLittle(one) && !budget.holdsLittle(two))
    // Two thousand more would leave less to others than the client holds.
    #expect(!budget.reserve(2_000, for: two) && budget.reserve(2_000, for: one))
    if let last = holds[1] { waiting.release(last, to: budget) }
    #expect(budget.count == 2_000 && budget.holdsLittle(two))
  }

  @Test func `A HEAD request has no content to reject`() throws {
    let server = try TestServer { $0.unsentBytes = 20_000 }
    let client = try server.client()
    try client.send("HEAD /size/1000000 HTTP/1.1\r\nHost: test\r\n\r\n" + get("/size/1000000"))
    #expect(try client.answer(toHead: true).status == 200)
    #expect(try client.answer().status == 503)
  }

  @Test func `A body that many connections share counts once for each loop`() throws {
    let server = try TestServer(loops: 1) { $0.unsentBytes = Self.limit }
    let clients = try (0..<20).map { _ in try server.client(receiveBuffer: 4_096) }
    for client in clients { try client.send(get("/shared")) }
    try server.wait { $0.requests >= 20 }
    let held = server.server.metrics.unsentBytes
    #expect((1_000_000...1_100_000).contains(held))
    for client in clients {
      let answer = try client.answer()
      #expect(answer.status == 200 && answer.body == TestResponder.shared)
    }
    try server.wait { $0.unsentBytes == 0 }
  }

  @Test func `A client that does not receive small responses is reset at the limit`() throws {
    let server = try TestServer {
      $0.unsentBytes = 50_000
      $0.pipelinedDepth = 100
    }
    let good = try server.client()
    var stuck: [TestClient] = []
    for _ in 0..<20 {
      stuck.append(try server.client(receiveBuffer: 4_096))
      // The server may reset the connection while the requests are being sent.
      try? stuck[stuck.count - 1].send(String(repeating: get("/size/10000"), count: 400))
      try good.send(get("/hello"))
      #expect(try good.answer().text == "hello")
    }
    try server.wait { $0.overBounds > 0 && $0.unsentBytes <= 50_000 }
    for client in stuck { client.resetOnClose() }
    stuck = []
    try server.wait { $0.unsentBytes == 0 && $0.receivedBytes == 0 }
  }

  @Test func `Requests that arrive slowly stay within the limit`() throws {
    let server = try TestServer { $0.receivedBytes = 190_000 }
    let half = String(repeating: "x", count: 40_000)
    let message =
      "POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 80000\r\n\r\n" + half
    var clients = try [server.client(), server.client()]
    for client in clients { try client.send(message) }
    try server.wait { $0.receivedBytes == 80_000 }
    // One address gets half of the limit; two use it up.
    for address in ["127.0.0.1", "127.0.0.3"] {
      let third = try server.client(from: address)
      try third.send(message)
      let refusal = try third.answer()
      #expect(refusal.status == 503)
      #expect(refusal["Retry-After"] == "1")
      #expect(try third.isAtEnd())
      guard clients.count == 2 else { continue }
      for _ in 0..<2 {
        let other = try server.client(from: "127.0.0.2")
        try other.send(message)
        clients.append(other)
      }
      try server.wait { $0.receivedBytes == 160_000 }
    }
    clients.removeLast(2)
    clients.removeLast()
    try server.wait { $0.receivedBytes == 40_000 }
    try clients[0].send(half)
    #expect(try clients[0].answer().text == half + half)
    try server.wait { $0.receivedBytes == 0 }
  }

  @Test func `Heads that arrive slowly count, too`() throws {
    let server = try TestServer { $0.receivedBytes = 20_000 }
    let clients = try (0..<4).map { _ in try server.client() }
    let head = "GET /hello HTTP/1.1\r\nX: " + String(repeating: "x", count: 3_000)
    for client in clients.dropLast() { try client.send(head) }
    try server.wait { $0.receivedBytes == 3 * head.utf8.count }
    try clients[3].send(head)
    #expect(try clients[3].answer().status == 503)
  }

  @Test func `Large contents have a limit of their own`() throws {
    let server = try TestServer {
      $0.message.body = 10_000
      $0.receivedBytes = 20_000
      $0.largeBytes = 100_000
    }
    let half = String(repeating: "x", count: 40_000)
    let message =
      "POST /large HTTP/1.1\r\nHost: test\r\nContent-Length: 80000\r\n\r\n" + half
    let clients = try [server.client(), server.client()]
    for client in clients { try client.send(message) }
    try server.wait { $0.receivedBytes == 80_000 }
    let third = try server.client()
    try third.send(message)
    #expect(try third.answer().status == 503)
    // Other requests are not affected.
    let small = try server.client()
    try small.send(post("/echo", String(half.prefix(9_000))))
    #expect(try small.answer().body.count == 9_000)
    for client in clients {
      try client.send(half)
      #expect(try client.answer().body.count == 80_000)
    }
    try server.wait { $0.receivedBytes == 0 }
  }

  @Test func `A write that has succeeded is not answered 503`() throws {
    let server = try TestServer { $0.unsentBytes = 40_000 }
    let client = try server.client()
    let body = String(repeating: "x", count: 35_000)
    for (target, status) in [("/echo", 204), ("/created", 201)] {
      try client.send(post(target, body))
      let answer = try client.answer()
      #expect(answer.status == status && answer.body.isEmpty)
      #expect(answer["Content-Type"] == nil)
    }
    try client.send(get("/size/35000"))
    #expect(try client.answer().status == 503)
  }

  @Test func `Without limits everything is answered`() throws {
    let server = try TestServer {
      $0.unsentBytes = 0
      $0.receivedBytes = 0
    }
    let client = try server.client()
    let body = String(repeating: "x", count: 100_000)
    try client.send(post("/echo", body) + get("/size/100000"))
    #expect(try client.answer().text == body)
    #expect(try client.answer().body.count == 100_000)
  }
}

extension TestServer {
  /// Requests something small until the metrics are as expected, for a limited time.
  fileprivate func wait(until isWanted: (ServerMetrics) -> Bool) throws {
    for _ in 0..<20_000 {
      if isWanted(server.metrics) { return }
      let client = try self.client()
      try client.send(get("/hello", "Connection: close"))
      _ = try client.answer()
    }
    throw ClientError(description: "the numbers stay \(server.metrics)")
  }
}
