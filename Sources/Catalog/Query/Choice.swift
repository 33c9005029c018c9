/// The values that a filter asks for: any of `included`, none of `excluded`.
public struct Choice: Sendable, Equatable {
  public var included: [String]
  public var excluded: [String]

  public init(included: [String] = [], excluded: [String] = []) {
    self.included = included
    self.excluded = excluded
  }

  public var isEmpty: Bool { included.isEmpty && excluded.isEmpty }
}

/// How certain a hit must be where dates or places are vague.
public enum Match: String, Sendable, CaseIterable {
  /// Only what surely fits.
  case certain
  /// What surely fits, what may fit by its dates, and what names the place among others.
  case usual
  /// Whatever cannot be ruled out.
  case possible
}

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
