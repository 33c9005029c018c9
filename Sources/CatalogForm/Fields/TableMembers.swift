package import CatalogModel

/// The members of records that tables have as columns of the same names and that documents can state.
package enum TableMembers {
  package static func schemas(of kind: RecordKind) -> [String: Schema] { all[kind] ?? [:] }

  private static let all = Dictionary(
    uniqueKeysWithValues: RecordKind.allCases.map { ($0, declared($0)) })

  private static func declared(_ kind: RecordKind) -> [String: Schema] {
    switch kind {
    case .conference: schemas(Conference.members)
    case .session: schemas(Session.members)
    case .series: schemas(Series.members)
    case .track: schemas(Track.members)
    case .room: schemas(Room.members)
    case .speaker: schemas(Speaker.members)
    case .topic: schemas(Topic.members)
    case .audience: schemas(Audience.members)
    case .venue: schemas(Venue.members)
    case .place: schemas(Place.members)
    case .guideItem: schemas(GuideItem.members)
    case .source: schemas(Source.members)
    case .deadline, .recommendation: [:]
    }
  }

  private static func schemas<Record>(_ members: [RecordMember<Record>]) -> [String: Schema] {
    let columns = members.filter { $0.cell != nil && $0.read != nil }
    return Dictionary(columns.map { ($0.name, $0.schema.schema) }) { first, _ in first }
  }
}
