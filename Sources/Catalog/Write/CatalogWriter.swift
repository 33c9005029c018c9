import CatalogForm
import CatalogModel
import SQLite

/// Writes the records of one revision, within one transaction of the writing connection.
///
/// Every reference of a document must lead to a record in it or in the catalog. `finish`
/// completes the revision, which exists only if something has changed.
final class CatalogWriter {
  let connection: Connection
  let now: Instant
  /// The author and circumstances of the write, for the change log.
  let origin: WriteOrigin
  /// The number of the revision being written.
  let revision: Int
  /// The counts and notices so far.
  var report = MergeReport()
  /// Called with each change as it is made.
  let observer: ((RecordChange) -> Void)?

  /// Prepared statements for rows in large numbers.
  let bulk: BulkStatements
  let load: BulkLoad
  let slugs: SlugIndex
  let log: ChangeLog
  let claims: ClaimStore
  let search: SearchIndexer
  let filters: FilterIndexer
  let topics: TopicIndexer
  var deferred = DeferredReferences()
  /// The number of new records of each kind, for their order.
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
    bulk = BulkStatements(connection)
    load = BulkLoad(connection, revision: revision)
    slugs = SlugIndex(connection)
    log = try ChangeLog(connection, revision: revision, load)
    claims = ClaimStore(connection)
    search = SearchIndexer(connection, load)
    filters = FilterIndexer(connection, revision: revision)
    topics = TopicIndexer(connection)
  }

  /// Completes the indexes and, if anything has changed, makes this the catalog's newest revision.
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

  /// Returns the position of a new record among those of its kind: the one that another catalog
  /// stored, or the next.
  func position(_ kind: RecordKind, _ row: RecordRow) -> Int {
    if let position = row.kept?.position { return position }
    defer { positions[kind] += 1 }
    return positions[kind]
  }

  /// Counts what was done with a record of a kind.
  func count(_ kind: RecordKind, _ what: WritableKeyPath<MergeReport.Count, Int>) {
    tallies[kind][keyPath: what] += 1
  }

  /// Counts a record as updated that was counted as unchanged.
  func countAsUpdated(_ kind: RecordKind) {
    tallies[kind].unchanged -= 1
    tallies[kind].updated += 1
  }
}
