import Catalog
import CatalogForm
import CatalogModel
import JSON

/// A column of a table: its name in the header row, and the cell of each record.
struct TableColumn: Sendable {
  let name: String
  let cell: @Sendable (Entry, String) -> TableCell

  /// Returns the columns of a kind, in the order of a table without `fields`.
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

  /// Returns the columns that `fields` can name.
  static func selectable(of kind: RecordKind?) -> [TableColumn] {
    let columns = all(of: kind) + (kind.map(displayText) ?? [])
    return columns.contains { $0.name == type.name } ? columns : columns + [type]
  }

  /// Returns the columns for names in `fields`.
  static func columns(_ names: [String], of kind: RecordKind?) -> [TableColumn] {
    let selectable = selectable(of: kind)
    return names.map { name in
      let column = selectable.first {
        $0.name == name || $0.name == MemberNames.column(name, of: kind)
      }
      return TableColumn(name: name, cell: column?.cell ?? member(MemberNames.path(name, of: kind)))
    }
  }

  /// Whether a table with these columns needs the records' JSON objects.
  static func needsObjects(_ names: [String], of kind: RecordKind?) -> Bool {
    let columns = Set(selectable(of: kind).map(\.name))
    return names.contains { name in
      !columns.contains(name)
        && !(MemberNames.column(name, of: kind).map(columns.contains) ?? false)
    }
  }

  /// Returns the cell for the value at a path of a record's JSON object.
  private static func member(_ path: String) -> @Sendable (Entry, String) -> TableCell {
    let selection = JSONSelection([path])
    return { entry, _ in
      TableCell(json: (try? JSONParser.parse(selection.applied(to: entry.object))) ?? .null)
    }
  }

  private static let type = TableColumn(name: "type") { entry, _ in .text(entry.kind.rawValue) }

  /// The columns of a list with records of several kinds.
  private static let mixed =
    [
      type, TableColumn(name: "title") { entry, _ in .text(entry.title) },
      TableColumn(name: "conference") { entry, _ in TableCell(entry.conference) },
      TableColumn(name: "topics") { entry, _ in TableCell(entry.topics) },
      TableColumn(name: "id") { entry, _ in .text(entry.id) },
    ] + common

  /// The last columns of every kind.
  static let common = [
    TableColumn(name: "revision") { entry, _ in TableCell(entry.stamp?.revision) },
    TableColumn(name: "updated_at") { entry, _ in TableCell(entry.stamp?.updatedAt) },
    TableColumn(name: "url") { entry, base in .text("\(base)/\(entry.path)") },
  ]

  /// Returns a column of one kind of record.
  static func of<Subject>(
    _ pick: @escaping @Sendable (Record) -> Subject?, _ name: String,
    _ cell: @escaping @Sendable (Subject) -> TableCell
  ) -> TableColumn {
    TableColumn(name: name) { entry, _ in pick(entry.record).map(cell) ?? .empty }
  }

  /// Returns the columns of a kind: those with a fixed place, those of other members, and the
  /// common ones.
  static func completed(_ placed: [TableColumn], _ members: [TableColumn]) -> [TableColumn] {
    placed.map { column in members.first { $0.name == column.name } ?? column }
      + members.filter { member in !placed.contains { $0.name == member.name } }
      + [TableColumn(name: "id") { entry, _ in .text(entry.id) }] + common
  }

  /// Marks the place of a member's column.
  static func member(_ name: String) -> TableColumn { TableColumn(name: name) { _, _ in .empty } }

  /// Returns the columns of the members that declare one.
  static func declared<Subject>(
    _ members: [RecordMember<Subject>], _ pick: @escaping @Sendable (Record) -> Subject?
  ) -> [TableColumn] {
    members.compactMap { member in
      member.cell.map { cell in of(pick, member.name) { TableCell(plain: cell($0)) } }
    }
  }
}
