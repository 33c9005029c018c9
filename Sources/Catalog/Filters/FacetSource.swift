import CatalogForm
import CatalogModel
import SQLite

/// How the values of a filter are counted and labelled in a facet.
struct FacetSource: Sendable {
  enum Values: Sendable {
    /// The values in the filter index, optionally limited by a condition; other records have the
    /// values of their conferences.
    case filed(where: String? = nil)
    /// The pairs of `owner`, the row ID of a conference, and `value`, that a query returns; other
    /// records have the values of their conferences.
    case ofConferences(String)
    /// The pairs of `owner`, the row ID of a record, and `value`, that a query returns.
    case pairs(String)
    /// The effective topics of sessions, including those of their tracks and conferences.
    case sessionTopics
    /// An expression over the listed table.
    ///
    /// If `isIndexed`, an index has the column and the conference, from which the values of many
    /// sessions are read.
    case expression(@Sendable (_ now: Instant) -> SQLFragment, isIndexed: Bool = false)
    /// The records of a table to which the listed ones refer.
    case reference(String)
    /// A column with one very frequent value; an index has the rows with the other values.
    case mostly(String, column: String)
    /// The phases of conferences.
    case phases

    static func column(_ expression: String, isIndexed: Bool = false) -> Values {
      .expression({ _ in SQLFragment(raw: expression) }, isIndexed: isIndexed)
    }
  }

  let values: Values
  /// The facet's name, if it differs from the filter's.
  var name: String?
  /// Returns the label of a value; `nil` if the value is its own label.
  var label: @Sendable (CatalogReader, _ value: String) throws -> String? = { _, _ in nil }
  /// The names of conditions that the facet ignores besides those of its own filter.
  var leavesOut: Set<String> = []

  static func codes(_ values: Values) -> FacetSource {
    FacetSource(values: values, label: { CodeText.of($1) })
  }

  static func labels(_ kind: CodeKind, _ values: Values) -> FacetSource {
    FacetSource(values: values, label: { try $0.names.label(kind, $1) })
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

extension FacetSource {
  /// Returns the names of a filter in the filter index; for a place also the one for candidates.
  static func filed(_ filter: Filter) -> [String] {
    if case .place = filter.condition { [filter.name, "\(filter.name)?"] } else { [filter.name] }
  }
}
