/// The kinds of records in the catalog.
public enum RecordKind: String, Sendable, CaseIterable {
  case conference, series, session, track, speaker, venue, deadline, topic, audience, place, source,
    room
  case recommendation
  case guideItem = "guide_item"

  /// The first segment of the kind's URLs, and the name of its list in a document.
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

  /// The kind as messages name it.
  public var displayName: String { rawValue.replacing("_", with: " ") }

  /// Returns the ID in URLs.
  ///
  /// That of a recommendation joins its audience and its subject by two hyphens, which no slug
  /// contains.
  public func publicID(_ slug: String) -> String {
    self == .recommendation ? slug.replacing("/", with: "--") : slug
  }

  /// Returns the slug for an ID in a URL.
  public func slug(ofPublicID id: String) -> String {
    self == .recommendation ? id.replacing("--", with: "/") : id
  }
}

extension RecordKind {
  /// Whether records of the kind have rows of their own in the change log and in imports.
  ///
  /// A deadline is written as a part of its conference.
  package var isStored: Bool { self != .deadline }

  /// Fails if the name is not that of a stored kind.
  package init?(stored name: String) {
    guard let kind = RecordKind(rawValue: name), kind.isStored else { return nil }
    self = kind
  }
}

extension Series { package static let kind = RecordKind.series }
extension Conference { package static let kind = RecordKind.conference }
extension Track { package static let kind = RecordKind.track }
extension Room { package static let kind = RecordKind.room }
extension Speaker { package static let kind = RecordKind.speaker }
extension Session { package static let kind = RecordKind.session }
extension Source { package static let kind = RecordKind.source }
extension Topic { package static let kind = RecordKind.topic }
extension Audience { package static let kind = RecordKind.audience }
extension Place { package static let kind = RecordKind.place }
extension Venue { package static let kind = RecordKind.venue }
extension Recommendation { package static let kind = RecordKind.recommendation }
extension GuideItem { package static let kind = RecordKind.guideItem }
