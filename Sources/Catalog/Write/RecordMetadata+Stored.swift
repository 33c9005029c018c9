import CatalogForm
import CatalogModel
import SQLite

extension RecordMetadata {
  /// Reads the data beside the record of a row.
  static func load(
    _ kind: RecordKind, _ slug: String, _ id: Int64, _ connection: Connection
  ) throws -> RecordMetadata {
    var kept = RecordMetadata()
    let isPlaced = [.track, .room, .session, .recommendation].contains(kind)
    try connection.each(
      """
      SELECT updated_at, sequence, \(isPlaced ? "position" : "NULL") FROM \(kind.rawValue)
      WHERE id = ?1
      """, id
    ) { row in
      kept.stamp = Stamp(updatedAt: Instant(seconds: row.int(0)), sequence: row.int(1))
      kept.position = row.intOrNil(2)
    }
    kept.names = try connection.all(
      """
      SELECT system, scope, value FROM external_id WHERE owner_kind = ?1 AND owner_id = ?2
      ORDER BY system, scope, value
      """, kind.rawValue, id
    ) { StoredExternalID(system: $0.text(0), scope: $0.text(1), value: $0.text(2)) }
    kept.statements = try connection.all(
      """
      SELECT source.slug, part, fields FROM statement JOIN source ON source.id = source_id
      WHERE owner_kind = ?1 AND owner_id = ?2 ORDER BY source.slug, part
      """, kind.rawValue, id
    ) { row in
      StoredClaims(
        source: row.text(0), part: row.int64(1), fields: ClaimHashes(bytes: row.blob(2)))
    }
    kept.formerNames = try formerIDs(kind, slug, connection)
    if kind == .series || kind == .session {
      kept.issues = try connection.all(
        """
        SELECT field, vals FROM data_issue WHERE owner_kind = ?1 AND owner_id = ?2
        ORDER BY position
        """, kind.rawValue, id
      ) { DataIssue(field: $0.text(0), values: $0.text(1)) }
    }
    if kind == .conference {
      try connection.each(
        "SELECT slug, updated_at, sequence FROM deadline WHERE conference_id = ?1", id
      ) { row in
        let stamp = Stamp(updatedAt: Instant(seconds: row.int(1)), sequence: row.int(2))
        if stamp != kept.stamp { kept.deadlines[row.text(0)] = KeptDeadline(stamp: stamp) }
      }
      try connection.each(
        """
        SELECT redirect.slug, deadline.slug FROM redirect
        JOIN deadline ON conference_id = ?2 AND target = ?1 || '--' || deadline.slug
        WHERE redirect.kind = 'deadline' AND redirect.slug > ?1 || '--' AND redirect.slug < ?1 || '-.'
        ORDER BY redirect.slug
        """, slug, id
      ) { row in
        guard let former = Deadline.parts(ofPublicID: row.text(0))?.id else { return }
        kept.deadlines[row.text(1), default: KeptDeadline()].formerIDs.append(former)
      }
    }
    return kept
  }

  /// The IDs that lead to a record.
  static func formerIDs(
    _ kind: RecordKind, _ slug: String, _ connection: Connection
  ) throws -> [String] {
    try connection.all(
      "SELECT slug FROM redirect WHERE kind = ?1 AND target = ?2 ORDER BY slug", kind.rawValue, slug
    ) { $0.text(0) }
  }
}

extension CatalogWriter {
  /// Restores the data that another catalog stored beside a record.
  func restore(_ kept: RecordMetadata, _ kind: RecordKind, _ slug: String, _ id: Int64) throws {
    let before = try isWritten(kind, id) ? nil : RecordMetadata.load(kind, slug, id, connection)
    for name in kept.names {
      try bulk.externalID.run { row in
        row.text(kind.rawValue)
        row.integer(id)
        row.text(name.system)
        row.text(name.scope)
        row.text(name.value)
      }
    }
    for statement in kept.statements {
      let source = try slugs.id(.source, statement.source, for: "\(kind.rawValue) \(slug)")
      try claims.restore(statement, kind, id, source: source)
    }
    if !kept.issues.isEmpty,
      try CatalogReader(writing: connection).issues(kind.rawValue, id).isEmpty
    {
      try write(kept.issues, of: kind, id)
    }
    for former in kept.formerNames where try slugs.find(kind, former) == nil {
      try connection.run(
        "INSERT OR IGNORE INTO redirect VALUES (?1, ?2, ?3)", kind.rawValue, former, slug)
    }
    try restoreFormerIDs(ofDeadlines: kept, of: slug, id)
    if let before, try RecordMetadata.load(kind, slug, id, connection) != before {
      try touch(kind, slug, id)
    }
  }

  /// Redirects former IDs to those deadlines that are written by now.
  func restoreFormerIDs(ofDeadlines kept: RecordMetadata, of slug: String, _ id: Int64) throws {
    for (current, deadline) in kept.deadlines {
      for former in deadline.formerIDs { try redirect(former, to: current, of: slug, id) }
    }
  }

  /// Redirects a former ID to a deadline, unless another deadline has the ID.
  private func redirect(
    _ former: String, to current: String, of conference: String, _ row: Int64
  ) throws {
    try connection.run(
      """
      INSERT OR IGNORE INTO redirect SELECT 'deadline', ?1, ?2
      WHERE EXISTS (SELECT 1 FROM deadline WHERE conference_id = ?5 AND slug = ?4)
        AND NOT EXISTS (SELECT 1 FROM deadline WHERE conference_id = ?5 AND slug = ?3)
      """, Deadline.publicID(former, of: conference), Deadline.publicID(current, of: conference),
      former, current, row)
  }

  /// Whether this revision has created or changed a record.
  private func isWritten(_ kind: RecordKind, _ id: Int64) throws -> Bool {
    guard !load.includes(kind) else { return true }
    return try connection.first(
      "SELECT revision = ?2 FROM \(kind.rawValue) WHERE id = ?1", id, revision
    ) { $0.bool(0) } ?? true
  }

  /// Marks a record as changed if only the data beside it has: former IDs lead to it now, which
  /// caches and clients of the change feed must notice.
  private func touch(_ kind: RecordKind, _ slug: String, _ id: Int64) throws {
    guard let form = try NativeForm.load(kind, slug, connection) else { return }
    try log.keep(form, kind, slug, id, until: .update)
    try connection.run(
      """
      UPDATE \(kind.rawValue) SET revision = ?2, updated_at = ?3, sequence = sequence + 1
      WHERE id = ?1
      """, id, revision, now.seconds)
    countAsUpdated(kind)
    observe(.update, kind, slug, before: form, after: form)
  }

  /// Returns the stamp of a row: for a new one that of another catalog, if `kept` has it, otherwise
  /// the current time.
  func stamp(_ table: String, _ slug: String?, _ row: RecordRow) -> RecordMetadata.Stamp {
    guard row.id == nil, let kept = row.kept else {
      return RecordMetadata.Stamp(updatedAt: now, sequence: 0)
    }
    if table == "deadline", let slug, let stamp = kept.deadlines[slug]?.stamp {
      return stamp
    }
    return kept.stamp ?? RecordMetadata.Stamp(updatedAt: now, sequence: 0)
  }
}
