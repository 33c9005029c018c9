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

  /// The ID that URLs show: a recommendation is named by its audience and its subject, which no ID
  /// joins by two hyphens.
  public func publicID(_ slug: String) -> String {
    self == .recommendation ? slug.replacing("/", with: "--") : slug
  }

  /// The slug of the ID that a URL shows.
  public func slug(ofPublicID id: String) -> String {
    self == .recommendation ? id.replacing("--", with: "/") : id
  }
}
