import HTTP
import Testing

@testable import HTTPServer

/// The time limits of clients, on a simulated clock.
@Suite struct PaceSimulationTests {
  /// The bytes that a client receives of a response of 2 MB, per second, until it is complete or
  /// reset.
  private struct Taken: Sendable {
    var bytes = 0
    var seconds = 0
    var isReset = false
    var isWhole = false
  }

  private static let size = 2_000_000

  /// Runs a client that receives `rate(second)` bytes in each second, for at most `seconds`.
  ///
  /// Its socket at the server has a large buffer, as for a client that was fast before, and so
  /// becomes writable rarely. `drainsAt` is the second at which the server drains.
  private func take(
    _ limits: ServerLimits = ServerLimits(), seconds: Int, drainsAt: Int = .max,
    rate: @escaping @Sendable (Int) -> Int
  ) throws -> Taken {
    try SimulatedServer.run(limits) { loop, server in
      let client = server.connect(capacity: 1_000_000)
      client.deliver(Array("GET /now/1/\(Self.size) HTTP/1.1\r\nHost: x\r\n\r\n".utf8)[...])
      server.turn(loop)
      var taken = Taken()
      while taken.seconds < seconds {
        if taken.seconds == drainsAt { loop.take(.drain {}) }
        server.advance(loop, by: 1_000, inSteps: 100) {
          taken.bytes += client.receive(rate(taken.seconds) / 10).count
        }
        taken.seconds += 1
        if client.isReset || client.isClosedByServer || taken.bytes > Self.size { break }
      }
      taken.isReset = client.isReset
      taken.isWhole = taken.bytes > Self.size
      loop.stop()
      return taken
    }
  }

  @Test func `A client that reads 8 kB a second gets its response`() throws {
    let taken = try take(seconds: 300) { _ in 8_000 }
    #expect(taken.isWhole)
    #expect(taken.seconds > 240)
  }

  @Test func `A client below the minimum rate is reset`() throws {
    let taken = try take(seconds: 300) { _ in 400 }
    #expect(taken.isReset)
    #expect((30...32).contains(taken.seconds))
  }

  @Test func `Early reception does not let a client stop later`() throws {
    let taken = try take(seconds: 3_600) { $0 < 3 ? 400_000 : 0 }
    #expect(taken.isReset)
    // The kernel has the rest when the client stops: the idle time-out, then one span.
    #expect((30...95).contains(taken.seconds))
  }

  @Test func `A rate of 0 requires one byte in each interval`() throws {
    var limits = ServerLimits()
    limits.writeMinimumRate = 0
    let taken = try take(limits, seconds: 300) { $0 < 200 ? 10 : 0 }
    #expect(taken.isReset)
    #expect((205...265).contains(taken.seconds))
  }

  @Test func `No rate extends a response beyond its time limit`() throws {
    var limits = ServerLimits()
    limits.responseTimeout = .seconds(100)
    let taken = try take(limits, seconds: 3_600) { _ in 1_000 }
    #expect(taken.isReset)
    #expect((100...102).contains(taken.seconds))
  }

  @Test func `Each response of a connection has its own time limit`() throws {
    var limits = ServerLimits()
    limits.responseTimeout = .seconds(100)
    try SimulatedServer.run(limits) { loop, server in
      let client = server.connect()
      for _ in 0..<20 {
        client.deliver(Array("GET /now/1/100000 HTTP/1.1\r\nHost: x\r\n\r\n".utf8)[...])
        server.turn(loop)
        var taken = 0
        server.advance(loop, by: 30_000, inSteps: 500) { taken += client.receive(4_000).count }
        #expect(taken > 100_000)
      }
      #expect(!client.isClosedByServer)
      loop.stop()
    }
  }

  @Test func `Without limits a client may take any time`() throws {
    var limits = ServerLimits()
    limits.writeTimeout = .zero
    limits.responseTimeout = .zero
    let taken = try take(limits, seconds: 7_200) { $0 < 7_000 ? 0 : 1_000_000 }
    #expect(taken.isWhole)
  }

  @Test func `A drain waits for a client that makes progress`() throws {
    let taken = try take(seconds: 60, drainsAt: 2) { _ in 250_000 }
    #expect(taken.isWhole)
    #expect(taken.seconds >= 8)
  }

  @Test func `A drain soon ends a client that makes no progress`() throws {
    let taken = try take(seconds: 60, drainsAt: 20) { $0 < 19 ? 10_000 : 0 }
    #expect(taken.isReset)
    #expect((21...25).contains(taken.seconds))
  }

  @Test func `A drain ends everything that takes longer than its time`() throws {
    let taken = try take(seconds: 60, drainsAt: 2) { _ in 10_000 }
    #expect(!taken.isWhole)
    #expect((11...13).contains(taken.seconds))
  }

  @Test func `A connection is not idle while its client receives from the kernel`() throws {
    var limits = ServerLimits()
    limits.idleTimeout = .seconds(10)
    let seconds = try SimulatedServer.run(limits) { loop, server in
      let client = server.connect(capacity: 1_000_000)
      client.deliver(Array("GET /now/1/60000 HTTP/1.1\r\nHost: x\r\n\r\n".utf8)[...])
      server.turn(loop)
      var (seconds, taken) = (0, 0)
      while !client.serverEnded, !client.isClosedByServer, seconds < 600 {
        server.advance(loop, by: 1_000) {}
        taken += client.receive(1_000).count
        seconds += 1
      }
      #expect(taken > 60_000)
      #expect(!client.isReset)
      loop.stop()
      return seconds
    }
    #expect((60...110).contains(seconds))
  }

  @Test(arguments: ["now", "stream"])
  func `Slow clients block large responses for others only for a while`(_ action: String) throws {
    let limits = {
      var limits = ServerLimits()
      limits.unsentBytes = action == "now" ? 4_000_000 : 4 * BodyPump.pieceSize
      return limits
    }()
    let request = Array("GET /\(action)/1/1000000 HTTP/1.1\r\nHost: x\r\n\r\n".utf8)[...]
    try SimulatedServer.run(limits) { loop, server in
      let slow = (2...4).map { server.connect(from: "203.0.113.\($0)") }
      for client in slow { client.deliver(request) }
      func status(_ loop: isolated EventLoop) -> String {
        let client = server.connect()
        client.deliver(request)
        server.turn(loop)
        return String(decoding: client.receive(12).suffix(3), as: UTF8.self)
      }
      for second in 0..<40 {
        server.advance(loop, by: 1_000) {
          while server.responder.giveOne(server.kernel.chance) {}
          for (index, client) in slow.enumerated() { _ = client.receive(400 - index * 100) }
        }
        if second == 20 { #expect(status(loop) == "503") }
      }
      #expect(status(loop) == "200")
      // The slowest made room.
      #expect(slow.map(\.isClosedByServer) == [false, false, true])
      loop.stop()
    }
  }

  @Test func `Content sent early does not allow a long pause later`() throws {
    let seconds = try SimulatedServer.run(ServerLimits()) { loop, server in
      let client = server.connect()
      let head = "POST /echo/1/1 HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n"
      client.deliver((Array(head.utf8) + [UInt8](repeating: 0x78, count: 50_000))[...])
      var seconds = 0
      while client.toClient.isEmpty, seconds < 600 {
        server.advance(loop, by: 1_000) {}
        seconds += 1
      }
      #expect(String(decoding: client.receive(12), as: UTF8.self) == "HTTP/1.1 408")
      loop.stop()
      return seconds
    }
    #expect((10...12).contains(seconds))
  }

  @Test func `Many timeouts at once do not block other connections`() throws {
    var limits = ServerLimits()
    limits.connectionsPerAddress = 0
    try SimulatedServer.run(limits) { loop, server in
      let clients = (0..<600).map { _ in server.connect() }
      server.turn(loop)
      #expect(loop.table.count == 600)
      server.kernel.moveClock(by: 11_000)
      var ended = 0
      while server.kernel.takeTimer() {
        loop.timerFired()
        let now = clients.count(where: \.serverEnded)
        #expect(now - ended <= 256)
        ended = now
        server.kernel.moveClock(by: 20)
      }
      #expect(ended == 600)
      loop.stop()
    }
  }

  @Test func `After a suspension a client that reads is not reset`() throws {
    try SimulatedServer.run(ServerLimits()) { loop, server in
      let client = server.connect(capacity: 100_000)
      client.deliver(Array("GET /now/1/1000000 HTTP/1.1\r\nHost: x\r\n\r\n".utf8)[...])
      server.turn(loop)
      // The client receives the kernel's data, which is all that it can do meanwhile.
      #expect(client.receive(.max).count == 100_000)
      server.kernel.moveClock(by: 600_000)
      if server.kernel.takeTimer() { loop.timerFired() }
      server.turn(loop)
      #expect(!client.isClosedByServer)
      loop.stop()
    }
  }

  @Test func `Without a write timeout a drain still waits for progress`() throws {
    var limits = ServerLimits()
    limits.writeTimeout = .zero
    let taken = try take(limits, seconds: 60, drainsAt: 2) { _ in 250_000 }
    #expect(taken.isWhole)
  }

  @Test func `After a suspension requests that arrived meanwhile are answered`() throws {
    try SimulatedServer.run(ServerLimits()) { loop, server in
      let client = SimulatedClient(
        server.connect(), server.kernel.chance, isGood: true, maximumSize: 100)
      server.turn(loop)
      for number in 0..<2 {
        client.compose(.now, number: number)
        client.send(.max)
        // The timer fires before the poll.
        server.kernel.moveClock(by: 3_600_000)
        if server.kernel.takeTimer() { loop.timerFired() }
        server.turn(loop)
        #expect(client.receive(.max, mayBeCutOff: false) == nil)
        #expect(!client.isWaiting && !client.isDone)
      }
      loop.stop()
    }
  }
}
