package import CatalogModel
package import JSON

extension Track: DeclaredRecord {
  package static let members: [RecordMember<Track>] = [
    .conference(\.conference) { $0.conferenceName = $1 },
    .derived(.conferenceName) { track, json, _ in
      json.member("conference_name", track.conferenceName)
    },
    .required("name", \.name),
    .list("aliases", \.aliases),
    .list("topics", \.topics),
    .derived(.topicNames) { $1.texts("topic_names", .topic, $0.topics, $2) },
    .value("description", \.description, .wording, within: .long),
    .value("color", \.color, .wording),
    RecordMember(Schema.Member("session_count", .integer)) { track, json, _ in
      if let count = track.sessionCount { json.member("session_count", count) }
    },
  ]

  package static let fields = members.compactMap(\.field)

  package init(id: String) { self.init(id: id, conference: "", name: "") }

  init(_ reader: ObjectReader) {
    self.init(id: reader.slug())
    read(reader, Self.members)
    reader.ignore("sources")
    reader.ignoreDerived()
  }

  package func writeForm(to json: inout JSONWriter) {
    var track = self
    track.sessionCount = nil
    track.write(to: &json, in: .export)
  }
}

extension Room: DeclaredRecord {
  package static let members: [RecordMember<Room>] = [
    .conference(\.conference, about: "The ID of its conference."),
    .required("name", \.name),
    .value(
      "capacity", \.capacity, .wording, within: .people,
      about: "The number of people for whom it has room."),
  ]

  package static let fields = members.compactMap(\.field)

  package init(id: String) { self.init(id: id, conference: "", name: "") }
}
