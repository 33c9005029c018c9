public import CatalogModel
public import JSON
import SQLite

/// A previous version of a record.
public struct FormerVersion: Sendable {
  /// The revision that replaced it.
  public var until: Int
  /// The time of that revision.
  public var at: Instant
  /// The record in the native format, as in an export.
  public var object: JSONValue
}

/// The revision that deleted a record, and its time.
public struct Deletion: Sendable {
  public var revision: Int
  public var at: Instant

  public init(revision: Int, at: Instant) {
    self.revision = revision
    self.at = at
  }
}

extension CatalogReader {
  public var history: HistoryReader { HistoryReader(reader: self) }
}

/// Reads previous versions of records, and who changed them.
public struct HistoryReader {
  let reader: CatalogReader
  var connection: Connection { reader.connection }
  var changeLog: ChangeLogReader { reader.changeLog }

  /// Returns the last deletion of a record with an ID; `nil` if there was none.
  public func deletion(of kind: RecordKind, _ slug: String) throws -> Deletion? {
    try connection.first(
      """
      SELECT number, coalesce(removed_at, at) FROM tombstone JOIN revision ON number = revision
      WHERE kind = ?1 AND slug = ?2
      """, kind.rawValue, slug
    ) { Deletion(revision: $0.int(0), at: Instant(seconds: $0.int(1))) }
  }

  /// Returns the versions of a record before each of its last updates, the oldest first.
  public func formerVersions(
    of kind: RecordKind, _ slug: String, limit: Int
  ) throws -> [FormerVersion] {
    try connection.all(
      """
      SELECT change.revision, at, object FROM change JOIN revision ON number = change.revision
      WHERE kind = ?1 AND slug = ?2 AND op = 'update' ORDER BY change.id DESC LIMIT ?3
      """, kind.rawValue, slug, limit
    ) { row in
      (until: row.int(0), at: Instant(seconds: row.int(1)), object: Array(row.text(2).utf8))
    }.reversed().map { version in
      FormerVersion(
        until: version.until, at: version.at, object: try JSONParser.parse(version.object))
    }
  }

  /// Returns the last revision before which a conference had a deadline with an ID; `nil` if it
  /// never had one.
  public func deletion(ofDeadline id: String, of conference: String) throws -> Deletion? {
    let told = try deletion(of: .deadline, Deadline.publicID(id, of: conference))
    if let told { return told }
    // The catalog stores tombstones of deadlines since migration 14; the change log has earlier ones.
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
