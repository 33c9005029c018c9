/// A conference; the members follow schema.org's ConferenceEvent.
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
  /// `nil` if nothing is known about the dates.
  public var dates: EventDates?
  /// Dates before the event was moved, as JSON text.
  public var previousDates: String?
  /// The IANA name; `nil` if it is unknown.
  public var timeZone: String?
  /// One of `formats`; `nil` if it is unknown.
  public var format: String?
  public var locations: [Location]
  public var topics: [String]
  public var audiences: [String]
  /// The kinds of sessions; `nil` if they are unknown.
  public var sessionKinds: [String]?
  /// One of `programmeStatuses`.
  public var programmeStatus: String
  public var organizer: String?
  public var links: [Link]
  /// BCP 47 language tags.
  public var languages: [String]?
  public var accessibility: String?
  public var expectedAttendance: Int?
  /// Tickets and prices, as JSON text.
  public var offers: String?
  /// The numbers of submitted and accepted papers, as JSON text.
  public var acceptance: String?
  public var deadlines: [Deadline]
  /// "not_announced" if the deadlines are unknown.
  public var deadlinesStatus: String?
  public var verification: Verification
  public var dataIssues: [DataIssue]
  public var sources: [Attribution]
  public var stamp: Stamp?
  /// Topics of its series that are not its own.
  public var inheritedTopics: [String] = []
  /// Audiences to which it or its series is recommended, and that are not its own.
  public var inheritedAudiences: [String] = []
  /// The recommendations of the conference and of its series.
  public var recommendations: [Recommendation] = []

  public var effectiveTopics: [String] { topics + inheritedTopics }
  public var effectiveAudiences: [String] { audiences + inheritedAudiences }
}

extension Conference {
  /// `programmeStatus`, but `nil` after the end of a conference whose programme was not announced.
  public func programmeStatuses(in zones: TimeZones) -> TimeDependentValue {
    guard programmeStatus == "not_announced",
      let phases = dates?.phases(zone: timeZone.flatMap(zones.rules)), let over = phases.steps.last
    else { return TimeDependentValue([], last: programmeStatus) }
    return TimeDependentValue([(over.until, programmeStatus)], last: nil)
  }
}
