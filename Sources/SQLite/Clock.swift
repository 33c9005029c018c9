private import Glibc

/// Clocks of the kernel, in nanoseconds.
enum Clock {
  static var monotonic: Int { read(CLOCK_MONOTONIC) }

  /// The processor time that the current thread has used.
  static var processor: Int { read(CLOCK_THREAD_CPUTIME_ID) }

  private static func read(_ clock: clockid_t) -> Int {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_nsec)
  }
}
