import Synchronization

/// A bound on the bytes that all connections together make the server hold; shared by all loops.
final class ByteBudget: Sendable {
  private let held = Atomic<Int>(0)
  private let limit: Int

  /// A limit of 0 means no limit.
  init(limit: Int) {
    self.limit = limit == 0 ? .max : limit
  }

  /// Bytes held now.
  var count: Int { held.load(ordering: .relaxed) }
  var isExceeded: Bool { count > limit }

  /// Counts bytes, whatever the bound; negative if they are no longer held.
  func add(_ bytes: Int) {
    held.add(bytes, ordering: .relaxed)
  }

  /// Counts bytes if they fit into three quarters of the bound; else returns false.
  ///
  /// The last quarter is left for what is too small to be refused.
  func reserve(_ bytes: Int) -> Bool {
    if held.add(bytes, ordering: .relaxed).newValue <= limit - limit / 4 { return true }
    held.subtract(bytes, ordering: .relaxed)
    return false
  }
}

/// The bounds that all loops share.
struct SharedBounds: Sendable {
  let connections: ConnectionQuota
  /// Bytes of responses that are made and not yet with the kernel.
  let unsent: ByteBudget
  /// Bytes of requests that are received and not yet answered.
  let received: ByteBudget

  /// `descriptors` is how many connections the process can have open.
  init(_ limits: ServerLimits, descriptors: Int) {
    connections = ConnectionQuota(limits, descriptors: descriptors)
    unsent = ByteBudget(limit: limits.unsentBytes)
    received = ByteBudget(limit: limits.receivedBytes)
  }
}
