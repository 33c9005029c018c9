import Foundation
import Testing

@Suite(.serialized) struct `Connections` {
  static let get = Array("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n".utf8)

  @Test func `Pipelined requests are answered in order, however they are cut`() throws {
    let server = try ServerProcess.ofOwnBuild()
    let first = "GET /conferences/vldb-2026 HTTP/1.1\r\nHost: a\r\n\r\n"
    let wire = Array(
      "\(first)HEAD /healthz HTTP/1.1\r\nHost: a\r\n\r\nGET /nowhere HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
        .utf8)
    for cut in 1..<wire.count {
      let answer = try server.exchange([Array(wire[..<cut]), Array(wire[cut...])])
      let statuses = answer.split(whereSeparator: \.isNewline).filter { $0.hasPrefix("HTTP/1.1 ") }
      #expect(
        statuses == ["HTTP/1.1 200 OK", "HTTP/1.1 200 OK", "HTTP/1.1 404 Not Found"],
        "cut at \(cut)")
    }
    #expect(server.stop() == 0)
  }

  @Test func `A head that comes in two parts, with time between, is one request`() throws {
    let server = try ServerProcess.ofOwnBuild(["--no-seed"])
    let wire = Array("GET /healthz HTTP/1.1\r\nHost: a\r\nX-Y: z\r\nConnection: close\r\n\r\n".utf8)
    for cut in 1..<wire.count {
      let socket = try Socket(port: server.port)
      socket.send(Array(wire[..<cut]))
      // Two answers on other connections: both loops have had a turn since.
      for _ in 0..<2 {
        #expect(try server.exchange([Self.get]).hasPrefix("HTTP/1.1 200"))
      }
      socket.send(Array(wire[cut...]))
      let answer = String(decoding: socket.readToEnd(), as: UTF8.self)
      #expect(answer.hasPrefix("HTTP/1.1 200"), "cut at \(cut)")
    }
    #expect(server.stop() == 0)
  }

  struct Refusal: Sendable, CustomTestStringConvertible {
    let note: String
    let wire: String
    let status: Int
    var testDescription: String { note }
  }

  @Test(arguments: [
    Refusal(note: "no Host", wire: "GET / HTTP/1.1\r\n\r\n", status: 400),
    Refusal(note: "garbage", wire: "garbage\r\n\r\n", status: 400),
    Refusal(note: "version 3", wire: "GET / HTTP/3.0\r\n\r\n", status: 505),
    Refusal(
      note: "long target",
      wire: "GET /\(String(repeating: "a", count: 9_000)) HTTP/1.1\r\nHost: a\r\n\r\n", status: 414),
    Refusal(
      note: "long field",
      wire: "GET / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "a", count: 20_000))\r\n\r\n",
      status: 431),
    Refusal(
      note: "write without a token",
      wire: "POST /topics HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello", status: 403),
    Refusal(
      note: "write to what is only read",
      wire: "POST /openapi.json HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello",
      status: 405),
    Refusal(
      note: "large content", wire: "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999\r\n\r\n",
      status: 413),
    Refusal(note: "unknown method", wire: "BREW / HTTP/1.1\r\nHost: a\r\n\r\n", status: 501),
    Refusal(note: "TRACE", wire: "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", status: 405),
    Refusal(
      note: "other expectation",
      wire: "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: a-pony\r\n\r\n",
      status: 417),
  ])
  func `A request that is refused gets its answer, then the end`(_ refusal: Refusal)
    throws
  {
    let server = try ServerProcess.ofOwnBuild(["--no-seed"])
    let closing = refusal.status == 501 || refusal.note == "TRACE"
    let answer = try server.exchange([Array(refusal.wire.utf8)], halfClose: closing)
    #expect(answer.hasPrefix("HTTP/1.1 \(refusal.status) "))
    #expect(answer.contains("application/problem+json"))
    #expect(try server.exchange([Self.get]).hasPrefix("HTTP/1.1 200"))
    #expect(server.stop() == 0)
  }

  @Test func `A body is awaited, and 100-continue is said`() throws {
    let server = try ServerProcess.ofOwnBuild(["--no-seed"])
    let head =
      "GET /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n"
    let socket = try Socket(port: server.port)
    socket.send(Array(head.utf8))
    #expect(
      String(decoding: socket.read(atMost: 100), as: UTF8.self) == "HTTP/1.1 100 Continue\r\n\r\n")
    socket.send(Array("hi".utf8))
    #expect(String(decoding: socket.readToEnd(), as: UTF8.self).hasPrefix("HTTP/1.1 200"))
    #expect(server.stop() == 0)
  }

  @Test func `Silent and slow clients are let go, others are served meanwhile`() throws {
    let server = try ServerProcess.ofOwnBuild([
      "--no-seed", "--idle-timeout", "2", "--header-timeout", "2",
    ])
    let silent = try Socket(port: server.port)
    let slow = try Socket(port: server.port)
    slow.send(Array("GET / HT".utf8))
    #expect(try server.exchange([Self.get]).hasPrefix("HTTP/1.1 200"))
    #expect(silent.readToEnd().isEmpty)
    #expect(String(decoding: slow.readToEnd(), as: UTF8.self).hasPrefix("HTTP/1.1 408"))
    #expect(server.stop() == 0)
  }

  @Test func `Over the bound of connections a client is told to come back`() throws {
    let server = try ServerProcess.ofOwnBuild(["--no-seed", "--max-connections", "2"])
    var held = try (0..<2).map { _ in
      let socket = try Socket(port: server.port)
      socket.send(Self.get)
      #expect(!socket.read(atMost: 65_536).isEmpty)
      return socket
    }
    let answer = try server.exchange([Self.get])
    #expect(answer.hasPrefix("HTTP/1.1 503") && answer.contains("Retry-After"))
    held.removeAll()
    var recovered = false
    for _ in 0..<200 where !recovered {
      recovered = try server.exchange([Self.get]).hasPrefix("HTTP/1.1 200")
    }
    #expect(recovered)
    #expect(server.stop() == 0)
  }

  @Test func `A repeated question with its ETag is answered 304 without content`() throws {
    let server = try ServerProcess.ofOwnBuild()
    let url = "http://127.0.0.1:\(server.port)/conferences?topic=nlp"
    let head = try run("/usr/bin/env", ["curl", "-sI", url]).output
    let tag = try #require(
      head.split(separator: "\r\n").first { $0.hasPrefix("ETag: ") }?.dropFirst(6))
    let again = try run("/usr/bin/env", ["curl", "-si", "-H", "If-None-Match: \(tag)", url]).output
    #expect(again.hasPrefix("HTTP/1.1 304"))
    #expect(again.hasSuffix("\r\n\r\n"))
    #expect(server.stop() == 0)
  }
}
