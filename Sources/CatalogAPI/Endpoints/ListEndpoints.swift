import Catalog
import CatalogModel
import JSON

/// The lists of the catalog: each takes the filters that it declares, and the rest is the same for
/// all.
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
      filter[.series].included = [try series(call)]
      return { _ in }
    },
    endpoint(
      "/venues/{venue}/conferences", "The conferences at a venue", .conference,
      RecordList.conferences.filters, conferences
    ) { call, filter in
      filter[.venue] = try call.row(.venue, "venue")
      return { _ in }
    },
    endpoint(
      "/speakers/{speaker}/sessions", "The sessions of a speaker or chair", .session,
      RecordList.sessions.filters.without("speaker"), sessions
    ) { call, filter in
      let row = try call.row(.speaker, "speaker")
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
      let row = try call.row(.track, "track")
      if case .track(let track, _)? = try call.reader.record(.track, row) {
        filter[.track].included = [track.id]
      }
      return { _ in }
    },
  ]

  private typealias Meta = (inout JSONWriter) -> Void

  private static func programme(
    _ call: Call, _ filter: inout CatalogFilter
  ) throws -> Meta {
    let conference = try pinned(call, &filter)
    let status = call.programmeStatus(of: conference)
    return { json in
      json.member("programme_status", status)
      json.member("session_kinds", conference.sessionKinds)
    }
  }

  private static func pinned(
    _ call: Call, _ filter: inout CatalogFilter
  ) throws -> Conference {
    let row = try call.row(.conference, "conference")
    guard case .conference(let conference)? = try call.reader.record(.conference, row) else {
      throw Problem.notFound("conference", call.capture("conference"), nearest: [])
    }
    filter[.conference].included = [conference.id]
    return conference
  }

  private static func series(_ call: Call) throws -> String {
    let row = try call.row(.series, "series")
    guard case .series(let series)? = try call.reader.record(.series, row) else {
      throw Problem.notFound("series", call.capture("series"), nearest: [])
    }
    return series.id
  }

  /// A list; `pin` narrows it to what the path names, and gives what stands in `meta`.
  ///
  /// A programme is listed in the order of its times, whatever the clock says.
  private static func endpoint(
    _ path: String, _ summary: String, _ kind: RecordKind, _ filters: [Filter],
    _ parameters: [Parameter],
    isProgramme: Bool = false,
    pin: @escaping @Sendable (Call, inout CatalogFilter) throws -> Meta = { _, _ in { _ in } }
  ) -> Operation {
    Operation(
      path, summary, filters.parameters + parameters, content: .list(kind)
    ) { call in
      // Mistakes come first: a path with another name must not lead on to a question that is wrong.
      let filter = try call.filter(filters)
      var result = try call.list(kind, filter, isProgramme: isProgramme)
      try result.narrow { try pin(call, &$0) }
      return .list(try call.interpreted(result, at: path))
    }
  }
}

extension Call {
  /// A list question with the page, the order and the looks that the request asks for.
  func list(
    _ kind: RecordKind, _ filter: CatalogFilter, isProgramme: Bool
  ) throws -> ListResult {
    var question = ListQuestion(kind, filter)
    question.sort = arguments.sort("sort")
    if kind.hasTime, !isProgramme, question.sort.isEmpty, arguments.order.isEmpty {
      arguments.order = "ahead first"
      question.dividedAt = now
    }
    if question.sort.contains(where: { $0.name == "deadline" }) { filling.dependsOnSecond() }
    if kind == .deadline, let wanted = arguments.oneOf("expected").flatMap(Expectation.init) {
      question.expected = wanted
      filling.note(changedAt: Instant(arguments.today))
      filling.note(changesAt: Instant(arguments.today + 1))
    }
    check(question.sort, filter)
    question.facets = arguments.fields("facets")
    if kind == .deadline, question.facets.contains("status") { filling.dependsOnSecond() }
    question.countsTotal = arguments.oneOf("total") == nil
    question.explains = arguments.flag("explain")
    var result = ListResult(question: .list(question), page: arguments.page())
    try finish(&result, kind)
    return result
  }

  /// Reads what the looks of records depend on, and throws all mistakes of the query.
  func finish(_ result: inout ListResult, _ kind: RecordKind?) throws {
    result.fields = arguments.fields("fields")
    result.include = arguments.fields("include")
    result.localZone = arguments.zone("tz")
    if isBrief(fields: result.fields) {
      result.view = .brief
    } else if !result.fields.isEmpty, result.include.isEmpty {
      let ofHits: Set = ["match", "distance_km", "similarity", "snippet"]
      let paths = result.fields.map { MemberNames.path($0, of: kind) }
      if !paths.contains(where: { ofHits.contains(String($0.prefix { $0 != "." })) }) {
        result.view = .members(JSONSelection(paths))
      }
    }
    try checkArguments()
  }

  /// Whether the brief view is asked for, which has members of its own.
  func isBrief(fields: [String]) -> Bool {
    guard arguments.oneOf("view") == "brief" else { return false }
    if !fields.isEmpty {
      arguments.report(
        "view", "brief", expected: "given without fields", code: "bad-combination")
    }
    return true
  }

  /// Orders that need something else to be asked.
  private func check(_ sort: [SortTerm], _ filter: CatalogFilter) {
    for term in sort {
      if term.name == "distance", filter[.near] == nil {
        arguments.report(
          "sort", "distance", expected: "given together with near", code: "bad-combination")
      }
      if term.name == "relevance", filter.text == nil {
        arguments.report(
          "sort", "relevance", expected: "given together with q", code: "bad-combination")
      }
    }
  }
}
