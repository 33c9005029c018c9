import SQLite

/// When the file of a served catalog is checked: at the start, after each interval, and when there is
/// a reason to doubt it.
struct CheckSchedule {
  enum Outcome {
    case sound
    case damaged(String)
  }

  /// A check takes a tenth of the time at most.
  private static let restAfterCheck = 10
  private static let shortestRest = Duration.seconds(5)

  private let path: String
  private let interval: Duration?
  private var running: FileCheck?
  private var isRequested = false
  /// No check begins before; where nothing is asked for, one begins an interval later.
  private var restUntil = ContinuousClock.now

  init(_ path: String, interval: Duration?) {
    self.path = path
    self.interval = interval
  }

  /// Begins anew with a file that was just opened.
  mutating func begin() {
    running = nil
    isRequested = interval != nil
    restUntil = .now
  }

  /// Asks for a check; at once, if the file was written since the last one.
  mutating func request(atOnce: Bool = false) {
    isRequested = true
    if atOnce { restUntil = min(restUntil, .now + .milliseconds(500)) }
  }

  /// Goes on with the checks; gives the outcome of one that has ended.
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
