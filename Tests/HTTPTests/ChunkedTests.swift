import Testing

@testable import HTTP

struct ChunkedCase: CustomTestStringConvertible, Sendable {
  let note: String
  let wire: String
  var body = ""
  var status: Status?

  init(_ note: String, _ wire: String, body: String) {
    self.note = note
    self.wire = wire
    self.body = body
  }

  init(_ note: String, _ wire: String, _ status: Status = .badRequest) {
    self.note = note
    self.wire = wire
    self.status = status
  }

  var testDescription: String { note }
}

enum ChunkedOutcome: Equatable {
  case needMore
  case complete(consumed: Int, body: [UInt8])
  case failure(ParseFailure)

  static func decode(_ buffer: [UInt8], from: Int, ends: [Int], limit: Int) -> ChunkedOutcome {
    var limits = MessageLimits()
    limits.fieldBytes = 40
    limits.fieldCount = 3
    var decoder = ChunkedDecoder(limit: limit, trailers: limits)
    var body: [UInt8] = []
    var position = from
    for end in ends {
      switch decoder.decode(buffer, from: position, to: from + end, into: &body) {
      case .needMore(let consumed): position += consumed
      case .complete(let consumed):
        return .complete(consumed: position + consumed - from, body: body)
      case .failure(let failure): return .failure(failure)
      }
    }
    return .needMore
  }

  static func verified(_ text: String, limit: Int = 100) -> ChunkedOutcome {
    IncrementalVerifier.expectSameOutcome([UInt8](text)) { buffer, from, ends in
      decode(buffer, from: from, ends: ends, limit: limit)
    }
  }
}

@Suite struct ChunkedTests {
  static let accepted: [ChunkedCase] = [
    ChunkedCase("empty", "0\r\n\r\n", body: ""),
    ChunkedCase("one chunk", "3\r\nabc\r\n0\r\n\r\n", body: "abc"),
    ChunkedCase("two chunks", "1\r\na\r\n2\r\nbc\r\n0\r\n\r\n", body: "abc"),
    ChunkedCase(
      "both cases of digits", "a\r\n0123456789\r\nA\r\n0123456789\r\n0\r\n\r\n",
      body: "01234567890123456789"),
    ChunkedCase("leading zeros", "0003\r\nabc\r\n000\r\n\r\n", body: "abc"),
    ChunkedCase("line ends as data", "4\r\n\r\n\r\n\r\n0\r\n\r\n", body: "\r\n\r\n"),
    ChunkedCase("extensions", "1;a;b=c;d=\"e\\\"; f\"\r\nx\r\n0;z\r\n\r\n", body: "x"),
    ChunkedCase(
      "blanks around the signs", "1 ; a = b\t;\tc =\"d\" ;e ;f\r\nx\r\n0;z\r\n\r\n", body: "x"),
    ChunkedCase("trailers", "0\r\nA: b\r\nC: d\r\n\r\n", body: ""),
  ]

  static let refused: [ChunkedCase] = [
    ChunkedCase("no size", "\r\nabc\r\n"),
    ChunkedCase("no digit", "g\r\n"),
    ChunkedCase("sign", "+3\r\nabc\r\n"),
    ChunkedCase("minus", "-1\r\n"),
    ChunkedCase("prefix", "0x3\r\nabc\r\n"),
    ChunkedCase("underscore", "1_0\r\n"),
    ChunkedCase("space before", " 3\r\nabc\r\n"),
    ChunkedCase("space after", "3 \r\nabc\r\n"),
    ChunkedCase("bare LF after the size", "3\nabc\r\n0\r\n\r\n"),
    ChunkedCase("bare CR after the size", "3\rabc\r\n0\r\n\r\n"),
    ChunkedCase("data longer than the size", "3\r\nabcd\r\n0\r\n\r\n"),
    ChunkedCase("data without CR", "3\r\nabc\n0\r\n\r\n"),
    ChunkedCase("data without LF", "3\r\nabc\r0\r\n\r\n"),
    ChunkedCase("too many digits", "00000000000000003\r\nabc\r\n"),
    ChunkedCase("empty extension", "3;\r\nabc\r\n"),
    ChunkedCase("blanks at the end of a name", "3;a \r\nabc\r\n"),
    ChunkedCase("blanks at the end of a value", "3;a=b\t\r\nabc\r\n"),
    ChunkedCase("blanks at the end of a quotation", "3;a=\"b\" \r\nabc\r\n"),
    ChunkedCase("blanks within a size", "3 3\r\nabc\r\n"),
    ChunkedCase("two names", "3;a b\r\nabc\r\n"),
    ChunkedCase("two values", "3;a=b c\r\nabc\r\n"),
    ChunkedCase("text after a quotation", "3;a=\"b\"c\r\nabc\r\n"),
    ChunkedCase("extension without value", "3;a=\r\nabc\r\n"),
    ChunkedCase("open quotation", "3;a=\"b\r\nabc\r\n"),
    ChunkedCase("bare LF in an extension", "3;a\nabc\r\n"),
    ChunkedCase("NUL in a quotation", "3;a=\"\0\"\r\nabc\r\n"),
    ChunkedCase("bare LF ends it", "0\r\n\n"),
    ChunkedCase("folded trailer", "0\r\nA: b\r\n c\r\n\r\n"),
    ChunkedCase("trailer without colon", "0\r\nA\r\n\r\n"),
    ChunkedCase("over the limit", "65\r\n", .contentTooLarge),
    ChunkedCase("over the limit in all", "1\r\na\r\n64\r\n", .contentTooLarge),
    ChunkedCase("overflow", "ffffffffffffffff\r\n", .contentTooLarge),
    ChunkedCase("signed overflow", "8000000000000000\r\n", .contentTooLarge),
    ChunkedCase(
      "trailer bytes", "0\r\nA: " + String(repeating: "b", count: 50),
      .requestHeaderFieldsTooLarge),
    ChunkedCase(
      "trailer count", "0\r\nA: b\r\nA: b\r\nA: b\r\nA: b\r\n\r\n",
      .requestHeaderFieldsTooLarge),
  ]

  @Test(arguments: accepted)
  func `Valid chunked content is decoded, however it is divided`(_ example: ChunkedCase) {
    #expect(
      ChunkedOutcome.verified(example.wire)
        == .complete(consumed: example.wire.utf8.count, body: [UInt8](example.body)))
  }

  @Test(arguments: refused)
  func `Invalid chunked content is rejected`(_ example: ChunkedCase) {
    guard case .failure(let failure) = ChunkedOutcome.verified(example.wire) else {
      Issue.record("it was taken")
      return
    }
    #expect(failure.status == example.status)
  }

  @Test func `Chunk extensions are limited for the whole body`() {
    let chunk = "1;" + String(repeating: "a", count: 1_023) + "\r\nx\r\n"
    let wire = [UInt8](String(repeating: chunk, count: 4))
    let end = [UInt8]("0\r\n\r\n")
    #expect(
      ChunkedOutcome.decode(wire + end, from: 0, ends: [wire.count + 5], limit: 100)
        == .complete(consumed: wire.count + 5, body: [UInt8]("xxxx")))
    let over = wire + [UInt8]("0;a\r\n\r\n")
    guard case .failure = ChunkedOutcome.decode(over, from: 0, ends: [over.count], limit: 100)
    else {
      Issue.record("it was taken")
      return
    }
  }

  @Test(arguments: [1, 9, 10, 15, 16, 255, 256, 4_095, 4_096, 65_537])
  func `Encoded text decodes to itself`(_ size: Int) {
    let piece = (0..<size).map { UInt8(truncatingIfNeeded: $0) }
    var wire: [UInt8] = []
    ChunkedEncoder.append(piece, to: &wire)
    ChunkedEncoder.append([], to: &wire)
    ChunkedEncoder.append(piece, to: &wire)
    ChunkedEncoder.appendEnd(to: &wire)
    #expect(
      ChunkedOutcome.decode(wire, from: 0, ends: [wire.count], limit: 200_000)
        == .complete(consumed: wire.count, body: piece + piece))
  }
}
