/// A deadline of a conference, with the words in which it was published.
public struct Deadline: Sendable, Equatable {
  public static let kinds = [
    "abstract", "paper", "supplementary", "rebuttal-start", "rebuttal-end", "notification",
    "camera-ready", "registration", "early-bird", "workshop-proposal", "tutorial-proposal",
    "talk-proposal", "submission-opens", "other",
  ]
  public static let declaredStatuses = ["tba", "cancelled", "extended"]

  /// Unique within the conference.
  public var id: String
  public var conference: String
  public var track: String?
  /// One of `kinds`.
  public var kind: String
  public var kindLabel: String?
  public var label: String?
  public var round: Int?
  /// As published: "2026-01-28 23:59:59", "2026-01-28", "TBD".
  public var local: String?
  /// The zone as published: "AoE", "PT", "UTC-8".
  public var timeZoneDeclared: String?
  public var moment: DeadlineInstant
  /// One of `declaredStatuses`; nil where the clock tells whether it is open or passed.
  public var declaredStatus: String?
  /// The deadline of the same conference that this one replaces.
  public var supersedes: String?
  public var sources: [Attribution]
  public var stamp: Stamp?

  /// What the deadline is at an instant: open, passed, extended, cancelled or tba; nil where
  /// the day is known but the zone leaves open whether it has ended.
  public func status(at now: Instant) -> String? {
    if let declaredStatus { return declaredStatus }
    if let at = moment.at { return now <= at ? "open" : "passed" }
    guard let notBefore = moment.notBefore, let notAfter = moment.notAfter else { return "tba" }
    if now < notBefore { return "open" }
    return now > notAfter ? "passed" : nil
  }
}
