import CatalogForm
import CatalogModel
import SQLite

/// Merging a record into another, which gets its programme, editions and references.
extension RecordRewriter {
  func conference(of kind: RecordKind, _ id: Int64) throws -> Int64? {
    guard kind == .session else { return nil }
    return try writer.connection.first("SELECT conference_id FROM session WHERE id = ?1", id) {
      $0.int64(0)
    }
  }

  /// Moves external IDs and redirects to the record that stays.
  func moveExternalIDs(
    _ kind: RecordKind, _ slug: String, _ id: Int64, by into: String, _ target: Int64
  ) throws {
    let connection = writer.connection
    try connection.run(
      "UPDATE OR IGNORE external_id SET owner_id = ?3 WHERE owner_kind = ?1 AND owner_id = ?2",
      kind.rawValue, id, target)
    try connection.run(
      "UPDATE OR IGNORE redirect SET target = ?3 WHERE kind = ?1 AND target = ?2", kind.rawValue,
      slug, into)
    // If records were merged in both directions, one of the redirects would lead to itself.
    try connection.run(
      "DELETE FROM redirect WHERE kind = ?1 AND slug = ?2 AND target = slug", kind.rawValue, into)
    try connection.run(
      "INSERT OR IGNORE INTO redirect VALUES (?1, ?2, ?3)", kind.rawValue, slug, into)
  }

  func redirectReferences(
    _ kind: RecordKind, _ slug: String, _ id: Int64, to into: String, _ target: Int64
  ) throws {
    switch kind {
    case .conference: try moveProgramme(of: id, to: target)
    case .series: try turnEditions(slug, id, to: into)
    case .speaker: try turnSpeaker(slug, id, to: into)
    default: try turnParts(id, to: into)
    }
    guard kind == .conference || kind == .series else { return }
    if kind == .series { try writer.filters.refileEditions(target) }
    try moveRecommendations(of: kind, slug, id, to: into, target)
  }

  /// Moves the recommendations of a subject.
  ///
  /// The ID of a recommendation contains its subject, so a moved one is renamed.
  func moveRecommendations(
    of kind: RecordKind, _ slug: String, _ id: Int64, to into: String, _ target: Int64
  ) throws {
    let rows = try writer.connection.all(
      """
      SELECT recommendation.id, audience.slug FROM recommendation
      JOIN audience ON audience.id = audience_id
      WHERE \(kind.rawValue)_id = ?1 AND audience_id NOT IN (
        SELECT audience_id FROM recommendation WHERE \(kind.rawValue)_id = ?2)
      """, id, target
    ) { (id: $0.int64(0), audience: $0.text(1)) }
    for (row, audience) in rows {
      let old = "\(audience)/\(slug)"
      guard let was = try Recommendation.load(old, writer.connection)?.form else { continue }
      try writer.log.keep(
        was, .recommendation, old, row, until: .rename(to: "\(audience)/\(into)"))
      try writer.connection.run(
        """
        UPDATE recommendation SET \(kind.rawValue)_id = ?2, revision = ?3, updated_at = ?4,
          sequence = sequence + 1
        WHERE id = ?1
        """, row, target, writer.revision, writer.now.seconds)
    }
  }

  func turnParts(_ id: Int64, to into: String?) throws {
    let parts = "SELECT slug FROM session WHERE parent_id = ?1"
    try edit(Session.self, parts, id, clearing: "parent") {
      $0.parent = into == $0.id ? nil : into
    }
  }

  func turnSpeaker(_ slug: String, _ id: Int64, to into: String?) throws {
    let sessions = """
      SELECT DISTINCT session.slug FROM session_speaker JOIN session ON session.id = session_id
      WHERE speaker_id = ?1
      """
    try edit(Session.self, sessions, id, clearing: "speakers") { session in
      session.speakers = session.speakers.compactMap { reference in
        guard reference.id == slug else { return reference }
        let isThere = session.speakers.contains { $0.id == into && $0.role == reference.role }
        return isThere ? nil : into.map { SpeakerReference(to: $0, as: reference.role) }
      }
    }
  }

  func turnEditions(_ slug: String, _ id: Int64, to into: String?) throws {
    let editions = """
      SELECT slug FROM conference JOIN conference_series ON conference_id = conference.id
      WHERE series_id = ?1
      """
    try edit(Conference.self, editions, id, clearing: "series") { conference in
      conference.series = conference.series.compactMap { name in
        guard name == slug else { return name }
        return into.flatMap { conference.series.contains($0) ? nil : $0 }
      }
    }
    try edit(
      Series.self, "SELECT slug FROM series WHERE parent_id = ?1", id, clearing: "parent"
    ) { $0.parent = into == $0.id ? nil : into }
  }

  /// Changes records as an edit in the native format does.
  ///
  /// If `field` becomes empty, it is emptied.
  func edit<Record: StoredRecord>(
    _: Record.Type, _ slugs: String, _ id: Int64, clearing field: String,
    _ change: (inout Record) -> Void
  ) throws {
    for slug in try writer.connection.all(slugs, id, row: { $0.text(0) }) {
      guard var record = try Record.load(slug, writer.connection) else { continue }
      change(&record)
      try writer.merge(
        MergeInput(
          record: record, found: writer.slugs.find(Record.kind, slug), cleared: [field]))
    }
  }

  // MARK: Programmes

  /// Moves the tracks, rooms and sessions of a conference row by row, without comparing them to
  /// those of the other conference.
  func moveProgramme(of id: Int64, to target: Int64) throws {
    writer.filters.changed.insert(target)
    // Also removes the search text of the sessions, which contains the conference's name.
    try writer.unindex(.conference, id, isRenamed: true)
    for kind in [RecordKind.track, .room, .session] {
      for (row, slug) in try rows(kind, of: id) {
        if let was = try form(kind, slug) {
          try writer.log.keep(was, kind, slug, row, until: .update)
        }
        try writer.unindex(kind, row, isRenamed: false)
        try writer.connection.run(
          """
          UPDATE \(kind.rawValue) SET conference_id = ?2, revision = ?3, updated_at = ?4,
            sequence = sequence + 1 WHERE id = ?1
          """, row, target, writer.revision, writer.now.seconds)
        writer.count(kind, \.updated)
        writer.observe(.update, kind, slug, before: nil, after: try form(kind, slug))
      }
    }
  }

  func removeProgramme(of id: Int64) throws {
    for kind in [RecordKind.session, .track, .room] {
      for (row, slug) in try rows(kind, of: id) { try remove(kind, row, slug, conference: nil) }
    }
  }

  private func rows(
    _ kind: RecordKind, of conference: Int64
  ) throws -> [(Int64, String)] {
    try writer.connection.all(
      "SELECT id, slug FROM \(kind.rawValue) WHERE conference_id = ?1 ORDER BY id", conference
    ) { ($0.int64(0), $0.text(1)) }
  }
}
