public import CatalogModel
import SQLite

/// The data of sitemaps.
extension CatalogReader {
  /// Returns the highest row ID of a kind of record; `nil` if there is no record.
  public func lastRow(_ kind: RecordKind) throws -> Int64? {
    try connection.first("SELECT max(id) FROM \(kind.rawValue)") {
      $0.isNull(0) ? nil : $0.int64(0)
    } ?? nil
  }

  /// Returns the IDs of the records in a range of row IDs, with the time of their last changes.
  public func addresses(
    _ kind: RecordKind, rows: Range<Int64>
  ) throws -> [(id: String, updatedAt: Instant)] {
    try connection.all(
      "SELECT slug, updated_at FROM \(kind.rawValue) WHERE id >= ?1 AND id < ?2 ORDER BY id",
      rows.lowerBound, rows.upperBound
    ) { ($0.text(0), Instant(seconds: $0.int(1))) }
  }
}
