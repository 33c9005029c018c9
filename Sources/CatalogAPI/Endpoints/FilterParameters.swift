import Catalog
import CatalogForm
import CatalogModel

/// The parameters of lists and records besides filters.
enum FilterParameters {
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
  /// Returns the parameters that every list has after its own filters.
  static func list(
    _ kind: RecordKind, sort: [String], usual: String, hasTimes: Bool = false
  ) -> [Parameter] {
    let facets = RecordList.of(kind).facetNames
    let includes = Inclusion.names(kind)
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

  /// Returns the parameter `fields` for the members of a kind; of all kinds that a search returns
  /// if nil.
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

  /// Returns the parameters of a single record.
  static func one(_ kind: RecordKind, hasTimes: Bool = false) -> [Parameter] {
    let includes = Inclusion.names(kind)
    return [fields(kind)] + (Record.briefKinds.contains(kind) ? [view] : [])
      + (includes.isEmpty ? [] : [include(includes)])
      + (hasTimes ? [zone] : [])
  }
}
