import Dispatch
import Glibc
import HTTP
import Testing

@testable import HTTPServer

/// The behaviour without free descriptors; each test in its own process.
@Suite struct ExhaustionTests {
  @Test func `Without descriptors clients wait, the loop pauses, and it resumes by itself`() async {
    await #expect(processExitsWith: .success) {
      Descriptors.limit(to: 128, hard: 128)
      let server = try TestServer(loops: 1) { $0.headerTimeout = .milliseconds(500) }
      // Its timeout shows that the timer has its descriptor.
      let silent = try server.client()
      #expect(try silent.isAtEnd())
      let first = try server.client()
      try first.send(get("/hello"))
      #expect(try first.answer().text == "hello")

      var taken = Descriptors.takeAll()
      taken.removeLast()
      // Uses the last descriptor; the kernel completes the connection without the server.
      let waiting = try server.client()
      try waiting.send(get("/later/1"))
      let before = Processor.milliseconds
      for _ in 0..<3 {
        // Longer than the pause of accepting.
        _ = DispatchSemaphore(value: 0).wait(timeout: .now() + .milliseconds(150))
        try first.send(get("/hello"))
        #expect(try first.answer().text == "hello")
      }
      #expect(Processor.milliseconds - before < 225, "the loop spins")
      #expect(server.server.metrics.accepted == 2)
      taken = []
      #expect(try waiting.answer().text == "later 1")
      #expect(server.server.metrics.accepted == 3)
    }
  }

  @Test func `The soft limit is raised to the hard one, and some descriptors are reserved`() async {
    await #expect(processExitsWith: .success) {
      Descriptors.limit(to: 100, hard: 400)
      #expect(DescriptorLimit.raise(loops: 1, refusals: 1_024) == 200)
      #expect(Descriptors.softLimit == 400)
    }
  }

  @Test(arguments: [(0, 3), (2, 2), (9, 3)])
  func `Descriptors limit the connections, whatever the setting is`(
    setting: Int, bound: Int
  ) throws {
    var limits = ServerLimits()
    limits.connections = setting
    let quota = ConnectionQuota(limits, descriptors: 3)
    for _ in 0..<bound { #expect(quota.admit(.unix)) }
    #expect(!quota.admit(.unix))
    quota.release(.unix)
    #expect(quota.admit(.unix))
  }

  @Test(arguments: [
    (nil, "203.0.113.7", 512), (nil, "127.0.0.1", 2_000), (2, "127.0.0.1", 2),
    (2, "2001:db8::1", 2), (0, "203.0.113.7", 2_000),
  ])
  func `Each address has its limit, this machine only if it is set`(
    setting: Int?, text: String, bound: Int
  ) throws {
    var limits = ServerLimits()
    limits.connectionsPerAddress = setting
    limits.connections = 2_000
    let quota = ConnectionQuota(limits, descriptors: 10_000)
    let address = try #require(IPAddress(v4: text) ?? IPAddress(v6: text))
    for _ in 0..<bound { #expect(quota.admit(Peer(address))) }
    #expect(!quota.admit(Peer(address)))
    // Other clients have their own limit; for IPv6 another network.
    let neighbour = try #require(IPAddress(v6: "2001:db8::ffff"))
    let stranger = try #require(IPAddress(v6: "2001:db8:0:1::1"))
    if bound < 2_000 {
      #expect(quota.admit(Peer(neighbour)) == (text != "2001:db8::1"))
      #expect(quota.admit(Peer(stranger)))
    }
  }
}

private enum Descriptors {
  private static let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)

  /// Lowers the descriptor limit of this process, the hard limit permanently.
  static func limit(to soft: UInt, hard: UInt) {
    var limit = rlimit(rlim_cur: soft, rlim_max: hard)
    precondition(setrlimit(resource, &limit) == 0)
  }

  static var softLimit: UInt {
    var limit = rlimit()
    getrlimit(resource, &limit)
    return limit.rlim_cur
  }

  /// Uses all free descriptors.
  static func takeAll() -> [Held] {
    var all: [Held] = []
    while case let raw = dup(0), raw >= 0 { all.append(Held(raw)) }
    return all
  }

  final class Held {
    private let descriptor: Descriptor

    init(_ raw: Int32) {
      descriptor = Descriptor(raw)
    }
  }
}

private enum Processor {
  /// What this process has used.
  static var milliseconds: Int {
    var usage = rusage()
    getrusage(RUSAGE_SELF.rawValue, &usage)
    let micro = usage.ru_utime.tv_usec + usage.ru_stime.tv_usec
    return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1_000 + Int(micro) / 1_000
  }
}
