import Common
import Dispatch

@testable import SQLite

/// Collects reports of closures on several queues, and waits for a number of them.
actor Collector<Report: Sendable> {
  nonisolated let executor = QueueExecutor(label: "collector")
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
  private nonisolated let arrivals = DispatchSemaphore(value: 0)
  private var gathered: [Report] = []

  nonisolated func add(_ report: Report) {
    executor.queue.sync { assumeIsolated { $0.gathered.append(report) } }
    arrivals.signal()
  }

  nonisolated var reports: [Report] {
    executor.queue.sync { assumeIsolated { $0.gathered } }
  }

  /// Waits for so many further reports; false when they have not come within a minute.
  nonisolated func wait(for count: Int) -> Bool {
    (0..<count).allSatisfy { _ in arrivals.wait(timeout: .now() + 60) == .success }
  }
}

/// Blocks a queue until it is opened.
struct Gate: Sendable {
  private let opened = DispatchSemaphore(value: 0)
  private let reached = DispatchSemaphore(value: 0)

  func hold() {
    reached.signal()
    opened.wait()
  }

  func waitUntilReached() { reached.wait() }

  func open() { opened.signal() }
}
