import CatalogForm
import CatalogModel
import SQLite

/// Each source's latest claims about a record, as hashes; see `ClaimHashes`.
struct ClaimStore {
  private let connection: Connection
  private let insert, replace, insertIfAbsent: BulkStatement

  init(_ connection: Connection) {
    self.connection = connection
    insert = BulkStatement(connection, "INSERT INTO statement VALUES (?, ?, ?, ?, ?)")
    replace = BulkStatement(
      connection, "INSERT OR REPLACE INTO statement VALUES (?, ?, ?, ?, ?)")
    insertIfAbsent = BulkStatement(
      connection, "INSERT OR IGNORE INTO statement VALUES (?, ?, ?, ?, ?)")
  }

  func statements(_ kind: RecordKind, _ id: Int64, _ speaker: ClaimSource) throws -> PriorClaims {
    var statements = PriorClaims()
    guard let source = speaker.sourceID else { return statements }
    try connection.each(
      """
      SELECT part, fields FROM statement
      WHERE owner_kind = ?1 AND owner_id = ?2 AND source_id = ?3
      """, kind.rawValue, id, source
    ) { statements.add(ClaimHashes(bytes: $0.blob(1)), isOwn: $0.int64(0) == speaker.part) }
    return statements
  }

  func store(
    _ stated: ClaimHashes, _ kind: RecordKind, _ id: Int64, _ speaker: ClaimSource,
    isNew: Bool = false
  ) throws {
    guard let source = speaker.sourceID else { return }
    try write(stated, kind, id, source, speaker.part, isNew ? insert : replace)
  }

  /// Restores a claim from another catalog's `kept`; a claim that is already stored here is newer.
  func restore(
    _ statement: RecordMetadata.StoredClaims, _ kind: RecordKind, _ id: Int64, source: Int64
  ) throws {
    try write(statement.fields, kind, id, source, statement.part, insertIfAbsent)
  }

  private func write(
    _ stated: ClaimHashes, _ kind: RecordKind, _ id: Int64, _ source: Int64, _ part: Int64,
    _ statement: BulkStatement
  ) throws {
    try statement.run { row in
      row.text(kind.rawValue)
      row.integer(id)
      row.integer(source)
      row.integer(part)
      row.blob(stated.bytes)
    }
  }
}
