import CatalogForm
import CatalogModel
import SQLite

extension CatalogWriter {
  /// Writes the deadlines of a conference.
  ///
  /// Unchanged ones keep their stamps.
  func write(
    _ deadlines: [Deadline], of conference: Int64, before: [Deadline], _ kept: RecordMetadata?
  ) throws {
    let old = Dictionary(before.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let slugs = Set(deadlines.map(\.id))
    for gone in before where !slugs.contains(gone.id) {
      try connection.run(
        "DELETE FROM deadline WHERE conference_id = ?1 AND slug = ?2", conference, gone.id)
      try connection.run(
        "INSERT OR REPLACE INTO tombstone (kind, slug, revision) VALUES ('deadline', ?1, ?2)",
        gone.publicID, revision)
    }
    for (position, deadline) in deadlines.enumerated() {
      guard let was = old[deadline.id] else {
        try write(deadline, of: conference, position: position, RecordRow(kept: kept))
        continue
      }
      if was.isSame(as: deadline) {
        try connection.run(
          "UPDATE deadline SET position = ?3 WHERE conference_id = ?1 AND slug = ?2", conference,
          deadline.id, position)
        continue
      }
      let id = try connection.first(
        "SELECT id FROM deadline WHERE conference_id = ?1 AND slug = ?2", conference, deadline.id
      ) { $0.int64(0) }
      try write(deadline, of: conference, position: position, RecordRow(id: id, kept: kept))
    }
  }

  private func write(
    _ deadline: Deadline, of conference: Int64, position: Int, _ row: RecordRow
  ) throws {
    let owner = "deadline \(deadline.id) of \(deadline.conference)"
    let stored = try put(
      "deadline", slug: deadline.id, row,
      [
        "conference_id": conference, "position": position,
        "track_id": try slugs.id(.track, deadline.track, for: owner), "kind": deadline.kind,
        "kind_label": deadline.kindLabel, "label": deadline.label, "round": deadline.round,
        "local": deadline.local, "time_zone_declared": deadline.timeZoneDeclared,
        "precision": deadline.moment.precision.rawValue,
        "at_utc": deadline.moment.at?.seconds,
        "not_before_utc": deadline.moment.notBefore?.seconds,
        "not_after_utc": deadline.moment.notAfter?.seconds, "status": deadline.declaredStatus,
        "supersedes": deadline.supersedes,
      ])
    try write(deadline.sources, "deadline", stored, owner: owner, isNew: row.id == nil)
  }
}
