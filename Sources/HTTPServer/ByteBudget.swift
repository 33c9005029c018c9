import HTTP
import Synchronization

/// A limit on the bytes that the server holds for all connections; shared by all loops.
final class ByteBudget: Sendable {
  private let held = Atomic<Int>(0)
  private let limit: Int
  private let shares = Locked<[ClientKey: Int]>([:])

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

  /// Adds to the bytes held for a client, beyond the limit if necessary; negative to subtract.
  func add(_ bytes: Int, for client: ClientKey) {
    guard bytes != 0 else { return }
    held.add(bytes, ordering: .relaxed)
    shares.withLock { Self.add(bytes, to: &$0, for: client) }
  }

  /// Counts bytes of one client as those of another from now on.
  func move(_ bytes: Int, from client: ClientKey, to other: ClientKey) {
    add(-bytes, for: client)
    add(bytes, for: other)
  }

  /// Adds bytes for a client if they fit into three quarters of the limit and leave at least as much
  /// of these to all others as the client holds; otherwise returns false.
  ///
  /// The last quarter is reserved for responses that are too small to be rejected. A client that holds
  /// little may use all that is left.
  func reserve(_ bytes: Int, for client: ClientKey) -> Bool {
    shares.withLock { shares in
      let share = shares[client] ?? 0
      let total = held.add(bytes, ordering: .relaxed).newValue
      let isFair = share <= little || share + bytes <= reservable - total
      guard total <= reservable, isFair else {
        held.subtract(bytes, ordering: .relaxed)
        return false
      }
      Self.add(bytes, to: &shares, for: client)
      return true
    }
  }

  func holdsLittle(_ client: ClientKey) -> Bool { share(of: client) <= little }

  /// Whether a client holds more than it leaves to all others.
  func isOverShare(_ client: ClientKey) -> Bool {
    share(of: client) > max(reservable - count, little)
  }

  /// Whether a client holds more than half of the limit.
  func isOverHalf(_ client: ClientKey) -> Bool { share(of: client) > limit / 2 }

  private func share(of client: ClientKey) -> Int { shares.withLock { $0[client] ?? 0 } }

  private var reservable: Int { limit - limit / 4 }
  /// Bytes that a client may hold whatever others do.
  private var little: Int { limit / 64 }

  private static func add(
    _ bytes: Int, to shares: inout [ClientKey: Int], for client: ClientKey
  ) {
    let share = (shares[client] ?? 0) + bytes
    shares[client] = share == 0 ? nil : share
  }
}

/// The limits that all loops share.
struct SharedBounds: Sendable {
  let connections: ConnectionQuota
  /// Bytes of responses not yet passed to the kernel.
  let unsent: ByteBudget
  /// Bytes of requests received and not yet answered, without large contents.
  let received: ByteBudget
  /// Bytes of large contents received and not yet answered.
  let large: ByteBudget

  /// `descriptors` is the maximum number of connections of the process.
  init(_ limits: ServerLimits, descriptors: Int) {
    connections = ConnectionQuota(limits, descriptors: descriptors)
    unsent = ByteBudget(limit: limits.unsentBytes)
    received = ByteBudget(limit: limits.receivedBytes)
    large = ByteBudget(limit: limits.largeBytes)
  }
}
