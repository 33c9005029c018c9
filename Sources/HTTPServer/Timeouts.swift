/// The time limits in milliseconds; `never` if one is off.
struct Timeouts {
  static let never = Int.max / 2

  let header: Int
  let idle: Int
  let write: Int
  let linger: Int
  let response: Int
  let drain: Int
  let drainPatience: Int
  let bodyPace: TransferRateLimit

  init(_ limits: ServerLimits) {
    func orNever(_ duration: Duration) -> Int {
      duration == .zero ? Timeouts.never : duration.milliseconds
    }
    header = orNever(limits.headerTimeout)
    idle = orNever(limits.idleTimeout)
    write = orNever(limits.writeTimeout)
    linger = limits.lingerTime.milliseconds
    response = orNever(limits.responseTimeout)
    drain = limits.drainTime.milliseconds
    drainPatience = limits.drainPatience.milliseconds
    bodyPace = TransferRateLimit(
      grace: limits.bodyMinimumRate == 0 ? Timeouts.never : limits.bodyGrace.milliseconds,
      rate: limits.bodyMinimumRate)
  }
}

/// The minimum rate of a transfer after a grace period.
struct TransferRateLimit {
  let grace: Int
  /// Bytes per second; 0: any progress restarts the grace period.
  let rate: Int

  /// The deadline of a transfer that began at `start` and has moved `count` bytes until `now`.
  func deadline(start: Int, count: Int, now: Int) -> Int {
    guard grace < Timeouts.never else { return Timeouts.never }
    guard rate > 0 else { return now + grace }
    return start + grace + count * 1_000 / rate
  }
}
