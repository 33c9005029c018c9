import Dispatch
import HTTP
import Testing

@testable import HTTPServer

@Suite struct DrainTests {
  @Test func `A drain waits for the current response and closes idle connections`() throws {
    let server = try TestServer {
      $0.lingerTime = .milliseconds(50)
      $0.drainPatience = .milliseconds(50)
    }
    let idle = try server.client()
    try idle.send(get("/hello"))
    #expect(try idle.answer().status == 200)
    let busy = try server.client()
    try busy.send(get("/hold"))
    #expect(server.gate.waitForRequest())
    let done = server.drain()
    #expect(try idle.isAtEnd())
    server.gate.release()
    let answer = try busy.answer()
    #expect(answer.text == "held")
    #expect(answer["Connection"] == "close")
    #expect(try busy.isAtEnd())
    #expect(done.waitShortly())
  }

  @Test func `The next request of an idle connection is answered during a drain`() throws {
    let server = try TestServer {
      $0.drainTime = .seconds(600)
      $0.drainPatience = .seconds(600)
    }
    let clients = try (0..<20).map { _ in try server.client() }
    for client in clients {
      try client.send(get("/hello"))
      #expect(try client.answer().status == 200)
    }
    let done = server.drain()
    for client in clients {
      var answer: Answer
      repeat {
        try client.send(get("/hello"))
        answer = try client.answer()
        #expect(answer.text == "hello")
      } while answer["Connection"] == nil
      #expect(answer["Connection"] == "close")
      #expect(try client.isAtEnd())
    }
    #expect(done.waitShortly())
  }

  @Test func `No request of a busy keep-alive connection is lost in a drain`() throws {
    let server = try TestServer()
    let address = server.address
    let (responses, lost, busy) = (Locked(0), Locked(0), DispatchSemaphore(value: 0))
    let clients = DispatchGroup()
    for number in 0..<8 {
      DispatchQueue(label: "test.client.\(number)").async(group: clients) {
        let isLost = try? KeepAliveClient.losesRequest(address) {
          if responses.withLock({
            $0 += 1; return $0 == 400
          }) {
            busy.signal()
          }
        }
        if isLost != false { lost.withLock { $0 += 1 } }
      }
    }
    // The drain begins while every client is somewhere between two requests.
    #expect(busy.waitShortly())
    let done = server.drain()
    #expect(clients.wait(timeout: .now() + 60) == .success)
    #expect(done.waitShortly())
    #expect(lost.withLock { $0 } == 0)
  }

  @Test func `A drain soon ends streams whose clients receive nothing`() throws {
    let server = try TestServer {
      $0.drainTime = .seconds(600)
      $0.drainPatience = .milliseconds(50)
    }
    let stalled = try (0..<30).map { _ in try server.client(receiveBuffer: 4_096) }
    for client in stalled {
      try client.send(get("/stream/1000000"))
      #expect(try client.readSome() > 0)
    }
    #expect(server.drain().waitShortly())
  }

  @Test(arguments: [
    "GET /hello HTT", "POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 9\r\n\r\nab",
  ])
  func `A drain soon ends an incomplete request`(message: String) throws {
    let server = try TestServer {
      $0.drainTime = .seconds(600)
      $0.drainPatience = .milliseconds(50)
    }
    let client = try server.client()
    try client.send(message)
    let other = try server.client()
    try other.send(get("/hello"))
    #expect(try other.answer().status == 200)
    let done = server.drain()
    #expect(try client.answer().status == 408)
    #expect(try client.isAtEnd())
    #expect(done.waitShortly())
  }

  @Test func `A drained server refuses new connections`() throws {
    let server = try TestServer()
    #expect(server.drain().waitShortly())
    #expect(throws: SystemError("connect", 111)) { try server.client() }
  }

  @Test func `A request that was sent before the drain is answered`() throws {
    for _ in 0..<20 {
      let server = try TestServer {
        $0.lingerTime = .milliseconds(50)
        $0.drainPatience = .milliseconds(50)
      }
      let client = try server.client()
      try client.send(get("/hello"))
      let done = server.drain()
      #expect(try client.answer().text == "hello")
      #expect(try client.isAtEnd())
      #expect(done.waitShortly())
    }
  }

  @Test func `A response that takes longer than the drain time is cut off`() throws {
    let server = try TestServer { $0.drainTime = .milliseconds(50) }
    let client = try server.client()
    try client.send(get("/hold"))
    #expect(server.gate.waitForRequest())
    #expect(server.drain().waitShortly())
    #expect(try client.isAtEnd())
    server.gate.release()
  }

  @Test func `A stopped server closes at once, and stops once`() throws {
    let server = try TestServer()
    let client = try server.client()
    try client.send(get("/hold"))
    #expect(server.gate.waitForRequest())
    server.server.stop()
    #expect(try client.isAtEnd())
    server.server.stop()
    #expect(server.drain().waitShortly())
  }

  @Test func `A server starts only once`() throws {
    let server = try TestServer()
    #expect(throws: ServerError.alreadyStarted) { try server.server.start() }
  }
}

/// A client that sends its next request after each response, until a response announces a close.
private enum KeepAliveClient {
  /// Whether a request got no response, although the response before it did not announce a close.
  static func losesRequest(_ address: SocketAddress, after response: () -> Void) throws -> Bool {
    let client = try TestClient(address)
    while true {
      try client.send(get("/hello"))
      guard let answer = try? client.answer(), answer.text == "hello" else { return true }
      response()
      if answer["Connection"] == "close" { return false }
    }
  }
}
