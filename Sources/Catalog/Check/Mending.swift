import CatalogModel
import JSON
import SQLite

/// Writes the commands that mend what was found; a person fills in the dots.
struct Mending {
  static let gap = "…"

  let connection: Connection
  /// The option that names the database; empty where it is the usual one.
  let database: String

  /// The database as `--database` was given.
  init(_ connection: Connection, database: String?) {
    self.connection = connection
    self.database = database.map { " --database '\($0.replacingQuotes)'" } ?? ""
  }

  /// Imports one record in the catalog's own form; `echo` would read backslashes in some shells.
  func importing(_ record: String) -> String {
    "printf '%s\\n' '\(record.replacingQuotes)' | catalog import - --format ndjson\(database)"
  }

  /// Imports these members of a record, with those that it cannot do without.
  func stating(_ kind: String, _ slug: String, _ members: String) throws -> String {
    var json = JSONWriter()
    json.beginObject()
    json.member("type", kind)
    json.member("id", slug)
    if kind == "session" {
      try connection.each(
        """
        SELECT conference.slug, session.kind, title FROM session
        JOIN conference ON conference.id = conference_id WHERE session.slug = ?1
        """, slug
      ) { row in
        json.member("conference", row.text(0))
        json.member("kind", row.text(1))
        json.member("title", row.text(2))
      }
    } else {
      let name = try connection.first("SELECT name FROM \(kind) WHERE slug = ?1", slug) {
        $0.text(0)
      }
      json.member("name", name)
    }
    return importing(String(decoding: json.bytes, as: UTF8.self) + ",\(members)}")
  }

  /// Imports a field as it stands, changed by `change`.
  func restating(
    _ kind: String, _ slug: String, _ field: String,
    as text: (JSONValue) -> String = { $0.stated }
  ) throws -> String {
    let members: JSONValue? =
      switch kind {
      case "conference": try Conference.load(slug, connection)?.members
      case "series": try Series.load(slug, connection)?.members
      default: try Session.load(slug, connection)?.members
      }
    let value = members?[field].flatMap { $0 == .null ? nil : $0 }
    return try stating(
      kind, slug, "\"\(field)\":\(value.map(text) ?? FieldText.of(.string(Self.gap)))")
  }

  /// Takes a record for a double of another.
  func merging(_ kind: String, _ slug: String, into other: String) -> String {
    importing(#"{"type":"\#(kind)","id":"\#(slug)","merged_into":"\#(other)"}"#)
  }
}

extension JSONValue {
  /// What an export derives from other members.
  private static let derived: Set = [
    "type", "at_utc", "not_before_utc", "not_after_utc", "start", "end", "start_earliest",
    "start_latest", "end_earliest", "end_latest",
  ]

  /// The value as text, without what is unknown or derived.
  var stated: String {
    var json = JSONWriter()
    write(to: &json) { _, _ in false }
    return String(decoding: json.bytes, as: UTF8.self)
  }

  /// The list as text, with a gap for a member of those elements that are at fault.
  func text(gap member: String, where isAtFault: (JSONValue) -> Bool) -> String {
    var json = JSONWriter()
    write(to: &json) { $1 == member && isAtFault($0) }
    return String(decoding: json.bytes, as: UTF8.self)
  }

  private func write(to json: inout JSONWriter, gap: (JSONValue, String) -> Bool) {
    switch self {
    case .array(let elements):
      json.beginArray()
      for element in elements { element.write(to: &json, gap: gap) }
      json.endArray()
    case .object(let object):
      let isGapped = object.members.contains { gap(self, $0.name) }
      json.object { json in
        for (name, value) in object.members {
          let isGap = gap(self, name)
          // What could not be read was taken for to be announced.
          if isGapped, name == "status", value == .string("tba") { continue }
          guard isGap || value != .null && !Self.derived.contains(name) else { continue }
          json.key(name)
          if isGap { json.value(.string(Mending.gap)) } else { value.write(to: &json, gap: gap) }
        }
      }
    default: json.value(self)
    }
  }
}

extension String {
  /// The text for single quotes of a shell.
  var replacingQuotes: String {
    split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#)
  }
}
