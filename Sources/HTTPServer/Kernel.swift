import Dispatch

/// The interface of a loop to the system: a clock, a timer, a poller and socket calls.
///
/// Owned by its loop. The simulation in the tests overrides every method. A build without tests has
/// no subclass, so the compiler calls the methods directly.
class Kernel {
  private var poller: Poller
  private var source: (any DispatchSourceRead)?
  private var timer: (any DispatchSourceTimer)?

  init() throws(SystemError) {
    poller = try Poller()
  }

  // MARK: Time

  /// Milliseconds since some moment; never decreases.
  func now() -> Int { MonotonicClock.now() }

  /// Calls `turn` when the poller has events and `timer` when the timer fires, both on `queue`.
  func start(
    on queue: DispatchQueue, turn: @escaping @Sendable () -> Void,
    timer fired: @escaping @Sendable () -> Void
  ) {
    let source = DispatchSource.makeReadSource(fileDescriptor: poller.raw, queue: queue)
    source.setEventHandler(handler: turn)
    let timer = DispatchSource.makeTimerSource(queue: queue)
    timer.setEventHandler(handler: fired)
    self.source = source
    self.timer = timer
    source.activate()
    timer.activate()
  }

  /// Ends the calls of `turn` and `timer`, and releases both.
  func stop() {
    source?.cancel()
    source = nil
    timer?.cancel()
    timer = nil
  }

  /// Makes the timer fire once, after `wait` milliseconds; replaces the time set before.
  func setTimer(after wait: Int, leeway: Int) {
    timer?.schedule(deadline: .now() + .milliseconds(wait), leeway: .milliseconds(leeway))
  }

  // MARK: Poller

  func watch(waker raw: Int32) throws(SystemError) { try poller.addWaker(raw) }

  func watch(_ listener: Listener, _ token: Token) throws(SystemError) {
    try poller.addListener(listener.raw, token)
  }

  func watch(_ socket: Socket, _ token: Token) throws(SystemError) {
    try poller.addConnection(socket.raw, token)
  }

  func unwatch(_ listener: Listener) { poller.remove(listener.raw) }

  /// Waits at most `milliseconds` for events; returns the number of events that `event` can return.
  func poll(waiting milliseconds: Int32) -> Int { poller.poll(waiting: milliseconds) }

  func event(_ index: Int) -> Poller.Event { poller.event(index) }

  // MARK: Sockets

  func accept(_ listener: Listener) -> Acceptance { listener.accept() }

  func receive(_ socket: Socket, into buffer: inout [UInt8], from start: Int) -> Transfer {
    socket.receive(into: &buffer, from: start)
  }

  func send(_ socket: Socket, _ bytes: [UInt8], from start: Int, limit: Int) -> Transfer {
    socket.send(bytes, from: start, limit: limit)
  }

  func send(
    _ socket: Socket, _ first: [UInt8], from start: Int, then second: [UInt8], limit: Int
  ) -> Transfer {
    socket.send(first, from: start, then: second, limit: limit)
  }

  func unacknowledged(_ socket: Socket) -> Int { socket.unacknowledged }

  func setSendBuffer(_ socket: Socket, _ size: Int) { socket.setSendBuffer(size) }

  func endSending(_ socket: Socket) { socket.endSending() }

  func resetOnClose(_ socket: Socket) { socket.resetOnClose() }
}
