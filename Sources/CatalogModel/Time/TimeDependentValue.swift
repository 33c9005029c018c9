/// A time-dependent value that changes at known instants.
public struct TimeDependentValue: Sendable, Equatable {
  /// The values until each instant, in the order of the instants.
  public var steps: [(until: Instant, value: String?)]
  /// The value from the last instant on.
  public var last: String?

  public init(_ steps: [(until: Instant, value: String?)], last: String?) {
    self.steps = steps
    self.last = last
  }

  public func value(at now: Instant) -> String? {
    for step in steps where now < step.until { return step.value }
    return last
  }

  public static func == (one: TimeDependentValue, other: TimeDependentValue) -> Bool {
    one.last == other.last
      && one.steps.elementsEqual(other.steps) { $0.until == $1.until && $0.value == $1.value }
  }
}

/// A cache of time zone rules by name.
///
/// Confined to the thread or queue of its owner.
public final class TimeZones {
  private var known: [String: TimeZoneRules?] = [:]

  public init() {}

  /// Returns the rules of a zone; `nil` if it does not exist.
  public func rules(_ name: String) -> TimeZoneRules? {
    if let rules = known[name] { return rules }
    let rules = try? TimeZoneRules(named: name)
    if known.count < 1_000 { known[name] = .some(rules) }
    return rules
  }
}

extension EventDates {
  /// Returns the phase: "upcoming", "ongoing", "past", or "indeterminate" if the dates are too
  /// vague; `nil` if they are unknown.
  ///
  /// Days begin and end in `zone`. If that is `nil`, in UTC-12, so that an event is over only when
  /// its last day has ended everywhere.
  public func phases(zone: TimeZoneRules?) -> TimeDependentValue? {
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
    return TimeDependentValue(steps, last: "past")
  }
}
