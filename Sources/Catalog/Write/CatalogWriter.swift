import CatalogModel
import SQLite

/// Writes records of one revision; used within one transaction of the writing connection.
///
/// Everything that a document refers to must be in it or in the catalog already. `finish` ends the
/// revision, which exists only if something has changed.
final class CatalogWriter {
  let connection: Connection
  let now: Instant
  /// Who writes, and how, for the change log.
  let origin: WriteOrigin
  /// The number of the revision that this writes.
  let revision: Int
  /// What has happened so far.
  var report = MergeReport()
  /// Gets every change as it is made.
  let observer: ((RecordChange) -> Void)?

  /// Statements for rows that come by the thousand.
  let bulk: BulkStatements
  let load: BulkLoad
  let slugs: SlugIndex
  let log: ChangeLog
  let claims: ClaimStore
  let search: SearchIndexer
  let filters: FilterIndexer
  let topics: TopicIndexer
  var deferred = DeferredReferences()
  /// How many records of a kind were written, for their order.
  private var positions = PerKind(0)
  private var tallies = PerKind(MergeReport.Count())

  init(
    _ connection: Connection, now: Instant, origin: WriteOrigin = WriteOrigin(),
    observer: ((RecordChange) -> Void)? = nil
  ) throws {
    self.connection = connection
    self.now = now
    self.origin = origin
    self.observer = observer
    revision =
      try connection.first("SELECT revision + 1 FROM catalog_state") { $0.int(0) } ?? 1
    bulk = try BulkStatements(connection)
    load = BulkLoad(connection, revision: revision)
    slugs = try SlugIndex(connection)
    log = try ChangeLog(connection, revision: revision, load)
    claims = try ClaimStore(connection)
    search = try SearchIndexer(connection, load)
    filters = FilterIndexer(connection, revision: revision)
    topics = try TopicIndexer(connection)
  }

  /// Indexes what was written and, if anything was, makes it the catalog's newest revision.
  func finish() throws {
    try load.end()
    try deferred.write(by: self)
    deferred = DeferredReferences()
    try topics.finish()
    try finishIndexes()
    for kind in RecordKind.allCases where tallies[kind] != .init() {
      report.counts[kind.rawValue] = tallies[kind]
    }
    guard report.hasChanges else { return }
    report.revision = revision
    try connection.run(
      "UPDATE catalog_state SET revision = ?1, revised_at = ?2", revision, now.seconds)
    try connection.run(
      """
      INSERT INTO revision (
        number, at, actor, hides_actor, via, action, request_id, address, reason)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
      """, revision, now.seconds, origin.actor, origin.hidesActor, origin.via.rawValue,
      origin.action, origin.requestID, origin.address, origin.reason)
  }

  /// The place of the next new record of a kind among its like, unless another catalog kept it.
  func position(_ kind: RecordKind, _ row: RecordRow) -> Int {
    if let position = row.kept?.position { return position }
    defer { positions[kind] += 1 }
    return positions[kind]
  }

  /// Counts what was done with a record of a kind.
  func count(_ kind: RecordKind, _ what: WritableKeyPath<MergeReport.Count, Int>) {
    tallies[kind][keyPath: what] += 1
  }

  /// Counts a record that was counted as unchanged as an updated one.
  func countAsUpdated(_ kind: RecordKind) {
    tallies[kind].unchanged -= 1
    tallies[kind].updated += 1
  }
}
