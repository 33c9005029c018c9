import CatalogModel
import JSON
import SQLite

extension CatalogWriter {
  /// Merges what one source says of one record, and gives the record's row.
  ///
  /// The record has the slugs of the catalog, its own and those to which it refers; `found` is the
  /// row that is meant, nil makes a new one.
  @discardableResult
  func merge<Record: CatalogRecord>(
    _ theirs: Record, found: Int64?, from speaker: Speaking
  ) throws -> Int64 {
    guard let id = found else { return try create(theirs, from: speaker) }
    remember(Record.kind, theirs.id, id)
    let before = try statements(Record.kind, id, speaker)
    if before.repeats(Self.statement(of: theirs), isComplete: speaker.isComplete) {
      count(Record.kind, \.unchanged)
      return id
    }
    guard let ours = try Record.load(theirs.id, connection) else {
      throw ReferenceError(owner: "the catalog", kind: Record.kind.rawValue, slug: theirs.id)
    }
    // An export of these has what sources differ on beside the record.
    var theirs = theirs
    if speaker.source == nil, edit == nil { theirs.adopt(ours) }
    if let issues = kept?.issues, !issues.isEmpty { theirs.dataIssues = issues }
    let merged = RecordMerge(
      ours, theirs, source: speaker.source, before: before, isComplete: speaker.isComplete,
      clearing: cleared, edit: edit)
    for contradiction in merged.contradictions {
      report.contradictions.append(
        "\(Record.kind.rawValue) \(theirs.id): \(contradiction.field) is"
          + " \"\(contradiction.ours)\", and \"\(contradiction.theirs)\" by \(speaker.source ?? "")"
      )
    }
    try update(ours, to: merged.record, id: id)
    if speaker.sourceID != nil { try store(merged.stated, Record.kind, id, speaker) }
    return id
  }

  private func create<Record: CatalogRecord>(
    _ theirs: Record, from speaker: Speaking
  ) throws -> Int64 {
    guard let source = speaker.source else { return try insert(theirs) }
    var record = theirs
    record.settleAsNew(by: source)
    let id = try insert(record)
    if speaker.sourceID != nil {
      try store(Self.statement(of: theirs), Record.kind, id, speaker, isNew: true)
    }
    return id
  }

  private func insert<Record: CatalogRecord>(_ record: Record) throws -> Int64 {
    let id = try record.store(self, id: nil)
    try logCreation(Record.kind, record.id)
    remember(Record.kind, record.id, id)
    if Record.kind != .session && Record.kind != .speaker { fileLater(Record.kind, id) }
    try storeParts(of: record, id: id, before: nil)
    if Record.kind != .conference, !record.dataIssues.isEmpty {
      try write(record.dataIssues, of: Record.kind, id)
    }
    count(Record.kind, \.created)
    if observer != nil {
      observe(.create, Record.kind, record.id, before: nil, after: try complete(record).form)
    }
    return id
  }

  /// Writes what a record has become, if that is not what it was.
  private func update<Record: CatalogRecord>(
    _ before: Record, to after: Record, id: Int64
  ) throws {
    let isSame =
      Record.fields.allSatisfy { $0.isSame(before, after) } && before.sources == after.sources
      && before.dataIssues == after.dataIssues && before.verification == after.verification
    guard !isSame else {
      count(Record.kind, \.unchanged)
      return
    }
    let was = try complete(before).form
    try keep(was, Record.kind, after.id, id, until: .update)
    try unfileForChange(Record.kind, id, renamed: Record.isRenamed(before, after))
    _ = try after.store(self, id: id)
    try storeParts(of: after, id: id, before: before)
    if Record.kind != .conference, before.dataIssues != after.dataIssues {
      try write(after.dataIssues, of: Record.kind, id)
    }
    count(Record.kind, \.updated)
    if observer != nil {
      observe(.update, Record.kind, after.id, before: was, after: try complete(after).form)
    }
  }

  private func storeParts<Record: CatalogRecord>(
    of record: Record, id: Int64, before: Record?
  ) throws {
    guard let conference = record as? Conference else { return }
    let old = (before as? Conference)?.deadlines ?? []
    let needsTracks = try conference.deadlines.contains { deadline in
      try deadline.track.map { try find(.track, $0) == nil } ?? false
    }
    if needsTracks {
      lateDeadlines.append((id, conference.deadlines, old, kept))
    } else {
      try write(conference.deadlines, of: id, before: old)
    }
  }

  private func complete<Record: CatalogRecord>(_ record: Record) throws -> Record {
    guard let session = record as? Session else { return record }
    return try named(session) as? Record ?? record
  }

  static func statement<Record: CatalogRecord>(of record: Record) -> StatedFields {
    var stated = StatedFields()
    for field in Record.fields where !field.isUnknown(record) {
      stated.add(field.code, field.digest(record))
    }
    return stated
  }

  private func statements(_ kind: RecordKind, _ id: Int64, _ speaker: Speaking) throws -> Statements
  {
    var statements = Statements()
    guard let source = speaker.sourceID else { return statements }
    try connection.each(
      """
      SELECT part, fields FROM statement
      WHERE owner_kind = ?1 AND owner_id = ?2 AND source_id = ?3
      """, kind.rawValue, id, source
    ) { statements.add(StatedFields(bytes: $0.blob(1)), isOwn: $0.int64(0) == speaker.part) }
    return statements
  }

  private func store(
    _ stated: StatedFields, _ kind: RecordKind, _ id: Int64, _ speaker: Speaking,
    isNew: Bool = false
  ) throws {
    guard let source = speaker.sourceID else { return }
    let statement = isNew ? bulk.newStatement : bulk.statement
    try statement.run { row in
      row.text(kind.rawValue)
      row.integer(id)
      row.integer(source)
      row.integer(speaker.part)
      row.blob(stated.bytes)
    }
  }
}

/// Who speaks in a merge.
struct Speaking {
  /// The slug of the source; nil for the catalog's own form.
  var source: String?
  /// Its row, where what it states is to be remembered.
  var sourceID: Int64?
  /// Which of the files of its list it is, by name; 0 for a programme, whatever its file is called.
  var part: Int64 = 0
  /// Whether it states all that there is to say of the record.
  var isComplete = false

  static let ownForm = Speaking()
}

extension CatalogRecord {
  /// Whether the names have changed that others have among their words.
  static func isRenamed(_ before: Self, _ after: Self) -> Bool {
    let names = [
      "name", "acronym", "full_name", "aliases", "label", "topics",
      "country", "region", "broader", "title",
    ]
    return fields.contains { names.contains($0.name) && !$0.isSame(before, after) }
  }

  /// What a foreign source leaves open in a record that is new.
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
