/// A zone in one of the spellings that deadlines are published with.
public enum DeclaredZone: Sendable {
  /// Seconds east of UTC, without summer time.
  case fixed(Int)
  case rules(TimeZoneRules)

  private static let fixed: [String: Int] = [
    "AOE": -12, "UTC": 0, "GMT": 0, "Z": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7,
    "MDT": -6, "PST": -8, "PDT": -7, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "BST": 1, "JST": 9,
    "KST": 9, "SGT": 8, "HKT": 8, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
  ]

  /// Zones of the United States as people name them, with summer time.
  private static let american = [
    "PT": "America/Los_Angeles", "MT": "America/Denver", "CT": "America/Chicago",
    "ET": "America/New_York",
  ]

  /// Nil where the spelling is not known.
  ///
  /// AoE is 12 hours west of UTC; "UTC-8" and "GMT+02" mean what they say, 8 hours west and 2 hours
  /// east (the reverse of POSIX `Etc/GMT+2`).
  public init?(_ spelling: String) {
    let upper = spelling.uppercased()
    if let hours = Self.fixed[upper] {
      self = .fixed(hours * 3_600)
    } else if let name = Self.american[upper] {
      guard let rules = try? TimeZoneRules(named: name) else { return nil }
      self = .rules(rules)
    } else if upper.hasPrefix("UTC") || upper.hasPrefix("GMT") {
      guard let offset = Self.offset(upper.dropFirst(3)) else { return nil }
      self = .fixed(offset)
    } else {
      guard let rules = try? TimeZoneRules(named: spelling) else { return nil }
      self = .rules(rules)
    }
  }

  /// The instant of a local time in the zone.
  public func instant(of day: Day, second: Int) -> Instant {
    switch self {
    case .fixed(let offset): Instant(day, second: second, offset: offset)
    case .rules(let rules): rules.instant(of: day, second: second)
    }
  }

  /// Seconds east of UTC at an instant.
  public func offset(at instant: Instant) -> Int {
    switch self {
    case .fixed(let offset): offset
    case .rules(let rules): rules.offset(at: instant)
    }
  }

  private static func offset(_ text: Substring) -> Int? {
    let sign = text.hasPrefix("+") ? 1 : text.hasPrefix("-") ? -1 : 0
    let parts = text.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
    guard sign != 0, (1...2).contains(parts.count), let hours = Int(parts[0]),
      (0...14).contains(hours)
    else { return nil }
    guard parts.count == 2 else { return sign * hours * 3_600 }
    guard let minutes = Day.digits(parts[1], 2), minutes < 60 else { return nil }
    return sign * (hours * 3_600 + minutes * 60)
  }
}
