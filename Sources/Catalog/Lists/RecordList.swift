package import CatalogForm
package import CatalogModel

/// A list of records of one kind, with the filters that it offers.
package struct RecordList: Sendable {
  package let kind: RecordKind
  /// The filters by the conference of the records, or for conferences also by the records that
  /// belong to them.
  package let inherited: [Filter]
  /// The filters by the records themselves.
  package let own: [Filter]
  /// All filters, in the order of the manual.
  package let filters: [Filter]

  private init(_ kind: RecordKind, _ inherited: [Filter] = [], own: [Filter] = []) {
    (self.kind, self.inherited, self.own) = (kind, inherited, own)
    filters = inherited + own
  }

  package static let conferences = RecordList(
    .conference, Filters.ofConferences("Conferences"), own: Filters.conferences)

  package static let sessions = RecordList(
    .session,
    [Filters.conference] + Filters.ofConferences("Sessions", topics: Filters.sessionTopics),
    own: Filters.sessions)

  package static let tracks = RecordList(
    .track,
    [Filters.conference] + Filters.ofConferences("Tracks", topics: Filters.trackTopics)
      + [Filters.conferenceDays("Its conference takes place")])

  package static let deadlines = RecordList(
    .deadline, [Filters.conference] + Filters.ofConferences("Deadlines"), own: Filters.deadlines)

  /// The filters of sessions find those who speak at one of them.
  package static let speakers = RecordList(
    .speaker, [Filters.speakersConference] + Filters.ofConferences("Speakers"))

  package static let series = RecordList(.series, own: Filters.ofSeries)
  package static let venues = RecordList(.venue, own: Filters.venues)
  package static let places = RecordList(.place, own: Filters.places)
  package static let recommendations = RecordList(.recommendation, own: Filters.recommendations)
  package static let guide = RecordList(.guideItem, own: Filters.guide)

  /// The filters of a search over all kinds of records.
  package static let searchFilters =
    Filters.ofConferences("Conferences, sessions and tracks") + [
      Filters.conferenceDays("Its conference takes place")
    ]

  /// Returns the list of a kind of record.
  package static func of(_ kind: RecordKind) -> RecordList {
    switch kind {
    case .conference: conferences
    case .session: sessions
    case .track: tracks
    case .deadline: deadlines
    case .speaker: speakers
    case .series: series
    case .venue: venues
    case .place: places
    case .recommendation: recommendations
    case .guideItem: guide
    case .topic, .audience, .source, .room: RecordList(kind)
    }
  }

  /// The names of the facets that it can count.
  package var facetNames: [String] { facets.map(\.name) }

  func facet(_ name: String) -> FacetSource? { facets.first { $0.name == name }?.source }

  /// The facets, those of the records themselves first.
  private var facets: [(name: String, source: FacetSource)] {
    (kind == .conference ? filters : own + inherited).compactMap { filter in
      guard let source = filter.facet else { return nil }
      if kind != .conference, filter.isOfConferences {
        // Records share these values of their conferences; a speaker may have several conferences.
        guard kind != .speaker else { return nil }
        switch source.values {
        case .filed, .ofConferences: break
        default: return nil
        }
      }
      return (source.name ?? filter.name, source)
    }
  }
}

extension [Filter] {
  package var parameters: [Parameter] { flatMap(\.parameters) }

  package func named(_ names: Set<String>) -> [Filter] { filter { names.contains($0.name) } }

  package func without(_ name: String) -> [Filter] { filter { $0.name != name } }
}
