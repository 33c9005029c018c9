import CatalogForm
import CatalogModel

/// The schemas of responses with records.
extension Schemas {
  static let lists: [(name: String, schema: Schema)] = ofRecords + ofSearch

  private static let ofRecords: [(name: String, schema: Schema)] =
    RecordKind.allCases.flatMap { kind -> [(name: String, schema: Schema)] in
      [
        (kind.schemaName + "Response", response(of: .named(kind.schemaOfForms))),
        (kind.schemaName + "List", list(of: .named(kind.schemaOfForms))),
      ]
    }

  private static let ofSearch: [(name: String, schema: Schema)] = [
    ("SearchList", list(of: .named("SearchHit"))),
    (
      "SearchHit",
      .oneOf(
        hitKinds.map(\.schemaOfHits),
        byType: Dictionary(uniqueKeysWithValues: hitKinds.map { ($0.rawValue, $0.schemaOfHits) }))
    ),
    (Schema.anyObjectName, .map(.json)), ("Facets", .map(.named("Facet"))),
    (
      "Facet",
      .object([
        Member("values", .array(.named("FacetValue"))),
        Member("other", .integer, "The number of values that the response omits."),
        Member("missing", .integer, "The number of records without a value."),
      ])
    ),
    (
      "FacetValue",
      .object([
        Member("value", .string), Member("label", .string), Member("count", .integer),
        Member("selected", .boolean),
        Member("url", .url, "The list with this value added to the filter, or removed from it."),
      ])
    ),
    (
      "Understood",
      .object([
        Member("query", .url, "The same query with the words as filters."),
        Member("words", .array(.named("UnderstoodWords"))),
      ])
    ),
    (
      "UnderstoodWords",
      .object([
        Member("words", .string), Member("parameter", .string), Member("value", .string),
      ])
    ),
    (
      "Candidate",
      .object([
        Member("parameter", .string), Member("value", .string), Member("url", .url),
      ])
    ),
    (
      "PartialMatch",
      .object([
        Member("words", .integer), Member("of", .integer),
        Member("without", .texts, "Words of q that the hits need not have."),
      ])
    ),
    (
      "Explanation",
      .object([
        Member("question", .anyObject, "The parameters as the server understood them."),
        Member("plan", .texts, "The query plans of SQLite."),
        Member("cost", .object([Member("microseconds", .integer)])),
      ])
    ),
  ]

  static func response(of data: Schema) -> Schema {
    .object([Member("data", data), Member("meta", .named("Meta"))])
  }

  private static func list(of record: Schema) -> Schema {
    .object([
      Member("data", .array(record)), Member("page", .named("Page")),
      Member("facets", .named("Facets"), "Only with facets=.", optional: true),
      Member("meta", .named("Meta")),
    ])
  }
}
