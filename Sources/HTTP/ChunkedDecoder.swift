/// The result of a call of the chunked decoder.
public enum ChunkedStep: Equatable, Sendable {
  /// All bytes are consumed; call again with the following bytes.
  case needMore(consumed: Int)
  /// The body ended after this many bytes; the next request follows.
  case complete(consumed: Int)
  case failure(ParseFailure)
}

/// Decodes the chunked transfer coding (RFC 9112 section 7.1); checks and drops trailers.
///
/// Incremental: it keeps no bytes, so the caller can empty its buffer after each call.
public struct ChunkedDecoder: Sendable {
  enum Phase {
    case size, extensions, sizeLineFeed, data, dataReturn, dataLineFeed, trailers, ended
  }

  /// Maximum bytes of all chunk extensions of a body, which are ignored.
  static let extensionLimit = 4_096
  /// Maximum number of digits of a chunk size, including leading zeros.
  static let sizeDigits = 16

  /// Maximum bytes of decoded content.
  private let limit: Int
  var phase = Phase.size
  private var total = 0
  private var remaining = 0
  private var digits = 0
  private var extensionBytes = 0
  private var extensions = ChunkExtensionParser()
  private var trailers: FieldSectionParser
  private var unused: [RequestHead.FieldSlice] = []

  /// Content of more than `limit` bytes fails (413) at the size line; trailers have the limits of a
  /// head.
  public init(limit: Int, trailers: MessageLimits = MessageLimits()) {
    self.limit = limit
    self.trailers = FieldSectionParser(
      byteLimit: trailers.fieldBytes, countLimit: trailers.fieldCount, collects: false)
  }

  /// Decodes `bytes[start..<end]` and appends the content to `body`.
  public mutating func decode(
    _ bytes: [UInt8], from start: Int, to end: Int, into body: inout [UInt8]
  ) -> ChunkedStep {
    var position = start
    do throws(ParseFailure) {
      while position < end, phase != .ended {
        try step(bytes, at: &position, to: end, into: &body)
      }
    } catch {
      return .failure(error)
    }
    let consumed = position - start
    return phase == .ended ? .complete(consumed: consumed) : .needMore(consumed: consumed)
  }

  private mutating func step(
    _ bytes: [UInt8], at position: inout Int, to end: Int, into body: inout [UInt8]
  ) throws(ParseFailure) {
    switch phase {
    case .data:
      let piece = min(remaining, end - position)
      body.append(contentsOf: bytes[position..<(position + piece)])
      position += piece
      remaining -= piece
      if remaining == 0 { phase = .dataReturn }
      return
    case .trailers:
      if try trailers.parse(bytes, at: &position, to: end, into: &unused) { phase = .ended }
      return
    default:
      break
    }
    let byte = bytes[position]
    position += 1
    switch phase {
    case .size:
      try scanSize(byte)
    case .extensions:
      try scanExtension(byte)
    case .sizeLineFeed:
      try expect(byte, ASCII.lineFeed)
      phase = remaining == 0 ? .trailers : .data
    case .dataReturn:
      try expect(byte, ASCII.carriageReturn)
      phase = .dataLineFeed
    default:
      try expect(byte, ASCII.lineFeed)
      phase = .size
      digits = 0
    }
  }

  private mutating func scanSize(_ byte: UInt8) throws(ParseFailure) {
    if let value = byte.hexValue {
      digits += 1
      guard digits <= ChunkedDecoder.sizeDigits else {
        throw ParseFailure(
          .chunk, "A chunk size has more than \(ChunkedDecoder.sizeDigits) digits.")
      }
      let (shifted, overflow) = remaining.multipliedReportingOverflow(by: 16)
      guard !overflow, shifted + Int(value) <= limit - total else {
        throw ParseFailure(.bodyTooLarge, "The content has more than \(limit) bytes.")
      }
      remaining = shifted + Int(value)
      return
    }
    guard digits > 0 else {
      throw ParseFailure(
        .chunk, "A chunk size begins with the byte \(byte.named); expected a hexadecimal digit.")
    }
    total += remaining
    extensions = ChunkExtensionParser()
    phase = .extensions
    try scanExtension(byte)
  }

  private mutating func scanExtension(_ byte: UInt8) throws(ParseFailure) {
    if byte == ASCII.carriageReturn {
      guard extensions.mayEnd else {
        throw ParseFailure(.chunk, "A chunk extension is incomplete.")
      }
      phase = .sizeLineFeed
      return
    }
    extensionBytes += 1
    guard extensionBytes <= ChunkedDecoder.extensionLimit else {
      throw ParseFailure(
        .chunk, "The chunk extensions have more than \(ChunkedDecoder.extensionLimit) bytes.")
    }
    guard extensions.accept(byte) else {
      throw ParseFailure(
        .chunk,
        "A chunk size or extension is followed by the byte \(byte.named); expected a line end.")
    }
  }

  private func expect(_ byte: UInt8, _ expected: UInt8) throws(ParseFailure) {
    guard byte == expected else {
      throw ParseFailure(
        .chunk, "A chunk is followed by the byte \(byte.named); expected a line end.")
    }
  }
}
