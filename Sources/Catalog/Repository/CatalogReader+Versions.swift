public import CatalogModel
public import JSON
import SQLite

/// What a record was until a revision changed it.
public struct FormerVersion: Sendable {
  /// The revision that changed it, and when that was.
  public var until: Int
  public var at: Instant
  /// The record's own form, as in an export.
  public var object: JSONValue
}

/// The revision that deleted a record, and when that was.
public struct Deletion: Sendable {
  public var revision: Int
  public var at: Instant

  public init(revision: Int, at: Instant) {
    self.revision = revision
    self.at = at
  }
}

extension CatalogReader {
  /// The last deletion of a record that had an ID; nil if there was none.
  public func deletion(of kind: RecordKind, _ slug: String) throws -> Deletion? {
    try connection.first(
      """
      SELECT change.revision, at FROM change JOIN revision ON number = change.revision
      WHERE kind = ?1 AND slug = ?2 AND op <> 'create' AND op = 'delete'
      ORDER BY change.id DESC LIMIT 1
      """, kind.rawValue, slug
    ) { Deletion(revision: $0.int(0), at: Instant(seconds: $0.int(1))) }
  }

  /// What a record was before each of its last changes, the oldest first.
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
}
