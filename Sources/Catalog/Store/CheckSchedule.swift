import SQLite

/// The schedule for checking the file of a served catalog: at the start, after each interval, and
/// when there is a reason to doubt the file.
struct CheckSchedule {
  enum Outcome {
    case sound
    case damaged(String)
  }

  /// The pause after a check, as a multiple of the check's duration, so that checks take at most a
  /// tenth of the time.
  private static let restAfterCheck = 10
  private static let shortestRest = Duration.seconds(5)

  private let path: String
  private let interval: Duration?
  private var running: FileCheck?
  private var isRequested = false
  /// The earliest start of the next check; without a request, the next check starts an interval
  /// later.
  private var restUntil = ContinuousClock.now

  init(_ path: String, interval: Duration?) {
    self.path = path
    self.interval = interval
  }

  /// Starts over with a file that was just opened.
  mutating func begin() {
    running = nil
    isRequested = interval != nil
    restUntil = .now
  }

  /// Requests a check; with `atOnce` within half a second, since the file was overwritten.
  mutating func request(atOnce: Bool = false) {
    isRequested = true
    if atOnce { restUntil = min(restUntil, .now + .milliseconds(500)) }
  }

  /// Starts a check that is due, and returns the outcome of one that has ended.
  mutating func advance(generation: Int) -> Outcome? {
    if let running {
      guard let (findings, duration) = running.outcome else { return nil }
      self.running = nil
      restUntil = .now + max(duration * Self.restAfterCheck, Self.shortestRest)
      guard running.generation == generation else {
        isRequested = true
        return nil
      }
      if let finding = findings.first {
        isRequested = true
        return .damaged(finding)
      }
      return .sound
    }
    if let interval, ContinuousClock.now >= restUntil + interval { isRequested = true }
    guard isRequested, ContinuousClock.now >= restUntil else { return nil }
    isRequested = false
    running = FileCheck.start(path, generation: generation)
    return nil
  }
}
