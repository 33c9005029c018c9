import CatalogModel
import JSON

extension Recommendation: CatalogRecord {
  static let fields: [Field<Recommendation>] = [
    Field("as_named", \.asNamed, .wording), Field("reason", \.reason, .wording),
    Field("source", \.source, .wording),
  ]

  /// The change log's ID for a recommendation, which has no slug: the audience, a slash, and the
  /// series or conference.
  var id: String {
    get { "\(audience)/\(series ?? conference ?? "")" }
    set {}
  }

  func writeForm(to json: inout JSONWriter) { write(to: &json, in: .export) }
}
