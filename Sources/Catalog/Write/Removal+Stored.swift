import CatalogForm
import CatalogModel
import JSON
import SQLite

extension Removal {
  /// Returns the tombstones of a kind for an export, in the order of their IDs.
  ///
  /// A tombstone has the former IDs of its record. With `redirects`, the former IDs of existing
  /// records are included. `position` is the ID and the target after which to continue.
  static func stored(
    _ kind: RecordKind, after position: (slug: String, target: String) = ("", ""),
    upTo revision: Int = .max, redirects: Bool = false, limit: Int = .max,
    _ connection: Connection
  ) throws -> [Removal] {
    /// The condition that a record has an ID.
    func exists(_ id: String) -> String {
      switch kind {
      case .deadline:
        """
        EXISTS (SELECT 1 FROM conference JOIN deadline ON conference_id = conference.id
          WHERE conference.slug = substr(\(id), 1, instr(\(id), '--') - 1)
            AND deadline.slug = substr(\(id), instr(\(id), '--') + 2))
        """
      case .recommendation:
        """
        EXISTS (SELECT 1 FROM recommendation JOIN audience ON audience.id = audience_id
          LEFT JOIN series ON series.id = series_id
          LEFT JOIN conference ON conference.id = conference_id
          WHERE audience.slug || '/' || coalesce(series.slug, conference.slug) = \(id))
        """
      default: "EXISTS (SELECT 1 FROM \(kind.rawValue) AS record WHERE record.slug = \(id))"
      }
    }
    let gone = """
      SELECT slug, '' AS target, coalesce(removed_at, at) AS at
      FROM tombstone JOIN revision ON number = revision
      WHERE kind = ?1 AND slug > ?2 AND revision <= ?4 AND NOT \(exists("tombstone.slug"))
      AND NOT EXISTS (
        SELECT 1 FROM redirect WHERE redirect.kind = ?1 AND redirect.slug = tombstone.slug)
      ORDER BY slug LIMIT ?5
      """
    let moved = """
      SELECT slug, target, NULL FROM redirect
      WHERE kind = ?1 AND (slug, target) > (?2, ?3) AND \(exists("redirect.target"))
      AND NOT \(exists("redirect.slug")) ORDER BY slug, target LIMIT ?5
      """
    let all = redirects ? "SELECT * FROM (\(gone)) UNION ALL SELECT * FROM (\(moved))" : gone
    let found = try connection.all(
      "SELECT * FROM (\(all)) ORDER BY slug, target LIMIT ?5", kind.rawValue, position.slug,
      position.target, revision, limit
    ) { (slug: $0.text(0), target: $0.text(1), at: $0.intOrNil(2)) }
    return try found.map { slug, target, at in
      var removal = Removal(RecordName(kind: kind, slug: slug))
      var kept = RecordMetadata()
      if let at {
        kept.stamp = RecordMetadata.Stamp(updatedAt: Instant(seconds: at), sequence: 0)
        kept.formerNames = try RecordMetadata.formerIDs(kind, slug, connection)
      } else {
        removal.into = target
      }
      removal.kept = kept
      return removal
    }
  }

  /// The tombstone in the native format, without a line end.
  var form: [UInt8] {
    var json = JSONWriter()
    write(to: &json)
    return json.bytes
  }
}

extension BatchMerge {
  /// Applies a tombstone of another catalog; returns whether to remove the record here, too.
  ///
  /// A record that changed here after the other catalog removed it stays.
  func applyTombstone(_ removal: Removal, _ kept: RecordMetadata, _ found: Int64?) throws -> Bool {
    let (kind, slug) = (removal.name.kind, removal.name.slug)
    if let into = removal.into {
      // Deadlines may be written later.
      guard found == nil, try kind == .deadline || writer.slugs.find(kind, into) != nil else {
        return false
      }
      try writer.redirect(kind, slug, to: into)
      return false
    }
    guard let found else {
      try writer.addTombstone(removal.name, kept)
      return false
    }
    let removedAt = kept.stamp?.updatedAt.seconds ?? .max
    return try writer.connection.first(
      "SELECT updated_at <= ?2 FROM \(kind.rawValue) WHERE id = ?1", found, removedAt
    ) { $0.bool(0) } ?? false
  }
}

extension CatalogWriter {
  /// Stores a tombstone of another catalog, for a record that this one does not have.
  func addTombstone(_ name: RecordName, _ kept: RecordMetadata) throws {
    let isNew =
      try connection.run(
        """
        INSERT INTO tombstone (kind, slug, revision, removed_at) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (kind, slug) DO UPDATE SET removed_at = excluded.removed_at
          WHERE revision = excluded.revision
        """, name.kind.rawValue, name.slug, revision, kept.stamp?.updatedAt.seconds) > 0
    if isNew { report.counts[MergeReport.tombstones, default: .init()].created += 1 }
    for former in kept.formerNames { try redirect(name.kind, former, to: name.slug) }
  }

  /// Redirects a former ID to a record, unless another record has that ID.
  func redirect(_ kind: RecordKind, _ former: String, to slug: String) throws {
    guard try slugs.find(kind, former) == nil else { return }
    let isNew =
      try connection.run(
        "INSERT OR IGNORE INTO redirect VALUES (?1, ?2, ?3)", kind.rawValue, former, slug) > 0
    if isNew { report.counts[MergeReport.tombstones, default: .init()].created += 1 }
  }
}
