public import Catalog
public import CatalogModel
public import JSON

/// The path of a record, for example "conferences/vldb-2026".
public struct RecordPath {
  public let kind: RecordKind
  public let slug: String

  /// Parses a path; fails if it does not name a collection and an ID.
  public init?(_ path: String) {
    let parts = path.split(separator: "/", maxSplits: 1).map(String.init)
    guard parts.count == 2, !parts[1].isEmpty,
      let kind = RecordKind.allCases.first(where: { $0.collection == parts[0] })
    else { return nil }
    self.kind = kind
    slug = kind.slug(ofPublicID: parts[1])
  }
}

extension AuditEntry {
  /// The path of the record's URL, without the leading slash.
  public var path: String {
    let path = "\(kind.collection)/\(kind.publicID(slug))"
    guard kind == .deadline, let parts = Deadline.parts(ofPublicID: slug) else { return path }
    return "conferences/\(parts.conference)/\(path)"
  }

  /// Returns the entry's object; `showsAll` adds what only administrators may see.
  public func json(showsAll: Bool) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("at", at.description)
      json.member("action", action)
      json.member("actor", hidesActor && !showsAll ? nil : actor)
      json.member("via", via)
      json.member("request_id", requestID)
      if showsAll { json.member("address", address) }
      json.member("record", path)
      json.member("revision", revision)
      json.member("previous_revision", previousRevision)
      json.list("changes", changes) { json, change in
        json.object { json in
          json.member("field", change.field)
          json.key("before")
          json.value(change.before)
          json.key("after")
          json.value(change.after)
        }
      }
      json.member("reason", reason)
    }
    return json.bytes
  }
}

extension JSONValue {
  /// The value on one line, of at most 200 characters and an ellipsis.
  public var shortText: String {
    if case .string(let text) = self { return text }
    var json = JSONWriter()
    json.value(self)
    let text = String(decoding: json.bytes, as: UTF8.self)
    return text.count > 200 ? "\(text.prefix(200))…" : text
  }
}
