private import CSQLite
private import Glibc

/// The lock timeout of a connection, with a callback for long waits.
public struct LockPatience: Sendable {
  /// Maximum wait before a statement fails with `BUSY`, in milliseconds.
  public var timeoutMilliseconds: Int
  /// Called once for each wait of more than one second, on the connection's queue.
  public var onWait: (@Sendable () -> Void)?

  public init(timeoutMilliseconds: Int, onWait: (@Sendable () -> Void)? = nil) {
    self.timeoutMilliseconds = timeoutMilliseconds
    self.onWait = onWait
  }
}

/// The busy handler of one connection (https://sqlite.org/c3ref/busy_handler.html).
final class LockWait {
  private static let longestPause: UInt32 = 50_000
  private let patience: LockPatience
  private var start = 0
  private var hasTold = false

  init(_ patience: LockPatience) {
    self.patience = patience
  }

  /// Pauses before the next attempt; returns false to give up.
  func pause(attempt: Int32) -> Bool {
    if attempt == 0 {
      start = Self.milliseconds()
      hasTold = false
    }
    let waited = Self.milliseconds() - start
    guard waited < patience.timeoutMilliseconds else { return false }
    if waited >= 1_000, !hasTold {
      hasTold = true
      patience.onWait?()
    }
    usleep(min(Self.longestPause, 1_000 << UInt32(min(attempt, 6))))
    return true
  }

  private static func milliseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000 + time.tv_nsec / 1_000_000
  }
}

extension Connection {
  /// Sets the lock timeout and the callback for long waits.
  ///
  /// Replaces the value of `setBusyTimeout`.
  public func setPatience(_ patience: LockPatience) {
    let wait = LockWait(patience)
    lockWait = wait
    sqlite3_busy_handler(
      handle,
      { context, attempt in
        guard let context else { return 0 }
        return Unmanaged<LockWait>.fromOpaque(context).takeUnretainedValue()
          .pause(attempt: attempt) ? 1 : 0
      }, Unmanaged.passUnretained(wait).toOpaque())
  }
}
