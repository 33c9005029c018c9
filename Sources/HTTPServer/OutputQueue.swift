/// What is to be sent: a run of bytes, and after it perhaps one large body that is not copied.
///
/// Holds no memory while empty: the loop lends its own array for writing.
struct OutputQueue {
  /// Content up to this size is copied behind its head; larger content is sent from where it is.
  static let copied = 16_384

  private(set) var bytes: [UInt8] = []
  private var sent = 0
  private var tail: [UInt8] = []
  private var tailSent = 0
  private var isBorrowed = false

  var isEmpty: Bool { sent == bytes.count && tailSent == tail.count }
  /// Bytes that wait, the large body included.
  var count: Int { bytes.count - sent + tail.count - tailSent }
  /// Bytes that wait in storage of the queue's own.
  var copiedCount: Int { bytes.count }
  /// Whether something can be added behind what waits.
  var isOpen: Bool { tail.isEmpty }

  /// Adds bytes by `write`; only while `isOpen`.
  mutating func append(_ spare: inout [UInt8], _ write: (inout [UInt8]) -> Void) {
    if bytes.isEmpty {
      if bytes.capacity == 0, !isBorrowed {
        swap(&bytes, &spare)
        isBorrowed = true
      }
    }
    write(&bytes)
  }

  /// Adds content as the last thing, copied or not.
  mutating func append(_ spare: inout [UInt8], content: [UInt8]) {
    guard content.count > OutputQueue.copied else {
      append(&spare) { $0.append(contentsOf: content) }
      return
    }
    tail = content
    tailSent = 0
  }

  /// Sends once, at most about `limit` bytes.
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

  /// Ends a turn: gives back what was lent and keeps no more than what waits.
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
