/// A kind of record that can be listed.
public enum RecordKind: String, Sendable, CaseIterable {
  case conference, series, session, track, speaker, venue, deadline, topic, audience, place, source,
    room
  case recommendation
  case guideItem = "guide_item"

  /// The first segment of its URLs, and its list in a document.
  public var collection: String {
    switch self {
    case .conference: "conferences"
    case .series: "series"
    case .session: "sessions"
    case .track: "tracks"
    case .speaker: "speakers"
    case .venue: "venues"
    case .deadline: "deadlines"
    case .topic: "topics"
    case .audience: "audiences"
    case .place: "places"
    case .source: "sources"
    case .room: "rooms"
    case .recommendation: "recommendations"
    case .guideItem: "guide"
    }
  }
}
