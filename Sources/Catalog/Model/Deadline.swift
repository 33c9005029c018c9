/// A deadline of a conference, with the words in which it was published.
public struct Deadline: Sendable, Equatable {
  public static let kinds = [
    "abstract", "paper", "supplementary", "rebuttal-start", "rebuttal-end", "notification",
    "camera-ready", "registration", "early-bird", "workshop-proposal", "tutorial-proposal",
    "talk-proposal", "submission-opens", "other",
  ]
  public static let declaredStatuses = ["tba", "cancelled", "extended"]

  /// Unique within the conference; `publicID` is unique in the catalog.
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
  /// "cancelled" or "postponed" if the conference is, and its deadlines with it.
  ///
  /// Derived when a deadline is read from the database.
  public var conferenceStatus: String?
  /// What the deadline is expected from, if it is not announced; no record has that.
  public var expectation: ExpectedDeadline?
  /// The display name of its conference.
  public var conferenceName: String?

  /// What was declared of the deadline, by itself or with its conference.
  public var standing: String? {
    declaredStatus == nil || declaredStatus == "tba"
      ? conferenceStatus ?? declaredStatus : declaredStatus
  }
}

extension Deadline {
  /// Joins the conference's ID and the deadline's: no slug has two hyphens in a row, so different
  /// deadlines have different public IDs.
  private static let separator = "--"

  /// The ID that answers show: "vldb-2026--paper-round-2".
  public var publicID: String { Self.publicID(id, of: conference) }

  public static func publicID(_ id: String, of conference: String) -> String {
    conference + separator + id
  }

  /// The two parts of a public ID; nil if the text is none.
  public static func parts(ofPublicID text: String) -> (conference: String, id: String)? {
    guard let range = text.firstRange(of: separator) else { return nil }
    let parts = (String(text[..<range.lowerBound]), String(text[range.upperBound...]))
    return Slug.isValid(parts.0) && Slug.isValid(parts.1) ? parts : nil
  }
}
