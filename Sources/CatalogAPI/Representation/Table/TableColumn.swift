import Catalog
import CatalogModel
import JSON

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
    case .room: rooms
    case nil: mixed
    }
  }

  /// The columns that `fields` can name.
  static func selectable(of kind: RecordKind?) -> [TableColumn] {
    let columns = all(of: kind) + (kind.map(inWords) ?? [])
    return columns.contains { $0.name == type.name } ? columns : columns + [type]
  }

  /// The columns of names that `fields` takes.
  static func columns(_ names: [String], of kind: RecordKind?) -> [TableColumn] {
    let selectable = selectable(of: kind)
    return names.map { name in
      let column = selectable.first {
        $0.name == name || $0.name == MemberNames.column(name, of: kind)
      }
      return TableColumn(name: name, cell: column?.cell ?? member(MemberNames.path(name, of: kind)))
    }
  }

  /// Whether a table of these names is made of the records' JSON objects too.
  static func needsObjects(_ names: [String], of kind: RecordKind?) -> Bool {
    let columns = Set(selectable(of: kind).map(\.name))
    return names.contains { name in
      !columns.contains(name)
        && !(MemberNames.column(name, of: kind).map(columns.contains) ?? false)
    }
  }

  /// What a record's JSON object has at a path.
  private static func member(_ path: String) -> @Sendable (Entry, String) -> TableCell {
    let selection = JSONSelection([path])
    return { entry, _ in
      TableCell(json: (try? JSONParser.parse(selection.applied(to: entry.object))) ?? .null)
    }
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

  /// The columns of a kind: those that have a place of their own, other members, and what every kind
  /// ends with.
  static func completed(_ placed: [TableColumn], _ members: [TableColumn]) -> [TableColumn] {
    placed.map { column in members.first { $0.name == column.name } ?? column }
      + members.filter { member in !placed.contains { $0.name == member.name } }
      + [TableColumn(name: "id") { entry, _ in .text(entry.id) }] + common
  }

  /// The place of a member's column.
  static func member(_ name: String) -> TableColumn { TableColumn(name: name) { _, _ in .empty } }

  /// The columns of those members of a kind that have one.
  static func declared<Subject>(
    _ members: [RecordMember<Subject>], _ pick: @escaping @Sendable (Record) -> Subject?
  ) -> [TableColumn] {
    members.compactMap { member in
      member.cell.map { cell in of(pick, member.name) { TableCell(plain: cell($0)) } }
    }
  }
}
