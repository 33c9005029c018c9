import Testing

@testable import HTTP

struct WireCase: CustomTestStringConvertible, Sendable {
  let note: String
  let wire: String
  var fields: [String] = []
  var reason: ParseFailure.Reason?

  init(_ note: String, _ wire: String, fields: [String]) {
    self.note = note
    self.wire = wire
    self.fields = fields
  }

  init(_ note: String, _ wire: String, _ reason: ParseFailure.Reason) {
    self.note = note
    self.wire = wire
    self.reason = reason
  }

  var testDescription: String { note }
}

@Suite struct RequestParserTests {
  static let accepted: [WireCase] = [
    WireCase("no fields", "GET / HTTP/1.1\r\n\r\n", fields: []),
    WireCase("one field", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", fields: ["Host:a"]),
    WireCase("no whitespace", "GET / HTTP/1.1\r\nHost:a\r\n\r\n", fields: ["Host:a"]),
    WireCase(
      "blanks around a value", "GET / HTTP/1.1\r\nA: \t b c\t \r\n\r\n", fields: ["A:b c"]),
    WireCase("empty values", "GET / HTTP/1.1\r\nA:\r\nB:  \r\n\r\n", fields: ["A:", "B:"]),
    WireCase("a colon in a value", "GET / HTTP/1.1\r\nA: b:c\r\n\r\n", fields: ["A:b:c"]),
    WireCase(
      "odd token", "GET / HTTP/1.1\r\n!#$%&'*+-.^_`|~9: x\r\n\r\n", fields: ["!#$%&'*+-.^_`|~9:x"]),
    WireCase("obs-text", "GET / HTTP/1.1\r\nA: \u{E9}\r\n\r\n", fields: ["A:\u{E9}"]),
    WireCase("one leading empty line", "\r\nGET / HTTP/1.1\r\nA: b\r\n\r\n", fields: ["A:b"]),
    WireCase("repeated names", "GET / HTTP/1.1\r\nA: 1\r\nA: 2\r\n\r\n", fields: ["A:1", "A:2"]),
  ]

  static let refused: [WireCase] = [
    WireCase("two leading empty lines", "\r\n\r\nGET / HTTP/1.1\r\n\r\n", .leadingLines),
    WireCase("bare LF before the line", "\nGET / HTTP/1.1\r\n\r\n", .leadingLines),
    WireCase("CR without LF before the line", "\rGET / HTTP/1.1\r\n\r\n", .lineEnd),
    WireCase("space first", " GET / HTTP/1.1\r\n\r\n", .method),
    WireCase("method no token", "G(T / HTTP/1.1\r\n\r\n", .method),
    WireCase("method with NUL", "GE\0T / HTTP/1.1\r\n\r\n", .method),
    WireCase("TLS greeting", "\u{16}\u{3}\u{1}", .method),
    WireCase("tab after the method", "GET\t/ HTTP/1.1\r\n\r\n", .method),
    WireCase("two spaces after the method", "GET  / HTTP/1.1\r\n\r\n", .target),
    WireCase("HTTP/0.9", "GET /\r\n", .target),
    WireCase("control byte in the target", "GET /\u{1} HTTP/1.1\r\n\r\n", .target),
    WireCase("raw UTF-8 in the target", "GET /\u{E9} HTTP/1.1\r\n\r\n", .target),
    WireCase("fragment", "GET /#a HTTP/1.1\r\n\r\n", .target),
    WireCase("space in the target", "GET /a b HTTP/1.1\r\n\r\n", .version),
    WireCase("two spaces before the version", "GET /  HTTP/1.1\r\n\r\n", .version),
    WireCase("space after the version", "GET / HTTP/1.1 \r\n\r\n", .version),
    WireCase("lower-case version", "GET / http/1.1\r\n\r\n", .version),
    WireCase("version with two digits", "GET / HTTP/1.10\r\n\r\n", .version),
    WireCase("version without minor", "GET / HTTP/2\r\n\r\n", .version),
    WireCase("bare LF after the version", "GET / HTTP/1.1\nHost: a\r\n\r\n", .version),
    WireCase("CR alone after the version", "GET / HTTP/1.1\rHost: a\r\n\r\n", .lineEnd),
    WireCase("major version 2", "GET / HTTP/2.0\r\n\r\n", .versionUnsupported),
    WireCase("major version 0", "GET / HTTP/0.9\r\n\r\n", .versionUnsupported),
    WireCase("HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", .versionUnsupported),
    WireCase("space before the colon", "GET / HTTP/1.1\r\nHost : a\r\n\r\n", .fieldName),
    WireCase("tab before the colon", "GET / HTTP/1.1\r\nHost\t: a\r\n\r\n", .fieldName),
    WireCase("no colon", "GET / HTTP/1.1\r\nHost\r\n\r\n", .fieldName),
    WireCase("empty name", "GET / HTTP/1.1\r\n: a\r\n\r\n", .fieldName),
    WireCase("name no token", "GET / HTTP/1.1\r\nHo@st: a\r\n\r\n", .fieldName),
    WireCase("NUL in a name", "GET / HTTP/1.1\r\nA\0: a\r\n\r\n", .fieldName),
    WireCase("obs-fold", "GET / HTTP/1.1\r\nA: b\r\n c\r\n\r\n", .folding),
    WireCase("obs-fold by tab", "GET / HTTP/1.1\r\nA: b\r\n\tc\r\n\r\n", .folding),
    WireCase("whitespace before fields", "GET / HTTP/1.1\r\n A: b\r\n\r\n", .folding),
    WireCase("NUL in a value", "GET / HTTP/1.1\r\nA: b\0c\r\n\r\n", .fieldValue),
    WireCase("DEL in a value", "GET / HTTP/1.1\r\nA: b\u{7F}\r\n\r\n", .fieldValue),
    WireCase("vertical tab in a value", "GET / HTTP/1.1\r\nA: \u{B}\r\n\r\n", .fieldValue),
    WireCase("bare CR in a value", "GET / HTTP/1.1\r\nA: b\rc: d\r\n\r\n", .lineEnd),
    WireCase("bare LF after a value", "GET / HTTP/1.1\r\nA: b\nC: d\r\n\r\n", .lineEnd),
    WireCase("bare LF ends the head", "GET / HTTP/1.1\r\nA: b\r\n\n", .lineEnd),
    WireCase("bare LF in a name", "GET / HTTP/1.1\r\nA\n\r\n\r\n", .lineEnd),
    WireCase("CR CR LF", "GET / HTTP/1.1\r\nA: b\r\r\n\r\n", .lineEnd),
    WireCase("CR at the end of the head", "GET / HTTP/1.1\r\nA: b\r\n\rX", .lineEnd),
  ]

  @Test(arguments: accepted)
  func `A valid head is parsed, however it is divided`(_ example: WireCase) throws {
    let outcome = HeadOutcome.verified(example.wire)
    let head = try #require(outcome.head)
    #expect(head.method == "GET")
    #expect(head.target == "/")
    #expect(head.fields == example.fields)
    #expect(outcome == .complete(consumed: example.wire.utf8.count, head: head))
  }

  @Test(arguments: refused)
  func `An invalid head is rejected, however it is divided`(_ example: WireCase) {
    let failure = HeadOutcome.verified(example.wire).failure
    #expect(failure?.reason == example.reason)
    #expect(failure?.detail.isEmpty == false)
  }

  @Test func `An incomplete head needs more bytes`() {
    let wire = [UInt8]("\r\nPOST /a?b HTTP/1.0\r\nHost: a\r\nB: c \r\n\r\n")
    for count in 0..<wire.count {
      #expect(HeadOutcome.parse(wire, from: 0, ends: [count]) == .needMore)
    }
  }

  @Test func `Consecutive heads are parsed one after the other`() {
    let wires = RequestParserTests.accepted.map { [UInt8]($0.wire) }
    let buffer = wires.flatMap(\.self)
    var parser = RequestParser(limits: MessageLimits())
    var head = RequestHead()
    var start = 0
    for (wire, example) in zip(wires, RequestParserTests.accepted) {
      let step = parser.parse(buffer, from: start, to: buffer.count, into: &head)
      #expect(step == .complete(consumed: wire.count))
      #expect(HeadOutcome.read(head, buffer).fields == example.fields)
      start += wire.count
    }
  }

  @Test func `A parser begins a new head after a reset`() {
    var parser = RequestParser(limits: MessageLimits())
    var head = RequestHead()
    let broken = [UInt8]("GET / HTTP/1.1\r\nA: b\0")
    _ = parser.parse(broken, from: 0, to: broken.count, into: &head)
    parser.reset()
    let wire = [UInt8]("GET / HTTP/1.1\r\nC: d\r\n\r\n")
    #expect(
      parser.parse(wire, from: 0, to: wire.count, into: &head) == .complete(consumed: wire.count))
    #expect(head.fields.count == 1)
  }
}
