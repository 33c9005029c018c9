/// The rate at which a client receives data.
///
/// Counts the bytes that the client's kernel has acknowledged. A socket with a large buffer becomes
/// writable only when much of the buffer is free, so that says little about a slow client. The
/// client must receive enough in every interval; bytes of an earlier interval do not count.
struct Delivery {
  /// Bytes passed to the kernel on this connection.
  var sent = 0
  /// When the current response was queued, in milliseconds; `nil` if there is none.
  private(set) var began: Int?
  private var sentBefore = 0
  /// The start of the interval in milliseconds, and the bytes received before it; `nil` outside an
  /// interval.
  private var span: (start: Int, taken: Int)?

  var isWatched: Bool { span != nil }

  mutating func begin(at now: Int) {
    guard began == nil else { return }
    began = now
    sentBefore = sent
  }

  mutating func end() {
    began = nil
  }

  /// The rate of the current response, in bytes per second.
  func rate(at now: Int) -> Int {
    (sent - sentBefore) * 1_000 / max(1, now - (began ?? now))
  }

  /// Begins an interval; `unacknowledged` bytes are in the kernel's buffer.
  mutating func beginSpan(at now: Int, unacknowledged: Int) {
    span = (now, sent - unacknowledged)
  }

  mutating func endSpan() {
    span = nil
  }

  /// Whether the client has received at least `rate` bytes per second, and at least one, in the
  /// interval.
  ///
  /// Time beyond `length` does not count: only a suspended process notices the end of an interval
  /// so late.
  func isFastEnough(at now: Int, unacknowledged: Int, rate: Int, within length: Int) -> Bool {
    guard let span else { return true }
    let time = min(now - span.start, length)
    let taken = sent - unacknowledged - span.taken
    return taken >= max(1, rate * time / 1_000)
  }
}
