import Catalog
import CatalogModel
import JSON

/// The lists of the catalog: each takes the filters that it declares, and the rest is the same for
/// all.
enum ListEndpoints {
  static let conferenceFilters: [Parameter] =
    FilterParameters.ofConferences("Conferences") + [
      Parameter(
        "format", .choices(Conference.formats),
        "The attendance format; conferences without one do not match. " + FormParameters.also,
        example: "hybrid"),
      Parameter(
        "kind", .choices(Conference.kinds), "The kind of conference.", example: "symposium"),
      Parameter(
        "status", .choices(Conference.statuses), "Whether it takes place.", example: "cancelled"),
      Parameter("id", .names, "Conferences, by their IDs.", example: "aim-2026,vldb-2026"),
      Parameter(
        "avoid", .names, "Conferences that it must not overlap, by their IDs.",
        example: "aim-2026"),
      FilterParameters.phase(Conference.phases),
    ] + FilterParameters.days("It has a day")

  private static let conferenceParameters =
    conferenceFilters
    + FilterParameters.list(
      .conference,
      sort: ["start", "end", "name", "updated", "deadline", "distance", "relevance"],
      usual: "\(aheadFirst); with q: by relevance")

  private static let aheadFirst =
    "current and upcoming first, soonest first; then past, latest first"

  private static let sessionFilters: [Parameter] =
    [
      Parameter(
        "track", .names, "A track, by ID or name.", example: "NLP Applications"),
      Parameter("room", .names, "A room, by ID or name.", example: "East Foyer"),
      Parameter("speaker", .names, "A speaker or chair, by ID or name.", example: "a-gretton"),
      Parameter("kind", .choices(Session.kinds), "The kind of session.", example: "tutorial"),
      Parameter(
        "format", .choices(Conference.formats), "The attendance format. " + FormParameters.also,
        example: "virtual"),
      Parameter("language", .names, "A BCP 47 language tag.", example: "en"),
      Parameter("level", .names, "The level of difficulty, as published.", example: "beginner"),
      Parameter(
        "status", .choices(Conference.statuses), "Whether it takes place.", example: "scheduled"),
      FilterParameters.phase(["upcoming", "ongoing", "past"]),
    ] + FilterParameters.days("It has a time")

  private static let sessionParameters = sessionFilters + sessionList(aheadFirst)
  private static let programmeParameters = sessionFilters + sessionList("by time")

  private static func sessionList(_ usual: String) -> [Parameter] {
    FilterParameters.list(
      .session, sort: ["start", "title", "updated", "relevance"],
      usual: "\(usual); with q: by relevance", hasTimes: true)
  }

  private static let deadlineFilters: [Parameter] =
    [
      Parameter("kind", .choices(Deadline.kinds), "The kind of deadline.", example: "paper"),
      Parameter(
        "status", .choices(["open", "passed", "extended", "cancelled", "postponed", "tba"]),
        "Its phase at the time of the request.", example: "open"),
      Parameter("from", .instant, "It closes at or after this time.", example: "today"),
      Parameter("to", .instant, "It closes at or before this time.", example: "+30d"),
      Parameter(
        "within", .duration, "It closes from now to the end of this duration.", example: "30d"),
      FilterParameters.phase(["upcoming", "past"]),
      Parameter(
        "expected", .oneOf(Expectation.allCases.map(\.rawValue)),
        "Adds deadlines that editions have not announced, as ranges of days derived from at least"
          + " \(ExpectedDeadline.minimumEditions) past editions. `include`: after the announced"
          + " ones; `only`: without these.", example: "include"),
    ]
    + FilterParameters.list(
      .deadline, sort: ["at", "updated"], usual: aheadFirst, hasTimes: true)

  private static let trackParameters = FilterParameters.list(
    .track, sort: ["name", "updated", "relevance"],
    usual: "by ID; in a conference: by position in the programme")
  private static let speakerParameters = FilterParameters.list(
    .speaker, sort: ["name", "updated", "relevance"], usual: "by name")

  /// Those filters of conferences that what belongs to one takes over.
  private static func inherited(_ what: String, besides own: [Parameter]) -> [Parameter] {
    let names = Set(own.map(\.name))
    return [FilterParameters.conference]
      + FilterParameters.ofConferences(what).filter { !names.contains($0.name) } + own
  }

  static let list: [Operation] = [
    endpoint(
      "/conferences", "Conferences by topic, place, date, format, audience", .conference,
      conferenceParameters),
    endpoint(
      "/sessions", "Sessions of all conferences", .session,
      inherited("Sessions", besides: sessionParameters)),
    endpoint(
      "/tracks", "Tracks of all conferences", .track,
      inherited(
        "Tracks", besides: FilterParameters.days("Its conference has a day") + trackParameters)),
    endpoint(
      "/deadlines", "Deadlines of all conferences, past, open and to be announced", .deadline,
      inherited("Deadlines", besides: deadlineFilters)),
    endpoint(
      "/speakers", "Speakers by name", .speaker, inherited("Speakers", besides: speakerParameters)),
    endpoint(
      "/series", "Series of conferences, and umbrella series", .series,
      [
        FilterParameters.topic("Series"),
        Parameter("topic.exact", .names, "A topic, without its narrower topics.", example: "ml"),
        Parameter("audience", .names, "An audience that it is recommended to.", example: "startup"),
        Parameter(
          "kind", .choices(Series.kinds), "Recurring series or umbrella series.",
          example: "umbrella"),
        Parameter("rank", .names, "A rank, as system:value.", example: "ccf:A"),
        Parameter("city", .names, "A city of an umbrella series.", example: "Honolulu"),
        Parameter("region", .names, "A region of an umbrella series.", example: "Hawaii"),
        Parameter("country", .names, "A country of an umbrella series.", example: "US"),
        Parameter(
          "verified", .choices(Verification.states), "How well sources support the record.",
          example: "official"),
        FilterParameters.match,
      ] + FilterParameters.days("An umbrella series has a day")
        + FilterParameters.list(
          .series, sort: ["name", "updated", "relevance"],
          usual: "by display_name with name, otherwise by ID")),
    endpoint(
      "/venues", "Venues of conferences", .venue,
      [
        Parameter("city", .names, "A city.", example: "Vienna"),
        Parameter("region", .names, "A region.", example: "California"),
        Parameter("country", .names, "A country.", example: "AT"),
        Parameter("near", .point, "The centre of a circle: a city or a point.", example: "Vienna"),
        Parameter(
          "radius", .distance, "Maximum distance from `near` (default: 100km).", example: "50km"),
      ] + FilterParameters.list(.venue, sort: ["updated", "relevance"], usual: "by ID")),
    endpoint(
      "/places",
      "Continents, groups of countries, countries, regions and cities, with the names that filters"
        + " accept", .place,
      [
        Parameter("kind", .choices(Place.kinds), "The kind of place.", example: "city"),
        Parameter("region", .names, "Within a region.", example: "California"),
        Parameter("country", .names, "Within a country.", example: "US"),
      ] + FilterParameters.list(.place, sort: ["updated"], usual: "by ID")),
    endpoint(
      "/topics", "The taxonomy of topics", .topic,
      FilterParameters.list(.topic, sort: ["updated", "relevance"], usual: "by ID")),
    endpoint(
      "/audiences", "Audiences of conferences", .audience,
      FilterParameters.list(.audience, sort: ["updated"], usual: "by ID")),
    endpoint(
      "/recommendations", "Recommendations of series to audiences, with reasons", .recommendation,
      [
        Parameter("audience", .names, "An audience, by any label.", example: "startup"),
        Parameter(
          "series", .names, "The recommended series, by ID, name or alias.", example: "neurips"),
      ]
        + FilterParameters.list(.recommendation, sort: ["updated"], usual: "as published")),
    endpoint(
      "/guide", "Advice: why to attend, what to expect, how to choose, and tips", .guideItem,
      [Parameter("kind", .choices(GuideItem.kinds), "The kind of advice.", example: "tip")]
        + FilterParameters.list(.guideItem, sort: ["updated"], usual: "as published")),
    endpoint(
      "/sources", "Where the data comes from", .source,
      FilterParameters.list(.source, sort: ["updated"], usual: "by ID")),

    endpoint(
      "/conferences/{conference}/tracks", "The tracks of a conference", .track,
      [FilterParameters.topic("Tracks")] + trackParameters, pin: programme),
    endpoint(
      "/conferences/{conference}/sessions",
      "The programme of a conference in the order of its times", .session,
      [
        FilterParameters.topic("Sessions"),
        Parameter("topic.exact", .names, "A topic, without its narrower topics.", example: "ml"),
        FilterParameters.match, FormParameters.papers,
      ] + programmeParameters, isProgramme: true, pin: programme),
    endpoint(
      "/conferences/{conference}/speakers", "Speakers and chairs of a conference, by name",
      .speaker, speakerParameters, pin: programme),
    endpoint(
      "/conferences/{conference}/deadlines", "The deadlines of a conference, past ones included",
      .deadline, deadlineFilters
    ) { call, filter in
      let conference = try pinned(call, &filter)
      return { $0.member("deadlines_status", conference.deadlinesStatus) }
    },
    endpoint(
      "/series/{series}/conferences", "The editions of a series", .conference,
      conferenceParameters.filter { $0.name != "series" }
    ) { call, filter in
      filter.series.included = [try series(call)]
      return { _ in }
    },
    endpoint(
      "/venues/{venue}/conferences", "The conferences at a venue", .conference,
      conferenceParameters
    ) { call, filter in
      filter.venue = try call.row(.venue, "venue")
      return { _ in }
    },
    endpoint(
      "/speakers/{speaker}/sessions", "The sessions of a speaker or chair", .session,
      inherited("Sessions", besides: sessionParameters.filter { $0.name != "speaker" })
    ) { call, filter in
      let row = try call.row(.speaker, "speaker")
      if case .speaker(let speaker)? = try call.reader.record(.speaker, row) {
        filter.speakers.included = [speaker.id]
      }
      return { _ in }
    },
    endpoint(
      "/tracks/{track}/sessions", "The sessions of a track", .session,
      programmeParameters.filter { $0.name != "track" }, isProgramme: true
    ) { call, filter in
      let row = try call.row(.track, "track")
      if case .track(let track, _)? = try call.reader.record(.track, row) {
        filter.tracks.included = [track.id]
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
    filter.conferences.included = [conference.id]
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
    _ path: String, _ summary: String, _ kind: RecordKind, _ parameters: [Parameter],
    isProgramme: Bool = false,
    pin: @escaping @Sendable (Call, inout CatalogFilter) throws -> Meta = { _, _ in { _ in } }
  ) -> Operation {
    Operation(path, summary, parameters, content: .list(kind)) { call in
      // Mistakes come first: a path with another name must not lead on to a question that is wrong.
      var list = try call.list(kind, try call.filter(), isProgramme: isProgramme)
      try list.narrow { try pin(call, &$0) }
      return .list(try call.interpreted(list, at: path))
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
      if term.name == "distance", filter.near == nil {
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
