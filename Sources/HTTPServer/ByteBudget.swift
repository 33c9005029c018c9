import Synchronization

/// A limit on the bytes that the server holds for all connections; shared by all loops.
final class ByteBudget: Sendable {
  private let held = Atomic<Int>(0)
  private let limit: Int

  /// A limit of 0 means no limit.
  init(limit: Int) {
    self.limit = limit == 0 ? .max : limit
  }

  var count: Int { held.load(ordering: .relaxed) }
  var isExceeded: Bool { count > limit }

  /// Adds to the number of bytes, beyond the limit if necessary; negative to subtract.
  func add(_ bytes: Int) {
    held.add(bytes, ordering: .relaxed)
  }

  /// Adds bytes if they fit into three quarters of the limit; otherwise returns false.
  ///
  /// The last quarter is reserved for responses that are too small to be rejected.
  func reserve(_ bytes: Int) -> Bool {
    if held.add(bytes, ordering: .relaxed).newValue <= limit - limit / 4 { return true }
    held.subtract(bytes, ordering: .relaxed)
    return false
  }
}

/// The limits that all loops share.
struct SharedBounds: Sendable {
  let connections: ConnectionQuota
  /// Bytes of responses not yet passed to the kernel.
  let unsent: ByteBudget
  /// Bytes of requests received and not yet answered.
  let received: ByteBudget

  /// `descriptors` is the maximum number of connections of the process.
  init(_ limits: ServerLimits, descriptors: Int) {
    connections = ConnectionQuota(limits, descriptors: descriptors)
    unsent = ByteBudget(limit: limits.unsentBytes)
    received = ByteBudget(limit: limits.receivedBytes)
  }
}
