import CatalogModel
import JSON

extension Source: CatalogRecord {
  static let fields: [Field<Source>] = [
    Field("title", \.title, .wording), Field("website", \.url, .wording, formerly: "homepage"),
    Field("publisher", \.publisher, .wording), Field("published_on", \.publishedOn, .wording),
    Field("retrieved_on", \.retrievedOn, .wording), Field("licence", \.licence, .wording),
  ]

  func writeForm(to json: inout JSONWriter) { write(to: &json, in: .export) }
}

extension Topic: CatalogRecord {
  static let fields: [Field<Topic>] = [
    Field("label", \.label, .wording), Field("aliases", \.altLabels, formerly: "alt_labels"),
    Field("broader", \.broader), Field("related", \.related),
    Field("definition", \.definition, .wording),
  ]

  func writeForm(to json: inout JSONWriter) {
    var topic = self
    topic.conferenceCount = nil
    topic.write(to: &json, in: .export)
  }
}

extension Audience: CatalogRecord {
  static let fields: [Field<Audience>] = [
    Field("label", \.label, .wording), Field("aliases", \.altLabels, formerly: "alt_labels"),
  ]

  func writeForm(to json: inout JSONWriter) { write(to: &json, in: .export) }
}

extension Place: CatalogRecord {
  static let fields: [Field<Place>] = [
    Field("kind", \.kind, unlessSaid: "city"), Field("name", \.name, .wording),
    Field("aliases", \.altNames, formerly: "alt_names"),
    Field("country", \.country), Field("countries", \.countries), Field("region", \.region),
    Field("time_zone", \.timeZone, .wording), Field("geo", \.coordinates, .wording),
  ]

  func writeForm(to json: inout JSONWriter) { write(to: &json, in: .export) }
}

extension Venue: CatalogRecord {
  static let fields: [Field<Venue>] = [
    Field("name", \.name, .wording), Field("address", \.address, .wording),
    Field("city", \.city), Field("region", \.region), Field("country", \.country),
    Field("geo", \.coordinates, .wording), Field("capacity", \.capacity, .wording),
  ]

  func writeForm(to json: inout JSONWriter) { write(to: &json, in: .export) }
}

extension Recommendation: CatalogRecord {
  static let fields: [Field<Recommendation>] = [
    Field("as_named", \.asNamed, .wording), Field("reason", \.reason, .wording),
    Field("source", \.source, .wording),
  ]

  /// Recommendations have no slug of their own; this is what the change log calls them.
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
