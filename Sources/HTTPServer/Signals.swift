import Dispatch
import Glibc
import HTTP

/// Ends the process in good order: the first SIGTERM or SIGINT drains, the second ends at once.
///
/// SIGHUP asks to reload; SIGUSR1 and SIGUSR2 do nothing.
///
/// All are blocked in every thread and waited for on a queue of this object's own (sigwait(3)), so
/// that there is no moment at which one is lost or kills the process, process 1 included.
public final class Signals: Sendable {
  private struct Listener {
    var drain: @Sendable () -> Void
    var end: @Sendable () -> Void
    var reload: @Sendable () -> Void
  }

  private let listener = Locked<Listener?>(nil)
  private let queue = DispatchQueue(label: "http.signals")

  /// Until `listen`, SIGTERM and SIGINT end the process with status 0: nothing is under way yet.
  ///
  /// To be made on the main thread before there are others, since threads inherit what is blocked.
  public init() {
    var awaited = sigset_t()
    sigemptyset(&awaited)
    for number in [SIGTERM, SIGINT, SIGHUP, SIGUSR1, SIGUSR2] { sigaddset(&awaited, number) }
    pthread_sigmask(SIG_BLOCK, &awaited, nil)
    queue.async { [listener, awaited] in Self.wait(for: awaited, listener) }
  }

  /// From now on the first SIGTERM or SIGINT calls `drain`, the second `end`, and each SIGHUP
  /// `reload`, on this object's queue.
  public func listen(
    drain: @escaping @Sendable () -> Void, end: @escaping @Sendable () -> Void,
    reload: @escaping @Sendable () -> Void
  ) {
    listener.withLock { $0 = Listener(drain: drain, end: end, reload: reload) }
  }

  /// The main thread's end: it rests while others work.
  ///
  /// `dispatchMain` would not do, as it waits with no signal blocked and so lets them kill the process.
  public static func rest() -> Never {
    while true { pause() }
  }

  private static func wait(for awaited: sigset_t, _ listener: Locked<Listener?>) -> Never {
    var awaited = awaited
    var heard = 0
    while true {
      var number: Int32 = 0
      guard sigwait(&awaited, &number) == 0 else { continue }
      let listener = listener.withLock { $0 }
      guard number == SIGTERM || number == SIGINT else {
        if number == SIGHUP { listener?.reload() }
        continue
      }
      guard let listener else { _exit(0) }
      heard += 1
      if heard == 1 { listener.drain() }
      if heard == 2 { listener.end() }
    }
  }
}
