import CatalogForm
import CatalogModel
import SQLite

/// Removes stored records of this source that a complete programme lacks.
extension BatchMerge {
  func removeMissingRecords() throws {
    guard isForeign, !batch.completeProgrammes.isEmpty else { return }
    let conferences = try batch.completeProgrammes.compactMap {
      try writer.slugs.find(.conference, slug(.conference, $0))
    }
    // Removes nothing if the file has no sessions or was not read completely: the missing records may
    // still exist.
    guard !batch.document.sessions.isEmpty else { return }
    let harmless: [ImportProblem.Severity] = [.notice, .assumption]
    guard batch.problems.allSatisfy({ harmless.contains($0.severity) }) else {
      writer.report.notices.append(
        "no records were removed, since a part of the file could not be read")
      return
    }
    if !batch.isSurelyWhole {
      let missing = try conferences.flatMap { conference in
        try missingRecords(.session, "AND conference_id = \(conference)")
      }
      // The missing sessions belong to another calendar of the conference; marks them, so that this
      // one never removes them.
      guard missing.count <= recognised else { return try assignToOtherCalendar(missing) }
    }
    for kind in [RecordKind.session, .track, .room] {
      for conference in conferences {
        // Tracks and rooms of the other calendar's sessions stay.
        let isUnused =
          batch.isSurelyWhole || kind == .session
          ? ""
          : "AND NOT EXISTS (SELECT 1 FROM session WHERE \(kind.rawValue)_id = \(kind.rawValue).id)"
        let condition = "AND conference_id = \(conference) \(isUnused)"
        for (id, slug) in try missingRecords(kind, condition) {
          try remove(kind, id, slug, conference: conference)
        }
      }
    }
    let idle = "AND NOT EXISTS (SELECT 1 FROM session_speaker WHERE speaker_id = speaker.id)"
    for (id, slug) in try missingRecords(.speaker, idle) {
      try remove(.speaker, id, slug, conference: nil)
    }
  }

  /// Marks sessions as those of one other calendar, which is named after the first of them.
  private func assignToOtherCalendar(_ sessions: [(id: Int64, slug: String)]) throws {
    guard let first = sessions.first else { return }
    for session in sessions {
      try writer.connection.run(
        "INSERT OR IGNORE INTO external_id VALUES ('session', ?1, 'calendar', '', ?2)",
        session.id, first.slug)
    }
  }

  /// Returns the sessions of calendars from which the batch has no session.
  private func sessionsOfOthers() throws -> Set<Int64> {
    var calendars: [String: [Int64]] = [:]
    try writer.connection.each(
      "SELECT value, owner_id FROM external_id WHERE owner_kind = 'session' AND system = 'calendar'"
    ) { row in
      calendars[row.text(0), default: []].append(row.int64(1))
    }
    return Set(calendars.values.filter { matchedRows[.session].isDisjoint(with: $0) }.joined())
  }

  /// Returns the stored records of the batch's systems and scopes that the batch lacks, without the
  /// sessions of other calendars.
  private func missingRecords(
    _ kind: RecordKind, _ condition: String
  ) throws -> [(Int64, String)] {
    let scopes = Set(
      batch.externalIDs.filter { $0.kind == kind }.map {
        ExternalScope(kind: kind, system: $0.system, scope: $0.scope)
      })
    let others = kind == .session && !batch.isSurelyWhole ? try sessionsOfOthers() : []
    var found: [Int64: String] = [:]
    for scope in scopes {
      try writer.connection.each(
        """
        SELECT DISTINCT \(kind.rawValue).id, slug FROM external_id
        JOIN \(kind.rawValue) ON \(kind.rawValue).id = owner_id
        WHERE owner_kind = ?1 AND system = ?2 AND external_id.scope = ?3 \(condition)
        """, kind.rawValue, scope.system, scope.scope
      ) { row in
        let id = row.int64(0)
        if !matchedRows[kind].contains(id), !others.contains(id) { found[id] = row.text(1) }
      }
    }
    return found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  func remove(
    _ kind: RecordKind, _ id: Int64, _ slug: String, conference: Int64?
  ) throws {
    try releaseReferences(to: kind, id)
    if let was = try form(kind, slug) { try writer.log.keep(was, kind, slug, id, until: .delete) }
    try writer.unindex(kind, id, isRenamed: true)
    writer.search.remove(kind, id)
    if let conference { writer.filters.changed.insert(conference) }
    if kind == .conference { writer.filters.changed.remove(id) }
    if kind == .conference || kind == .series {
      try writer.clearPlaces(of: "\(kind.rawValue)_id", id: id)
    }
    try writer.connection.run("DELETE FROM \(kind.rawValue) WHERE id = ?1", id)
    writer.slugs.forget(kind, slug)
    writer.count(kind, \.deleted)
    writer.observe(.delete, kind, slug, before: nil, after: nil)
  }

  /// Logs the change of records that refer to a record before it is removed: deleting its row
  /// clears their references, or deletes them too.
  private func releaseReferences(to kind: RecordKind, _ id: Int64) throws {
    switch kind {
    case .track:
      try touch(.session, "track_id = ?1", id)
      let conferences = try writer.connection.all(
        "SELECT DISTINCT conference_id FROM deadline WHERE track_id = ?1", id
      ) { $0.int64(0) }
      for conference in conferences { try touch(.conference, "id = ?1", conference) }
    case .room: try touch(.session, "room_id = ?1", id)
    case .session: try touch(.session, "parent_id = ?1", id)
    case .series: try touch(.series, "parent_id = ?1", id)
    default: break
    }
    guard kind == .series || kind == .conference else { return }
    let lost = try writer.connection.all(
      """
      SELECT recommendation.id, audience.slug || '/' || \(kind.rawValue).slug FROM recommendation
      JOIN audience ON audience.id = audience_id
      JOIN \(kind.rawValue) ON \(kind.rawValue).id = \(kind.rawValue)_id
      WHERE \(kind.rawValue)_id = ?1
      """, id
    ) { (id: $0.int64(0), slug: $0.text(1)) }
    for (row, slug) in lost {
      guard let was = try Recommendation.load(slug, writer.connection)?.form else { continue }
      try writer.log.keep(was, .recommendation, slug, row, until: .delete)
    }
  }

  /// Marks the records that meet a condition on `?1` as changed by this revision.
  func touch(_ kind: RecordKind, _ condition: String, _ value: Int64) throws {
    for (row, slug) in try Self.rows(kind, condition, value, writer.connection) {
      guard let was = try form(kind, slug) else { continue }
      try writer.log.keep(was, kind, slug, row, until: .update)
      try writer.connection.run(
        """
        UPDATE \(kind.rawValue) SET revision = ?2, updated_at = ?3, sequence = sequence + 1
        WHERE id = ?1 AND revision <> ?2
        """, row, writer.revision, writer.now.seconds)
    }
  }

  /// Returns the stored record in the native format; `nil` if there is none.
  func form(_ kind: RecordKind, _ slug: String) throws -> [UInt8]? {
    switch kind {
    case .session:
      try Session.load(slug, writer.connection).map { try writer.slugs.named($0).form }
    default: try NativeForm.load(kind, slug, writer.connection)
    }
  }
}
