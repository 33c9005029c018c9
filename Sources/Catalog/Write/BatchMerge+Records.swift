import CatalogModel
import SQLite

/// How each record is found and merged, whatever its kind.
extension BatchMerge {
  /// Finds the rows that are meant by all records of a kind, before any of them is merged: they may
  /// refer to each other in any order.
  func identify<Record: CatalogRecord>(
    _ records: [Record], _ find: (Record) throws -> Int64?
  ) throws -> [Int64?] {
    var taken: Set<String> = []
    guard isForeign else {
      takenForNew[Record.kind] = isLoading(Record.kind)
      if isLoading(Record.kind) { return records.map { _ in nil } }
      return try records.map { record in
        let found = try writer.find(Record.kind, record.id)
        // What stands twice is new only once.
        if found == nil, !taken.insert(record.id).inserted {
          repeated[Record.kind].insert(record.id)
        }
        return found
      }
    }
    return try records.map { record in
      let found = try find(record)
      if found == nil, let single = try single(Record.kind, record.id) {
        doubles[Record.kind].insert(record.id)
        slugs[Record.kind][record.id] = single
        return nil
      }
      if let found {
        claimed[Record.kind].insert(found)
        if Record.kind == .session { recognised += 1 }
      }
      let slug = try slug(of: record, found: found, taken: taken)
      taken.insert(slug)
      if slug != record.id { slugs[Record.kind][record.id] = slug }
      return found
    }
  }

  /// Whether records of the kind come by the thousand into little.
  ///
  /// Each is then taken for a new one until the database says that it is not: to look for it first
  /// would take longer.
  private func isLoading(_ kind: RecordKind) -> Bool {
    writer.load == .underWay && (kind == .session || kind == .speaker)
  }

  /// Merges a record after its references have been turned into the catalog's.
  func merge<Record: CatalogRecord>(
    _ record: Record, found: Int64?, _ turn: (inout Record) throws -> Void
  ) throws {
    let id: Int64
    if isForeign {
      guard !doubles[Record.kind].contains(record.id) else { return }
      var turned = record
      turned.id = slug(Record.kind, record.id)
      try turn(&turned)
      id = try writer.merge(turned, found: found, from: speaking)
    } else {
      var found = found
      defer { merged[Record.kind] += 1 }
      let isDoubtful =
        repeated[Record.kind].contains(record.id)
        || takenForNew[Record.kind] && !isLoading(Record.kind)
      if found == nil, isDoubtful { found = try writer.find(Record.kind, record.id) }
      do {
        id = try beside(record) { try writer.merge(record, found: found, from: speaking) }
      } catch let error as SQLiteError
        where error.code == .constraintUnique && takenForNew[Record.kind] && found == nil
      {
        found = try writer.find(Record.kind, record.id)
        id = try beside(record) { try writer.merge(record, found: found, from: speaking) }
      }
      if batch.externalIDs.isEmpty { return }
    }
    claimed[Record.kind].insert(id)
    try keepExternalIDs(Record.kind, record.id, id)
  }

  /// Records of which only the catalog's own form may change what stands; others fill in.
  func mergePlain<Record: CatalogRecord>(_ record: Record, found: Int64?) throws {
    let speaker = Speaking(source: speaking.source, sourceID: nil)
    defer { merged[Record.kind] += 1 }
    _ = try beside(record) {
      try writer.merge(record, found: found, from: speaker)
    }
  }

  /// Merges a record with what stands beside it in the document.
  private func beside<Record: CatalogRecord>(
    _ record: Record, _ work: () throws -> Int64
  ) throws -> Int64 {
    let document = batch.document
    guard !document.kept.isEmpty || !document.emptied.isEmpty || !document.edits.isEmpty else {
      return try work()
    }
    let name = RecordName(kind: Record.kind, slug: record.id)
    let place = RecordPlace(kind: Record.kind, index: merged[Record.kind])
    writer.cleared = document.emptied[place] ?? []
    writer.edit = document.edits[name]
    defer {
      writer.cleared = []
      writer.edit = nil
    }
    return try writer.with(document.kept[name], Record.kind, record.id, work)
  }

  func mergeSource(_ source: Source) throws {
    let found = try writer.find(.source, source.id)
    // When a source was last looked at is no news by itself.
    guard found == nil || !isForeign else { return }
    try mergePlain(source, found: found)
  }
}
