import Synchronization

/// What the server has done since it started, and has open now.
public struct ServerMetrics: Sendable, Equatable {
  /// Connections that were taken in, without those that were shed.
  public internal(set) var accepted = 0
  /// Connections that were answered 503 or closed, since a limit was reached.
  public internal(set) var shed = 0
  /// Connections open now, those being shed included.
  public internal(set) var open = 0
  /// Requests that got as far as the responder.
  public internal(set) var requests = 0
  /// Requests that the engine refused (malformed, too large, too slow).
  public internal(set) var refused = 0
  /// Connections ended by a time-out.
  public internal(set) var timedOut = 0
  /// Responses refused and connections reset because all connections together held too many bytes.
  public internal(set) var overBounds = 0
  /// Bytes of responses that are made and that the kernel has not taken, now.
  public internal(set) var unsentBytes = 0
  /// Bytes of requests that are received and not answered, now.
  public internal(set) var receivedBytes = 0
  /// Bytes of answers that the kernel has taken.
  public internal(set) var bytesSent = 0
}

/// One loop's counters: written by the loop alone, read by any.
final class LoopMetrics: Sendable {
  let accepted = Counter()
  let shed = Counter()
  let open = Counter()
  let requests = Counter()
  let refused = Counter()
  let timedOut = Counter()
  let overBounds = Counter()
  let bytesSent = Counter()

  func add(to sum: inout ServerMetrics) {
    sum.accepted += accepted.value
    sum.shed += shed.value
    sum.open += open.value
    sum.requests += requests.value
    sum.refused += refused.value
    sum.timedOut += timedOut.value
    sum.overBounds += overBounds.value
    sum.bytesSent += bytesSent.value
  }
}

/// A number that one queue changes and others read.
final class Counter: Sendable {
  private let number = Atomic<Int>(0)

  var value: Int { number.load(ordering: .relaxed) }

  /// Only the owning queue adds, so no read-modify-write is needed.
  @inline(__always)
  func add(_ amount: Int) {
    number.store(number.load(ordering: .relaxed) &+ amount, ordering: .relaxed)
  }
}
