import CatalogForm
import CatalogModel
import SQLite

/// The records that the batch renames or removes, and those that a complete programme lacks.
extension BatchMerge {
  /// Removes stored records of this source that a complete programme lacks.
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
          try rewriter.remove(kind, id, slug, conference: conference)
        }
      }
    }
    let idle = "AND NOT EXISTS (SELECT 1 FROM session_speaker WHERE speaker_id = speaker.id)"
    for (id, slug) in try missingRecords(.speaker, idle) {
      try rewriter.remove(.speaker, id, slug, conference: nil)
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
    return Set(
      calendars.values.filter { matcher.matchedRows[.session].isDisjoint(with: $0) }.joined())
  }

  /// Returns the stored records of the batch's systems and scopes that the batch lacks, without the
  /// sessions of other calendars.
  private func missingRecords(
    _ kind: RecordKind, _ condition: String
  ) throws -> [(Int64, String)] {
    let scopes = Set(
      batch.externalIDs.filter { $0.kind == kind }.map {
        RecordMatcher.IdentifierScope(kind: kind, system: $0.system, scope: $0.scope)
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
        if !matcher.matchedRows[kind].contains(id), !others.contains(id) { found[id] = row.text(1) }
      }
    }
    return found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// Gives records the new slugs that the batch states.
  func rename() throws {
    for (name, new) in batch.document.renames { try rewriter.rename(name, to: new) }
  }

  /// Removes the records that the batch removes, or merges them into others as duplicates.
  func applyRemovals() throws {
    for removal in batch.document.removals {
      let (kind, slug) = (removal.name.kind, removal.name.slug)
      let found =
        kind == .recommendation
        ? try Recommendation.load(slug, writer.connection)?.find(writer)
        : try writer.slugs.find(kind, slug)
      if let kept = removal.kept, try !applyTombstone(removal, kept, found) { continue }
      guard let id = found else {
        writer.report.notices.append(
          "cannot remove the \(kind.displayName) \"\(slug)\": the catalog does not have it")
        continue
      }
      try rewriter.remove(removal.name, id, into: removal.into)
      if let kept = removal.kept { try writer.addTombstone(removal.name, kept) }
    }
    try turnParents()
  }

  /// Updates the parents that are written at the end of the revision.
  private func turnParents() throws {
    var removals: [RecordName: String?] = [:]
    for removal in batch.document.removals { removals[removal.name] = .some(removal.into) }
    guard !removals.isEmpty, !writer.deferred.parents.isEmpty else { return }
    writer.deferred.parents = try writer.deferred.parents.compactMap { kind, slug, parent in
      var next: String? = parent
      // The parent may have been merged into a record that was merged itself.
      for _ in 0..<removals.count {
        guard let name = next, try writer.slugs.find(kind, name) == nil,
          let into = removals[RecordName(kind: kind, slug: name)]
        else { break }
        next = into
      }
      guard let next, next != slug, try writer.slugs.find(kind, slug) != nil else { return nil }
      return (kind, slug, next)
    }
  }
}
