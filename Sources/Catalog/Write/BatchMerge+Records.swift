import CatalogForm
import CatalogModel
import SQLite

/// Finding and merging of records of any kind.
extension BatchMerge {
  /// Finds the rows that match the records of a kind, before any of them is merged, since they may
  /// refer to each other in any order.
  func identify<Record: StoredRecord>(
    _ records: [Record], _ find: (Record) throws -> Int64?
  ) throws -> [Int64?] {
    var taken: Set<String> = []
    guard isForeign else {
      assumedNew[Record.kind] = writer.load.includes(Record.kind)
      // During a bulk load every record counts as new until an insertion fails; looking it up first
      // would take longer.
      if assumedNew[Record.kind] { return records.map { _ in nil } }
      return try records.map { record in
        let found = try writer.slugs.find(Record.kind, record.id)
        // A record that occurs twice in the batch is new only once.
        if found == nil, !taken.insert(record.id).inserted {
          repeated[Record.kind].insert(record.id)
        }
        return found
      }
    }
    return try records.map { record in
      let found = try find(record)
      if found == nil, let survivor = try matcher.survivingSlug(Record.kind, record.id) {
        doubles[Record.kind].insert(record.id)
        matcher.slugs[Record.kind][record.id] = survivor
        return nil
      }
      if let found {
        matcher.matchedRows[Record.kind].insert(found)
        if Record.kind == .session { recognised += 1 }
      }
      let slug = try matcher.slug(of: record, found: found, taken: taken)
      taken.insert(slug)
      if slug != record.id { matcher.slugs[Record.kind][record.id] = slug }
      return found
    }
  }

  /// Merges a record; `turn` replaces its references by those of the catalog.
  func merge<Record: StoredRecord>(
    _ record: Record, found: Int64?, _ turn: (inout Record) throws -> Void
  ) throws {
    let id: Int64
    if isForeign {
      guard !doubles[Record.kind].contains(record.id) else { return }
      var turned = record
      turned.id = slug(Record.kind, record.id)
      try turn(&turned)
      id = try writer.merge(MergeInput(record: turned, found: found, speaker: speaking))
    } else {
      var input = input(record, found: found, from: speaking)
      defer { merged[Record.kind] += 1 }
      let isDoubtful =
        repeated[Record.kind].contains(record.id)
        || assumedNew[Record.kind] && !writer.load.includes(Record.kind)
      if found == nil, isDoubtful { input.found = try writer.slugs.find(Record.kind, record.id) }
      do {
        id = try writer.merge(input)
      } catch let error as SQLiteError
        where error.code == .constraintUnique && assumedNew[Record.kind] && input.found == nil
      {
        input.found = try writer.slugs.find(Record.kind, record.id)
        id = try writer.merge(input)
      }
      if batch.externalIDs.isEmpty { return }
    }
    matcher.matchedRows[Record.kind].insert(id)
    try matcher.keepExternalIDs(Record.kind, record.id, id)
  }

  /// Merges a record of a kind without claims: only the native format changes its stored fields,
  /// other formats fill in unknown ones.
  func mergePlain<Record: StoredRecord>(_ record: Record, found: Int64?) throws {
    let speaker = ClaimSource(source: speaking.source, sourceID: nil)
    defer { merged[Record.kind] += 1 }
    try writer.merge(input(record, found: found, from: speaker))
  }

  /// Returns a record with the data beside it in the document.
  private func input<Record: StoredRecord>(
    _ record: Record, found: Int64?, from speaker: ClaimSource
  ) -> MergeInput<Record> {
    var input = MergeInput(record: record, found: found, speaker: speaker)
    let document = batch.document
    if !document.kept.isEmpty || !document.emptied.isEmpty || !document.edits.isEmpty {
      let name = RecordName(kind: Record.kind, slug: record.id)
      let place = RecordPlace(kind: Record.kind, index: merged[Record.kind])
      input.kept = document.kept[name]
      input.cleared = document.emptied[place] ?? []
      input.edit = document.edits[name]
    }
    return input
  }

  func mergeSource(_ source: Source) throws {
    let found = try writer.slugs.find(.source, source.id)
    // A newer retrieval date alone is not worth a change of the source.
    guard found == nil || !isForeign else { return }
    try mergePlain(source, found: found)
  }
}
