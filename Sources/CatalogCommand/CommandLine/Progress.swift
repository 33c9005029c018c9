import Glibc
import Synchronization

/// A progress line on the terminal; silent if standard error is not a terminal.
final class Progress: Sendable {
  private let isShown = isatty(2) == 1
  /// When the line was last written, in nanoseconds of the monotonic clock; 0 without a line.
  private let written = Atomic<UInt64>(0)

  /// Replaces the line, at most ten times a second.
  func show(_ line: String) {
    guard isShown else { return }
    let now = clock_gettime_nsec()
    guard now - written.load(ordering: .relaxed) > 100_000_000 else { return }
    written.store(now, ordering: .relaxed)
    Console.raw("\r\u{1b}[K\(line.prefix(100))")
  }

  /// Removes the line; call it before writing other output.
  func clear() {
    guard isShown, written.exchange(0, ordering: .relaxed) > 0 else { return }
    Console.raw("\r\u{1b}[K")
  }

  private func clock_gettime_nsec() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
