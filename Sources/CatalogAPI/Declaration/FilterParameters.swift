import Catalog
import CatalogModel

/// The grammar of lists: one declaration for each filter, wherever it is used.
enum FilterParameters {
  /// Filters of conferences, which also find what belongs to a conference.
  static func ofConferences(_ what: String) -> [Parameter] {
    [
      topic(what),
      Parameter(
        "topic.exact", .names, "\(what) on a topic itself, without its narrower topics.",
        example: "ml"),
      Parameter("audience", .names, "An audience, by any label.", example: "researcher"),
      Parameter(
        "series", .names, "A series that it belongs to, by ID, name or alias.", example: "vldb"),
      Parameter("city", .names, "A city where it takes place.", example: "San Francisco"),
      Parameter(
        "region", .names,
        "A region by name or ISO 3166-2 code, a continent, or a group of countries such as the EU.",
        example: "Europe"),
      Parameter("country", .names, "A country, by name or ISO 3166-1 code.", example: "US"),
      Parameter(
        "near", .point,
        "The centre of a circle: a city or a point. Only records whose place is known at least by"
          + " city can match.", example: "Boston"),
      Parameter(
        "radius", .distance, "Maximum distance from `near` (default: 100km).", example: "100km"),
      Parameter(
        "year", .integers(1950...2100), "The year in the name of the edition.", example: "2026"),
      Parameter(
        "verified", .choices(Verification.states), "How well sources support the record.",
        example: "corroborated"),
      Parameter("rank", .names, "A rank of its series, as system:value.", example: "core:A*"),
      Parameter(
        "has", .choices(["sessions", "tracks", "deadlines", "links", "dates", "data_issues"]),
        "Data that the record must have.", example: "sessions"),
      Parameter(
        "session_kind", .choices(Session.kinds), "It has sessions of this kind, as far as known.",
        example: "panel"),
      Parameter(
        "deadline.kind", .choices(Deadline.kinds), "It has a deadline of this kind.",
        example: "paper"),
      Parameter(
        "deadline.from", .instant, "It has a deadline at or after this time.", example: "today"),
      Parameter(
        "deadline.to", .instant, "It has a deadline at or before this time.", example: "+30d"),
      Parameter(
        "deadline.within", .duration, "It has a deadline from now to the end of this duration.",
        example: "30d"),
      match,
    ]
  }

  static func topic(_ what: String) -> Parameter {
    Parameter(
      "topic", .names, "\(what) on a topic or one of its narrower topics, by any label.",
      example: "nlp")
  }

  static let match = Parameter(
    "match", .oneOf(["certain", "possible"]),
    "How to treat vague dates and places. `certain`: only sure hits. `possible`: everything that"
      + " cannot be ruled out. Omitted: also hits whose dates may fit, or that name the place as"
      + " one of several.", example: "certain")

  static func days(_ what: String) -> [Parameter] {
    [
      Parameter("from", .day, "\(what) on or after this day.", example: "2026-04-01"),
      Parameter("to", .day, "\(what) on or before this day.", example: "2026-04-30"),
      Parameter("month", .month, "\(what) in this month.", example: "2026-01"),
      Parameter("when", .span, "\(what) in this period.", example: "upcoming"),
    ]
  }

  static func phase(_ phases: [String]) -> Parameter {
    Parameter(
      "phase", .choices(phases), "Its phase at the time of the request, as the record shows it.",
      example: phases[0])
  }

  static let text = Parameter(
    "q", .text,
    "Words to search for, the last one also as a prefix; \"phrases\" and -exclusions. If no record"
      + " has all of them, the search reads words that name a value of a filter as that filter.",
    example: "reinforcement learning")
  static let literal = Parameter(
    "literal", .flag,
    "Searches for the words of `q` exactly: no filters, no corrections, and every word must occur.",
    example: "1")
  static let updatedSince = Parameter(
    "updated_since", .instant,
    "Records that have changed since this time; `/changes` also lists deleted ones.",
    example: "2026-11-01")
  static let zone = Parameter(
    "tz", .zone, "Adds times in this time zone.", example: "Europe/Berlin")
  static let total = Parameter(
    "total", .oneOf(["none"]), "`none`: do not count the hits, which is faster.", example: "none")
  static let explain = Parameter(
    "explain", .flag, "Adds how the server understood and answered the request.", example: "1")
  static let view = Parameter(
    "view", .oneOf(["full", "brief"]),
    "How much of each record the JSON contains. `brief`: what a card or a row needs, without"
      + " unknown members.", example: "brief")
  static let conference = Parameter(
    "conference", .names, "Records of a conference, by its ID.", example: "vldb-2026")

  /// What every list has behind its own filters.
  static func list(
    _ kind: RecordKind, sort: [String], usual: String, hasTimes: Bool = false
  ) -> [Parameter] {
    let facets = CatalogReader.facetNames(kind)
    let includes = Call.includes(kind)
    var parameters = [
      text, literal, updatedSince,
      Parameter("sort", .sort(sort), "The order (default: \(usual)).", example: sort[0]),
      fields(kind),
    ]
    if Record.briefKinds.contains(kind) { parameters.append(view) }
    if kind == .conference { parameters.append(ListLayout.parameter) }
    if !includes.isEmpty { parameters.append(include(includes)) }
    if !facets.isEmpty {
      parameters.append(
        Parameter(
          "facets", .fields(facets),
          "Filters whose values to count. The counts of a filter ignore its own values in the"
            + " query.",
          example: facets[0]))
    }
    if hasTimes { parameters.append(zone) }
    return parameters + [total, explain, .limit, .cursor]
  }

  /// The members of records of a kind; of every kind that a search finds if it is nil.
  static func fields(_ kind: RecordKind?) -> Parameter {
    let names = MemberNames.of(kind)
    return Parameter(
      "fields", .members(names),
      "The members or columns to show, in this order. Use a dot for a member of a member.",
      example: names.members.prefix(3).joined(separator: ","))
  }

  static func include(_ names: [String]) -> Parameter {
    Parameter(
      "include", .fields(names), "Related records to embed.", example: names[0])
  }

  /// What one record can be asked with.
  static func one(_ kind: RecordKind, hasTimes: Bool = false) -> [Parameter] {
    let includes = Call.includes(kind)
    return [fields(kind)] + (Record.briefKinds.contains(kind) ? [view] : [])
      + (includes.isEmpty ? [] : [include(includes)])
      + (hasTimes ? [zone] : [])
  }
}
