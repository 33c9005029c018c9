public import CatalogModel
import SQLite

/// The row of a record, with the revision and time of its last change.
public struct RecordState: Sendable {
  public var row: Int64
  public var revision: Int
  public var updatedAt: Instant
}

extension CatalogReader {
  /// Returns the state of the record with a row ID; `nil` if there is none.
  public func state(_ kind: RecordKind, _ row: Int64) throws -> RecordState? {
    try connection.first(
      "SELECT revision, updated_at FROM \(kind.rawValue) WHERE id = ?1", row
    ) { RecordState(row: row, revision: $0.int(0), updatedAt: Instant(seconds: $0.int(1))) }
  }
}

extension CatalogReader {
  /// Returns the last revision before which a conference had a deadline with an ID; `nil` if it
  /// never had one.
  public func deletion(ofDeadline id: String, of conference: String) throws -> Deletion? {
    let told = try deletion(of: .deadline, Deadline.publicID(id, of: conference))
    if let told { return told }
    // One that was removed before tombstones of deadlines were kept.
    return try connection.first(
      """
      SELECT change.revision, at FROM change JOIN revision ON number = change.revision
      WHERE kind = 'conference' AND slug = ?1 AND op <> 'create' AND object IS NOT NULL AND EXISTS (
        SELECT 1 FROM json_each(object, '$.deadlines') WHERE value ->> 'id' = ?2)
      ORDER BY change.id DESC LIMIT 1
      """, conference, id
    ) { Deletion(revision: $0.int(0), at: Instant(seconds: $0.int(1))) }
  }
}
