import Catalog

/// A column of a table: its name in the header row, and what a record has in it.
struct TableColumn: Sendable {
  let name: String
  let cell: @Sendable (Entry, String) -> TableCell

  /// The columns of a kind of record, in the order of a table without `fields`.
  static func all(of kind: RecordKind?) -> [TableColumn] {
    switch kind {
    case .conference: conferences
    case .deadline: deadlines
    case .session: sessions
    case .track: tracks
    case .series: series
    case .speaker: speakers
    case .topic: topics
    case .audience: audiences
    case .recommendation: recommendations
    case .guideItem: guide
    case .source: sources
    case .venue: venues
    case .place: places
    case .room, nil: mixed
    }
  }

  /// The columns that `fields` can name.
  static func selectable(of kind: RecordKind?) -> [TableColumn] {
    let columns = all(of: kind) + (kind.map(inWords) ?? [])
    return columns.contains { $0.name == type.name } ? columns : columns + [type]
  }

  private static let type = TableColumn(name: "type") { entry, _ in .text(entry.kind.rawValue) }

  /// Of lists in which records of several kinds stand.
  private static let mixed =
    [
      type, TableColumn(name: "title") { entry, _ in .text(entry.title) },
      TableColumn(name: "conference") { entry, _ in TableCell(entry.conference) },
      TableColumn(name: "topics") { entry, _ in TableCell(entry.topics) },
      TableColumn(name: "id") { entry, _ in .text(entry.id) },
    ] + common

  /// The columns that every kind of record ends with.
  static let common = [
    TableColumn(name: "revision") { entry, _ in TableCell(entry.stamp?.revision) },
    TableColumn(name: "updated_at") { entry, _ in TableCell(entry.stamp?.updatedAt) },
    TableColumn(name: "url") { entry, base in .text("\(base)/\(entry.path)") },
  ]

  /// A column of one kind of record.
  static func of<Subject>(
    _ pick: @escaping @Sendable (Record) -> Subject?, _ name: String,
    _ cell: @escaping @Sendable (Subject) -> TableCell
  ) -> TableColumn {
    TableColumn(name: name) { entry, _ in pick(entry.record).map(cell) ?? .empty }
  }
}
