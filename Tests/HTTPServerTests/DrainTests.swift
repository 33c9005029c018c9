import Dispatch
import HTTP
import Testing

@testable import HTTPServer

@Suite struct DrainTests {
  @Test func `A drain waits for the answer under way and closes the idle`() throws {
    let server = try TestServer { $0.lingerTime = .milliseconds(50) }
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

  @Test func `A drained server refuses new connections`() throws {
    let server = try TestServer()
    #expect(server.drain().waitShortly())
    #expect(throws: SystemError("connect", 111)) { try server.client() }
  }

  @Test func `A request that was sent before the drain is answered`() throws {
    for _ in 0..<20 {
      let server = try TestServer { $0.lingerTime = .milliseconds(50) }
      let client = try server.client()
      try client.send(get("/hello"))
      let done = server.drain()
      #expect(try client.answer().text == "hello")
      #expect(try client.isAtEnd())
      #expect(done.waitShortly())
    }
  }

  @Test func `What takes longer than the drain time is cut off`() throws {
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

  @Test func `A server starts once`() throws {
    let server = try TestServer()
    #expect(throws: ServerError.alreadyStarted) { try server.server.start() }
  }
}
