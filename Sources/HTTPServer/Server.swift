import Glibc
public import HTTP
import Synchronization

/// The open listeners of a configuration; clients wait in the backlog until a server starts.
///
/// For a program that must know that its addresses are free before it does anything else. The
/// server consumes them and closes them when it drains.
public struct BoundListeners: ~Copyable {
  let listeners: [Listener]

  public init(_ configuration: ServerConfiguration) throws(ServerError) {
    var listeners: [Listener] = []
    for address in configuration.listen {
      listeners += try Listener.open(address, backlog: max(1, configuration.limits.backlog))
    }
    self.listeners = listeners
  }
}

/// An HTTP/1.1 server with listeners, event loops and responders.
public final class Server: Sendable {
  private let configuration: ServerConfiguration
  private let makeResponder: @Sendable () -> any Responder
  private let loops = Locked<[EventLoop]>([])

  /// `makeResponder` is called once for each loop, on its queue.
  public init(
    configuration: ServerConfiguration, makeResponder: @escaping @Sendable () -> any Responder
  ) {
    self.configuration = configuration
    self.makeResponder = makeResponder
  }

  deinit {
    stop()
  }

  /// Opens all listeners and starts the loops; returns the addresses with the chosen ports.
  ///
  /// Connections wait in the backlog from then on, even before this returns. A server starts only
  /// once.
  public func start() throws(ServerError) -> [SocketAddress] {
    try start(on: try BoundListeners(configuration))
  }

  /// Starts on listeners that were opened before.
  public func start(on bound: consuming BoundListeners) throws(ServerError) -> [SocketAddress] {
    guard loops.withLock({ $0.isEmpty }) else { throw .alreadyStarted }
    // Writing to a closed connection must not end the process.
    signal(SIGPIPE, SIG_IGN)
    let listeners = bound.listeners
    let bounds = SharedBounds(
      configuration.limits,
      descriptors: DescriptorLimit.raise(
        loops: configuration.loops, refusals: configuration.limits.refusals))
    var made: [EventLoop] = []
    do throws(SystemError) {
      for number in 0..<max(1, configuration.loops) {
        made.append(
          try EventLoop(
            configuration: configuration, bounds: bounds, kernel: Kernel(),
            executor: LoopExecutor(label: "http.loop.\(number)"), makeResponder: makeResponder))
      }
    } catch {
      throw ServerError(error)
    }
    let all = made
    loops.withLock { $0 = all }
    // All loops are ready before the first listens, since it can hand a connection to any.
    for loop in all { loop.post(.begin(siblings: all)) }
    for loop in all { loop.post(.listen(listeners)) }
    return listeners.map(\.address)
  }

  /// Stops accepting, finishes current responses within the drain time, then calls `done` once, on
  /// any queue.
  public func drain(then done: @escaping @Sendable () -> Void) {
    let all = loops.withLock { $0 }
    guard !all.isEmpty else { return done() }
    let listening = Countdown(all.count)
    let open = Countdown(all.count)
    let drain: @Sendable () -> Void = {
      for loop in all { loop.post(.drain { if open.decrement() == 0 { done() } }) }
    }
    for loop in all { loop.post(.closeListeners { if listening.decrement() == 0 { drain() } }) }
  }

  /// Closes everything at once; current responses are cut off.
  public func stop() {
    for loop in loops.withLock({ $0 }) { loop.post(.stop) }
  }

  /// The sums over all loops; each number was exact at some recent moment.
  public var metrics: ServerMetrics {
    var sum = ServerMetrics()
    let loops = loops.withLock { $0 }
    for loop in loops { loop.metrics.add(to: &sum) }
    sum.unsentBytes = loops.first?.bounds.unsent.count ?? 0
    sum.receivedBytes = (loops.first?.bounds).map { $0.received.count + $0.large.count } ?? 0
    return sum
  }
}

/// A countdown shared by several queues.
private final class Countdown: Sendable {
  private let left: Atomic<Int>

  init(_ count: Int) {
    left = Atomic(count)
  }

  func decrement() -> Int {
    left.subtract(1, ordering: .acquiringAndReleasing).newValue
  }
}
