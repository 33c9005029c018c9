import Dispatch
import HTTP

/// The idempotency keys of requests in progress.
///
/// A request with the same key waits for the first one for a limited time.
final class KeysUnderWay: Sendable {
  static let patience = DispatchTimeInterval.seconds(2)
  private static let pause = DispatchTimeInterval.milliseconds(20)
  private let names = Locked<Set<String>>([])

  /// Does the work of a key once no other request with it is in progress; calls `giveUp` if that
  /// takes longer than `end`.
  static func begin(
    _ name: String?, in keys: KeysUnderWay, on queue: DispatchQueue, until end: DispatchTime,
    _ work: @escaping @Sendable () -> Void, orElse giveUp: @escaping @Sendable () -> Void
  ) {
    guard let name else { return work() }
    if keys.names.withLock({ $0.insert(name).inserted }) { return work() }
    guard DispatchTime.now() < end else { return giveUp() }
    queue.asyncAfter(deadline: .now() + pause) {
      begin(name, in: keys, on: queue, until: end, work, orElse: giveUp)
    }
  }

  func end(_ name: String?) {
    guard let name else { return }
    names.withLock { _ = $0.remove(name) }
  }
}

extension Problem {
  static let keyUnderWay = Problem(
    status: .conflict, kind: .idempotencyKeyUnderWay,
    detail:
      "Another request with the same Idempotency-Key is in progress. Repeat the request after"
      + " Retry-After seconds.")
}
