import CSystem
import Glibc

/// An epoll descriptor: which sockets can be read or written.
struct Poller: ~Copyable {
  /// What happened to one socket.
  struct Event {
    let token: Token
    let readable: Bool
    let writable: Bool
    /// The client has ended its side: reading will come to an end.
    let ended: Bool
    /// Both sides are over; nothing can be delivered.
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

  /// Watches a connection for life: each change is told once (edge-triggered), so the owner must
  /// remember what it has not used up.
  func addConnection(_ raw: Int32, _ token: Token) throws(SystemError) {
    let interest =
      EPOLLIN.rawValue | EPOLLOUT.rawValue | EPOLLRDHUP.rawValue | EPOLLET.rawValue
    try control(EPOLL_CTL_ADD, raw, interest, token)
  }

  /// Watches a waker; each waking is told once.
  func addWaker(_ raw: Int32) throws(SystemError) {
    try control(EPOLL_CTL_ADD, raw, EPOLLIN.rawValue | EPOLLET.rawValue, .waker)
  }

  /// Watches a listener, as other loops do; told again as long as somebody waits there.
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

  /// Takes what has happened, or happens within some milliseconds; gives how many events `event`
  /// can be asked for.
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
