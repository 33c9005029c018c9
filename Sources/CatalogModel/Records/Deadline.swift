/// A deadline of a conference, with its time as published.
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
  /// The time zone as published: "AoE", "PT", "UTC-8".
  public var timeZoneDeclared: String?
  public var moment: DeadlineInstant
  /// One of `declaredStatuses`; `nil` if the status follows from the time.
  public var declaredStatus: String?
  /// The ID of the deadline of the same conference that this one replaces.
  public var supersedes: String?
  public var sources: [Attribution]
  public var stamp: Stamp?
  /// "cancelled" or "postponed" if the conference is, and so its deadlines are too.
  ///
  /// Derived when a deadline is read from the database.
  public var conferenceStatus: String?
  /// The expectation that the deadline stands for in a list; `nil` for every announced deadline.
  public var expectation: ExpectedDeadline?
  /// The display name of its conference.
  public var conferenceName: String?

  package init(
    id: String, conference: String, track: String? = nil, kind: String, kindLabel: String? = nil,
    label: String? = nil, round: Int? = nil, local: String? = nil, timeZoneDeclared: String? = nil,
    moment: DeadlineInstant, declaredStatus: String? = nil, supersedes: String? = nil,
    sources: [Attribution], stamp: Stamp? = nil, conferenceStatus: String? = nil,
    expectation: ExpectedDeadline? = nil, conferenceName: String? = nil
  ) {
    self.id = id
    self.conference = conference
    self.track = track
    self.kind = kind
    self.kindLabel = kindLabel
    self.label = label
    self.round = round
    self.local = local
    self.timeZoneDeclared = timeZoneDeclared
    self.moment = moment
    self.declaredStatus = declaredStatus
    self.supersedes = supersedes
    self.sources = sources
    self.stamp = stamp
    self.conferenceStatus = conferenceStatus
    self.expectation = expectation
    self.conferenceName = conferenceName
  }

  /// The last second at which the deadline may be open; `nil` if its time is unknown.
  public var closing: Instant? { moment.at ?? moment.notAfter }

  /// The declared status; that of the conference, if the deadline has none or is "tba".
  public var standing: String? {
    declaredStatus == nil || declaredStatus == "tba"
      ? conferenceStatus ?? declaredStatus : declaredStatus
  }
}

extension Deadline {
  /// Joins the conference's ID and the deadline's.
  ///
  /// No slug has two hyphens in a row, so different deadlines have different public IDs.
  private static let separator = "--"

  /// The ID in responses: "vldb-2026--paper-round-2".
  public var publicID: String { Self.publicID(id, of: conference) }

  public static func publicID(_ id: String, of conference: String) -> String {
    conference + separator + id
  }

  /// Returns the two parts of a public ID; `nil` if the text is not a public ID.
  public static func parts(ofPublicID text: String) -> (conference: String, id: String)? {
    guard let range = text.firstRange(of: separator) else { return nil }
    let parts = (String(text[..<range.lowerBound]), String(text[range.upperBound...]))
    return Slug.isValid(parts.0) && Slug.isValid(parts.1) ? parts : nil
  }
}

extension Deadline {
  /// The status: open, passed, extended, cancelled, postponed or tba.
  ///
  /// `nil` from the earliest to the latest possible instant of a deadline whose exact time is unknown.
  /// A deadline that has not passed is cancelled or postponed if its conference is.
  public var statuses: TimeDependentValue {
    if declaredStatus == nil, let conferenceStatus, let closing {
      return TimeDependentValue(
        [(Instant(seconds: closing.seconds + 1), conferenceStatus)], last: "passed")
    }
    if let standing { return TimeDependentValue([], last: standing) }
    if let at = moment.at {
      return TimeDependentValue([(Instant(seconds: at.seconds + 1), "open")], last: "passed")
    }
    guard let notBefore = moment.notBefore, let notAfter = moment.notAfter else {
      return TimeDependentValue([], last: "tba")
    }
    return TimeDependentValue(
      [(notBefore, "open"), (Instant(seconds: notAfter.seconds + 1), nil)], last: "passed")
  }
}
