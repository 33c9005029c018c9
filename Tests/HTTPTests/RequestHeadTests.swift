import Testing

@testable import HTTP

@Suite struct RequestHeadTests {
  static func request(_ text: String) throws(ParseFailure) -> Request {
    let bytes = [UInt8](text)
    var parser = RequestParser(limits: MessageLimits())
    var head = RequestHead()
    switch parser.parse(bytes, from: 0, to: bytes.count, into: &head) {
    case .complete: return try Request(head: head, bytes: bytes, peer: "::1")
    case .failure(let failure): throw failure
    case .needMore: throw ParseFailure(.lineEnd, "cut short")
    }
  }

  @Test func `A request holds what was sent`() throws {
    let request = try Self.request(
      "PATCH /a%20b/c?d=e HTTP/1.1\r\nhOST: example.org:8080\r\nX-Odd: 1\r\nX-ODD: 2\r\n\r\n")
    #expect(request.method == .patch)
    #expect(request.target == Target(rawPath: "/a%20b/c", rawQuery: "d=e", segments: ["a b", "c"]))
    #expect(request.version == .http11)
    #expect(request.authority == "example.org:8080")
    #expect(request.fields["x-odd"] == "1, 2")
    #expect(request.fields[.host] == "example.org:8080")
    #expect(request.peer == "::1")
    #expect(request.body.isEmpty)
  }

  @Test func `An authority in the target wins over Host`() throws {
    let request = try Self.request("GET http://a.example:1/x HTTP/1.1\r\nHost: b\r\n\r\n")
    #expect(request.authority == "a.example:1")
    #expect(request.target.segments == ["x"])
  }

  @Test func `HTTP/1.0 needs no Host`() throws {
    #expect(try Self.request("GET / HTTP/1.0\r\n\r\n").authority == "")
  }

  @Test func `A future minor version is read as 1.1`() throws {
    let request = try Self.request("GET / HTTP/1.7\r\nHost: a\r\n\r\n")
    #expect(Persistence.keepsAlive(request))
  }

  @Test func `An unknown method is left to the responder`() throws {
    let request = try Self.request("get / HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(!Method.known.contains(request.method))
  }

  @Test(arguments: [
    "a", "a.example", "a:80", "a:", "127.0.0.1:8080", "[::1]", "[::1]:80", "[2001:db8::7]",
    "[::ffff:1.2.3.4]", "[1:2:3:4:5:6:7:8]", "a_b", "xn--bcher-kva.example", "%61",
  ])
  func `A host with an optional port is valid`(_ host: String) throws {
    #expect(try Self.request("GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n").authority == host)
  }

  @Test(arguments: [
    "", ":80", "a:b", "a:65536", "a:1:2", "a b", "u@a", "a/b", "a?b", "http://a", "[::1",
    "[]", "[::1]x", "[1:2:3:4:5:6:7]", "[1:2:3:4:5:6:7:8:9]", "[1::2::3]", "[:::]", "[12345::]",
    "[::1.2.3]", "[::1.2.3.256]", "[fe80::1%25lo]", "%6", "%zz", "\u{E9}", "::1", "[1:]",
  ])
  func `An invalid Host is rejected`(_ host: String) {
    #expect(throws: ParseFailure.self) {
      try Self.request("GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n")
    }
  }

  static let refused: [WireCase] = [
    WireCase("no Host", "GET / HTTP/1.1\r\n\r\n", .host),
    WireCase("two Hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", .host),
    WireCase("the same Host twice", "GET / HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n", .host),
    WireCase("no Host beside an authority", "GET http://a/ HTTP/1.1\r\n\r\n", .host),
    WireCase("two Hosts on 1.0", "GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n", .host),
    WireCase("CONNECT", "CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n", .methodUnsupported),
    WireCase("authority-form", "GET a:80 HTTP/1.1\r\nHost: a\r\n\r\n", .target),
    WireCase("user information", "GET http://u@a/ HTTP/1.1\r\nHost: a\r\n\r\n", .target),
    WireCase("a target of https", "GET https://a/ HTTP/1.1\r\nHost: a\r\n\r\n", .misdirected),
    WireCase("* with GET", "GET * HTTP/1.1\r\nHost: a\r\n\r\n", .target),
    WireCase("broken encoding", "GET /%4 HTTP/1.1\r\nHost: a\r\n\r\n", .target),
  ]

  @Test(arguments: refused)
  func `An ambiguous request is rejected`(_ example: WireCase) {
    let failure = #expect(throws: ParseFailure.self) { try Self.request(example.wire) }
    #expect(failure?.reason == example.reason)
  }

  @Test func `A field value that is not UTF-8 is read as ISO 8859-1`() throws {
    let bytes: [UInt8] = Array("A".utf8) + [0xE9, 0xFF]
    #expect(String(fieldValue: bytes, .init(start: 0, end: 3)) == "A\u{E9}\u{FF}")
  }

  static let persistence: [(Version, [String], Bool)] = [
    (.http11, [], true), (.http11, ["close"], false), (.http11, ["Close"], false),
    (.http11, ["keep-alive"], true), (.http11, ["upgrade, close"], false),
    (.http11, ["keep-alive", "close"], false), (.http11, ["closed"], true),
    (.http10, [], false), (.http10, ["keep-alive"], true), (.http10, ["Keep-Alive"], true),
    (.http10, ["keep-alive, close"], false), (.http10, ["te, keep-alive"], true),
  ]

  @Test(arguments: persistence)
  func `A connection persists by the rules of its version`(
    _ version: Version, _ values: [String], _ expected: Bool
  ) {
    let fields = Fields(values.map { .init(name: .connection, value: $0) })
    let request = Request(method: .get, target: .asterisk, version: version, fields: fields)
    #expect(Persistence.keepsAlive(request) == expected)
  }

  static let expectations: [(Version, [String], HTTP.Expectation)] = [
    (.http11, [], .none), (.http11, ["100-continue"], .continue),
    (.http11, ["100-Continue"], .continue), (.http11, ["200-ok"], .unknown),
    (.http11, ["100-continue, x"], .unknown), (.http10, ["100-continue"], .none),
    (.http11, [""], .none), (.http11, ["100-continue, 100-continue"], .continue),
    (.http11, ["100-continue", "x"], .unknown), (.http11, ["100-continue;a=b"], .unknown),
    (.http10, ["200-ok"], .none),
  ]

  @Test(arguments: expectations)
  func `An expectation is 100-continue, from 1.1 on, or unknown`(
    _ version: Version, _ values: [String], _ expected: HTTP.Expectation
  ) {
    let fields = Fields(values.map { .init(name: .expect, value: $0) })
    let request = Request(method: .put, target: .asterisk, version: version, fields: fields)
    #expect(HTTP.Expectation.of(request) == expected)
  }
}
