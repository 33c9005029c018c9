import Catalog

/// A column of a table: its name in the header row, and what a record has in it.
struct TableColumn: Sendable {
  let name: String
  let cell: @Sendable (Entry, String) -> TableCell

  /// The columns of a kind of record, in the order of a table without `fields`.
  static func all(of kind: Entry.Kind) -> [TableColumn] {
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
    }
  }

  /// The columns that every kind of record ends with.
  static let common = [
    TableColumn(name: "revision") { record, _ in TableCell(record.stamp?.revision) },
    TableColumn(name: "updated_at") { record, _ in TableCell(record.stamp?.updatedAt) },
    TableColumn(name: "url") { record, base in .text("\(base)/\(record.path)") },
  ]

  /// A column of one kind of record.
  static func of<Subject>(
    _ pick: @escaping @Sendable (Entry) -> Subject?, _ name: String,
    _ cell: @escaping @Sendable (Subject) -> TableCell
  ) -> TableColumn {
    TableColumn(name: name) { record, _ in pick(record).map(cell) ?? .empty }
  }
}
