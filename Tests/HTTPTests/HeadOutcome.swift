import Testing

@testable import HTTP

/// The result of the head parser, without offsets.
enum HeadOutcome: Equatable {
  case needMore
  case complete(consumed: Int, head: ReadHead)
  case failure(ParseFailure)

  var failure: ParseFailure? {
    if case .failure(let failure) = self { failure } else { nil }
  }

  var head: ReadHead? {
    if case .complete(_, let head) = self { head } else { nil }
  }

  struct ReadHead: Equatable {
    var method: String
    var target: String
    var version: Version
    var fields: [String]
  }

  static func parse(
    _ buffer: [UInt8], from: Int, ends: [Int], limits: MessageLimits = MessageLimits()
  ) -> HeadOutcome {
    var parser = RequestParser(limits: limits)
    var head = RequestHead()
    for end in ends {
      switch parser.parse(buffer, from: from, to: from + end, into: &head) {
      case .needMore: continue
      case .complete(let consumed): return .complete(consumed: consumed, head: read(head, buffer))
      case .failure(let failure): return .failure(failure)
      }
    }
    return .needMore
  }

  static func verified(_ text: String, limits: MessageLimits = MessageLimits()) -> HeadOutcome {
    IncrementalVerifier.expectSameOutcome([UInt8](text)) { buffer, from, ends in
      parse(buffer, from: from, ends: ends, limits: limits)
    }
  }

  static func read(_ head: RequestHead, _ buffer: [UInt8]) -> ReadHead {
    func text(_ slice: RequestHead.Slice) -> String {
      String(decoding: buffer[slice.start..<slice.end], as: UTF8.self)
    }
    return ReadHead(
      method: text(head.method), target: text(head.target), version: head.version,
      fields: head.fields.map { text($0.name) + ":" + text($0.value) })
  }
}
