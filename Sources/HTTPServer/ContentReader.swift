import HTTP

final class ContentReader {
  enum Outcome {
    case needMore
    case complete
    case failure(ParseFailure)
  }

  private enum Coding {
    case length(remaining: Int)
    case chunked(ChunkedDecoder)
  }

  /// The request, which gets its content when it is complete.
  private(set) var request: Request
  private var coding: Coding
  private var content: [UInt8] = []
  /// Number of content bytes held.
  var count: Int { content.count }
  /// When reading began, on the loop's clock, in milliseconds.
  let start: Int
  /// Number of bytes received, including the framing.
  private(set) var received = 0

  /// `framing` must not be `none`; `limit` is the maximum content in bytes.
  init(_ request: Request, framing: BodyFraming, limit: Int, limits: MessageLimits, now: Int) {
    self.request = request
    start = now
    switch framing {
    case .length(let length):
      coding = .length(remaining: length)
      content.reserveCapacity(min(length, 65_536))
    case .chunked, .none:
      coding = .chunked(ChunkedDecoder(limit: limit, trailers: limits))
    }
  }

  /// Consumes `input` up to the end of the content.
  func read(_ input: inout InputBuffer) -> Outcome {
    let before = input.count
    defer { received += before - input.count }
    switch coding {
    case .length(let remaining):
      let count = min(remaining, input.count)
      content.append(contentsOf: input.bytes[input.start..<(input.start + count)])
      input.consume(count)
      coding = .length(remaining: remaining - count)
      guard count == remaining else { return .needMore }
    case .chunked(var decoder):
      // The decoder is moved out and back; its state is small.
      let step = decoder.decode(input.bytes, from: input.start, to: input.end, into: &content)
      coding = .chunked(decoder)
      switch step {
      case .needMore(let consumed):
        input.consume(consumed)
        return .needMore
      case .failure(let failure):
        return .failure(failure)
      case .complete(let consumed):
        input.consume(consumed)
      }
    }
    request.body = content
    return .complete
  }
}
