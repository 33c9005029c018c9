import Catalog
import HTTP

/// Limits the rate of each client's requests, with a token bucket that refills steadily.
///
/// Shared by the loops. Bounded: it forgets the buckets of the clients that were away longest.
public final class RateLimiter: Sendable {
  /// A number of requests in a number of seconds.
  public struct Policy: Sendable, Equatable {
    let name: String
    let quota: Int
    let seconds: Int

    /// Fails if the quota is not positive, which means no limit.
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

  /// Number of clients whose buckets are remembered.
  static let clients = 20_000

  private let buckets = Locked(GenerationalCache<String, Bucket>(capacity: clients))
  private let clock: @Sendable () -> Double

  /// Creates a limiter; `clock` returns seconds that never decrease.
  public init(clock: @escaping @Sendable () -> Double = RateLimiter.monotonicSeconds) {
    self.clock = clock
  }

  /// Returns the seconds since the first use, by the continuous clock.
  public static let monotonicSeconds: @Sendable () -> Double = {
    let start = RateLimiter.start
    let (seconds, attoseconds) = (ContinuousClock.now - start).components
    return Double(seconds) + Double(attoseconds) / 1e18
  }

  private static let start = ContinuousClock.now

  /// The rest of a client's bucket, in requests.
  ///
  /// `wait` is the time until the next request in seconds; nil if one is allowed now.
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

  /// Takes `cost` requests from a client's quota.
  ///
  /// 0 only checks whether a request is allowed; a negative cost is a refund.
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
