import CatalogForm
import CatalogModel
import JSON
import SQLite

/// Exports all records as they were at one revision, as NDJSON and in parts.
///
/// Each part is a read of its own, so that a slow client holds no snapshot of the database. Records
/// that changed after the revision come from the change log.
public struct SnapshotExport: Sendable {
  private static let rowsPerPart = 200

  /// The state at the revision of a record that has changed since.
  private enum Former: Sendable {
    /// The row of the log that holds the record.
    case logged(Int)
    case absent
  }

  private struct Removed: Sendable {
    var row: Int64
    var position: Int
  }

  private let revision: Int
  private let epoch: String
  /// The last row of the log that the export has read.
  private var position: Int
  private var former: [RecordName: Former] = [:]
  private var removed = PerKind<[Removed]>([])
  private var kind = 0
  private var row: Int64 = 0
  /// Whether lines for removed records and former IDs follow.
  private let tellsRemoved: Bool
  /// The last ID of those lines, and where it leads.
  private var told = (slug: "", target: "")

  /// Begins an export of the present revision.
  public init(_ state: ChangeLogState, tellingRemoved tellsRemoved: Bool = false) {
    self.tellsRemoved = tellsRemoved
    revision = state.revision
    epoch = state.newest.epoch
    position = state.newest.position
  }

  /// Returns the first line of the export, with the cursor at which a client continues in the
  /// change feed.
  public static func head(_ state: ChangeLogState) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("type", CatalogDocument.exportHead)
      json.member("revision", state.revision)
      json.member("cursor", state.newest.description)
      json.member("epoch", state.newest.epoch)
    }
    return json.bytes + [0x0a]
  }

  /// Returns the lines of the next part; `nil` at the end.
  ///
  /// - Throws: `ChangesGone` if another epoch of the data has begun.
  public mutating func next(_ reader: CatalogReader) throws -> [UInt8]? {
    let connection = reader.connection
    guard kind < NativeForm.kinds.count else { return try nextRemoved(connection) }
    try follow(connection)
    let table = NativeForm.kinds[kind]
    let rows = try connection.all(Self.query(table), row, Self.rowsPerPart) { row in
      (id: row.int64(0), slug: row.text(1), revision: row.int(2))
    }
    let isLast = rows.count < Self.rowsPerPart
    let end = isLast ? Int64.max : rows.last?.id ?? Int64.max
    var lines: [(row: Int64, bytes: [UInt8])] = []
    for found in rows {
      let name = RecordName(kind: table, slug: found.slug)
      let line =
        found.revision <= revision
        ? try NativeForm.load(table, found.slug, connection)
        : try former[name].flatMap { try bytes($0, table, connection) }
      if let line { lines.append((found.id, line)) }
    }
    for record in removed[table] where record.row > row && record.row <= end {
      if let line = try bytes(.logged(record.position), table, connection) {
        lines.append((record.row, line))
      }
    }
    (kind, row) = isLast ? (kind + 1, 0) : (kind, end)
    return lines.sorted { $0.row < $1.row }.flatMap { $0.bytes + [0x0a] }
  }

  /// The lines of the next part that tell of records that are gone.
  ///
  /// What was removed or renamed after the revision is in the changes that follow the export.
  private mutating func nextRemoved(_ connection: Connection) throws -> [UInt8]? {
    let index = kind - NativeForm.kinds.count
    let kinds = NativeForm.kinds + [.deadline]
    guard tellsRemoved, index < kinds.count else { return nil }
    let removals = try Removal.stored(
      kinds[index], after: told, upTo: revision, redirects: true,
      limit: Self.rowsPerPart, connection)
    if let last = removals.last, removals.count == Self.rowsPerPart {
      told = (last.name.slug, last.into ?? "")
    } else {
      (kind, told) = (kind + 1, ("", ""))
    }
    return removals.reduce(into: []) { $0 += $1.form + [0x0a] }
  }

  private static func query(_ kind: RecordKind) -> String {
    guard kind == .recommendation else {
      return "SELECT id, slug, revision FROM \(kind.rawValue) WHERE id > ?1 ORDER BY id LIMIT ?2"
    }
    return """
      SELECT recommendation.id, audience.slug || '/' || coalesce(series.slug, conference.slug),
        recommendation.revision
      FROM recommendation JOIN audience ON audience.id = audience_id
      LEFT JOIN series ON series.id = series_id
      LEFT JOIN conference ON conference.id = conference_id
      WHERE recommendation.id > ?1 ORDER BY recommendation.id LIMIT ?2
      """
  }

  private func bytes(
    _ former: Former, _ kind: RecordKind, _ connection: Connection
  ) throws -> [UInt8]? {
    guard case .logged(let position) = former else { return nil }
    let object = try connection.first("SELECT object FROM change WHERE id = ?1", position) {
      $0.textOrNil(0)
    }
    return try (object ?? nil).map { try NativeForm.normalized(kind, Array($0.utf8)) }
  }

  /// Reads the changes that were committed since the previous part.
  private mutating func follow(_ connection: Connection) throws {
    let current = try connection.first("SELECT epoch FROM catalog_state") { $0.text(0) }
    guard current == epoch else {
      throw ChangesGone(
        horizon: ChangeCursor(epoch: current ?? "", position: 0), isOtherEpoch: true)
    }
    var rows:
      [(
        position: Int, kind: String, slug: String, old: String?, op: String, since: Int?,
        row: Int64
      )] = []
    try connection.each(
      """
      SELECT id, kind, slug, previous_slug, op, since, row FROM change
      WHERE revision > ?1 AND id > ?2 AND op <> 'create' AND op <> 'refile' ORDER BY id
      """, revision, position
    ) { row in
      rows.append(
        (
          row.int(0), row.text(1), row.text(2), row.textOrNil(3), row.text(4), row.intOrNil(5),
          row.int64(6)
        ))
    }
    for change in rows {
      guard let kind = RecordKind(stored: change.kind) else { continue }
      let known = former.removeValue(
        forKey: RecordName(kind: kind, slug: change.old ?? change.slug))
      let isOlder = change.since.map { $0 <= revision } ?? false
      let state = known ?? (isOlder ? .logged(change.position) : .absent)
      if change.op != "delete" {
        former[RecordName(kind: kind, slug: change.slug)] = state
      } else if case .logged(let position) = state {
        removed[kind].append(Removed(row: change.row, position: position))
      }
      position = change.position
    }
  }
}
