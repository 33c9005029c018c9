import Dispatch
import Glibc

/// Ends the process in good order: the first SIGTERM or SIGINT drains, the second ends at once.
///
/// Keep it as long as the signals are to be heard.
public actor Signals {
  private nonisolated let executor = LoopExecutor(label: "http.signals")
  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }

  private let drain: @Sendable () -> Void
  private let end: @Sendable () -> Void
  private var sources: [any DispatchSourceSignal] = []
  private var heard = 0

  /// Both are called on a queue of this object's own, `drain` before `end`, each at most once.
  public init(drain: @escaping @Sendable () -> Void, end: @escaping @Sendable () -> Void) {
    self.drain = drain
    self.end = end
  }

  /// Begins to listen; `ready` is called once both signals are heard.
  public nonisolated func listen(ready: @escaping @Sendable () -> Void) {
    executor.queue.async { self.assumeIsolated { $0.begin(ready) } }
  }

  private func begin(_ ready: @escaping @Sendable () -> Void) {
    var waiting = 2
    for number in [SIGTERM, SIGINT] {
      // No SIG_IGN: with it the source would never fire on Linux.
      signal(number, SIG_DFL)
      let source = DispatchSource.makeSignalSource(signal: number, queue: executor.queue)
      source.setEventHandler { [self] in assumeIsolated { $0.hear() } }
      source.setRegistrationHandler {
        waiting -= 1
        if waiting == 0 { ready() }
      }
      sources.append(source)
      source.activate()
    }
  }

  private func hear() {
    heard += 1
    if heard == 1 { drain() }
    if heard == 2 { end() }
  }
}
