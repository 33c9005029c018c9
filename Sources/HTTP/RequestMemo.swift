/// Remembers the last few heads of an event loop, byte for byte, and the requests made of them.
///
/// Clients repeat themselves: a head that was seen before gives its request back without any
/// allocation. Heads with Authorization or Cookie are not kept.
public struct RequestMemo: Sendable {
  private struct Entry {
    var bytes: [UInt8]
    var request: Request
  }

  /// Longer heads are not kept.
  static let longestHead = 2_048

  private let capacity: Int
  private var entries: [Entry] = []
  private var next = 0

  /// Keeps at most `capacity` heads; 0 keeps none.
  public init(capacity: Int = 8) {
    self.capacity = max(0, capacity)
  }

  /// The request of a head that was parsed from `bytes[start..<start + consumed]`.
  public mutating func request(
    head: RequestHead, bytes: [UInt8], from start: Int, consumed: Int, peer: String
  ) throws(ParseFailure) -> Request {
    let range = start..<(start + consumed)
    for entry in entries where entry.bytes.count == consumed {
      if entry.bytes[...] == bytes[range] {
        var request = entry.request
        request.peer = peer
        return request
      }
    }
    let request = try Request(head: head, bytes: bytes, peer: peer)
    let isPrivate = request.fields.lines.contains {
      $0.name == .authorization || $0.name == "Cookie"
    }
    if !isPrivate, consumed <= RequestMemo.longestHead, capacity > 0 {
      keep(Entry(bytes: Array(bytes[range]), request: request))
    }
    return request
  }

  private mutating func keep(_ entry: Entry) {
    if entries.count < capacity {
      entries.append(entry)
    } else {
      entries[next] = entry
      next = (next + 1) % capacity
    }
  }
}
