import CatalogForm
import CatalogModel
import JSON
import SQLite

extension CatalogWriter {
  /// Merges a source's claims about one record, and returns the record's row ID.
  @discardableResult
  func merge<Record: StoredRecord>(_ input: MergeInput<Record>) throws -> Int64 {
    let id = try input.found.map { try change($0, input) } ?? create(input)
    if let kept = input.kept { try restore(kept, Record.kind, input.record.id, id) }
    return id
  }

  private func change<Record: StoredRecord>(
    _ id: Int64, _ input: MergeInput<Record>
  ) throws -> Int64 {
    var theirs = input.record
    let speaker = input.speaker
    slugs.remember(Record.kind, theirs.id, id)
    let before = try claims.statements(Record.kind, id, speaker)
    if before.repeats(theirs.statement, isComplete: speaker.isComplete) {
      count(Record.kind, \.unchanged)
      return id
    }
    guard let ours = try Record.load(theirs.id, connection) else {
      throw ReferenceError(owner: "the catalog", kind: Record.kind.rawValue, slug: theirs.id)
    }
    if speaker.source == nil, input.edit == nil { theirs.adopt(ours) }
    // An export of these kinds has the contradictions in `kept`.
    if let issues = input.kept?.issues, !issues.isEmpty { theirs.dataIssues = issues }
    let merged = RecordMerge(
      ours, theirs, source: speaker.source, before: before, isComplete: speaker.isComplete,
      clearing: input.cleared, edit: input.edit)
    for contradiction in merged.contradictions {
      report.contradictions.append(
        "\(Record.kind.rawValue) \(theirs.id): \(contradiction.field) is \"\(contradiction.ours)\" in"
          + " the catalog, but \"\(contradiction.theirs)\" in \(speaker.source ?? "the file")"
      )
    }
    try update(ours, to: merged.record, RecordRow(id: id, kept: input.kept), id)
    if speaker.sourceID != nil { try claims.store(merged.stated, Record.kind, id, speaker) }
    return id
  }

  private func create<Record: StoredRecord>(_ input: MergeInput<Record>) throws -> Int64 {
    var record = input.record
    if let source = input.speaker.source { record.settleAsNew(by: source) }
    let id = try insert(record, RecordRow(kept: input.kept))
    if input.speaker.sourceID != nil {
      try claims.store(input.record.statement, Record.kind, id, input.speaker, isNew: true)
    }
    return id
  }

  private func insert<Record: StoredRecord>(_ record: Record, _ row: RecordRow) throws -> Int64 {
    let id = try record.store(self, row)
    if !load.includes(Record.kind) { try log.addCreation(Record.kind, record.id) }
    slugs.remember(Record.kind, record.id, id)
    // Sessions and speakers added their search text when they were stored.
    if Record.kind != .session && Record.kind != .speaker { search.addLater(Record.kind, id) }
    try storeParts(of: record, id, before: nil, row.kept)
    if Record.kind != .conference, !record.dataIssues.isEmpty {
      try write(record.dataIssues, of: Record.kind, id)
    }
    count(Record.kind, \.created)
    if observer != nil {
      observe(.create, Record.kind, record.id, before: nil, after: try complete(record).form)
    }
    return id
  }

  /// Writes a merged record if it differs from the stored one.
  private func update<Record: StoredRecord>(
    _ before: Record, to after: Record, _ row: RecordRow, _ id: Int64
  ) throws {
    let isSame =
      Record.fields.allSatisfy { $0.isSame(before, after) } && before.sources == after.sources
      && before.dataIssues == after.dataIssues && before.verification == after.verification
    guard !isSame else {
      count(Record.kind, \.unchanged)
      return
    }
    let was = try complete(before).form
    try log.keep(was, Record.kind, after.id, id, until: .update)
    try unindex(Record.kind, id, isRenamed: Record.isRenamed(before, after))
    _ = try after.store(self, row)
    try storeParts(of: after, id, before: before, row.kept)
    if Record.kind != .conference, before.dataIssues != after.dataIssues {
      try write(after.dataIssues, of: Record.kind, id)
    }
    count(Record.kind, \.updated)
    if observer != nil {
      observe(.update, Record.kind, after.id, before: was, after: try complete(after).form)
    }
  }

  private func storeParts<Record: StoredRecord>(
    of record: Record, _ id: Int64, before: Record?, _ kept: RecordMetadata?
  ) throws {
    guard let conference = record as? Conference else { return }
    let old = (before as? Conference)?.deadlines ?? []
    let needsTracks = try conference.deadlines.contains { deadline in
      try deadline.track.map { try slugs.find(.track, $0) == nil } ?? false
    }
    if needsTracks {
      deferred.deadlines.append((id, conference.deadlines, old, kept))
    } else {
      try write(conference.deadlines, of: id, before: old, kept)
    }
  }

  private func complete<Record: StoredRecord>(_ record: Record) throws -> Record {
    guard let session = record as? Session else { return record }
    return try slugs.named(session) as? Record ?? record
  }
}

extension CatalogRecord {
  /// The hashes of all fields that the record states.
  fileprivate var statement: ClaimHashes {
    var stated = ClaimHashes()
    for field in Self.fields where !field.isUnknown(self) {
      stated.add(field.code, field.digest(self))
    }
    return stated
  }

  /// Whether names have changed that the search text of other records contains.
  static func isRenamed(_ before: Self, _ after: Self) -> Bool {
    let names = [
      "name", "acronym", "full_name", "aliases", "label", "topics",
      "country", "region", "broader", "title",
    ]
    return fields.contains { names.contains($0.name) && !$0.isSame(before, after) }
  }

  /// Sets what a foreign source leaves open in a new record.
  mutating func settleAsNew(by source: String) {
    if !sources.isEmpty, verification.state == "unverified" {
      verification.state = "single-source"
    }
    if var conference = self as? Conference {
      if conference.deadlines.isEmpty { conference.deadlinesStatus = "not_announced" }
      for index in conference.deadlines.indices where conference.deadlines[index].sources.isEmpty {
        conference.deadlines[index].sources = [Attribution(all: source)]
      }
      if let settled = conference as? Self { self = settled }
    }
  }
}
