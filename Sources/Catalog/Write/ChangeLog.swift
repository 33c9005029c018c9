import CatalogModel
import SQLite

/// The change log: one row for each record that a revision creates, changes, renames or deletes,
/// written in the transaction of the change.
struct ChangeLog {
  private let connection: Connection
  private let revision: Int
  private let load: BulkLoad
  /// The newest row of the log before this revision.
  private let lastRow: Int
  private let creation: BulkStatement

  init(_ connection: Connection, revision: Int, _ load: BulkLoad) throws {
    (self.connection, self.revision, self.load) = (connection, revision, load)
    lastRow = try connection.first("SELECT coalesce(max(id), 0) FROM change") { $0.int(0) } ?? 0
    creation = BulkStatement(
      connection, "INSERT INTO change (revision, kind, slug, op) VALUES (?, ?, ?, 'create')")
  }

  /// Logs the creation of a record; `BulkLoad` logs those of a bulk load at its end.
  func addCreation(_ kind: RecordKind, _ slug: String) throws {
    try creation.run { row in
      row.integer(revision)
      row.text(kind.rawValue)
      row.text(slug)
    }
  }

  /// Logs the stored record before it is changed, renamed or deleted.
  ///
  /// A revision has one row for each record: if it has created or changed the record before, that
  /// row is amended.
  func keep(
    _ object: [UInt8], _ kind: RecordKind, _ slug: String, _ id: Int64,
    until operation: LoggedOperation
  ) throws {
    try load.end()
    let since = try connection.first("SELECT revision FROM \(kind.rawValue) WHERE id = ?1", id) {
      $0.int(0)
    }
    guard since != revision else { return try amend(kind, slug, operation) }
    try connection.run(
      """
      INSERT INTO change (
        revision, kind, slug, op, previous_slug, since, object, filter_state, row)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
      """, revision, kind.rawValue, operation.newSlug ?? slug, operation.name,
      operation.newSlug == nil ? nil : slug, since, String(decoding: object, as: UTF8.self),
      kind == .conference ? try FilterState.load(id, connection) : nil, id)
  }

  /// Amends the row of a record that this revision has created or changed before.
  private func amend(_ kind: RecordKind, _ slug: String, _ operation: LoggedOperation) throws {
    switch operation {
    case .update: return
    case .rename(let new):
      try connection.run(
        """
        UPDATE change SET slug = ?4, op = CASE op WHEN 'update' THEN 'rename' ELSE op END,
          previous_slug = CASE op WHEN 'create' THEN NULL ELSE coalesce(previous_slug, ?3) END
        WHERE id > ?5 AND revision = ?1 AND kind = ?2 AND slug = ?3 AND op <> 'delete'
        """, revision, kind.rawValue, slug, new, lastRow)
    case .delete:
      try connection.run(
        """
        DELETE FROM change
        WHERE id > ?4 AND revision = ?1 AND kind = ?2 AND slug = ?3 AND op = 'create'
        """, revision, kind.rawValue, slug, lastRow)
      try connection.run(
        """
        UPDATE change SET op = 'delete', slug = coalesce(previous_slug, slug), previous_slug = NULL
        WHERE id > ?4 AND revision = ?1 AND kind = ?2 AND slug = ?3
        """, revision, kind.rawValue, slug, lastRow)
    }
  }
}

/// A change of an existing record.
enum LoggedOperation {
  case update, delete
  case rename(to: String)

  var name: String {
    switch self {
    case .update: "update"
    case .delete: "delete"
    case .rename: "rename"
    }
  }

  var newSlug: String? {
    if case .rename(let slug) = self { slug } else { nil }
  }
}
