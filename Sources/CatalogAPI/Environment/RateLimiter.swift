import Catalog
import HTTP

/// How many requests a client may make: a bucket for each, which refills steadily.
///
/// Shared by the loops; bounded, as the buckets of clients that were away longest are forgotten.
public final class RateLimiter: Sendable {
  /// So many requests in so many seconds.
  public struct Policy: Sendable, Equatable {
    let name: String
    let quota: Int
    let seconds: Int

    /// Nil for no limit.
    public init?(_ name: String, perMinute quota: Int) {
      guard quota > 0 else { return nil }
      self.name = name
      self.quota = quota
      seconds = 60
    }
  }

  private struct Bucket: Sendable {
    var level: Double
    var filledAt: Double
  }

  /// Clients whose buckets are remembered.
  static let clients = 20_000

  private let buckets = Locked(RecentValues<String, Bucket>(capacity: clients))
  private let clock: @Sendable () -> Double

  public init(clock: @escaping @Sendable () -> Double = RateLimiter.monotonicSeconds) {
    self.clock = clock
  }

  public static let monotonicSeconds: @Sendable () -> Double = {
    let start = RateLimiter.start
    let (seconds, attoseconds) = (ContinuousClock.now - start).components
    return Double(seconds) + Double(attoseconds) / 1e18
  }

  private static let start = ContinuousClock.now

  /// What is left of a client's bucket; `wait` is the time to the next request where nothing is.
  struct Verdict: Sendable {
    let policy: Policy
    let left: Int
    let wait: Int?

    func apply(to fields: inout Fields) {
      let name = "\"\(policy.name)\""
      fields["RateLimit-Policy"] = "\(name);q=\(policy.quota);w=\(policy.seconds)"
      fields["RateLimit"] = "\(name);r=\(left);t=\(policy.seconds)"
    }
  }

  /// Takes `cost` requests of a client's quota; 0 only looks whether one may be made.
  func take(_ cost: Int, of policy: Policy, client: String) -> Verdict {
    let now = clock()
    let rate = Double(policy.quota) / Double(policy.seconds)
    let key = "\(policy.name) \(client)"
    return buckets.withLock { buckets in
      var bucket =
        buckets.value(key) ?? Bucket(level: Double(policy.quota), filledAt: now)
      bucket.level = min(Double(policy.quota), bucket.level + (now - bucket.filledAt) * rate)
      bucket.filledAt = now
      let isAllowed = bucket.level >= 1
      if isAllowed || cost < 0 {
        bucket.level = min(Double(policy.quota), bucket.level - Double(cost))
      }
      buckets.keep(bucket, for: key, cost: 1)
      let wait = isAllowed ? nil : max(1, Int(((1 - bucket.level) / rate).rounded(.up)))
      return Verdict(policy: policy, left: max(0, Int(bucket.level)), wait: wait)
    }
  }
}
