import Dispatch
import Glibc
import HTTP

/// Handles signals: the first SIGTERM or SIGINT drains, the second ends the process at once.
///
/// SIGHUP reloads; SIGUSR1 and SIGUSR2 have no effect.
///
/// All are blocked in every thread and received on a separate queue (sigwait(3)), so that none is
/// lost or kills the process, even process 1.
public final class Signals: Sendable {
  private struct Listener {
    var drain: @Sendable () -> Void
    var end: @Sendable () -> Void
    var reload: @Sendable () -> Void
  }

  private let listener = Locked<Listener?>(nil)
  private let queue = DispatchQueue(label: "http.signals")

  /// Until `listen`, SIGTERM and SIGINT end the process with status 0, since no work has begun.
  ///
  /// Must be called on the main thread before other threads exist, since threads inherit the signal
  /// mask.
  public init() {
    var awaited = sigset_t()
    sigemptyset(&awaited)
    for number in [SIGTERM, SIGINT, SIGHUP, SIGUSR1, SIGUSR2] { sigaddset(&awaited, number) }
    pthread_sigmask(SIG_BLOCK, &awaited, nil)
    queue.async { [listener, awaited] in Self.wait(for: awaited, listener) }
  }

  /// Calls `drain` for the first SIGTERM or SIGINT, `end` for the second, and `reload` for each
  /// SIGHUP, on its own queue.
  public func listen(
    drain: @escaping @Sendable () -> Void, end: @escaping @Sendable () -> Void,
    reload: @escaping @Sendable () -> Void
  ) {
    listener.withLock { $0 = Listener(drain: drain, end: end, reload: reload) }
  }

  /// Blocks the main thread forever.
  ///
  /// `dispatchMain` unblocks signals while it waits, so they would kill the process.
  public static func waitForever() -> Never {
    while true { pause() }
  }

  private static func wait(for awaited: sigset_t, _ listener: Locked<Listener?>) -> Never {
    var awaited = awaited
    var receivedCount = 0
    while true {
      var number: Int32 = 0
      guard sigwait(&awaited, &number) == 0 else { continue }
      let listener = listener.withLock { $0 }
      guard number == SIGTERM || number == SIGINT else {
        if number == SIGHUP { listener?.reload() }
        continue
      }
      guard let listener else { _exit(0) }
      receivedCount += 1
      if receivedCount == 1 { listener.drain() }
      if receivedCount == 2 { listener.end() }
    }
  }
}
