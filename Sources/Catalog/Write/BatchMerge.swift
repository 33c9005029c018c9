import CatalogModel
import SQLite

/// Merges one batch into the catalog: finds the records that are meant, merges them in the order in
/// which they refer to each other, and removes what has gone from whole programmes.
final class BatchMerge {
  let writer: CatalogWriter
  var batch: ImportBatch
  /// The slugs of the catalog for the batch's own.
  var slugs = PerKind<[String: String]>([:])
  /// Rows that a record of the batch has been found to mean; no two may mean one.
  var claimed = PerKind<Set<Int64>>([])
  var externalIDs: [RecordKind: [String: [ExternalID]]] = [:]
  /// What the catalog knows under a system and scope, read once for each.
  var known: [ExternalScope: [String: [Int64]]] = [:]
  var programmes: [Int64]?
  /// New records of the catalog's own form that stand in the batch more than once.
  var repeated = PerKind<Set<String>>([])
  /// Records of the batch that a person has merged into what another of the batch is.
  var doubles = PerKind<Set<String>>([])
  /// How many records of each kind of the document have been merged.
  var merged = PerKind(0)
  /// Kinds whose records have not been looked for.
  var takenForNew = PerKind(false)
  /// The catalog's topics by what the batch calls them; nil where there is none.
  var topicNames: [String: String?] = [:]
  /// How often a word was met that names no topic.
  var unknownTopics: [String: Int] = [:]
  /// What the source calls the sessions of the batch, once it has been asked for.
  var batchIdentifiers: Set<String>?
  /// Sessions of the batch that the catalog had already.
  var recognised = 0
  /// The sessions of conferences by their titles, as they were before the batch.
  var talks: [Int64: [String: [(id: Int64, start: Int?, published: String?)]]] = [:]
  var speaking = Speaking.ownForm

  struct ExternalScope: Hashable {
    var kind: RecordKind
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
    if batch.addsOnly { try leaveKnown() }
    if batch.isOwnTable { try completeOwnTable() }
    if !batch.deadlineHolders.isEmpty { try addDeadlines() }
    let document = batch.document
    if let source = batch.source {
      try mergeSource(source)
      let id = try writer.slugs.id(.source, source.id, for: batch.origin)
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
    for item in document.guide {
      try mergePlain(item, found: writer.slugs.find(.guideItem, item.id))
    }
    try cancel()
    try removeGone()
    try rename()
    try removeDoubles()
    noteUnknownTopics()
  }

  /// A newer file of a list has the same name, wherever it lies; that of a programme may have any.
  private var part: Int64 {
    guard batch.completeProgrammes.isEmpty else { return 0 }
    let names = batch.origin.split(separator: "/").suffix(3).joined(separator: "/")
    return Int64(bitPattern: Digest.of(names))
  }

  private func mergeVocabulary(_ document: CatalogDocument) throws {
    for audience in document.audiences {
      try mergePlain(audience, found: writer.slugs.find(.audience, audience.id))
    }
    for place in document.places {
      try mergePlain(place, found: writer.slugs.find(.place, place.id))
    }
    for venue in document.venues {
      try mergePlain(venue, found: writer.slugs.find(.venue, venue.id))
    }
    guard !document.topics.isEmpty else { return }
    for topic in document.topics {
      // What is called so already is that, whatever its slug.
      if isForeign, let known = try self.topic(called: topic.id), known != topic.id { continue }
      try mergePlain(topic, found: writer.slugs.find(.topic, topic.id))
    }
    topicNames.removeAll()
    for topic in document.topics { try writer.topics.changed[topic.id]?.storeLinks(writer) }
    writer.topics.changed = [:]
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
}
