import Catalog

/// One thing of an answer, whatever its kind.
enum Entry: Sendable {
  case conference(ConferenceHit)
  case deadline(Deadline, host: Host?)
  case session(Session, host: Host?)
  case track(Track, sessions: Int)
  case series(Series)
  case speaker(Speaker)
  case topic(Topic)
  case audience(Audience)
  case recommendation(Recommendation)
  case guideItem(GuideItem)
  case source(Source)

  /// What an entry that belongs to a conference shows of it.
  struct Host: Sendable, Equatable {
    var name: String
    var acronym: String?
    var year: Int?
    var place: String?

    init(_ conference: Conference) {
      name = conference.name
      acronym = conference.acronym
      year = conference.year
      place = conference.placeInWords
    }

    /// "VLDB 2026": short enough for a calendar's day.
    var shortName: String {
      guard let acronym else { return name }
      guard let year, !acronym.contains(String(year)) else { return acronym }
      return "\(acronym) \(year)"
    }
  }

  enum Kind: String, Sendable, CaseIterable {
    case conference, deadline, session, track, series, speaker, topic, audience, recommendation
    case guideItem = "guide_item"
    case source

    /// Whether its records can be in a calendar.
    var hasTime: Bool { self == .conference || self == .deadline || self == .session }
  }

  var kind: Kind {
    switch self {
    case .conference: .conference
    case .deadline: .deadline
    case .session: .session
    case .track: .track
    case .series: .series
    case .speaker: .speaker
    case .topic: .topic
    case .audience: .audience
    case .recommendation: .recommendation
    case .guideItem: .guideItem
    case .source: .source
    }
  }

  /// Unique among the records of its kind, and the same for good.
  var id: String {
    switch self {
    case .conference(let hit): hit.conference.id
    // The ids of deadlines are unique within their conference; no slug has a dot.
    case .deadline(let deadline, _): "\(deadline.conference).\(deadline.id)"
    case .session(let session, _): session.id
    case .track(let track, _): track.id
    case .series(let series): series.id
    case .speaker(let speaker): speaker.id
    case .topic(let topic): topic.id
    case .audience(let audience): audience.id
    case .recommendation(let advice):
      "\(advice.audience).\(advice.series ?? advice.conference ?? "")"
    case .guideItem(let item): item.id
    case .source(let source): source.id
    }
  }

  /// The path of its URL, without the slash at the front.
  var path: String {
    switch self {
    case .conference(let hit): "conferences/\(hit.conference.id)"
    case .deadline(let deadline, _):
      "conferences/\(deadline.conference)/deadlines#\(deadline.id)"
    case .session(let session, _): "sessions/\(session.id)"
    case .track(let track, _): "tracks/\(track.id)"
    case .series(let series): "series/\(series.id)"
    case .speaker(let speaker): "speakers/\(speaker.id)"
    case .topic(let topic): "topics/\(topic.id)"
    case .audience(let audience): "audiences/\(audience.id)"
    case .recommendation(let advice): "recommendations?audience=\(advice.audience)"
    case .guideItem(let item): "guide#\(item.id)"
    case .source(let source): "sources/\(source.id)"
    }
  }

  var stamp: Stamp? {
    switch self {
    case .conference(let hit): hit.conference.stamp
    case .deadline(let deadline, _): deadline.stamp
    case .session(let session, _): session.stamp
    case .track(let track, _): track.stamp
    case .series(let series): series.stamp
    case .speaker(let speaker): speaker.stamp
    case .topic(let topic): topic.stamp
    case .audience(let audience): audience.stamp
    case .recommendation(let advice): advice.stamp
    case .guideItem(let item): item.stamp
    case .source(let source): source.stamp
    }
  }

  var topics: [String] {
    switch self {
    case .conference(let hit): hit.conference.topics
    case .session(let session, _): session.topics
    case .track(let track, _): track.topics
    case .series(let series): series.topics
    default: []
    }
  }
}
