import CatalogForm
import CatalogModel
import HTTP

/// A kind of record that clients can write, with the paths of its collection and of one record.
struct WritableKind: Sendable {
  let kind: RecordKind
  /// The path to which new records are posted, for example "/conferences/{conference}/sessions".
  let collection: String
  /// The path of one record, for example "/sessions/{session}".
  let path: String
  /// Whether it belongs to a conference, which its collection path names.
  var isOfConference: Bool { collection.hasPrefix("/conferences/{conference}/") }

  static let all = [
    WritableKind(.conference), WritableKind(.series), WritableKind(.speaker), WritableKind(.venue),
    WritableKind(.topic), WritableKind(.audience), WritableKind(.place), WritableKind(.source),
    WritableKind(.recommendation), WritableKind(.guideItem),
    WritableKind(.session, ofConference: true), WritableKind(.track, ofConference: true),
    WritableKind(.room, ofConference: true),
    WritableKind(
      .deadline, ofConference: true, path: "/conferences/{conference}/deadlines/{deadline}"),
  ]

  private init(_ kind: RecordKind, ofConference: Bool = false, path: String? = nil) {
    self.kind = kind
    collection = (ofConference ? "/conferences/{conference}/" : "/") + kind.collection
    self.path = path ?? "/\(kind.collection)/{\(kind.rawValue)}"
  }

  /// The operation with which GET reads one record.
  var reading: (@Sendable (RequestContext) throws -> Answer)? {
    RecordEndpoints.list.first { $0.path == path }?.reading
  }

  /// Members that responses have and the record does not store; clients may send them back.
  var derived: Set<String> {
    let members = Schemas.schema(kind.schemaName)?.members.map(\.name) ?? []
    let others = [
      "url", "revision", "updated_at", "display_name", "conferences", "sessions", "match",
      "similarity", "snippet", "distance_km", "next_deadline", "included",
    ]
    return Set(others + members.filter { $0.hasSuffix("_url") || $0.hasSuffix("_local") })
  }

  /// Returns the text from which a new record's ID is made: its name, and for a conference the
  /// year.
  func name(of object: [String: String], year: Int?) -> String {
    switch kind {
    case .conference:
      let name = object["acronym"] ?? object["name"] ?? ""
      guard let year, !name.contains("\(year)") else { return name }
      return "\(name) \(year)"
    case .series: return object["acronym"] ?? object["name"] ?? ""
    case .venue: return [object["name"], object["city"]].compactMap(\.self).joined(separator: " ")
    case .deadline: return object["label"] ?? object["kind_label"] ?? object["kind"] ?? ""
    default: return object["name"] ?? object["label"] ?? object["title"] ?? ""
    }
  }

  var displayName: String { kind.displayName }

  var nameWithArticle: String { (kind == .audience ? "an " : "a ") + displayName }
}
