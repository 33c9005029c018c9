import SQLite

/// Merges one batch into the catalog: finds the records that are meant, merges them in the order in
/// which they refer to each other, and removes what has gone from whole programmes.
final class BatchMerge {
  let writer: CatalogWriter
  private(set) var batch: ImportBatch
  /// The slugs of the catalog for the batch's own.
  var slugs = PerKind<[String: String]>([:])
  /// Rows that a record of the batch has been found to mean; no two may mean one.
  var claimed = PerKind<Set<Int64>>([])
  var externalIDs: [ExternalID.Kind: [String: [ExternalID]]] = [:]
  /// What the catalog knows under a system and scope, read once for each.
  var known: [ExternalScope: [String: [Int64]]] = [:]
  var programmes: [Int64]?
  /// New records of the catalog's own form that stand in the batch more than once.
  private var repeated = PerKind<Set<String>>([])
  /// Records of the batch that a person has merged into what another of the batch is.
  private var doubles = PerKind<Set<String>>([])
  /// Kinds whose records have not been looked for.
  private var takenForNew = PerKind(false)
  /// The catalog's topics by what the batch calls them; nil where there is none.
  var topicNames: [String: String?] = [:]
  /// How often a word was met that names no topic.
  var unknownTopics: [String: Int] = [:]
  /// What the source calls the sessions of the batch, once it has been asked for.
  var batchIdentifiers: Set<String>?
  /// Sessions of the batch that the catalog had already.
  var recognised = 0
  /// The sessions of conferences by their titles, as they were before the batch.
  var talks: [Int64: [String: [(id: Int64, start: Int?)]]] = [:]
  private var speaking = Speaking.ownForm

  struct ExternalScope: Hashable {
    var kind: ExternalID.Kind
    var system: String
    var scope: String
  }

  init(_ batch: ImportBatch, _ writer: CatalogWriter) {
    // Of two records in a programme with one name, each is what it is.
    let isList = batch.source != nil && batch.completeProgrammes.isEmpty
    self.batch = isList ? batch.folded() : batch
    self.writer = writer
    for id in self.batch.externalIDs {
      externalIDs[id.kind, default: [:]][id.slug, default: []].append(id)
    }
  }

  var isForeign: Bool { batch.source != nil }

  func run() throws {
    try obeyName()
    let document = batch.document
    if let source = batch.source {
      try mergeSource(source)
      let id = try writer.id(.source, source.id, for: batch.origin)
      speaking = Speaking(source: source.id, sourceID: id, part: part)
    }
    for source in document.sources where source.id != batch.source?.id { try mergeSource(source) }
    try mergeVocabulary(document)
    for (series, found) in zip(document.series, try identify(document.series, find)) {
      try merge(series, found: found) {
        $0.parent = slug(.series, $0.parent)
        $0.topics = try known(topics: $0.topics)
      }
    }
    let editions = try identify(document.conferences, find)
    for (conference, found) in zip(document.conferences, editions) {
      try merge(conference, found: found) {
        $0.series = $0.series.map { slug(.series, $0) }
        $0.topics = try known(topics: $0.topics)
        rename(&$0)
      }
    }
    try mergeProgramme(document)
    for recommendation in document.recommendations {
      try mergePlain(recommendation, found: recommendation.find(writer))
    }
    for item in document.guide { try mergePlain(item, found: writer.find(.guideItem, item.id)) }
    try removeGone()
    try removeDoubles()
    noteUnknownTopics()
  }

  /// A conference that is named and there is that one, whatever series its slug makes think of.
  private func obeyName() throws {
    guard isForeign, let named = batch.namedConference,
      let index = batch.document.conferences.firstIndex(where: { $0.id == named })
    else { return }
    guard try writer.find(.conference, named) != nil else {
      writer.report.notices.append("there is no conference \"\(named)\" yet: it is made")
      return
    }
    let guessed = batch.document.conferences[index].series
    batch.document.conferences[index].series = []
    let others = Set(batch.document.conferences.flatMap(\.series))
    batch.document.series.removeAll { guessed.contains($0.id) && !others.contains($0.id) }
  }

  /// A newer file of a list has the same name, wherever it lies; that of a programme may have any.
  private var part: Int64 {
    guard batch.completeProgrammes.isEmpty else { return 0 }
    let names = batch.origin.split(separator: "/").suffix(3).joined(separator: "/")
    return Int64(bitPattern: Digest.of(names))
  }

  private func mergeVocabulary(_ document: CatalogDocument) throws {
    for audience in document.audiences {
      try mergePlain(audience, found: writer.find(.audience, audience.id))
    }
    for place in document.places { try mergePlain(place, found: writer.find(.place, place.id)) }
    guard !document.topics.isEmpty else { return }
    for topic in document.topics {
      // What is called so already is that, whatever its slug.
      if isForeign, let known = try self.topic(called: topic.id), known != topic.id { continue }
      try mergePlain(topic, found: writer.find(.topic, topic.id))
    }
    topicNames.removeAll()
    for topic in document.topics { try writer.changedTopics[topic.id]?.storeLinks(writer) }
    writer.changedTopics = [:]
  }

  private func mergeProgramme(_ document: CatalogDocument) throws {
    let complete = Set(batch.completeProgrammes.map { slug(.conference, $0) })
    let speaker = speaking
    func within(_ conference: String) {
      guard !complete.isEmpty else { return }
      speaking.isComplete = complete.contains(slug(.conference, conference))
    }
    for (track, found) in zip(document.tracks, try identify(document.tracks, find)) {
      within(track.conference)
      try merge(track, found: found) {
        $0.conference = slug(.conference, $0.conference)
        $0.topics = try known(topics: $0.topics)
      }
    }
    for (room, found) in zip(document.rooms, try identify(document.rooms, find)) {
      within(room.conference)
      try merge(room, found: found) {
        $0.conference = slug(.conference, $0.conference)
      }
    }
    speaking.isComplete = !complete.isEmpty
    for (person, found) in zip(document.speakers, try identify(document.speakers, find)) {
      try merge(person, found: found) { _ in }
    }
    let sessions = try identify(document.sessions, find)
    for (session, found) in zip(document.sessions, sessions) {
      within(session.conference)
      try merge(session, found: found) {
        rename(&$0)
        $0.topics = try known(topics: $0.topics)
      }
    }
    speaking = speaker
  }

  /// Finds the rows that are meant by all records of a kind, before any of them is merged: they may
  /// refer to each other in any order.
  private func identify<Record: CatalogRecord>(
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
  private func isLoading(_ kind: CatalogWriter.Kind) -> Bool {
    writer.load == .underWay && (kind == .session || kind == .speaker)
  }

  /// Merges a record after its references have been turned into the catalog's.
  private func merge<Record: CatalogRecord>(
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
  private func mergePlain<Record: CatalogRecord>(_ record: Record, found: Int64?) throws {
    let speaker = Speaking(source: speaking.source, sourceID: nil)
    _ = try beside(record) {
      try writer.merge(record, found: found, from: speaker)
    }
  }

  /// Merges a record with what stands beside it in the document.
  private func beside<Record: CatalogRecord>(
    _ record: Record, _ work: () throws -> Int64
  ) throws -> Int64 {
    let document = batch.document
    guard !document.kept.isEmpty || !document.cleared.isEmpty else { return try work() }
    let name = RecordName(kind: Record.kind, slug: record.id)
    writer.cleared = document.cleared[name] ?? []
    defer { writer.cleared = [] }
    return try writer.with(document.kept[name], Record.kind, record.id, work)
  }

  private func mergeSource(_ source: Source) throws {
    let found = try writer.find(.source, source.id)
    // When a source was last looked at is no news by itself.
    guard found == nil || !isForeign else { return }
    try mergePlain(source, found: found)
  }

  func slug(_ kind: CatalogWriter.Kind, _ provisional: String) -> String {
    slugs[kind][provisional] ?? provisional
  }

  func slug(_ kind: CatalogWriter.Kind, _ provisional: String?) -> String? {
    provisional.map { slug(kind, $0) }
  }

  private func rename(_ session: inout Session) {
    session.conference = slug(.conference, session.conference)
    session.track = slug(.track, session.track)
    session.room = slug(.room, session.room)
    session.parent = slug(.session, session.parent)
    for index in session.speakers.indices {
      session.speakers[index].id = slug(.speaker, session.speakers[index].id)
    }
  }

  private func rename(_ conference: inout Conference) {
    for index in conference.deadlines.indices {
      conference.deadlines[index].conference = conference.id
    }
  }

}

extension CatalogWriter {
  /// Merges batches as one revision, in the transaction that the caller has open.
  @discardableResult
  static func merge(
    next: () throws -> ImportBatch?, _ connection: Connection, now: Instant, actor: String?,
    observer: ((RecordChange) -> Void)? = nil
  ) throws -> MergeReport {
    let writer = try CatalogWriter(connection, now: now, actor: actor, observer: observer)
    defer { connection.setChecksForeignKeys(true) }
    while let batch = try next() {
      try writer.beginLoad(of: batch)
      if batch.source != nil { try writer.endLoad() }
      try BatchMerge(batch, writer).run()
    }
    try writer.finish()
    return writer.report
  }
}
