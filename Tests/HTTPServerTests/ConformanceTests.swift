import HTTP
import Testing

@testable import HTTPServer

/// The bytes that a client sends, and the expected response.
struct Exchange: CustomTestStringConvertible, Sendable {
  let note: String
  let wire: String
  let statuses: [Int]
  /// Whether the server closes the connection; if not, it answers one more request.
  let closes: Bool

  var testDescription: String { note }

  static func kept(_ note: String, _ wire: String, _ statuses: Int...) -> Exchange {
    Exchange(note: note, wire: wire, statuses: statuses, closes: false)
  }

  static func closed(_ note: String, _ wire: String, _ statuses: Int...) -> Exchange {
    Exchange(note: note, wire: wire, statuses: statuses, closes: true)
  }

  static func post(_ fields: String, _ content: String = "") -> String {
    "POST /echo HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\r\n\(content)"
  }
}

/// The rules of RFC 9112 and 9110 for an origin server, by section, as seen by a client.
@Suite struct ConformanceTests {
  static let next = "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n"

  static let messages: [Exchange] = [
    .kept("9112 2.2: one empty line before a request is passed over", "\r\n" + next, 200),
    .closed("9112 2.2: two are not", "\r\n\r\n" + next, 400),
    .closed("9112 2.2: a bare LF ends no line", "GET /hello HTTP/1.1\nHost: a\n\n", 400),
    .closed("9112 2.2: a bare CR is none", "GET /hello HTTP/1.1\r\nHost: a\rb\r\n\r\n", 400),
    .closed(
      "9112 2.2: whitespace before the first field",
      "GET /hello HTTP/1.1\r\n Host: a\r\nHost: a\r\n\r\n", 400),
    .kept("9112 2.3: a later minor version", "GET /hello HTTP/1.9\r\nHost: a\r\n\r\n", 200),
    .closed("9112 2.3: another major version", "GET /hello HTTP/2.0\r\nHost: a\r\n\r\n", 505),
    .closed("9112 2.3: the version has its case", "GET /hello Http/1.1\r\nHost: a\r\n\r\n", 400),
    .closed("9112 3: a tab is no space", "GET\t/hello HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    .closed("9112 3: a space in the target", "GET /hel lo HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    .closed("9112 3: no version", "GET /hello\r\n\r\n", 400),
    .closed(
      "9112 3.1: a method longer than any known", String(repeating: "M", count: 40) + " / ", 501),
    .closed("9112 3.2: no Host on 1.1", "GET /hello HTTP/1.1\r\n\r\n", 400),
    .closed("9112 3.2: two Hosts", "GET /hello HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400),
    .closed("9112 3.2: a Host that is none", "GET /hello HTTP/1.1\r\nHost: a/b\r\n\r\n", 400),
    .closed("9112 3.2: no Host on 1.0 is right", "GET /hello HTTP/1.0\r\n\r\n", 200),
    .kept("9112 3.2.2: absolute-form", "GET http://b/hello HTTP/1.1\r\nHost: a\r\n\r\n", 200),
    .closed("9112 3.2.2: it needs Host too", "GET http://b/hello HTTP/1.1\r\n\r\n", 400),
    .closed("9112 3.2.3: CONNECT", "CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n", 501),
    .kept("9112 3.2.4: OPTIONS *", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 404),
    .closed("9112 3.2.4: * is for OPTIONS", "GET * HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    .closed("9112 5.1: a space before the colon", "GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400),
    .closed("9112 5.1: no name", "GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n", 400),
    .kept("9112 5.1: whitespace around a value", "GET /hello HTTP/1.1\r\nHost:\t a \r\n\r\n", 200),
    .closed("9112 5.2: a folded line", "GET / HTTP/1.1\r\nHost: a\r\nB: c\r\n d\r\n\r\n", 400),
    .closed("9110 5.5: NUL in a value", "GET / HTTP/1.1\r\nHost: a\r\nB: \0\r\n\r\n", 400),
    .closed("9110 7.4: a target of https", "GET https://a/ HTTP/1.1\r\nHost: a\r\n\r\n", 421),
  ]

  static let framing: [Exchange] = [
    .kept("9112 6: a request without either has no content", Exchange.post("A: b"), 200),
    .kept("9112 6.3: a length", Exchange.post("Content-Length: 3", "abc"), 200),
    .closed(
      "9112 6.1: both, whichever would be taken",
      Exchange.post("Content-Length: 5\r\nTransfer-Encoding: chunked", "0\r\n\r\n" + next), 400),
    .closed(
      "9112 6.1: Transfer-Encoding on 1.0",
      "POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    .closed(
      "9112 6.1: a coding that is not known", Exchange.post("Transfer-Encoding: br, chunked"), 501),
    .closed("9112 6.3: chunked is not last", Exchange.post("Transfer-Encoding: chunked, br"), 400),
    .closed("9112 6.3: chunked twice", Exchange.post("Transfer-Encoding: chunked, chunked"), 400),
    .closed("9112 6.3: another coding alone", Exchange.post("Transfer-Encoding: gzip"), 400),
    .closed("9112 6.3: odd spelling", Exchange.post("Transfer-Encoding: \u{B}chunked"), 400),
    .closed(
      "9112 6.3: lengths that differ",
      Exchange.post("Content-Length: 3\r\nContent-Length: 4", "abc"), 400),
    .closed(
      "9112 6.3: the same length twice",
      Exchange.post("Content-Length: 3\r\nContent-Length: 3", "abc"), 400),
    .closed("9112 6.3: a list of lengths", Exchange.post("Content-Length: 3, 3", "abc"), 400),
    .closed("9112 6.3: a sign", Exchange.post("Content-Length: +3", "abc"), 400),
    .closed("9112 6.3: not decimal", Exchange.post("Content-Length: 0x3", "abc"), 400),
    .closed("9112 6.3: nothing", Exchange.post("Content-Length:", "abc"), 400),
    .closed(
      "9110 8.6: more than an integer holds",
      Exchange.post("Content-Length: 18446744073709551619", "abc"), 413),
    .kept(
      "9112 7.1: chunks",
      Exchange.post("Transfer-Encoding: chunked", "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"), 200),
    .kept(
      "9112 7.1.1: extensions, blanks around their signs",
      Exchange.post("Transfer-Encoding: chunked", "3;a;b = \"c;\\\"\"\r\nabc\r\n0 ;d\r\n\r\n"), 200),
    .kept(
      "9112 7.1.2: trailers are no fields",
      Exchange.post("Transfer-Encoding: chunked", "0\r\nContent-Length: 9\r\n\r\n"), 200),
    .closed(
      "9112 7.1: a size that is none", Exchange.post("Transfer-Encoding: chunked", "x\r\n"), 400),
    .closed(
      "9112 7.1: a size with a sign", Exchange.post("Transfer-Encoding: chunked", "-1\r\n"), 400),
    .closed(
      "9112 7.1: a size that overflows",
      Exchange.post("Transfer-Encoding: chunked", "ffffffffffffffff1\r\n"), 413),
    .closed(
      "9112 7.1: a chunk longer than its size",
      Exchange.post("Transfer-Encoding: chunked", "3\r\nabcd\r\n0\r\n\r\n"), 400),
    .closed(
      "9112 7.1: a bare LF after a size",
      Exchange.post("Transfer-Encoding: chunked", "3\nabc\r\n0\r\n\r\n"), 400),
    .closed(
      "9112 7.1.2: a trailer that is folded",
      Exchange.post("Transfer-Encoding: chunked", "0\r\nA: b\r\n c\r\n\r\n"), 400),
    .kept(
      "9110 9.3.1: content of a GET is not the next request",
      "GET /hello HTTP/1.1\r\nHost: a\r\nContent-Length: \(next.utf8.count)\r\n\r\n" + next, 200),
  ]

  static let connections: [Exchange] = [
    .kept("9112 9.3: 1.1 goes on", next, 200),
    .closed("9112 9.3: 1.0 does not", "GET /hello HTTP/1.0\r\nHost: a\r\n\r\n", 200),
    .kept(
      "9112 9.3: keep-alive on 1.0",
      "GET /hello HTTP/1.0\r\nHost: a\r\nConnection: Keep-Alive\r\n\r\n", 200),
    .kept("9112 9.3.2: pipelined requests", next + next + next, 200, 200, 200),
    .closed("9112 9.6: close", "GET /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 200),
    .closed(
      "9112 9.6: close within a list",
      "GET /hello HTTP/1.1\r\nHost: a\r\nConnection: te , CLOSE\r\n\r\n", 200),
    .kept(
      "9110 7.8: an upgrade is not taken",
      "GET /hello HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n", 200),
    .kept("9110 9.3.2: HEAD", "HEAD /hello HTTP/1.1\r\nHost: a\r\n\r\n", 200),
    .kept(
      "9110 14.2: a range is passed over",
      "GET /hello HTTP/1.1\r\nHost: a\r\nRange: bytes=0-1\r\n\r\n", 200),
    .closed(
      "9110 10.1.1: another expectation", Exchange.post("Expect: x\r\nContent-Length: 1"), 417),
    .kept(
      "9110 10.1.1: none on 1.0",
      "GET /hello HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\nExpect: 100-continue\r\n\r\n",
      200),
    .kept(
      "9110 10.1.1: an expectation without content",
      "GET /hello HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\r\n", 200),
    .kept("9110 9.1: a method has its case", "get /hello HTTP/1.1\r\nHost: a\r\n\r\n", 200),
  ]

  @Test(arguments: messages + framing + connections)
  func `A rule holds for bytes at once, one by one or in two parts`(
    _ exchange: Exchange
  ) throws {
    let server = try TestServer()
    let bytes = Array(exchange.wire.utf8)
    try expect(exchange, of: server.client()) { try $0.send(bytes) }
    try expect(exchange, of: server.client()) { client in
      for byte in bytes { try client.send([byte]) }
    }
    for cut in 1..<bytes.count {
      try expect(exchange, of: server.client()) { client in
        try client.send(Array(bytes[..<cut]))
        try client.send(Array(bytes[cut...]))
      }
    }
  }

  /// Sent at once, since a client that continues after the close can find the connection reset.
  @Test func `No request is answered after a close, and the response before it arrives`() throws {
    let server = try TestServer()
    let exchange = Exchange.closed(
      "9112 9.6", "GET /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n" + Self.next, 200)
    for _ in 0..<50 {
      try expect(exchange, of: server.client()) { try $0.send(exchange.wire) }
    }
  }

  private func expect(
    _ exchange: Exchange, of client: TestClient, _ send: (TestClient) throws -> Void
  ) throws {
    try send(client)
    let isHead = exchange.wire.hasPrefix("HEAD ")
    for (index, status) in exchange.statuses.enumerated() {
      let answer = try client.answer(toHead: isHead)
      #expect(answer.status == status)
      #expect(answer["Date"]?.hasSuffix(" GMT") == true)
      let isLast = index == exchange.statuses.count - 1
      #expect((answer["Connection"] == "close") == (exchange.closes && isLast))
    }
    if exchange.closes {
      #expect(try client.isAtEnd())
    } else {
      try client.send(Self.next)
      #expect(try client.answer().text == "hello")
    }
  }
}
