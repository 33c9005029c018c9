import CSystem
import Glibc

/// An epoll instance that reports readable and writable sockets.
struct Poller: ~Copyable {
  struct Event {
    let token: Token
    let readable: Bool
    let writable: Bool
    /// Whether the client has shut down sending, so that reading will reach the end.
    let ended: Bool
    /// Whether both sides are closed, so that nothing can be delivered.
    let gone: Bool
  }

  private let descriptor: Descriptor
  private var events: [epoll_event]

  init(batch: Int = 256) throws(SystemError) {
    descriptor = Descriptor(
      try Syscall.run("epoll_create1") { epoll_create1(Int32(EPOLL_CLOEXEC)) })
    events = [epoll_event](repeating: epoll_event(), count: batch)
  }

  var raw: Int32 { descriptor.raw }

  /// Watches a connection until it closes, edge-triggered: each change is reported once, so the
  /// owner must remember it.
  func addConnection(_ raw: Int32, _ token: Token) throws(SystemError) {
    let interest =
      EPOLLIN.rawValue | EPOLLOUT.rawValue | EPOLLRDHUP.rawValue | EPOLLET.rawValue
    try control(EPOLL_CTL_ADD, raw, interest, token)
  }

  /// Watches a waker; each wake-up is reported once.
  func addWaker(_ raw: Int32) throws(SystemError) {
    try control(EPOLL_CTL_ADD, raw, EPOLLIN.rawValue | EPOLLET.rawValue, .waker)
  }

  /// Watches a listener shared with other loops; reported while a client waits.
  func addListener(_ raw: Int32, _ token: Token) throws(SystemError) {
    try control(EPOLL_CTL_ADD, raw, EPOLLIN.rawValue | EPOLLEXCLUSIVE.rawValue, token)
  }

  func remove(_ raw: Int32) {
    var event = epoll_event()
    _ = epoll_ctl(descriptor.raw, EPOLL_CTL_DEL, raw, &event)
  }

  private func control(
    _ operation: Int32, _ raw: Int32, _ interest: UInt32, _ token: Token
  ) throws(SystemError) {
    var event = epoll_event(events: interest, data: epoll_data_t(u64: token.raw))
    try Syscall.run("epoll_ctl") { epoll_ctl(descriptor.raw, operation, raw, &event) }
  }

  /// Waits at most some milliseconds for events; returns the number of events that `event` can
  /// return.
  mutating func poll(waiting milliseconds: Int32) -> Int {
    let raw = descriptor.raw
    let count = events.withUnsafeMutableBufferPointer { events in
      Syscall.transfer {
        Int(epoll_wait(raw, events.baseAddress, Int32(events.count), milliseconds))
      }
    }
    guard case .moved(let count) = count else { return 0 }
    return count
  }

  func event(_ index: Int) -> Event {
    let event = events[index]
    let what = event.events
    let gone = what & (EPOLLHUP.rawValue | EPOLLERR.rawValue) != 0
    let ended = gone || what & EPOLLRDHUP.rawValue != 0
    return Event(
      token: Token(raw: event.data.u64), readable: ended || what & EPOLLIN.rawValue != 0,
      writable: what & EPOLLOUT.rawValue != 0, ended: ended, gone: gone)
  }
}
