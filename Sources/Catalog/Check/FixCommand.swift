import CatalogForm
import CatalogModel
import JSON
import SQLite

/// Writes the shell commands that correct findings; a person fills in the dots.
struct FixCommand {
  static let gap = "…"

  let connection: Connection
  /// The option that names the database, with a space before it; empty for the default database.
  let database: String

  /// Takes the value of `--database`, or `nil` if the option was omitted.
  init(_ connection: Connection, database: String?) {
    self.connection = connection
    self.database = database.map { " --database '\($0.replacingQuotes)'" } ?? ""
  }

  /// Returns the command that imports one record in the native format.
  ///
  /// It uses `printf`, since `echo` interprets backslashes in some shells.
  func importing(_ record: String) -> String {
    "printf '%s\\n' '\(record.replacingQuotes)' | catalog import - --format ndjson\(database)"
  }

  /// Returns the command that imports some members of a record, together with its required members.
  func setting(_ kind: String, _ slug: String, _ members: String) throws -> String {
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

  /// Returns the command that imports a stored field again, as `text` writes its value.
  func editing(
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
    return try setting(
      kind, slug, "\"\(field)\":\(value.map(text) ?? FieldText.of(.string(Self.gap)))")
  }

  /// Returns the command that merges a record into another one.
  func merging(_ kind: String, _ slug: String, into other: String) -> String {
    importing(#"{"type":"\#(kind)","id":"\#(slug)","merged_into":"\#(other)"}"#)
  }
}

extension JSONValue {
  /// The members that an export derives from others.
  private static let derived: Set = [
    "type", "at_utc", "not_before_utc", "not_after_utc", "start", "end", "start_earliest",
    "start_latest", "end_earliest", "end_latest",
  ]

  /// The value as JSON text, without null and derived members.
  var stated: String {
    var json = JSONWriter()
    write(to: &json) { _, _ in false }
    return String(decoding: json.bytes, as: UTF8.self)
  }

  /// Returns the list as JSON text, with a placeholder for a member in the elements that are wrong.
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
          // "tba" is the status of a deadline whose text could not be parsed, so it goes with
          // the text.
          if isGapped, name == "status", value == .string("tba") { continue }
          guard isGap || value != .null && !Self.derived.contains(name) else { continue }
          json.key(name)
          if isGap { json.value(.string(FixCommand.gap)) } else { value.write(to: &json, gap: gap) }
        }
      }
    default: json.value(self)
    }
  }
}

extension String {
  /// The text for use between single quotes in a shell.
  var replacingQuotes: String {
    split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#)
  }
}
