import Catalog
import JSON

enum ConferenceEndpoints {
  static let list = [conferences, conference, deadlines]

  static let filters: [Parameter] = [
    .topic("Conferences"),
    Parameter("audience", .names, "For whom it is, by any label.", example: "researcher"),
    Parameter("series", .names, "The series that it belongs to, by id or alias.", example: "vldb"),
    Parameter("city", .names, "A city that it takes place in.", example: "San Francisco"),
    Parameter("region", .names, "A region, by name or ISO 3166-2 code.", example: "FL"),
    Parameter("country", .names, "A country, by name or ISO 3166-1 code.", example: "US"),
    Parameter(
      "format", .choices(Conference.formats),
      "How it is attended; conferences that do not say are"
        + " not found.", example: "hybrid"),
    Parameter("kind", .choices(Conference.kinds), "The kind of event.", example: "symposium"),
    Parameter(
      "status", .choices(Conference.statuses), "Whether it takes place.", example: "cancelled"),
    Parameter(
      "verified", .choices(Verification.states), "How well the record is supported.",
      example: "corroborated"),
    Parameter(
      "year", .integer(1950...2100), "The year in the edition's name.", example: "2026"),
    Parameter("month", .month, "A month in which it has a day.", example: "2026-01"),
    Parameter("from", .day, "It has a day on or after this one.", example: "2026-04-01"),
    Parameter("to", .day, "It has a day on or before this one.", example: "2026-04-30"),
    Parameter(
      "match", .oneOf(["certain", "possible"]),
      "Where dates or places are vague: only what surely fits, or whatever may. Left out: what may"
        + " fit by its dates, and what names the place among several.", example: "certain"),
  ]

  static let conferences = Endpoint(
    "/conferences", "Conferences by topic, place, date, format, audience",
    filters + [
      Parameter(
        "sort", .oneOf(["start", "-start", "name", "-name", "updated", "-updated"]),
        "The order; by start where it is left out.", example: "start"),
      Parameter(
        "facets", .fields(ConferenceQuery.facetNames),
        "Filters whose values to count; each leaves its own choice out of account.",
        example: "format"),
      .limit, .cursor,
    ]
  ) { call in
    let query = try query(call)
    let request = call.arguments.page()
    try call.checkArguments()
    return try answer(call, query, request)
  }

  static let conference = Endpoint(
    "/conferences/{conference}", "One conference with its places, links and deadlines",
    [
      Parameter(
        "include", .fields(["tracks", "sessions", "deadlines"]),
        "Parts of the programme to put into the answer; deadlines are always there.",
        example: "tracks")
    ]
  ) { call in
    let include = call.arguments.fields("include")
    try call.checkArguments()
    let slug = call.capture("conference")
    guard let conference = try call.reader.conference(slug) else {
      let aliases = try aliases(of: slug, call)
      if aliases.count == 1 { return .moved(to: "/conferences/\(aliases[0])") }
      try call.missing("conference", slug, .conference)
    }
    let tracks = include.contains("tracks") ? try call.reader.tracks(conference: slug) : nil
    let sessions =
      include.contains("sessions")
      ? try call.reader.sessions(
        conference: slug, tracks: Choice(), kinds: Choice(), page: PageRequest(limit: 10_000)
      ).elements : nil
    return try call.one { json in
      conference.write(to: &json, in: call.context) { json in
        let url = "\(call.baseURL)/conferences/\(slug)"
        json.member("tracks_url", "\(url)/tracks")
        json.member("sessions_url", "\(url)/sessions")
        if let tracks {
          json.list("tracks", tracks) {
            $1.track.write(to: &$0, in: call.context, sessions: $1.sessions)
          }
        }
        if let sessions { json.list("sessions", sessions) { $1.write(to: &$0, in: call.context) } }
      }
    }
  }

  static let deadlines = Endpoint(
    "/conferences/{conference}/deadlines", "The deadlines of a conference, past ones included"
  ) { call in
    try call.checkArguments()
    let slug = call.capture("conference")
    guard try call.reader.conference(slug) != nil else {
      try call.missing("conference", slug, .conference)
    }
    return try call.whole(try call.reader.deadlines(conference: slug)) { json, deadline in
      deadline.write(to: &json, in: call.context, within: false)
    }
  }

  /// "neurips26" or "nips-2026": an alias of a series and a year.
  private static func aliases(of slug: String, _ call: borrowing Call) throws -> [String] {
    let digits = String(slug.reversed().prefix { $0.isNumber }.reversed())
    guard digits.count == 2 || digits.count == 4, let number = Int(digits) else { return [] }
    let year = number < 100 ? number + 2000 : number
    let name = slug.dropLast(digits.count).drop { $0 == "-" }
    let trimmed = name.hasSuffix("-") ? name.dropLast() : name
    return try call.reader.series(named: String(trimmed)).filter {
      try call.reader.conference("\($0)-\(year)") != nil
    }.map { "\($0)-\(year)" }
  }

  /// Reads the filters; mistakes are left in the arguments.
  static func query(_ call: borrowing Call) throws -> ConferenceQuery {
    let arguments = call.arguments
    let reader = call.reader
    var query = ConferenceQuery()
    query.topics = try arguments.names(
      "topic", resolve: { try reader.topics(named: $0) }, known: { try reader.labels("topic") })
    query.audiences = try arguments.names(
      "audience", resolve: { try reader.audiences(named: $0) },
      known: { try reader.labels("audience") })
    query.series = try arguments.names(
      "series", resolve: { try reader.series(named: $0) }, known: { try reader.labels("series") })
    query.cities = try arguments.names(
      "city", resolve: { try reader.cities(named: $0) }, known: { try reader.labels("city") })
    query.regions = try arguments.names(
      "region", resolve: { try reader.regions(named: $0) }, known: { try reader.labels("region") })
    query.countries = try arguments.names(
      "country", resolve: { try reader.countries(named: $0) },
      known: { try reader.labels("country") })
    query.formats = arguments.choices("format")
    query.kinds = arguments.choices("kind")
    query.statuses = arguments.choices("status")
    query.verifications = arguments.choices("verified")
    query.years = arguments.integer("year").map { [$0] } ?? []
    query.from = arguments.day("from")
    query.to = arguments.day("to")
    if let month = arguments.month("month") {
      query.from = max(query.from ?? month.first, month.first)
      query.to = min(query.to ?? month.last, month.last)
    }
    if let from = query.from, let to = query.to, from > to {
      arguments.report(
        "to", to.description, expected: "a day that is not before \(from)", code: "bad-combination")
    }
    query.match = arguments.oneOf("match").flatMap(Match.init) ?? .usual
    if let sort = arguments.oneOf("sort") {
      query.descending = sort.hasPrefix("-")
      query.sort = .init(rawValue: query.descending ? String(sort.dropFirst()) : sort) ?? .start
    }
    query.facets = arguments.fields("facets")
    return query
  }

  static func answer(
    _ call: borrowing Call, _ query: ConferenceQuery, _ request: PageRequest
  ) throws -> Answer {
    let answer = try call.reader.conferences(query, page: request)
    let context = call.context
    return try call.list(
      answer.page, limit: request.limit,
      facets: { json in
        guard !answer.facets.isEmpty else { return }
        json.object("facets") { json in
          for facet in answer.facets {
            json.object(facet.field) { write(facet, to: &$0) }
          }
        }
      },
      meta: { json in
        if query.from != nil || query.to != nil {
          json.member("vague_excluded", answer.vagueExcluded)
        }
        if !(query.cities.included + query.regions.included).isEmpty {
          json.member("coarser_excluded", answer.coarserExcluded)
        }
      }
    ) { json, hit in
      hit.conference.write(to: &json, in: context) { json in
        guard hit.dates != nil || hit.place != nil else { return }
        json.object("match") { json in
          if hit.dates != nil { json.member("dates", hit.dates) }
          if hit.place != nil { json.member("place", hit.place) }
        }
      }
    }
  }

  private static func write(_ facet: Facet, to json: inout JSONWriter) {
    json.list("values", facet.values) { json, value in
      json.object { json in
        json.member("value", value.value)
        json.member("label", value.label)
        json.member("count", value.count)
        json.member("selected", value.selected)
      }
    }
    json.member("other", facet.other)
    json.member("missing", facet.missing)
  }
}
