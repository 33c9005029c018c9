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
