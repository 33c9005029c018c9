import HTTP

/// The content of a long list in memory, in the parts in which it was produced.
final class HeldContent: Sendable {
  let count: Int
  /// Where the content counts seconds; nil if it does not.
  let countdown: Countdown?
  private let parts: [[UInt8]]
  /// The offset of each part, in bytes.
  private let starts: [Int]
  /// Counts the bytes as used while a response refers to them.
  private let reservation: RangeMemory.Reservation

  init(_ parts: [[UInt8]], _ reservation: RangeMemory.Reservation, countdown: Countdown?) {
    self.parts = parts
    self.countdown = countdown
    self.reservation = reservation
    var starts: [Int] = []
    var count = 0
    for part in parts {
      starts.append(count)
      count += part.count
    }
    self.starts = starts
    self.count = count
  }

  /// Returns the first bytes of a range: at most `limit`, and only from one part.
  func bytes(in range: Range<Int>, limit: Int) -> [UInt8] {
    guard !range.isEmpty, let index = starts.lastIndex(where: { $0 <= range.lowerBound }) else {
      return []
    }
    let start = range.lowerBound - starts[index]
    return Array(parts[index][start..<min(parts[index].count, start + min(limit, range.count))])
  }

  /// A text that identifies the content without its countdown, for an entity tag.
  var name: [UInt8] {
    let hashes = parts.map { part in
      ContentHash(countdown?.removed(from: part) ?? part).text
    }
    return Array(hashes.joined(separator: " ").utf8)
  }
}

/// Sends a range of held content.
final class HeldBody: BodyProducer {
  let content: HeldContent
  private let range: Range<Int>
  private let rest: Locked<Range<Int>>

  init(_ content: HeldContent, _ range: Range<Int>? = nil) {
    self.content = content
    self.range = range ?? 0..<content.count
    rest = Locked(self.range)
  }

  var length: Int? { range.count }

  func next(_ size: Int, deliver: @escaping @Sendable (BodyPiece) -> Void) {
    let bytes = rest.withLock { rest in
      let bytes = content.bytes(in: rest, limit: size)
      rest = (rest.lowerBound + bytes.count)..<rest.upperBound
      return bytes
    }
    deliver(bytes.isEmpty ? .end : .bytes(bytes))
  }

  func cancel() {}
}
