import Glibc
import Synchronization

/// A line on the terminal that tells how far the work is; nothing where there is no terminal.
final class Progress: Sendable {
  private let isShown = isatty(2) == 1
  /// When the line was last written, in nanoseconds; zero while there is none.
  private let written = Atomic<UInt64>(0)

  /// Shows a line in place of the last one, ten times a second at most.
  func show(_ line: String) {
    guard isShown else { return }
    let now = clock_gettime_nsec()
    guard now - written.load(ordering: .relaxed) > 100_000_000 else { return }
    written.store(now, ordering: .relaxed)
    Console.raw("\r\u{1b}[K\(line.prefix(100))")
  }

  /// Takes the line away, before something else is written.
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
