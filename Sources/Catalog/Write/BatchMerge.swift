import CatalogForm
import CatalogModel
import SQLite

/// Merges one batch into the catalog: matches its records with stored ones, merges them in the
/// order of their references, and removes the records that complete programmes lack.
final class BatchMerge {
  let writer: CatalogWriter
  let topics: BatchTopics
  let matcher: RecordMatcher
  var batch: ImportBatch
  /// The slugs of new records in the native format that occur in the batch more than once.
  var repeated = PerKind<Set<String>>([])
  /// Records of the batch that were merged into a record that another one of the batch matches.
  var doubles = PerKind<Set<String>>([])
  /// The number of merged records of each kind.
  var merged = PerKind(0)
  /// The kinds whose records count as new without a lookup.
  var assumedNew = PerKind(false)
  /// The number of sessions of the batch that match a stored one.
  var recognised = 0
  var speaking = ClaimSource.ownForm

  init(_ batch: ImportBatch, _ writer: CatalogWriter) {
    // Within a programme, two records with one name are different ones.
    let isList = batch.source != nil && batch.completeProgrammes.isEmpty
    self.batch = isList ? batch.deduplicated() : batch
    self.writer = writer
    topics = BatchTopics(writer)
    matcher = RecordMatcher(self.batch, writer)
  }

  var isForeign: Bool { batch.source != nil }
  var rewriter: RecordRewriter { RecordRewriter(writer: writer) }

  func run() throws {
    try useNamedConferences()
    try useFormerIDs()
    if batch.addsOnly { try dropExistingRecords() }
    if batch.isOwnTable { try completeOwnTable() }
    if !batch.deadlineHolders.isEmpty { try addDeadlines() }
    try addNamedRecords()
    let document = batch.document
    if let source = batch.source {
      try mergeSource(source)
      let id = try writer.slugs.id(.source, source.id, for: batch.origin)
      speaking = ClaimSource(source: source.id, sourceID: id, part: part)
    }
    for source in document.sources where source.id != batch.source?.id { try mergeSource(source) }
    try mergeVocabulary(document)
    for (series, found) in zip(document.series, try identify(document.series, matcher.find)) {
      try merge(series, found: found) {
        $0.parent = slug(.series, $0.parent)
        $0.topics = try topics.known($0.topics)
      }
    }
    let editions = try identify(document.conferences, matcher.find)
    for (conference, found) in zip(document.conferences, editions) {
      try merge(conference, found: found) {
        $0.series = $0.series.map { slug(.series, $0) }
        $0.topics = try topics.known($0.topics)
        rename(&$0)
      }
    }
    try mergeProgramme(document)
    try noteSessionsOutside(document)
    for recommendation in document.recommendations {
      try mergePlain(recommendation, found: recommendation.find(writer))
    }
    for item in document.guide {
      try mergePlain(item, found: writer.slugs.find(.guideItem, item.id))
    }
    try cancel()
    try removeMissingRecords()
    try rename()
    try applyRemovals()
    topics.noteUnknown()
  }

  /// The hash that identifies the file among those of its source.
  ///
  /// A newer file of a list must have the same name and two parent folders; one of a programme may
  /// have any name.
  private var part: Int64 {
    guard batch.completeProgrammes.isEmpty else { return 0 }
    let names = batch.origin.split(separator: "/").suffix(3).joined(separator: "/")
    return Int64(bitPattern: StableHash.of(names))
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
      // A topic of this name exists under another slug.
      if isForeign, let known = try topics.slug(called: topic.id), known != topic.id { continue }
      try mergePlain(topic, found: writer.slugs.find(.topic, topic.id))
    }
    topics.forget()
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
    for (track, found) in zip(document.tracks, try identify(document.tracks, matcher.find)) {
      within(track.conference)
      try merge(track, found: found) {
        $0.conference = slug(.conference, $0.conference)
        $0.topics = try topics.known($0.topics)
      }
    }
    for (room, found) in zip(document.rooms, try identify(document.rooms, matcher.find)) {
      within(room.conference)
      try merge(room, found: found) {
        $0.conference = slug(.conference, $0.conference)
      }
    }
    speaking.isComplete = !complete.isEmpty
    matcher.programmes = Set(document.sessions.map(\.conference)).sorted()
    for (person, found) in zip(document.speakers, try identify(document.speakers, matcher.find)) {
      try merge(person, found: found) { _ in }
    }
    let sessions = try identify(document.sessions, matcher.find)
    for (session, found) in zip(document.sessions, sessions) {
      within(session.conference)
      try merge(session, found: found) {
        rename(&$0)
        $0.topics = try topics.known($0.topics)
      }
    }
    speaking = speaker
  }
}
