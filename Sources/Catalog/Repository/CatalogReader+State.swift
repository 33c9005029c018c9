public import CatalogModel
import SQLite

/// Which state of a record stands: its row, and the revision that made it so.
public struct RecordState: Sendable {
  public var row: Int64
  public var revision: Int
  public var updatedAt: Instant
}

extension CatalogReader {
  /// The state of the record of a row.
  public func state(_ kind: RecordKind, _ row: Int64) throws -> RecordState? {
    try connection.first(
      "SELECT revision, updated_at FROM \(kind.rawValue) WHERE id = ?1", row
    ) { RecordState(row: row, revision: $0.int(0), updatedAt: Instant(seconds: $0.int(1))) }
  }
}

extension CatalogReader {
  /// The revision by which a conference lost a deadline that it had; nil where it had none.
  public func deletion(ofDeadline id: String, of conference: String) throws -> Deletion? {
    try connection.first(
      """
      SELECT change.revision, at FROM change JOIN revision ON number = change.revision
      WHERE kind = 'conference' AND slug = ?1 AND op <> 'create' AND object IS NOT NULL AND EXISTS (
        SELECT 1 FROM json_each(object, '$.deadlines') WHERE value ->> 'id' = ?2)
      ORDER BY change.id DESC LIMIT 1
      """, conference, id
    ) { Deletion(revision: $0.int(0), at: Instant(seconds: $0.int(1))) }
  }
}
