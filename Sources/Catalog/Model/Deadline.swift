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
}
