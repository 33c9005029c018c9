/// A track of a conference's programme.
public struct Track: Sendable, Equatable {
  public var id: String
  public var conference: String
  public var name: String
  public var aliases: [String]
  public var topics: [String]
  public var description: String?
  public var color: String?
  /// The number of its sessions; `nil` if it is unknown.
  public var sessionCount: Int?
  public var stamp: Stamp?
  /// The display name of its conference.
  public var conferenceName: String?
}

/// A room of a conference.
public struct Room: Sendable, Equatable {
  public var id: String
  public var conference: String
  public var name: String
  public var capacity: Int?
  public var stamp: Stamp?
}

/// A person in a programme.
///
/// Different people may have the same name.
public struct Speaker: Sendable, Equatable {
  public var id: String
  public var name: String
  public var affiliation: String?
  public var bio: String?
  public var orcid: String?
  public var stamp: Stamp?
}

/// A slot of a programme.
public struct Session: Sendable, Equatable {
  public static let kinds = [
    "keynote", "invited-talk", "paper", "oral", "poster", "panel", "tutorial", "workshop", "demo",
    "case-study", "exhibition", "networking", "social", "qa", "opening", "closing", "break",
    "other",
  ]

  /// The kinds that are about no topic, so that they inherit none from the conference.
  package static let kindsWithoutTopics = ["networking", "social", "opening", "closing", "break"]

  /// Unique in the catalog.
  public var id: String
  public var conference: String
  public var track: String?
  public var trackName: String?
  public var parent: String?
  /// An ID that the slots of one contribution share, if it is presented several times.
  public var work: String?
  /// One of `kinds`.
  public var kind: String
  /// The kind of session as published.
  public var kindLabel: String?
  public var title: String
  public var abstract: String?
  /// A text in addition to the abstract.
  public var description: String?
  /// Whether the speakers do not want to be recorded; `nil` if unknown.
  public var doNotRecord: Bool?
  public var startsAt: ZonedInstant?
  public var endsAt: ZonedInstant?
  /// The start as published, if its time zone is unknown: "2027-05-10T09:00:00", or a day.
  public var publishedStart: String?
  /// The end as published, if its time zone is unknown.
  public var publishedEnd: String?
  public var timeZone: String?
  /// The day of the programme that the session belongs to, if it starts after midnight on the next
  /// day.
  public var day: Day?
  public var room: String?
  public var roomName: String?
  /// The speakers and chairs.
  public var speakers: [SpeakerReference]
  public var topics: [String]
  /// A BCP 47 language tag.
  public var language: String?
  public var format: String?
  public var level: String?
  public var status: String
  public var guid: String?
  /// Links to the paper, the slides, the recording and so on.
  public var links: [Link] = []
  /// Contradictions between sources.
  public var dataIssues: [DataIssue] = []
  /// Topics in the title that no source states.
  public var derivedTopics: [String] = []
  public var stamp: Stamp?
  /// Topics of its track, or of its conference, that are not its own.
  public var inheritedTopics: [String] = []
  /// The display name of its conference.
  public var conferenceName: String?

  public var effectiveTopics: [String] { topics + inheritedTopics + derivedTopics }
}

/// A person in a session.
public struct SpeakerReference: Sendable, Equatable {
  package static let usualRole = "speaker"
  public static let roles = [usualRole, "chair"]

  public var id: String
  public var name: String?
  /// One of `roles`; `nil` for a speaker.
  public var role: String?

  package init(id: String, name: String? = nil, role: String? = nil) {
    self.id = id
    self.name = name
    self.role = role
  }
}

/// An instant with the UTC offset in which it was published.
public struct ZonedInstant: Sendable, Equatable {
  public var instant: Instant
  /// Seconds east of UTC.
  public var offset: Int

  public init(instant: Instant, offset: Int) {
    self.instant = instant
    self.offset = offset
  }
}
