/// Bytes to send: a buffer, and after it optionally one large body that is not copied.
///
/// Has no memory while empty: the loop lends its array for writing.
struct OutputQueue {
  /// Maximum size of content that is copied after its head, in bytes; larger content is sent in
  /// place.
  static let copied = 16_384

  private(set) var bytes: [UInt8] = []
  private var sent = 0
  private var tail: [UInt8] = []
  private var tailSent = 0
  private var isBorrowed = false

  var isEmpty: Bool { sent == bytes.count && tailSent == tail.count }
  /// Number of waiting bytes, including the large body.
  var count: Int { bytes.count - sent + tail.count - tailSent }
  /// Number of waiting bytes in the queue's own storage.
  var copiedCount: Int { bytes.count }
  /// Whether more bytes can be appended.
  var isOpen: Bool { tail.isEmpty }

  /// Appends bytes through `write`; requires `isOpen`.
  mutating func append(_ spare: inout [UInt8], _ write: (inout [UInt8]) -> Void) {
    if bytes.isEmpty {
      if bytes.capacity == 0, !isBorrowed {
        swap(&bytes, &spare)
        isBorrowed = true
      }
    }
    write(&bytes)
  }

  /// Appends the last content, copied or in place.
  mutating func append(_ spare: inout [UInt8], content: [UInt8]) {
    guard content.count > OutputQueue.copied else {
      append(&spare) { $0.append(contentsOf: content) }
      return
    }
    tail = content
    tailSent = 0
  }

  /// Sends once, about `limit` bytes at most.
  mutating func send(to socket: Socket, by kernel: Kernel, limit: Int) -> Transfer {
    let outcome: Transfer
    if sent == bytes.count {
      outcome = kernel.send(socket, tail, from: tailSent, limit: limit)
    } else if tail.isEmpty {
      outcome = kernel.send(socket, bytes, from: sent, limit: limit)
    } else {
      outcome = kernel.send(socket, bytes, from: sent, then: tail, limit: limit)
    }
    guard case .moved(let count) = outcome else { return outcome }
    let ofBytes = min(count, bytes.count - sent)
    sent += ofBytes
    tailSent += count - ofBytes
    if isEmpty {
      bytes.removeAll(keepingCapacity: true)
      sent = 0
      tail = []
      tailSent = 0
    }
    return outcome
  }

  /// Ends a turn: returns the lent array and keeps only waiting bytes.
  mutating func settle(_ spare: inout [UInt8]) {
    if isBorrowed {
      let waiting = sent == bytes.count ? [] : Array(bytes[sent...])
      bytes.removeAll(keepingCapacity: true)
      swap(&bytes, &spare)
      bytes = waiting
      sent = 0
      isBorrowed = false
    } else if isEmpty {
      bytes = []
    }
  }
}
