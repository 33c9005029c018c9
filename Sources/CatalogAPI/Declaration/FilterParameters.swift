import Catalog
import CatalogModel

/// What lists and records are asked with besides filters.
enum FilterParameters {
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
  /// What every list has behind its own filters.
  static func list(
    _ kind: RecordKind, sort: [String], usual: String, hasTimes: Bool = false
  ) -> [Parameter] {
    let facets = RecordList.of(kind).facetNames
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
