import CatalogForm
import CatalogModel
import SQLite

/// References to records that may come later in a batch, written at the end of a revision.
struct DeferredReferences {
  /// The parents of series and sessions.
  var parents: [(kind: RecordKind, slug: String, parent: String)] = []
  /// Deadlines that refer to tracks, with the conference's previous deadlines.
  var deadlines:
    [(conference: Int64, deadlines: [Deadline], before: [Deadline], kept: RecordMetadata?)] = []

  func write(by writer: CatalogWriter) throws {
    for (conference, deadlines, before, kept) in deadlines {
      try writer.write(deadlines, of: conference, before: before, kept)
      if let kept, let slug = deadlines.first?.conference {
        try writer.restoreFormerIDs(ofDeadlines: kept, of: slug, conference)
      }
    }
    for (kind, slug, parent) in parents {
      try writer.connection.run(
        "UPDATE \(kind.rawValue) SET parent_id = ?2 WHERE slug = ?1", slug,
        try writer.slugs.id(kind, parent, for: "\(kind.rawValue) \(slug)"))
    }
    try rejectParentCycles(writer.connection)
  }

  /// Rejects parents that would make a record part of itself.
  private func rejectParentCycles(_ connection: Connection) throws {
    /// Records known to lead to one without a parent, so that each is visited once.
    var ended = PerKind<Set<Int64>>([])
    for (kind, slug, _) in parents {
      let sql = "SELECT id, parent_id, slug FROM \(kind.rawValue) WHERE "
      var way: [(id: Int64, slug: String)] = []
      var places: [Int64: Int] = [:]
      var next = try connection.first(sql + "slug = ?1", slug) {
        ($0.int64(0), $0.int64OrNil(1), $0.text(2))
      }
      while let (id, parent, slug) = next, !ended[kind].contains(id) {
        if let start = places[id] {
          throw ParentCycleError(kind: kind.rawValue, slugs: way[start...].map(\.slug))
        }
        places[id] = way.count
        way.append((id, slug))
        next = try parent.flatMap { parent in
          try connection.first(sql + "id = ?1", parent) {
            ($0.int64(0), $0.int64OrNil(1), $0.text(2))
          }
        }
      }
      ended[kind].formUnion(way.map(\.id))
    }
  }
}
