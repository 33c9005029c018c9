import Synchronization

/// Metrics since the start of the server, and its current state.
public struct ServerMetrics: Sendable, Equatable {
  /// Connections accepted, without those answered 503.
  public internal(set) var accepted = 0
  /// Connections answered 503 or closed because of a limit.
  public internal(set) var shed = 0
  /// Open connections, including those being answered 503.
  public internal(set) var open = 0
  public internal(set) var requests = 0
  /// Requests rejected by the server (malformed, too large, too slow).
  public internal(set) var refused = 0
  public internal(set) var timedOut = 0
  /// Responses replaced by 503 and connections reset because all connections together held too many
  /// bytes.
  public internal(set) var overBounds = 0
  /// Bytes of responses not yet passed to the kernel, now.
  public internal(set) var unsentBytes = 0
  /// Bytes of requests received and not yet answered, now.
  public internal(set) var receivedBytes = 0
  /// Bytes of responses passed to the kernel.
  public internal(set) var bytesSent = 0
}

/// The counters of one loop: written by the loop only, read by any queue.
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

/// A counter that one queue changes and others read.
final class Counter: Sendable {
  private let number = Atomic<Int>(0)

  var value: Int { number.load(ordering: .relaxed) }

  /// Only the owning queue adds, so this needs no atomic read-modify-write.
  @inline(__always)
  func add(_ amount: Int) {
    number.store(number.load(ordering: .relaxed) &+ amount, ordering: .relaxed)
  }
}
