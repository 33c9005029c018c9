import HTTP
import Synchronization

@testable import HTTPServer

/// One random history of a server and its clients, which its seed determines.
final class Simulation {
  struct Report: Sendable {
    var events = 0
    var failure: String?
  }

  private let server: SimulatedServer
  private let chance: Chance
  /// Whether the limits are so tight that a good client can be reset.
  private let isTight: Bool
  private var clients: [SimulatedClient] = []
  private var report = Report()
  private var requests = 0
  private var exhaustedUntil = 0
  private var drainEndsAt: Int?

  static func run(seed: UInt64, events: Int) throws -> Report {
    let chance = Chance(seed: seed ^ 0xFFFF)
    let isTight = chance.percent(30)
    var limits = ServerLimits()
    limits.connections = 6 + chance.below(10)
    limits.connectionsPerAddress = chance.below(6)
    limits.pipelinedDepth = 1 + chance.below(4)
    limits.requestsPerConnection = chance.below(20)
    limits.message.body = 60_000
    limits.unsentBytes = isTight ? 50_000 + chance.below(100_000) : 10_000_000
    limits.receivedBytes = isTight ? 5_000 + chance.below(50_000) : 10_000_000
    limits.refusals = isTight ? 1 + chance.below(3) : 1_024
    return try SimulatedServer.run(seed: seed, limits) { loop, server in
      Simulation(server, isTight: isTight).run(loop, events: events)
    }
  }

  private init(_ server: SimulatedServer, isTight: Bool) {
    self.server = server
    self.isTight = isTight
    chance = server.kernel.chance
    server.kernel.faults = chance.percent(20) ? 50 + chance.below(45) : chance.below(20)
  }

  private func run(_ loop: isolated EventLoop, events: Int) -> Report {
    let drainsAt = chance.percent(60) ? chance.below(events) : .max
    while report.events < events, report.failure == nil {
      if report.events >= drainsAt, drainEndsAt == nil { drain(loop) }
      happen(loop)
      check(loop)
    }
    if report.failure == nil { end(loop) }
    return report
  }

  // MARK: Events

  private func happen(_ loop: isolated EventLoop) {
    report.events += 1
    let kernel = server.kernel
    if kernel.time >= exhaustedUntil { kernel.isExhausted = false }
    let client = clients.isEmpty ? nil : clients[chance.below(clients.count)]
    switch chance.below(100) {
    case 0..<8: connect(loop)
    case 8..<22:
      requests += 1
      client?.compose(number: requests)
    case 22..<38: client?.send(1 + chance.below(chance.percent(50) ? 20 : 5_000))
    case 38..<54: read(client, 1 + chance.below(chance.percent(50) ? 100 : 20_000), loop)
    case 54..<66: _ = server.responder.giveOne(chance)
    case 66..<68:
      guard let client, !client.isGood || chance.percent(20) else { return }
      if client.isGood || chance.percent(50) { client.end() } else { client.reset() }
    case 68:
      kernel.isExhausted = true
      exhaustedUntil = kernel.time + chance.below(1_000)
    case 69..<88: server.turn(loop)
    case 88..<98: pass(chance.below(50), loop)
    default: pass(chance.below(chance.percent(10) ? 40_000 : 3_000), loop)
    }
  }

  private func connect(_ loop: isolated EventLoop) {
    clients.removeAll(where: \.isDone)
    guard clients.count < 12, drainEndsAt == nil else { return }
    let isGood = chance.percent(60)
    clients.append(
      SimulatedClient(
        server.connect(
          from: "203.0.113.\(chance.below(4))", capacity: 1_000 + chance.below(20_000)), chance,
        isGood: isGood, maximumSize: 50_000))
  }

  /// Time passes, in which good clients do what they can.
  private func pass(_ milliseconds: Int, _ loop: isolated EventLoop) {
    serveGoodClients(loop)
    server.turn(loop)
    server.advance(loop, by: milliseconds) { serveGoodClients(loop) }
  }

  private func serveGoodClients(_ loop: isolated EventLoop) {
    for client in clients where client.isGood {
      report.events += 1
      client.send(.max)
      read(client, .max, loop)
    }
  }

  private func read(_ client: SimulatedClient?, _ limit: Int, _ loop: isolated EventLoop) {
    guard let client else { return }
    let isOver = drainEndsAt.map { server.kernel.time >= $0 } ?? false
    if let failure = client.receive(
      limit, mayBeCutOff: isTight || isOver || client.socket.isRefused)
    {
      fail("\(client.isGood ? "good" : "bad") client \(client.socket.raw): \(failure)")
    }
  }

  private func drain(_ loop: isolated EventLoop) {
    server.kernel.isExhausted = false
    loop.take(.closeListeners {})
    loop.take(.drain {})
    drainEndsAt = server.kernel.time + loop.timeouts.drain
    // Whom the system had ready and the server did not accept.
    for client in clients where client.socket.isInBacklog { client.reset() }
  }

  // MARK: Checks

  private func fail(_ text: String) {
    if report.failure == nil { report.failure = "event \(report.events): \(text)" }
  }

  /// What holds at every moment between turns.
  private func check(_ loop: isolated EventLoop) {
    guard loop.inbox.isEmpty else { return }
    let connections = loop.table.all
    let counted = connections.reduce(loop.waitingBodies.byteCount) { $0 + $1.unsentBytes }
    if counted != server.bounds.unsent.count {
      fail("\(server.bounds.unsent.count) unsent bytes are counted, not \(counted)")
    }
    if counted > server.limits.unsentBytes { fail("\(counted) unsent bytes are held") }
    let senders = connections.count { $0.waitingBody != nil }
    if senders != loop.waitingBodies.holderCount { fail("\(senders) connections send a body") }
    for connection in connections {
      let output = connection.output
      if output.copiedCount > connection.unsentBytes
        || !output.isOpen == (connection.waitingBody == nil)
      {
        fail("bytes wait uncounted")
      }
      guard loop.scheduled.isEmpty else { continue }
      if connection.writable, !output.isEmpty { fail("bytes wait that could be sent") }
      switch connection.machine.step {
      case .readHead, .readContent, .linger:
        if connection.readable { fail("bytes wait that could be read") }
      default: break
      }
    }
  }

  /// Finishes all requests; then no resource may be left.
  private func end(_ loop: isolated EventLoop) {
    server.kernel.faults = 0
    server.kernel.isExhausted = false
    // All clients are prompt now, so only the lingering close needs a timeout.
    for round in 0..<40 {
      while server.responder.giveOne(chance) {}
      for client in clients {
        client.send(.max)
        read(client, .max, loop)
        if round > 25 { client.end() }
      }
      server.turn(loop)
      clients.removeAll(where: \.isDone)
      if clients.isEmpty, loop.table.count == 0, loop.pending.isEmpty { break }
      server.advance(loop, by: 500, inSteps: 500)
    }
    for client in clients {
      fail("client \(client.socket.raw) waits for ever\(client.isWaiting ? " for a response" : "")")
    }
    // The timer wheel turns once.
    server.advance(loop, by: 40_000, inSteps: 1_000)
    checkEmpty(loop)
    loop.stop()
  }

  private func checkEmpty(_ loop: isolated EventLoop) {
    let left: [(String, Int)] = [
      ("connections", loop.table.count), ("requests", loop.pending.count),
      ("slots taken", loop.load.load(ordering: .relaxed)),
      ("connections open", loop.metrics.open.value),
      ("unsent bytes", server.bounds.unsent.count),
      ("received bytes", server.bounds.received.count), ("bodies", loop.waitingBodies.byteCount),
      ("deadlines", loop.isStopped || loop.deadlines.nextTick == nil ? 0 : 1),
      ("scheduled", loop.scheduled.count),
    ]
    for (what, count) in left where count != 0 { fail("\(count) \(what) are left") }
    for _ in 0..<server.limits.connections where !server.bounds.connections.admit(.unix) {
      fail("a place of a connection is left taken")
    }
  }
}

extension WaitingBodies {
  fileprivate var byteCount: Int { bodies.values.reduce(0) { $0 + $1.size } }
  fileprivate var holderCount: Int {
    bodies.values.reduce(0) { $0 + $1.holders.values.reduce(0, +) }
  }
}
