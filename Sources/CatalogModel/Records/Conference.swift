/// One edition of a series; the members follow schema.org's ConferenceEvent.
public struct Conference: Sendable, Equatable {
  public static let kinds = ["conference", "symposium", "summit", "workshop", "expo"]
  public static let statuses = [
    "scheduled", "tentative", "postponed", "rescheduled", "cancelled", "moved-online",
  ]
  public static let phases = ["upcoming", "ongoing", "past", "indeterminate"]
  public static let formats = ["in-person", "virtual", "hybrid"]
  public static let programmeStatuses = ["not_announced", "partial", "announced"]

  public var id: String
  public var series: [String]
  public var name: String
  public var acronym: String?
  public var editionNumber: Int?
  public var year: Int?
  public var tagline: String?
  public var theme: String?
  public var summary: String?
  /// One of `kinds`.
  public var kind: String
  /// One of `statuses`.
  public var status: String
  /// Nil where nothing is known of the dates.
  public var dates: EventDates?
  /// Dates before the event was moved, as JSON text.
  public var previousDates: String?
  /// IANA; nil where the place does not tell.
  public var timeZone: String?
  /// One of `formats`; nil where it is not stated.
  public var format: String?
  public var locations: [Location]
  public var topics: [String]
  public var audiences: [String]
  /// Nil where it is unknown which kinds of session there will be.
  public var sessionKinds: [String]?
  /// One of `programmeStatuses`.
  public var programmeStatus: String
  public var organizer: String?
  public var links: [Link]
  public var languages: [String]?
  public var accessibility: String?
  public var expectedAttendance: Int?
  /// Tickets and the like, as JSON text.
  public var offers: String?
  /// Papers submitted and accepted, as JSON text.
  public var acceptance: String?
  public var deadlines: [Deadline]
  /// "not_announced" where the list of deadlines is not known.
  public var deadlinesStatus: String?
  public var verification: Verification
  public var dataIssues: [DataIssue]
  public var sources: [Attribution]
  public var stamp: Stamp?
  /// Topics of its series that are not among its own.
  public var inheritedTopics: [String] = []
  /// Audiences to which it or its series is recommended, and that are not among its own.
  public var inheritedAudiences: [String] = []
  /// The recommendations of it and of its series.
  public var recommendations: [Recommendation] = []

  public var effectiveTopics: [String] { topics + inheritedTopics }
  public var effectiveAudiences: [String] { audiences + inheritedAudiences }
}

extension Conference {
  /// Whether the programme is announced; nil once an edition is over and no programme is known.
  public func programmeStatuses(in zones: TimeZones) -> TimeLine {
    guard programmeStatus == "not_announced",
      let phases = dates?.phases(zone: timeZone.flatMap(zones.rules)), let over = phases.steps.last
    else { return TimeLine([], last: programmeStatus) }
    return TimeLine([(over.until, programmeStatus)], last: nil)
  }
}
