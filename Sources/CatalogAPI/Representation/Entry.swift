import Catalog
import CatalogForm
import CatalogModel

/// A record with the context that a representation shows.
struct Entry: Sendable {
  var record: Record
  /// The conference that the record belongs to; nil if it belongs to none.
  var host: ParentConference?
  /// "possible" if the dates are too vague for a certain hit.
  var dates: String?
  /// "candidate" or "coarser" if the place is not certain.
  var place: String?
  /// The distance from the requested point, in kilometres.
  var distance: Double?
  /// What it shares with the conference for which similar ones are requested.
  var similarity: Similarity?
  /// The requested zone for additional local times.
  var localZone: TimeZoneRules?
  /// The change that the entry reports, if it is an entry about a change.
  var news: FeedChange?
  /// The part that depends on the clock: the status of a deadline, or the programme status of a
  /// conference.
  var clockStatus: String?
  /// The record's JSON object, if a table has columns that need it.
  var object: [UInt8] = []
  /// HTML of where the text was found, if the name does not show it.
  var snippet: String?

  init(_ record: Record, host: ParentConference? = nil, dates: String? = nil, place: String? = nil)
  {
    self.record = record
    self.host = host
    self.dates = dates
    self.place = place
  }

  /// The parts of a conference that entries of its records show.
  struct ParentConference: Sendable, Equatable {
    var name: String
    /// For example "VLDB 2026": short enough for a day of a calendar.
    var shortName: String
    var acronym: String?
    var year: Int?
    var place: String?
    var locations: [Location]
    /// The titles of its deadlines, by their IDs.
    var deadlineTitles: [String: String]

    init(_ conference: Conference) {
      name = conference.name
      shortName = conference.displayName
      acronym = conference.acronym
      year = conference.year
      place = conference.placeInWords
      locations = conference.locations
      deadlineTitles = DeadlineTitles.all(of: conference.deadlines)
    }
  }

  /// The ID of the conference that the record belongs to.
  var conference: String? {
    switch record {
    case .deadline(let deadline): deadline.conference
    case .session(let session): session.conference
    case .room(let room): room.conference
    default: nil
    }
  }

  var kind: RecordKind {
    switch record {
    case .conference: .conference
    case .series: .series
    case .session: .session
    case .track: .track
    case .room: .room
    case .speaker: .speaker
    case .venue: .venue
    case .deadline: .deadline
    case .topic: .topic
    case .audience: .audience
    case .place: .place
    case .source: .source
    case .recommendation: .recommendation
    case .guideItem: .guideItem
    }
  }

  /// An ID for calendars and feeds, unique among the records of a kind, that never changes.
  var lastingID: String {
    guard case .deadline(let deadline) = record else { return id }
    // Subscribers had this ID of deadlines before deadlines had URLs.
    return "\(deadline.conference).\(deadline.id)"
  }

  /// The public ID, unique among the records of a kind.
  var id: String {
    switch record {
    case .conference(let conference): conference.id
    case .series(let series): series.id
    case .session(let session): session.id
    case .track(let track): track.id
    case .room(let room): room.id
    case .speaker(let speaker): speaker.id
    case .venue(let venue): venue.id
    case .deadline(let deadline): deadline.publicID
    case .topic(let topic): topic.id
    case .audience(let audience): audience.id
    case .place(let place): place.id
    case .source(let source): source.id
    case .recommendation(let advice):
      "\(advice.audience).\(advice.series ?? advice.conference ?? "")"
    case .guideItem(let item): item.id
    }
  }

  /// The path of the record's URL, without the leading slash.
  var path: String {
    switch record {
    case .deadline(let deadline):
      deadline.expectation.map { "series/\($0.series)/next" } ?? deadline.path
    case .recommendation(let advice):
      "recommendations/\(advice.audience)--\(advice.series ?? advice.conference ?? "")"
    default: "\(kind.collection)/\(id)"
    }
  }

  var stamp: Stamp? {
    switch record {
    case .conference(let conference): conference.stamp
    case .series(let series): series.stamp
    case .session(let session): session.stamp
    case .track(let track): track.stamp
    case .room(let room): room.stamp
    case .speaker(let speaker): speaker.stamp
    case .venue(let venue): venue.stamp
    case .deadline(let deadline): deadline.stamp
    case .topic(let topic): topic.stamp
    case .audience(let audience): audience.stamp
    case .place(let place): place.stamp
    case .source(let source): source.stamp
    case .recommendation(let advice): advice.stamp
    case .guideItem(let item): item.stamp
    }
  }

  var topics: [String] {
    switch record {
    case .conference(let conference): conference.effectiveTopics
    case .session(let session): session.effectiveTopics
    case .track(let track): track.topics
    case .series(let series): series.topics
    default: []
    }
  }
}

extension RecordKind {
  /// Whether calendars can show its records.
  var hasTime: Bool { self == .conference || self == .deadline || self == .session }

  /// Whether one record has a calendar: it has a time, or records that belong to it have.
  var hasCalendar: Bool {
    hasTime || [.series, .track, .speaker, .venue].contains(self)
  }
}
