import Dispatch
import Glibc

@testable import HTTPServer

/// A simulated system: the test moves its clock, and its calls fail at random.
final class SimulatedKernel: Kernel {
  /// Numbers that no descriptor of this process has, so that closing one does nothing.
  private static let firstDescriptor: Int32 = 0x4000_0000

  let chance: Chance
  private(set) var time = 1_000_000
  private(set) var timerFiresAt: Int?
  /// Percentage of calls that are interrupted, shortened or reported too early.
  var faults = 0
  /// Descriptors are used up.
  var isExhausted = false

  private var made: Int32 = 0
  private(set) var backlog: [SimulatedSocket] = []
  private var watched: [SimulatedSocket] = []
  private var listens = false
  private var events: [Poller.Event] = []

  init(seed: UInt64) throws(SystemError) {
    chance = Chance(seed: seed)
    try super.init()
  }

  // MARK: The world outside

  static func listener() -> Listener {
    Listener(Descriptor(firstDescriptor - 1), address: .unix(path: "simulation"))
  }

  func connect(from address: IPAddress, capacity: Int) -> SimulatedSocket {
    made += 1
    let socket = SimulatedSocket(
      raw: SimulatedKernel.firstDescriptor + made, peer: Peer(address), capacity: capacity)
    backlog.append(socket)
    return socket
  }

  func moveClock(by milliseconds: Int) {
    time += milliseconds
  }

  /// Whether the timer is due; it fires once.
  func takeTimer() -> Bool {
    guard let due = timerFiresAt, due <= time else { return false }
    timerFiresAt = nil
    return true
  }

  var hasEvents: Bool { watched.contains(where: \.hasChanged) || listens && !backlog.isEmpty }

  private func socket(_ socket: Socket) -> SimulatedSocket? {
    watched.last { $0.raw == socket.raw }
  }

  /// Runs a call that a signal interrupts at random.
  private func call(_ body: () -> Int) -> Transfer {
    Syscall.transfer {
      if chance.below(100) < faults {
        errno = EINTR
        return -1
      }
      return body()
    }
  }

  private func fail(_ code: Int32) -> Int {
    errno = code
    return -1
  }

  private func cutShort(_ count: Int) -> Int {
    chance.percent(faults) ? 1 + chance.below(max(1, count)) : count
  }

  // MARK: Kernel

  override func now() -> Int { time }

  override func start(
    on queue: DispatchQueue, turn: @escaping @Sendable () -> Void,
    timer fired: @escaping @Sendable () -> Void
  ) {}

  override func stop() {}

  override func setTimer(after wait: Int, leeway: Int) {
    timerFiresAt = time + wait + chance.below(leeway)
  }

  override func watch(waker raw: Int32) {}
  override func watch(_ listener: Listener, _ token: Token) { listens = true }
  override func unwatch(_ listener: Listener) { listens = false }

  override func watch(_ socket: Socket, _ token: Token) throws(SystemError) {
    guard let index = backlogAccepted.lastIndex(where: { $0.raw == socket.raw }) else { return }
    let accepted = backlogAccepted.remove(at: index)
    if chance.percent(faults / 4) {
      accepted.isRefused = true
      throw SystemError("epoll_ctl", ENOMEM)
    }
    accepted.token = token
    accepted.hasChanged = true
    watched.append(accepted)
  }

  /// Accepted and not watched yet.
  private var backlogAccepted: [SimulatedSocket] = []

  override func poll(waiting milliseconds: Int32) -> Int {
    watched.removeAll(where: \.isClosedByServer)
    events = []
    for socket in watched where socket.hasChanged || chance.percent(faults / 10) {
      guard let event = socket.event else { continue }
      socket.hasChanged = false
      events.append(event)
    }
    if listens, !backlog.isEmpty {
      events.append(
        Poller.Event(
          token: .listener(0), readable: true, writable: false, ended: false, gone: false))
    }
    return events.count
  }

  override func event(_ index: Int) -> Poller.Event { events[index] }

  override func accept(_ listener: Listener) -> Acceptance {
    var accepted: SimulatedSocket?
    let outcome = call {
      if isExhausted { return fail(EMFILE) }
      guard !backlog.isEmpty else { return fail(EAGAIN) }
      let socket = backlog.removeFirst()
      if socket.isReset { return fail(ECONNABORTED) }
      accepted = socket
      return Int(socket.raw)
    }
    guard let accepted else { return Acceptance(outcome, peer: .unix) }
    backlogAccepted.append(accepted)
    return .connection(accepted.accept())
  }

  override func receive(
    _ socket: Socket, into buffer: inout [UInt8], from start: Int
  ) -> Transfer {
    guard let socket = self.socket(socket) else { return .failed(EBADF) }
    return call {
      if socket.isReset { return fail(ECONNRESET) }
      if socket.toServer.isEmpty { return socket.clientEnded ? 0 : fail(EAGAIN) }
      return socket.read(
        into: &buffer, from: start, limit: cutShort(buffer.count - start))
    }
  }

  override func send(
    _ socket: Socket, _ bytes: [UInt8], from start: Int, limit: Int
  ) -> Transfer {
    write(bytes[start...].prefix(limit), to: socket)
  }

  override func send(
    _ socket: Socket, _ first: [UInt8], from start: Int, then second: [UInt8], limit: Int
  ) -> Transfer {
    write(first[start...] + second.prefix(limit), to: socket)
  }

  private func write(_ bytes: ArraySlice<UInt8>, to socket: Socket) -> Transfer {
    guard let socket = self.socket(socket) else { return .failed(EBADF) }
    return call {
      if socket.isReset || socket.serverEnded { return fail(EPIPE) }
      let count = socket.write(bytes.prefix(cutShort(bytes.count)))
      return count == 0 ? fail(EAGAIN) : count
    }
  }

  override func unacknowledged(_ socket: Socket) -> Int {
    self.socket(socket)?.toClient.count ?? 0
  }

  override func endSending(_ socket: Socket) { self.socket(socket)?.endSending() }
  override func resetOnClose(_ socket: Socket) { self.socket(socket)?.resetOnClose() }
}
