import Catalog
import CatalogModel

/// The grammar of lists: one declaration for each filter, wherever it is used.
enum FilterParameters {
  /// Filters of conferences, which also find what belongs to a conference.
  static func ofConferences(_ what: String) -> [Parameter] {
    [
      topic(what),
      Parameter(
        "topic.exact", .names, "\(what) on a topic itself, without what is narrower.",
        example: "ml"),
      Parameter("audience", .names, "For whom it is, by any label.", example: "researcher"),
      Parameter(
        "series", .names, "The series that it belongs to, by id, name or alias.", example: "vldb"),
      Parameter("city", .names, "A city that it takes place in.", example: "San Francisco"),
      Parameter(
        "region", .names,
        "A region, by name or ISO 3166-2 code, a continent, or a group of countries such as the EU.",
        example: "Europe"),
      Parameter("country", .names, "A country, by name or ISO 3166-1 code.", example: "US"),
      Parameter(
        "near", .point,
        "Around a city or a point; only places that are known to the city or better are near"
          + " anything.", example: "Boston"),
      Parameter("radius", .distance, "How far from `near`; 100km unless told.", example: "100km"),
      Parameter(
        "year", .integers(1950...2100), "The year in the edition's name.", example: "2026"),
      Parameter(
        "verified", .choices(Verification.states), "How well the record is supported.",
        example: "corroborated"),
      Parameter("rank", .names, "A rank of its series, as system:value.", example: "core:A*"),
      Parameter(
        "has", .choices(["sessions", "tracks", "deadlines", "links", "dates", "data_issues"]),
        "What must be known of it.", example: "sessions"),
      Parameter(
        "session_kind", .choices(Session.kinds), "It is known to have sessions of this kind.",
        example: "panel"),
      Parameter(
        "deadline.kind", .choices(Deadline.kinds), "It has a deadline of this kind.",
        example: "paper"),
      Parameter(
        "deadline.from", .instant, "It has a deadline at or after this.", example: "today"),
      Parameter("deadline.to", .instant, "It has a deadline at or before this.", example: "+30d"),
      Parameter(
        "deadline.within", .duration, "It has a deadline from now until then.", example: "30d"),
      match,
    ]
  }

  static func topic(_ what: String) -> Parameter {
    Parameter(
      "topic", .names, "\(what) on a topic or anything narrower, by any of its labels.",
      example: "nlp")
  }

  static let match = Parameter(
    "match", .oneOf(["certain", "possible"]),
    "Where dates or places are vague: only what surely fits, or whatever may. Left out: what may"
      + " fit by its dates, and what names the place among several.", example: "certain")

  static func days(_ what: String) -> [Parameter] {
    [
      Parameter("from", .day, "\(what) on or after this day.", example: "2026-04-01"),
      Parameter("to", .day, "\(what) on or before this day.", example: "2026-04-30"),
      Parameter("month", .month, "\(what) in this month.", example: "2026-01"),
      Parameter("when", .span, "\(what) in this span.", example: "upcoming"),
    ]
  }

  static func phase(_ phases: [String]) -> Parameter {
    Parameter(
      "phase", .choices(phases), "Where it is on the clock, as its record shows it now.",
      example: phases[0])
  }

  static let text = Parameter(
    "q", .text,
    "Words to find, the last one also as the beginning of a word; \"phrases\" and -exclusions. Where"
      + " nothing has all of them, words that name a filter's value are taken as that filter.",
    example: "reinforcement learning")
  static let literal = Parameter(
    "literal", .flag,
    "Takes the words of `q` as they stand: none as a filter, none corrected, all to be found.",
    example: "1")
  static let updatedSince = Parameter(
    "updated_since", .instant,
    "Records that have changed since; `/changes` tells those that were deleted, too.",
    example: "2026-11-01")
  static let zone = Parameter(
    "tz", .zone, "Adds times in this zone.", example: "Europe/Berlin")
  static let total = Parameter(
    "total", .oneOf(["none"]), "Spares counting all hits.", example: "none")
  static let explain = Parameter(
    "explain", .flag, "Tells how the question was understood and answered.", example: "1")
  static let view = Parameter(
    "view", .oneOf(["full", "brief"]),
    "How much of each record the JSON has: brief is what a card or a row needs, without members that"
      + " are unknown.", example: "brief")
  static let conference = Parameter(
    "conference", .names, "What belongs to a conference, by its id.", example: "vldb-2026")

  /// What every list has behind its own filters.
  static func list(
    _ kind: RecordKind, sort: [String], usual: String, hasTimes: Bool = false
  ) -> [Parameter] {
    let facets = CatalogReader.facetNames(kind)
    let includes = Call.includes(kind)
    var parameters = [
      text, literal, updatedSince,
      Parameter("sort", .sort(sort), "The order; \(usual) where it is left out.", example: sort[0]),
      fields(kind),
    ]
    if Record.briefKinds.contains(kind) { parameters.append(view) }
    if kind == .conference { parameters.append(ListLayout.parameter) }
    if !includes.isEmpty { parameters.append(include(includes)) }
    if !facets.isEmpty {
      parameters.append(
        Parameter(
          "facets", .fields(facets),
          "Filters whose values to count; each leaves its own choice out of account.",
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
      "The members or columns to show, in this order; a member of a member stands behind a dot.",
      example: names.members.prefix(3).joined(separator: ","))
  }

  static func include(_ names: [String]) -> Parameter {
    Parameter(
      "include", .fields(names), "Records to put into the answer's records.", example: names[0])
  }

  /// What one record can be asked with.
  static func one(_ kind: RecordKind, hasTimes: Bool = false) -> [Parameter] {
    let includes = Call.includes(kind)
    return [fields(kind)] + (Record.briefKinds.contains(kind) ? [view] : [])
      + (includes.isEmpty ? [] : [include(includes)])
      + (hasTimes ? [zone] : [])
  }
}
