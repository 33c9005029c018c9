import Catalog
import CatalogForm
import CatalogModel

extension MemberNames {
  static func of(_ kind: RecordKind?) -> MemberNames {
    let kinds = kind.map { [$0] } ?? SearchReader.searchedKinds
    let members = kinds.flatMap { Schemas.schema($0.schemaName)?.members ?? [] }
    return MemberNames(
      members: members.map(\.name).distinct,
      dotted: members.flatMap { dotted($0, depth: 2) }.distinct,
      short: kind.map { kind in
        (shortNames[kind] ?? [:]).map(\.key).filter { name in
          !members.contains { $0.name == name }
        }
      } ?? [])
  }

  /// Returns the dotted name that a short name abbreviates; any other name unchanged.
  static func path(_ name: String, of kind: RecordKind?) -> String {
    guard let kind,
      Schemas.schema(kind.schemaName)?.members.contains(where: { $0.name == name }) == false
    else { return name }
    return shortNames[kind]?.first { $0.key == name }?.value ?? name
  }

  /// Returns the dotted names of selected members.
  ///
  /// A hit of a search keeps its kind, whatever is selected of it.
  static func paths(_ names: [String], of kind: RecordKind?) -> [String] {
    names.map { path($0, of: kind) } + (kind == nil ? ["type"] : [])
  }

  /// Returns the column whose values a dotted name selects; nil if there is none.
  static func column(_ name: String, of kind: RecordKind?) -> String? {
    kind.flatMap { shortNames[$0]?.first { $0.value == name }?.key }
  }

  private static func dotted(_ member: Schema.Member, depth: Int) -> [String] {
    guard depth > 0 else { return [] }
    return member.schema.parts.flatMap { part in
      ["\(member.name).\(part.name)"]
        + dotted(part, depth: depth - 1).map { "\(member.name).\($0)" }
    }
  }

  private static let event: KeyValuePairs = [
    "start": "dates.start", "end": "dates.end", "edtf": "dates.edtf",
    "start_earliest": "dates.start_earliest", "start_latest": "dates.start_latest",
    "end_earliest": "dates.end_earliest", "end_latest": "dates.end_latest",
    "dates_text": "dates.text", "date_precision": "dates.precision",
    "city": "locations.city", "region": "locations.region", "country": "locations.country",
    "venue": "locations.venue", "place": "locations.text",
    "place_certainty": "locations.certainty", "latitude": "locations.geo.lat",
    "longitude": "locations.geo.lon", "match_dates": "match.dates", "match_place": "match.place",
    "shared_topics": "similarity.shared_topics",
  ]

  private static let shortNames: [RecordKind: KeyValuePairs<String, String>] = [
    .conference: event, .series: event, .venue: point, .place: point,
    .recommendation: ["subject_name": "subject.name"],
  ]

  private static let point: KeyValuePairs = ["latitude": "geo.lat", "longitude": "geo.lon"]
}

extension Schema {
  /// The members of the object, or of the objects in the array, that a value can be.
  ///
  /// Empty for complete records inside another, because records can contain each other.
  fileprivate var parts: [Member] {
    switch self {
    case .object, .lacking: members
    case .array(let element), .orNull(let element), .bounded(let element, _): element.parts
    case .named(let name): Schemas.parts.first { $0.name == name }?.schema.members ?? []
    default: []
    }
  }
}
