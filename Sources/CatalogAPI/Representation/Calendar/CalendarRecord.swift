import Catalog
import CatalogModel
import JSON

/// What an entry of a calendar keeps of its record in the native format, so that an import gives the
/// record back: a title and a time alone do not tell a conference from a deadline.
enum CalendarRecord {
  /// The property with the members of the record that a calendar has room for.
  static let property = "X-CATALOG-RECORD"
  /// The property with the conference to which a session or a deadline belongs.
  static let conferenceProperty = "X-CATALOG-CONFERENCE"

  private static let members: [RecordKind: Set<String>] = [
    .conference: [
      "type", "id", "name", "acronym", "year", "edition_number", "kind", "series", "status",
      "format", "dates", "locations", "time_zone", "topics", "links",
    ],
    .deadline: [
      "id", "kind", "kind_label", "label", "round", "local", "time_zone_declared", "precision",
      "status", "supersedes", "track",
    ],
    .session: [
      "type", "id", "conference", "track", "track_name", "parent", "work", "kind", "kind_label",
      "title", "starts_at", "ends_at", "time_zone", "day", "room", "room_name", "speakers",
      "topics", "language", "format", "level", "status", "external_ids", "links",
    ],
  ]

  static func json(_ entry: Entry) -> String? {
    guard let members = members[entry.kind] else { return nil }
    var whole = JSONWriter()
    if case .deadline(let deadline) = entry.record {
      deadline.write(to: &whole, in: .export, within: true)
    } else {
      entry.record.write(to: &whole, in: .export)
    }
    guard case .object(let object)? = try? JSONParser.parse(whole.bytes) else { return nil }
    var json = JSONWriter()
    write(object, to: &json) { members.contains($0) }
    return String(decoding: json.bytes, as: UTF8.self)
  }

  /// Members that are derived from others.
  private static let derived: Set<String> = [
    "precision", "start", "end", "start_earliest", "start_latest", "end_earliest", "end_latest",
  ]

  /// Writes an object without members that are null, and dates as they are stated.
  private static func write(
    _ object: JSONObject, to json: inout JSONWriter, _ isWritten: (String) -> Bool
  ) {
    json.object { json in
      for (name, value) in object.members where isWritten(name) && value != .null {
        json.key(name)
        write(value, to: &json) { name != "dates" || !derived.contains($0) }
      }
    }
  }

  private static func write(
    _ value: JSONValue, to json: inout JSONWriter, _ isWritten: (String) -> Bool
  ) {
    switch value {
    case .object(let object): write(object, to: &json, isWritten)
    case .array(let elements):
      json.beginArray()
      for element in elements { write(element, to: &json, isWritten) }
      json.endArray()
    default: json.value(value)
    }
  }

  static func conferenceJSON(_ entry: Entry) -> String? {
    guard let id = entry.conference, let host = entry.host else { return nil }
    var json = JSONWriter()
    json.object { json in
      json.member("type", "conference")
      json.member("id", id)
      json.member("name", host.name)
      if let acronym = host.acronym { json.member("acronym", acronym) }
      if let year = host.year { json.member("year", year) }
    }
    return String(decoding: json.bytes, as: UTF8.self)
  }
}
