import CatalogModel
import JSON

extension Place: CatalogRecord {
  static let fields: [Field<Place>] = [
    Field("kind", \.kind, unlessSaid: "city"), Field("name", \.name, .wording),
    Field("aliases", \.altNames, formerly: "alt_names"),
    Field("country", \.country), Field("countries", \.countries), Field("region", \.region),
    Field("time_zone", \.timeZone, .wording), Field("geo", \.coordinates, .wording),
  ]

  func writeForm(to json: inout JSONWriter) { write(to: &json, in: .export) }
}

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

extension GuideItem: CatalogRecord {
  static let fields: [Field<GuideItem>] = [
    Field("kind", \.kind, unlessSaid: "tip"), Field("order", \.order, unlessSaid: 1),
    Field("title", \.title, .wording),
    Field("text", \.text, .wording), Field("source", \.source, .wording),
  ]

  func writeForm(to json: inout JSONWriter) { write(to: &json, in: .export) }
}
