/// Parses the head of a request in place in a buffer (RFC 9112 sections 2 to 5).
///
/// Incremental: while it returns `needMore`, call it again with the same buffer and start when the
/// buffer has more bytes; it examines each byte once. After `complete` the next call begins a new
/// head; after a failure call `reset` first. The result does not depend on how the bytes are
/// divided.
public struct RequestParser: Sendable {
  enum Phase {
    case idle, leadingLine, leadingLineFeed, method, target, version, lineFeed, fields
  }

  /// Maximum bytes of a method; the server answers 501 to longer ones.
  static let methodLength = 32

  let limits: MessageLimits
  var phase = Phase.idle
  var position = 0
  var lineStart = 0
  var tokenStart = 0
  private var section: FieldSectionParser

  public init(limits: MessageLimits) {
    self.limits = limits
    section = FieldSectionParser(
      byteLimit: limits.fieldBytes, countLimit: limits.fieldCount, collects: true)
  }

  public mutating func reset() {
    phase = .idle
  }

  /// Parses `bytes[start..<end]`; the slices in `head` are valid after `complete`.
  public mutating func parse(
    _ bytes: [UInt8], from start: Int, to end: Int, into head: inout RequestHead
  ) -> ParseStep {
    if phase == .idle { begin(at: start, &head) }
    do throws(ParseFailure) {
      guard try advance(bytes, to: end, &head) else { return .needMore }
      phase = .idle
      return .complete(consumed: position - start)
    } catch {
      return .failure(error)
    }
  }

  private mutating func begin(at start: Int, _ head: inout RequestHead) {
    head.clear()
    section.reset()
    phase = .leadingLine
    position = start
    lineStart = start
    tokenStart = start
  }

  private mutating func advance(
    _ bytes: [UInt8], to end: Int, _ head: inout RequestHead
  ) throws(ParseFailure) -> Bool {
    while position < end {
      switch phase {
      case .idle, .leadingLine: skipEmptyLine(bytes[position])
      case .leadingLineFeed: try finishEmptyLine(bytes[position])
      case .method: try scanMethod(bytes, to: end, &head)
      case .target: try scanTarget(bytes, to: end, &head)
      case .version: try scanVersion(bytes[position], &head)
      case .lineFeed:
        try expectLineFeed(bytes[position])
        phase = .fields
      case .fields:
        return try section.parse(bytes, at: &position, to: end, into: &head.fields)
      }
    }
    return false
  }

  /// Skips one empty line before the request line (RFC 9112 section 2.2).
  private mutating func skipEmptyLine(_ byte: UInt8) {
    guard byte == ASCII.carriageReturn else {
      phase = .method
      return
    }
    position += 1
    phase = .leadingLineFeed
  }

  private mutating func finishEmptyLine(_ byte: UInt8) throws(ParseFailure) {
    try expectLineFeed(byte)
    lineStart = position
    tokenStart = position
    phase = .method
  }

  private mutating func expectLineFeed(_ byte: UInt8) throws(ParseFailure) {
    guard byte == ASCII.lineFeed else {
      throw ParseFailure(.lineEnd, "A carriage return is not followed by a line feed.")
    }
    position += 1
  }
}
