import Glibc

/// The monotonic clock of deadlines, in milliseconds.
enum MonotonicClock {
  static func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000 + time.tv_nsec / 1_000_000
  }

  static func microseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000_000 + time.tv_nsec / 1_000
  }
}

extension Duration {
  /// Whole milliseconds, at least 1 for a positive duration.
  var milliseconds: Int {
    let (seconds, attoseconds) = components
    let whole = min(Int(seconds), Int.max / 4_000) * 1_000
    return max(0, whole + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000))
  }
}
