import Catalog
import CatalogForm
import CatalogModel
import JSON

/// The lists of the catalog.
///
/// Each declares its filters; the rest is the same for all.
enum ListEndpoints {
  private static let aheadFirst =
    "current and upcoming first, soonest first; then past, latest first"

  private static let conferences = FilterParameters.list(
    .conference,
    sort: ["start", "end", "name", "updated", "deadline", "distance", "relevance"],
    usual: "\(aheadFirst); with q: by relevance")
  private static let sessions = sessions(aheadFirst)
  private static let programmeSessions = sessions("by time")

  private static func sessions(_ usual: String) -> [Parameter] {
    FilterParameters.list(
      .session, sort: ["start", "title", "updated", "relevance"],
      usual: "\(usual); with q: by relevance", hasTimes: true)
  }

  private static let deadlines =
    [
      Parameter(
        "expected", .oneOf(Expectation.allCases.map(\.rawValue)),
        "Adds deadlines that editions have not announced, as ranges of days derived from at least"
          + " \(ExpectedDeadline.minimumEditions) past editions. `include`: after the announced"
          + " ones; `only`: without these.", example: "include")
    ]
    + FilterParameters.list(
      .deadline, sort: ["at", "updated"], usual: aheadFirst, hasTimes: true)

  private static let tracks = FilterParameters.list(
    .track, sort: ["name", "updated", "relevance"],
    usual: "by ID; in a conference: by position in the programme")
  private static let speakers = FilterParameters.list(
    .speaker, sort: ["name", "updated", "relevance"], usual: "by name")

  static let list: [Operation] = [
    endpoint(
      "/conferences", "Conferences by topic, place, date, format, audience", .conference,
      RecordList.conferences.filters, conferences),
    endpoint(
      "/sessions", "Sessions of all conferences", .session, RecordList.sessions.filters, sessions),
    endpoint("/tracks", "Tracks of all conferences", .track, RecordList.tracks.filters, tracks),
    endpoint(
      "/deadlines", "Deadlines of all conferences, past, open and to be announced", .deadline,
      RecordList.deadlines.filters, deadlines),
    endpoint("/speakers", "Speakers by name", .speaker, RecordList.speakers.filters, speakers),
    endpoint(
      "/series", "Series of conferences, and umbrella series", .series,
      RecordList.series.filters,
      FilterParameters.list(
        .series, sort: ["name", "updated", "relevance"],
        usual: "by display_name with name, otherwise by ID")),
    endpoint(
      "/venues", "Venues of conferences", .venue, RecordList.venues.filters,
      FilterParameters.list(.venue, sort: ["updated", "relevance"], usual: "by ID")),
    endpoint(
      "/places",
      "Continents, groups of countries, countries, regions and cities, with the names that filters"
        + " accept",
      .place, RecordList.places.filters,
      FilterParameters.list(.place, sort: ["updated"], usual: "by ID")),
    endpoint(
      "/topics", "The taxonomy of topics", .topic, [],
      FilterParameters.list(.topic, sort: ["updated", "relevance"], usual: "by ID")),
    endpoint(
      "/audiences", "Audiences of conferences", .audience, [],
      FilterParameters.list(.audience, sort: ["updated"], usual: "by ID")),
    endpoint(
      "/recommendations", "Recommendations of series to audiences, with reasons", .recommendation,
      RecordList.recommendations.filters,
      FilterParameters.list(.recommendation, sort: ["updated"], usual: "as published")),
    endpoint(
      "/guide", "Advice: why to attend, what to expect, how to choose, and tips", .guideItem,
      RecordList.guide.filters,
      FilterParameters.list(.guideItem, sort: ["updated"], usual: "as published")),
    endpoint(
      "/sources", "Sources of the data", .source, [],
      FilterParameters.list(.source, sort: ["updated"], usual: "by ID")),

    endpoint(
      "/conferences/{conference}/tracks", "The tracks of a conference", .track,
      RecordList.tracks.filters.named(["topic"]), tracks, pin: programme),
    endpoint(
      "/conferences/{conference}/sessions",
      "The programme of a conference in the order of its times", .session,
      RecordList.sessions.inherited.named(["topic", "topic.exact", "match"])
        + RecordList.sessions.own, [FormParameters.papers] + programmeSessions, isProgramme: true,
      pin: programme),
    endpoint(
      "/conferences/{conference}/speakers", "Speakers and chairs of a conference, by name",
      .speaker, [], speakers, pin: programme),
    endpoint(
      "/conferences/{conference}/deadlines", "The deadlines of a conference, past ones included",
      .deadline, RecordList.deadlines.own, deadlines
    ) { call, filter in
      let conference = try pinned(call, &filter)
      return { $0.member("deadlines_status", conference.deadlinesStatus) }
    },
    endpoint(
      "/series/{series}/conferences", "The editions of a series", .conference,
      RecordList.conferences.filters.without("series"), conferences
    ) { call, filter in
      filter[.series].included = [try RecordFinder(call).series().id]
      return { _ in }
    },
    endpoint(
      "/venues/{venue}/conferences", "The conferences at a venue", .conference,
      RecordList.conferences.filters, conferences
    ) { call, filter in
      filter[.venue] = try RecordFinder(call).row(.venue, "venue")
      return { _ in }
    },
    endpoint(
      "/speakers/{speaker}/sessions", "The sessions of a speaker or chair", .session,
      RecordList.sessions.filters.without("speaker"), sessions
    ) { call, filter in
      let row = try RecordFinder(call).row(.speaker, "speaker")
      if case .speaker(let speaker)? = try call.reader.record(.speaker, row) {
        filter[.speaker].included = [speaker.id]
      }
      return { _ in }
    },
    endpoint(
      "/tracks/{track}/sessions", "The sessions of a track", .session,
      RecordList.sessions.own.without("track"), programmeSessions,
      isProgramme: true
    ) { call, filter in
      let row = try RecordFinder(call).row(.track, "track")
      if case .track(let track)? = try call.reader.record(.track, row) {
        filter[.track].included = [track.id]
      }
      return { _ in }
    },
  ]

  private typealias Meta = (inout JSONWriter) -> Void

  private static func programme(
    _ call: RequestContext, _ filter: inout CatalogFilter
  ) throws -> Meta {
    let conference = try pinned(call, &filter)
    let status = call.programmeStatus(of: conference)
    return { json in
      json.member("programme_status", status)
      json.member("session_kinds", conference.sessionKinds)
    }
  }

  private static func pinned(
    _ call: RequestContext, _ filter: inout CatalogFilter
  ) throws -> Conference {
    let conference = try RecordFinder(call).conference()
    filter[.conference].included = [conference.id]
    return conference
  }

  /// Returns the operation of a list; `pin` restricts it to the record that the path names, and
  /// returns the members of `meta`.
  ///
  /// A programme is always in the order of its times, whether or not they are past.
  private static func endpoint(
    _ path: String, _ summary: String, _ kind: RecordKind, _ filters: [Filter],
    _ parameters: [Parameter],
    isProgramme: Bool = false,
    pin: @escaping @Sendable (RequestContext, inout CatalogFilter) throws -> Meta = { _, _ in
      { _ in }
    }
  ) -> Operation {
    Operation(
      path, summary, filters.parameters + parameters, content: .list(kind)
    ) { call in
      // Report invalid parameters first: the path of a renamed record must not redirect an invalid
      // query.
      let decoder = QueryDecoder(call)
      let filter = try decoder.filter(filters)
      var result = try decoder.list(kind, filter, isProgramme: isProgramme)
      try result.narrow { try pin(call, &$0) }
      return .list(try QueryInterpreter(call).interpreted(result, at: path))
    }
  }
}
