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

  package init(
    id: String, series: [String], name: String, acronym: String? = nil, editionNumber: Int? = nil,
    year: Int? = nil, tagline: String? = nil, theme: String? = nil, summary: String? = nil,
    kind: String, status: String, dates: EventDates? = nil, previousDates: String? = nil,
    timeZone: String? = nil, format: String? = nil, locations: [Location], topics: [String],
    audiences: [String], sessionKinds: [String]? = nil, programmeStatus: String,
    organizer: String? = nil, links: [Link], languages: [String]? = nil,
    accessibility: String? = nil, expectedAttendance: Int? = nil, offers: String? = nil,
    acceptance: String? = nil, deadlines: [Deadline], deadlinesStatus: String? = nil,
    verification: Verification, dataIssues: [DataIssue], sources: [Attribution],
    stamp: Stamp? = nil, inheritedTopics: [String] = [], inheritedAudiences: [String] = [],
    recommendations: [Recommendation] = []
  ) {
    self.id = id
    self.series = series
    self.name = name
    self.acronym = acronym
    self.editionNumber = editionNumber
    self.year = year
    self.tagline = tagline
    self.theme = theme
    self.summary = summary
    self.kind = kind
    self.status = status
    self.dates = dates
    self.previousDates = previousDates
    self.timeZone = timeZone
    self.format = format
    self.locations = locations
    self.topics = topics
    self.audiences = audiences
    self.sessionKinds = sessionKinds
    self.programmeStatus = programmeStatus
    self.organizer = organizer
    self.links = links
    self.languages = languages
    self.accessibility = accessibility
    self.expectedAttendance = expectedAttendance
    self.offers = offers
    self.acceptance = acceptance
    self.deadlines = deadlines
    self.deadlinesStatus = deadlinesStatus
    self.verification = verification
    self.dataIssues = dataIssues
    self.sources = sources
    self.stamp = stamp
    self.inheritedTopics = inheritedTopics
    self.inheritedAudiences = inheritedAudiences
    self.recommendations = recommendations
  }

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
