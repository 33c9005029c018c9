import CatalogForm
import CatalogModel
import JSON
import SQLite

/// Records in the native format as in the change feed and the snapshot export: without data of
/// other records, so that a record's bytes change only when the record does.
enum NativeForm {
  /// The kinds in an order in which records refer only to earlier ones or to their own kind.
  static let kinds: [RecordKind] = [
    .source, .topic, .audience, .place, .venue, .series, .conference, .track, .room, .speaker,
    .session,
    .recommendation, .guideItem,
  ]

  /// Returns the stored record; `nil` if there is none.
  static func load(
    _ kind: RecordKind, _ slug: String, _ connection: Connection
  ) throws -> [UInt8]? {
    func form<Record: StoredRecord>(_: Record.Type) throws -> [UInt8]? {
      try Record.load(slug, connection)?.form
    }
    func form(_ write: (inout JSONWriter) -> Void) -> [UInt8] {
      var json = JSONWriter()
      write(&json)
      return json.bytes
    }
    switch kind {
    case .source: return try form(Source.self)
    case .topic:
      return try Topic.load(slug, connection).map { topic in
        form { topic.write(to: &$0, in: .exportWithoutOthers) }
      }
    case .audience: return try form(Audience.self)
    case .place: return try form(Place.self)
    case .venue: return try form(Venue.self)
    case .series: return try form(Series.self)
    case .conference: return try form(Conference.self)
    case .track: return try form(Track.self)
    case .room: return try form(Room.self)
    case .speaker: return try form(Speaker.self)
    case .session:
      return try Session.load(slug, connection).map { session in
        form { session.write(to: &$0, in: .exportWithoutOthers) }
      }
    case .recommendation:
      return try Recommendation.load(slug, connection).map { recommendation in
        form { recommendation.write(to: &$0, in: .exportWithoutOthers) }
      }
    case .guideItem: return try form(GuideItem.self)
    case .deadline: return nil
    }
  }

  /// Removes the data of other records from a record in the change log.
  static func normalized(_ kind: RecordKind, _ object: [UInt8]) throws -> [UInt8] {
    if kind == .recommendation {
      var document = CatalogDocument()
      _ = document.append(try JSONParser.parse(object))
      guard let recommendation = document.recommendations.first else { return object }
      var json = JSONWriter()
      recommendation.write(to: &json, in: .exportWithoutOthers)
      return json.bytes
    }
    guard kind == .session || kind == .topic,
      case .object(let record) = try JSONParser.parse(object)
    else { return object }
    let members = record.members.compactMap { name, value -> (name: String, value: JSONValue)? in
      othersMembers.contains(name) ? nil : (name, name == "speakers" ? value.withoutNames : value)
    }
    var json = JSONWriter()
    json.value(.object(JSONObject(members)))
    return json.bytes
  }

  /// The members with data of other records.
  static let othersMembers: Set<String> = [
    "track_name", "room_name", "narrower", "conference_count",
  ]
}

extension JSONValue {
  /// The elements of a list of references without the names of the records.
  var withoutNames: JSONValue {
    guard case .array(let elements) = self else { return self }
    return .array(
      elements.map { element in
        guard case .object(let object) = element else { return element }
        return .object(JSONObject(object.members.filter { $0.name != "name" }))
      })
  }
}
