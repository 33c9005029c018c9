import Catalog
import CatalogForm
import CatalogModel
import JSON

/// The record in the native format inside a calendar entry, from which an import restores it: a
/// title and a time alone do not distinguish a conference from a deadline.
enum CalendarRecord {
  /// The property with the record.
  static let property = "X-CATALOG-RECORD"
  /// The property with the conference to which a session or a deadline belongs.
  static let conferenceProperty = "X-CATALOG-CONFERENCE"

  /// Maximum length of a text such as an abstract, in bytes; an entry omits longer ones.
  private static let maximumText = 4_096

  /// Members that an entry omits: deadlines have entries of their own, and the reading catalog may
  /// lack the sources.
  private static let omitted: Set = [
    "deadlines", "sources", "verification", "data_issues", "at_utc", "not_before_utc",
    "not_after_utc",
  ]

  static func json(_ entry: Entry) -> String? {
    guard entry.kind.hasTime else { return nil }
    var whole = JSONWriter()
    if case .deadline(let deadline) = entry.record {
      deadline.write(to: &whole, in: .export, within: true)
    } else {
      entry.record.write(to: &whole, in: .export)
    }
    guard case .object(let object)? = try? JSONParser.parse(whole.bytes) else { return nil }
    var json = JSONWriter()
    write(object, to: &json) { !omitted.contains($0) }
    return String(decoding: json.bytes, as: UTF8.self)
  }

  /// Members that are derived from others.
  private static let derived: Set<String> = [
    "precision", "start", "end", "start_earliest", "start_latest", "end_earliest", "end_latest",
  ]

  /// Writes an object without null members; dates without their derived members.
  private static func write(
    _ object: JSONObject, to json: inout JSONWriter, _ isWritten: (String) -> Bool
  ) {
    json.object { json in
      for (name, value) in object.members where isWritten(name) && value != .null {
        if let text = value.string, text.utf8.count > maximumText { continue }
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
