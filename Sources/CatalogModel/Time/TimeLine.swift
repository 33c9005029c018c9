/// A value that the clock changes at known instants.
public struct TimeLine: Sendable, Equatable {
  /// What holds before each instant, in the order of the instants.
  public var steps: [(until: Instant, value: String?)]
  /// What holds from the last instant on.
  public var last: String?

  public init(_ steps: [(until: Instant, value: String?)], last: String?) {
    self.steps = steps
    self.last = last
  }

  public func value(at now: Instant) -> String? {
    for step in steps where now < step.until { return step.value }
    return last
  }

  public static func == (one: TimeLine, other: TimeLine) -> Bool {
    one.last == other.last
      && one.steps.elementsEqual(other.steps) { $0.until == $1.until && $0.value == $1.value }
  }
}

/// The rules of zones by their names, read once each.
///
/// Confined to whoever made it.
public final class TimeZones {
  private var known: [String: TimeZoneRules?] = [:]

  public init() {}

  /// Nil where there is no such zone.
  public func rules(_ name: String) -> TimeZoneRules? {
    if let rules = known[name] { return rules }
    let rules = try? TimeZoneRules(named: name)
    if known.count < 1_000 { known[name] = .some(rules) }
    return rules
  }
}

extension EventDates {
  /// Whether the event is past, upcoming or ongoing; "indeterminate" where its dates are too
  /// vague to tell; nil where they are unknown.
  ///
  /// Days begin and end by `zone`, and 12 hours west of UTC where it is unknown, so that an event
  /// is over only when its last day has ended everywhere.
  public func phases(zone: TimeZoneRules?) -> TimeLine? {
    guard let startEarliest, let startLatest, let end = endLatestForFilter else { return nil }
    func start(of day: Day) -> Instant {
      zone?.instant(of: day, second: 0) ?? Instant(day, offset: -12 * 3_600)
    }
    let surelyBegun = start(of: startLatest)
    let maybeEnded = start(of: (endEarliest ?? startLatest) + 1)
    let ended = start(of: end + 1)
    var steps: [(until: Instant, value: String?)] = [(start(of: startEarliest), "upcoming")]
    if surelyBegun < maybeEnded {
      if startLatest > startEarliest { steps.append((surelyBegun, "indeterminate")) }
      steps.append((maybeEnded, "ongoing"))
    }
    if maybeEnded < ended || surelyBegun >= maybeEnded { steps.append((ended, "indeterminate")) }
    return TimeLine(steps, last: "past")
  }
}
