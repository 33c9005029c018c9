/// What was read and not yet used up.
///
/// Holds no memory while empty: the loop lends its own big array for reading, and only what is
/// left over when the turn ends is copied into an array of the connection's.
struct InputBuffer {
  /// Storage; bytes count only within `start..<end`.
  private(set) var bytes: [UInt8] = []
  private(set) var start = 0
  private(set) var end = 0
  private var isBorrowed = false

  var count: Int { end - start }
  var isEmpty: Bool { start == end }

  /// What one reading came to.
  struct Reading {
    let outcome: Transfer
    /// The kernel had less than there was room for.
    let wasShort: Bool
    /// The unused bytes stand elsewhere now.
    let moved: Bool
  }

  /// Makes room and reads once; the spare array comes into use if nothing is held.
  ///
  /// Only while less than `limit` bytes are held.
  mutating func fill(
    from socket: Socket, by kernel: Kernel, spare: inout [UInt8], limit: Int
  ) -> Reading {
    var moved = false
    if bytes.isEmpty {
      swap(&bytes, &spare)
      isBorrowed = true
    } else if isEmpty {
      start = 0
      end = 0
    } else if end == bytes.count {
      moved = true
      makeRoom(&spare, limit: limit)
    }
    let room = bytes.count - end
    let outcome = kernel.receive(socket, into: &bytes, from: end)
    guard case .moved(let count) = outcome else {
      return Reading(outcome: outcome, wasShort: true, moved: moved)
    }
    end += count
    return Reading(outcome: outcome, wasShort: count < room, moved: moved)
  }

  /// Whether all the room that `limit` allows is taken.
  func isFull(limit: Int) -> Bool {
    count >= limit
  }

  mutating func consume(_ count: Int) {
    start += count
  }

  private mutating func makeRoom(_ spare: inout [UInt8], limit: Int) {
    let held = Array(bytes[start..<end])
    if isBorrowed { swap(&bytes, &spare) }
    isBorrowed = false
    let size = max(held.count + 1, min(limit, max(1_024, held.count * 2)))
    bytes = held
    bytes.reserveCapacity(size)
    bytes.append(contentsOf: repeatElement(0, count: size - held.count))
    start = 0
    end = held.count
  }

  /// Whether the unused bytes begin with `text`, an empty line before it aside.
  func holds(_ text: StaticString) -> Bool {
    var index = start
    while index < end, bytes[index] == 0x0D || bytes[index] == 0x0A { index += 1 }
    guard end - index >= text.utf8CodeUnitCount else { return false }
    return text.withUTF8Buffer { $0.elementsEqual(bytes[index..<(index + $0.count)]) }
  }

  /// Forgets what is held and gives back what was lent.
  mutating func discard(_ spare: inout [UInt8]) {
    start = end
    _ = settle(&spare)
  }

  /// Ends a turn: gives back what was lent; true says that unused bytes stand elsewhere now.
  mutating func settle(_ spare: inout [UInt8]) -> Bool {
    if isEmpty {
      if isBorrowed { swap(&bytes, &spare) }
      bytes = []
      start = 0
      end = 0
      isBorrowed = false
      return false
    }
    guard isBorrowed else { return false }
    let held = Array(bytes[start..<end])
    swap(&bytes, &spare)
    bytes = held
    start = 0
    end = held.count
    isBorrowed = false
    return true
  }
}
