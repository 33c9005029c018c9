import CatalogModel
import SQLite

/// How the values of a filter are counted and called.
struct FacetSource: Sendable {
  enum Values: Sendable {
    /// What conferences are filed under, as far as it is the filter's own; other records have what
    /// their conferences have.
    case filed(where: String? = nil)
    /// Pairs of `owner`, a record's row ID, and `value`, from a query.
    case pairs(String)
    /// The topics of sessions, with those of their tracks and conferences.
    case sessionTopics
    /// An expression over the listed table; of many sessions, the values of some columns are read
    /// from an index that also has the conference.
    case expression(@Sendable (_ now: Instant) -> SQLFragment, isIndexed: Bool = false)
    /// The records of a table to which the listed ones refer.
    case reference(String)
    /// A column in which one value is so frequent that only the others are in an index.
    case mostly(String, column: String)
    /// The phases of conferences.
    case phases

    static func column(_ expression: String, isIndexed: Bool = false) -> Values {
      .expression({ _ in SQLFragment(raw: expression) }, isIndexed: isIndexed)
    }
  }

  let values: Values
  /// Another name than the filter's.
  var name: String?
  /// What a value is called; nil for the value itself.
  var label: @Sendable (CatalogReader, _ value: String) throws -> String? = { _, _ in nil }
  /// The names of further conditions that the facet leaves out of account besides its filter's.
  var leavesOut: Set<String> = []

  static func codes(_ values: Values) -> FacetSource {
    FacetSource(values: values, label: { CodeText.of($1) })
  }

  static func labels(_ kind: CodeKind, _ values: Values) -> FacetSource {
    FacetSource(values: values, label: { try $0.label(kind, $1) })
  }

  static func names(_ table: String, _ values: Values? = nil) -> FacetSource {
    FacetSource(values: values ?? .reference(table)) { reader, slug in
      try reader.connection.first("SELECT name FROM \(table) WHERE slug = ?1", slug) { $0.text(0) }
    }
  }

  static func conferences(_ values: Values = .reference("conference")) -> FacetSource {
    FacetSource(values: values, label: { try $0.conference($1)?.displayName })
  }
}
