/// How fast a client takes what is sent to it.
///
/// Counts the bytes that the client's system has acknowledged: a socket with a large buffer becomes
/// writable only when much of the buffer is free, so it says little about a slow client. The client
/// must take enough in every span of time. What it took in an earlier span does not count.
struct Delivery {
  /// Bytes handed to the kernel on this connection.
  var sent = 0
  /// When the response under way was queued, in milliseconds; nil if none is.
  private(set) var began: Int?
  private var sentBefore = 0
  /// When the span began, in milliseconds, and the bytes taken before it; nil outside of a span.
  private var span: (start: Int, taken: Int)?

  var isWatched: Bool { span != nil }

  /// Begins a response, unless one is under way.
  mutating func begin(at now: Int) {
    guard began == nil else { return }
    began = now
    sentBefore = sent
  }

  mutating func end() {
    began = nil
  }

  /// Bytes a second of the response under way.
  func rate(at now: Int) -> Int {
    (sent - sentBefore) * 1_000 / max(1, now - (began ?? now))
  }

  /// Begins a span; `unacknowledged` bytes are in the kernel's buffer.
  mutating func beginSpan(at now: Int, unacknowledged: Int) {
    span = (now, sent - unacknowledged)
  }

  mutating func endSpan() {
    span = nil
  }

  /// Whether the client took at least `rate` bytes a second, and at least one, since the span began.
  ///
  /// Time beyond the `length` of a span does not count: only a process that slept notices its end so
  /// late.
  func isFastEnough(at now: Int, unacknowledged: Int, rate: Int, within length: Int) -> Bool {
    guard let span else { return true }
    let time = min(now - span.start, length)
    let taken = sent - unacknowledged - span.taken
    return taken >= max(1, rate * time / 1_000)
  }
}
