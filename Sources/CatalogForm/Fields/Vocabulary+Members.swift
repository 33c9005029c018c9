package import CatalogModel
package import JSON

extension Source: DeclaredRecord {
  package static let members: [RecordMember<Source>] = [
    .required("title", \.title),
    // In a response `url` is the URL of the record itself.
    .value(
      "website", \.url, .wording, column: "url", formerNames: ["homepage", "url"],
      about: Schema.Member.website.description),
    .value("publisher", \.publisher, .wording),
    .value("published_on", \.publishedOn, .wording),
    .value("retrieved_on", \.retrievedOn, .wording),
    .value("licence", \.licence, .wording),
  ]

  package static let fields = members.compactMap(\.field)

  package init(id: String) { self.init(id: id, title: "") }
}

extension Topic: DeclaredRecord {
  package static let members: [RecordMember<Topic>] = [
    .required("label", \.label),
    .list(
      "aliases", \.altLabels, formerNames: ["alt_labels"],
      about: "Further names; topic= accepts each of them."
    ),
    .list("broader", \.broader),
    RecordMember(Schema.Member("narrower", .texts)) { topic, json, context in
      if context.showsOthers { json.member("narrower", topic.narrower) }
    },
    .list("related", \.related),
    .value("definition", \.definition, .wording, within: .long),
    RecordMember(
      Schema.Member(
        "conference_count", .integer,
        "The number of conferences, including those on narrower topics.", optional: true)
    ) { topic, json, context in
      guard let count = topic.conferenceCount, context.showsOthers else { return }
      json.member("conference_count", count)
    },
  ]

  package static let fields = members.compactMap(\.field)

  package init(id: String) { self.init(id: id, label: "") }

  package func writeForm(to json: inout JSONWriter) {
    var topic = self
    topic.conferenceCount = nil
    topic.write(to: &json, in: .export)
  }
}

extension Audience: DeclaredRecord {
  package static let members: [RecordMember<Audience>] = [
    .required("label", \.label),
    .list(
      "aliases", \.altLabels, formerNames: ["alt_labels"],
      about: "Further names; audience= accepts each of them."),
  ]

  package static let fields = members.compactMap(\.field)

  package init(id: String) { self.init(id: id, label: "", altLabels: []) }
}

extension Venue: DeclaredRecord {
  package static let members: [RecordMember<Venue>] = [
    .required("name", \.name),
    .value("address", \.address, .wording),
    .value("city", \.city),
    .value("region", \.region, about: "ISO 3166-2."),
    .derived(.regionName) { $1.text("region_name", .region, $0.region, $2) },
    .value("country", \.country, about: "ISO 3166-1 alpha-2."),
    .derived(.countryName) { $1.text("country_name", .country, $0.country, $2) },
    .geo(\.coordinates),
    .value("capacity", \.capacity, .wording, within: .people),
  ]

  package static let fields = members.compactMap(\.field)

  package init(id: String) { self.init(id: id, name: "") }

  init(_ reader: ObjectReader) {
    // Not `slug()`: the IDs of venues are made of long names, and may exceed its length.
    self.init(id: reader.required("id"))
    read(reader, Self.members)
    reader.ignoreDerived()
  }
}

extension Speaker: DeclaredRecord {
  package static let members: [RecordMember<Speaker>] = [
    .required("name", \.name, about: "Not unique: different people can share a name."),
    .value("affiliation", \.affiliation, .wording),
    .value("bio", \.bio, .wording, within: .long),
    .value("orcid", \.orcid, .wording),
  ]

  package static let fields = members.compactMap(\.field)

  package init(id: String) { self.init(id: id, name: "") }

  init(_ reader: ObjectReader) {
    self.init(id: reader.slug())
    read(reader, Self.members)
    reader.ignore("links", "sources", "sessions")
    reader.ignoreDerived()
  }
}

extension Place: DeclaredRecord {
  package static let members: [RecordMember<Place>] = [
    .value("kind", \.kind, of: kinds, default: "city"),
    .required("name", \.name),
    .list(
      "aliases", \.altNames, formerNames: ["alt_names"],
      about: "Further names; filters accept each of them."),
    .value("country", \.country, about: "Null for a continent or a group of countries."),
    .derived(.countryName) { $1.text("country_name", .country, $0.country, $2) },
    .value("region", \.region),
    .derived(.regionName) { $1.text("region_name", .region, $0.region, $2) },
    RecordMember(
      Schema.Member(
        "countries", .names, "The countries of a continent or a group of countries."),
      Field("countries", \.countries), read: { $1.countries = $0.strings("countries") ?? [] },
      write: { place, json, context in
        if context.isResponse || place.isGroup { json.member("countries", place.countries) }
      }),
    .value("time_zone", \.timeZone, .wording),
    .geo(\.coordinates),
  ]

  /// The members that are merged; stored claims have these fields last.
  package static let fields = members.compactMap(\.field).ending(with: [
    "region", "time_zone", "geo",
  ])

  package init(id: String) { self.init(id: id, kind: "city", name: "", altNames: []) }

  init(_ reader: ObjectReader) {
    self.init(id: reader.slug())
    read(reader, Self.members)
    if isGroup {
      if country != nil {
        reader.report("country", country.map { .string($0) }, "omitted; a \(kind) has countries")
      }
      if countries.isEmpty { reader.report("countries", nil, "the codes of its countries") }
    } else if country == nil {
      _ = reader.required("country")
    }
    reader.ignoreDerived()
  }
}

extension GuideItem: DeclaredRecord {
  package static let members: [RecordMember<GuideItem>] = [
    .value("kind", \.kind, of: kinds, default: "tip"),
    .value(
      "order", \.order, default: 1, column: "position",
      about: "Its position within its kind, from 1."),
    .required("title", \.title),
    .value("text", \.text, .wording, within: .long),
    .reference("source", \.source, .wording),
  ]

  package static let fields = members.compactMap(\.field)
}
