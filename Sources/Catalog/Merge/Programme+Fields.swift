import CatalogModel
import JSON

extension Track: CatalogRecord {
  static let fields: [Field<Track>] = [
    Field("name", \.name, .wording), Field("aliases", \.aliases), Field("topics", \.topics),
    Field("description", \.description, .wording), Field("color", \.color, .wording),
  ]

  func writeForm(to json: inout JSONWriter) { write(to: &json, in: .export, sessions: nil) }
}

extension Room: CatalogRecord {
  static let fields: [Field<Room>] = [
    Field("name", \.name, .wording), Field("capacity", \.capacity, .wording),
  ]

  func writeForm(to json: inout JSONWriter) { write(to: &json, in: .export) }
}

extension Session: CatalogRecord {
  static let fields: [Field<Session>] = [
    Field("track", \.track), Field("parent", \.parent), Field("work", \.work, .wording),
    Field("kind", \.kind, .wording, unlessSaid: "other"),
    Field("kind_label", \.kindLabel, .wording), Field("title", \.title, .wording),
    Field("abstract", \.abstract, .wording), Field("starts_at", \.startsAt),
    Field("ends_at", \.endsAt), Field("published_start", \.publishedStart),
    Field("published_end", \.publishedEnd), Field("time_zone", \.timeZone, .wording),
    Field("day", \.day),
    Field("room", \.room), Field("speakers", \.speakers), Field("topics", \.topics),
    Field("language", \.language, .wording), Field("format", \.format),
    Field("level", \.level, .wording), Field("status", \.status, unlessSaid: "scheduled"),
    Field("external_ids", \.guid, .wording), Field("links", \.links),
    Field("description", \.description, .wording),
    Field("do_not_record", \.doNotRecord, .wording),
  ]

  func writeForm(to json: inout JSONWriter) { write(to: &json, in: .export) }
}
