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
  /// The newest row of the change log before this revision.
  let lastChangeBefore: Int
  /// What has happened so far.
  var report: MergeReport
  /// Gets every change as it is made.
  let observer: ((RecordChange) -> Void)?

  /// Rows by slug; sessions are too many to be remembered, and speakers are in `names`.
  private var ids = PerKind<[String: Int64]>([:])
  private static let rememberedIDs = 200_000
  /// Statements for rows that come by the thousand.
  let bulk: BulkStatements
  /// Names that go into the words of sessions.
  var names = NameCache()
  /// Records whose words are out of the search index until `finish` puts them in again.
  var unfiled: Set<SearchRecord> = []
  /// Conferences that are to be put anew under the values of their filters.
  var refiled: Set<Int64> = []
  /// What another catalog kept beside the record that is being written.
  var kept: Kept?
  /// The fields that the record being merged empties.
  var cleared: [String] = []
  /// How a client edits the record being merged; nil where it is no such edit.
  var edit: RecordEdit?
  /// References to records that may come later: child, parent.
  var parents: [(kind: RecordKind, slug: String, parent: String)] = []
  /// Deadlines of tracks that come later, with those that the conference had before.
  var lateDeadlines: [(conference: Int64, deadlines: [Deadline], before: [Deadline], kept: Kept?)] =
    []
  /// How many records of a kind were written, for their order.
  private var positions = PerKind(0)
  private var tallies = PerKind(MergeReport.Count())
  /// Whether much is loaded into little, until something needs what is left for later.
  var load = Load.possible
  /// The newest rows of the tables that a load fills, before it.
  var lastRowsBeforeLoad = PerKind<Int64>(0)
  /// Indexes that are made when the rows are all there.
  var lateIndexes: [String] = []
  /// Where the words of new records go while much is loaded.
  var sideIndex: SideIndex?
  var topicsChanged = false
  /// What titles are searched for; nil until a title is.
  var titleTopics: TitleTopics?
  /// Topics whose links are to be written when all topics are there.
  var changedTopics: [String: Topic] = [:]

  init(
    _ connection: Connection, now: Instant, origin: WriteOrigin = WriteOrigin(),
    observer: ((RecordChange) -> Void)? = nil
  ) throws {
    self.connection = connection
    self.now = now
    self.origin = origin
    self.observer = observer
    report = MergeReport()
    bulk = try BulkStatements(connection)
    revision =
      try connection.first("SELECT revision + 1 FROM catalog_state") { $0.int(0) } ?? 1
    lastChangeBefore =
      try connection.first("SELECT coalesce(max(id), 0) FROM change") { $0.int(0) } ?? 0
  }

  /// Files what was written and, if anything was, makes it the catalog's newest revision.
  func finish() throws {
    try endLoad()
    for (conference, deadlines, before, kept) in lateDeadlines {
      self.kept = kept
      try write(deadlines, of: conference, before: before)
    }
    kept = nil
    lateDeadlines.removeAll()
    for (kind, slug, parent) in parents {
      try connection.run(
        "UPDATE \(kind.rawValue) SET parent_id = ?2 WHERE slug = ?1", slug,
        try id(kind, parent, for: "\(kind.rawValue) \(slug)"))
    }
    try refuseCircles()
    parents.removeAll()
    if topicsChanged {
      try writeDescendants()
      try DerivedTopics.deriveAll(connection)
    }
    try fileAll()
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

  func remember(_ kind: RecordKind, _ slug: String, _ id: Int64) {
    guard kind != .session, kind != .speaker else { return }
    if ids[kind].count >= Self.rememberedIDs { ids[kind] = [:] }
    ids[kind][slug] = id
  }

  func forget(_ kind: RecordKind, _ slug: String) {
    ids[kind][slug] = nil
    if kind == .speaker { names.forgetSpeaker(slug) }
  }

  /// The row of a slug; nil where there is none.
  func find(_ kind: RecordKind, _ slug: String) throws -> Int64? {
    if kind == .session {
      return try bulk.findSession.firstInteger { $0.text(slug) }
    }
    if kind == .speaker { return try speaker(slug)?.id }
    if let id = ids[kind][slug] { return id }
    let id = try connection.first("SELECT id FROM \(kind.rawValue) WHERE slug = ?1", slug) {
      $0.int64(0)
    }
    if let id { remember(kind, slug, id) }
    return id
  }

  /// The row of a slug; throws where there is none.
  func id(_ kind: RecordKind, _ slug: String, for owner: @autoclosure () -> String) throws -> Int64
  {
    guard let id = try find(kind, slug) else {
      throw ReferenceError(owner: owner(), kind: kind.rawValue, slug: slug)
    }
    return id
  }

  func id(_ kind: RecordKind, _ slug: String?, for owner: @autoclosure () -> String) throws
    -> Int64?
  {
    try slug.map { try id(kind, $0, for: owner()) }
  }

  /// The place of the next new record of a kind among its like.
  func nextPosition(_ kind: RecordKind) -> Int {
    if let position = kept?.position { return position }
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

extension CatalogWriter {
  /// Refuses parents by which a record would be part of itself.
  private func refuseCircles() throws {
    /// Records above which there is an end; each is passed once, however long the chains are.
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
          throw CircleError(kind: kind.rawValue, slugs: way[start...].map(\.slug))
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

/// A record would be a part of itself.
public struct CircleError: Error, Sendable, CustomStringConvertible {
  public var kind: String
  public var slugs: [String]

  public var description: String {
    guard slugs.count > 1 else { return "the \(kind) \(slugs[0]) is its own parent" }
    let above = slugs.dropFirst().prefix(4).joined(separator: ", ")
    return "the \(kind) \(slugs[0]) is part of itself: above it are \(above) and again itself"
  }
}

/// A record names another that is not there.
public struct ReferenceError: Error, Sendable, CustomStringConvertible {
  public var owner: String
  public var kind: String
  public var slug: String

  public var description: String {
    "\(owner) refers to the \(kind) \"\(slug)\", which does not exist"
  }
}
