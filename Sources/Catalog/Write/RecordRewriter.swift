import CatalogForm
import CatalogModel
import SQLite

/// Renames, merges and removes stored records, with the references to them.
struct RecordRewriter {
  let writer: CatalogWriter

  /// Gives a record a new slug, and redirects the old one to it.
  func rename(_ name: RecordName, to new: String) throws {
    let kind = name.kind
    guard let id = try writer.slugs.find(kind, name.slug), let was = try form(kind, name.slug)
    else { return }
    // A location contains the venue's name, not its slug.
    for referrer in Self.referrers(kind) where kind != .venue {
      try touch(referrer.kind, referrer.condition, id)
    }
    try writer.log.keep(was, kind, name.slug, id, until: .rename(to: new))
    try writer.unindex(kind, id, isRenamed: true)
    try writer.connection.run(
      """
      UPDATE \(kind.rawValue) SET slug = ?2, revision = ?3, updated_at = ?4,
        sequence = sequence + 1 WHERE id = ?1
      """, id, new, writer.revision, writer.now.seconds)
    try writer.connection.run(
      "UPDATE OR IGNORE redirect SET target = ?3 WHERE kind = ?1 AND target = ?2", kind.rawValue,
      name.slug, new)
    try writer.connection.run(
      "DELETE FROM redirect WHERE kind = ?1 AND slug = ?2", kind.rawValue, new)
    try writer.connection.run(
      "INSERT OR IGNORE INTO redirect VALUES (?1, ?2, ?3)", kind.rawValue, name.slug, new)
    if kind == .conference {
      // A deadline's public ID, and so its former ones, begin with the conference's ID.
      try writer.connection.run(
        """
        UPDATE OR IGNORE redirect SET slug = ?2 || substr(slug, length(?1) + 1),
          target = ?2 || substr(target, length(?1) + 1)
        WHERE kind = 'deadline' AND substr(slug, 1, length(?1) + 2) = ?1 || '--'
        """, name.slug, new)
      try writer.connection.run(
        """
        UPDATE OR REPLACE tombstone SET slug = ?2 || substr(slug, length(?1) + 1)
        WHERE kind = 'deadline' AND slug > ?1 || '--' AND slug < ?1 || '-.'
        """, name.slug, new)
    }
    writer.slugs.forget(kind, name.slug)
    writer.count(kind, \.updated)
    if kind == .conference { writer.filters.changed.insert(id) }
  }

  /// Removes a record; `into` is the one that replaces it.
  func remove(_ name: RecordName, _ id: Int64, into: String?) throws {
    let (kind, slug) = (name.kind, name.slug)
    if let into {
      let target = try writer.slugs.id(kind, into, for: "\(kind.rawValue) \(slug)")
      try redirectReferences(kind, slug, id, to: into, target)
      try moveExternalIDs(kind, slug, id, by: into, target)
    }
    if kind == .conference { try removeProgramme(of: id) }
    if kind == .session { try turnParts(id, to: nil) }
    if kind == .speaker { try turnSpeaker(slug, id, to: nil) }
    if kind == .series { try turnEditions(slug, id, to: nil) }
    if kind == .topic { try turnTopic(slug, id) }
    if kind == .venue { try turnVenue(id) }
    if kind == .audience { try turnAudience(slug, id) }
    if kind == .source { try turnSource(id) }
    try remove(kind, id, slug, conference: try conference(of: kind, id))
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
