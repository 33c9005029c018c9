import Catalog
import CatalogModel

/// A record with what a form needs to know besides it.
struct Entry: Sendable {
  var record: Record
  /// The conference that it belongs to, where it does.
  var host: Host?
  /// "possible" where the dates are too vague to be a sure hit.
  var dates: String?
  /// "candidate" or "coarser" where the place is not certain.
  var place: String?
  /// From the point that was asked for, in kilometres.
  var distance: Double?
  /// What it has in common with the conference that others like it are asked of.
  var similarity: Similarity?
  /// The zone that times are asked for in besides their own.
  var localZone: TimeZoneRules?
  /// A change of it, which is what the entry is about.
  var news: FeedNews?
  /// What the clock decides of it: the status of a deadline, the programme status of a conference.
  var clockStatus: String?
  /// Its JSON object, if a table has columns that only this has.
  var object: [UInt8] = []
  /// HTML of what was found in it, where its name does not show it.
  var snippet: String?

  init(_ record: Record, host: Host? = nil, dates: String? = nil, place: String? = nil) {
    self.record = record
    self.host = host
    self.dates = dates
    self.place = place
  }

  /// What an entry that belongs to a conference shows of it.
  struct Host: Sendable, Equatable {
    var name: String
    /// "VLDB 2026": short enough for a calendar's day.
    var shortName: String
    var acronym: String?
    var year: Int?
    var place: String?
    var locations: [Location]
    /// What its deadlines are called, by their IDs.
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

  /// The id of the conference that it belongs to.
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

  /// Unique among the records of its kind, and the same for good in calendars and feeds.
  var lastingID: String {
    guard case .deadline(let deadline) = record else { return id }
    // Subscribers have known deadlines by this ID since before they had URLs.
    return "\(deadline.conference).\(deadline.id)"
  }

  /// Unique among the records of its kind.
  var id: String {
    switch record {
    case .conference(let conference): conference.id
    case .series(let series): series.id
    case .session(let session): session.id
    case .track(let track, _): track.id
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

  /// The path of its URL, without the slash at the front.
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
    case .track(let track, _): track.stamp
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
    case .track(let track, _): track.topics
    case .series(let series): series.topics
    default: []
    }
  }
}

extension RecordKind {
  /// Whether its records can be in a calendar.
  var hasTime: Bool { self == .conference || self == .deadline || self == .session }

  /// Whether one of its records has a calendar: it has a time, or what belongs to it has.
  var hasCalendar: Bool {
    hasTime || [.series, .track, .speaker, .venue].contains(self)
  }
}
