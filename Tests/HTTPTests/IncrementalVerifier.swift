import Testing

/// Feeds an incremental parser the same bytes in every way that could matter.
///
/// The outcome must not depend on how bytes are cut into pieces or on what stands around them.
enum IncrementalVerifier {
  /// Ways to cut `count` bytes: the lengths to which the buffer has grown at each call.
  static func cuts(_ count: Int) -> [[Int]] {
    guard count > 0 else { return [[0]] }
    let inTwo = (1..<count).map { [$0, count] }
    return [[count], Array(1...count)] + inTwo
  }

  /// `run` parses the bytes at `from..<to` of a buffer, offered in pieces that end at each of
  /// `ends` (relative to `from`), and describes the outcome without absolute offsets.
  static func expectSameOutcome<Outcome: Equatable>(
    _ bytes: [UInt8], sourceLocation: SourceLocation = #_sourceLocation,
    run: (_ buffer: [UInt8], _ from: Int, _ ends: [Int]) -> Outcome
  ) -> Outcome {
    let whole = run(bytes, 0, [bytes.count])
    for ends in cuts(bytes.count) {
      #expect(
        run(bytes, 0, ends) == whole, "cut at \(ends.prefix(3))", sourceLocation: sourceLocation)
    }
    for decoy in decoys {
      let buffer = decoy + bytes + decoy
      #expect(
        run(buffer, decoy.count, [bytes.count]) == whole, "among decoys",
        sourceLocation: sourceLocation)
      #expect(
        run(buffer, decoy.count, Array(1...max(1, bytes.count))) == whole,
        "among decoys, byte by byte", sourceLocation: sourceLocation)
    }
    return whole
  }

  private static let decoys: [[UInt8]] = [
    Array("\r\n\r\n".utf8), Array("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8),
    Array("0\r\n\r\n".utf8), [0, 0xFF, 0x0A, 0x3A, 0x20],
  ]
}

extension [UInt8] {
  init(_ text: String) {
    self = Array(text.utf8)
  }
}
