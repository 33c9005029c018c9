import Glibc
import Testing

@testable import HTTPServer

/// The event loop in random histories.
///
/// A failure names its seed; to see it again, set `SIMULATION_SEED`. `SIMULATION_EVENTS` sets the
/// number of events (default 100,000).
@Suite struct SimulationTests {
  private static let eventsPerHistory = 1_500

  @Test func `Every request gets one response or a close, and no resource is left`() throws {
    func variable(_ name: String) -> Int? {
      getenv(name).flatMap { Int(String(cString: $0)) }
    }
    let seed = variable("SIMULATION_SEED")
    let events = variable("SIMULATION_EVENTS") ?? 100_000
    var seen = 0
    var next = UInt64(seed ?? 1)
    while seed == nil ? seen < events : next == seed.map(UInt64.init) {
      let report = try Simulation.run(seed: next, events: Self.eventsPerHistory)
      seen += report.events
      if let failure = report.failure {
        Issue.record("SIMULATION_SEED=\(next): \(failure)")
        break
      }
      next += 1
    }
  }
}
