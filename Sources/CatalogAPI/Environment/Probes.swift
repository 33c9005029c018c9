import Catalog
import CatalogModel
import Synchronization

/// The state of the running program: whether it is ready, and its metrics.
///
/// Shared by the responders of all loops; each has counters of its own.
public final class Probes: Sendable {
  private let startedAt = Instant.now
  private let loops: [AnswerCounts]
  private let taken = Atomic<Int>(0)
  private let draining = Atomic<Bool>(false)
  private let troubled = Atomic<Bool>(false)
  /// Returns the metrics of the modules below the API.
  private let readings: @Sendable () -> [Metric]

  /// Creates counters for a number of event loops; `readings` returns the metrics of the modules
  /// below.
  public init(loops: Int = 1, readings: @escaping @Sendable () -> [Metric] = { [] }) {
    self.loops = (0..<max(1, loops)).map { _ in AnswerCounts() }
    self.readings = readings
  }

  /// Marks the server as shutting down: from now on it is not ready.
  public func beginDraining() { draining.store(true, ordering: .relaxed) }

  /// Records whether the database file is damaged or missing.
  func setTroubled(_ isTroubled: Bool) { troubled.store(isTroubled, ordering: .relaxed) }

  private var isReady: Bool { !isDraining && !troubled.load(ordering: .relaxed) }

  var isDraining: Bool { draining.load(ordering: .relaxed) }

  /// Returns the counters for the next loop.
  func counts() -> AnswerCounts {
    loops[taken.wrappingAdd(1, ordering: .relaxed).oldValue % loops.count]
  }

  /// Returns all metrics; without the numbers of records if nil, because the data cannot be read.
  func metrics(revision: Int, records: [(name: String, count: Int)]?) -> [Metric] {
    func sum(_ count: (AnswerCounts) -> Int) -> Int { loops.reduce(0) { $0 + count($1) } }
    var metrics = [
      Metric(
        "catalog_build_info", .gauge, "The version of the program.", label: "version",
        [(Program.version, 1)]),
      Metric(
        "process_start_time_seconds", .gauge, "Start time of the process, in seconds since 1970.",
        startedAt.seconds),
      Metric(
        "catalog_ready", .gauge, "Whether the server accepts requests and can read its data.",
        records != nil && isReady ? 1 : 0),
      Metric("catalog_revision", .gauge, "The newest revision of the data.", revision),
    ]
    if let records {
      metrics.append(
        Metric(
          "catalog_records", .gauge, "Number of records, by collection.", label: "collection",
          records.map { ($0.name, $0.count) }))
    }
    metrics += [
      Metric(
        "catalog_answers_total", .counter, "Responses, by the class of their status.",
        label: "status",
        AnswerCounts.classes.enumerated().map { index, name in
          (name, sum { $0.byClass[index].value })
        }),
      Metric(
        "catalog_answer_cache_hits_total", .counter, "Responses served from the cache.",
        sum { $0.hits.value }),
      Metric(
        "catalog_answer_cache_misses_total", .counter, "Responses that were not in the cache.",
        sum { $0.misses.value }),
      Metric(
        "catalog_answer_cache_bytes", .gauge, "Approximate bytes of cached responses.",
        sum { $0.bytes.value }),
    ]
    return metrics + readings()
  }
}

/// The counters of one loop's responder; any thread may read them.
final class AnswerCounts: Sendable {
  static let classes = ["2xx", "3xx", "4xx", "5xx"]

  let hits = Count()
  let misses = Count()
  /// The size of its cache, in bytes.
  let bytes = Count()
  let byClass = classes.map { _ in Count() }

  func add(status: Int) {
    let index = status / 100 - 2
    if byClass.indices.contains(index) { byClass[index].add() }
  }
}

/// A counter that one queue changes and any thread may read.
final class Count: Sendable {
  private let number = Atomic<Int>(0)

  /// Adds one.
  ///
  /// Only the owning queue adds, so no atomic read-modify-write is needed.
  func add() { number.store(number.load(ordering: .relaxed) &+ 1, ordering: .relaxed) }

  func set(_ value: Int) { number.store(value, ordering: .relaxed) }

  var value: Int { number.load(ordering: .relaxed) }
}
