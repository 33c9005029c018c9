import Catalog
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
        CatalogReader.searchedKinds.map(\.schemaOfForms),
        byType: Dictionary(
          uniqueKeysWithValues: CatalogReader.searchedKinds.map {
            ($0.rawValue, $0.schemaOfForms)
          }))
    ),
    ("Facets", .map(.named("Facet"))),
    (
      "Facet",
      .object([
        Member("values", .array(.named("FacetValue"))),
        Member("other", .integer, "Further values."),
        Member("missing", .integer, "Records without a value."),
      ])
    ),
    (
      "FacetValue",
      .object([
        Member("value", .string), Member("label", .string), Member("count", .integer),
        Member("selected", .boolean), Member("url", .url, "Adds the value, or takes it away."),
      ])
    ),
    (
      "Understood",
      .object([
        Member("query", .url, "States the filters by their parameters."),
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
      "PartialMatch",
      .object([
        Member("words", .integer), Member("of", .integer),
        Member("without", .texts, "Words of q that the hits need not have."),
      ])
    ),
    (
      "Explanation",
      .object([
        Member("question", .map(.json), "The parameters as they were understood."),
        Member("plan", .texts, "How SQLite comes to the records."),
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
      Member("facets", .named("Facets"), "With facets=.", optional: true),
      Member("meta", .named("Meta")),
    ])
  }
}
