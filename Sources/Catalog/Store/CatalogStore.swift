public import CatalogModel
private import Migrations
public import SQLite
private import Seeds

/// The catalog's database: opened, migrated, seeded, and known by its revision.
public final class CatalogStore: Sendable {
  /// "CtLg": marks the file as a catalog's.
  static let applicationID: Int32 = 0x4374_4c67

  package let database: Database
  private let newest: NewestRevision
  let tokens = TokenList()

  /// Opens the file; makes, migrates and seeds it where it is new.
  ///
  /// Seeding is one transaction: a file whose seeding was cut short is seeded at the next start.
  /// With `seed` false a new file stays empty for good. Throws `DatabaseError` or `SeedError`.
  /// One read may take `readTime`. A lock of another
  /// process is awaited for `lockTime`; `onLockWait` is called after the first second, on the queue
  /// that waits. `log` is told what takes long.
  public init(
    path: String, seed: Bool, readers: Int = 2, readTime: Duration = .seconds(2),
    pageCacheKiB: Int = 8_192, lockTime: Duration = .seconds(60),
    waiting: WaitingLimits = WaitingLimits(),
    onLockWait: (@Sendable () -> Void)? = nil, log: (String) -> Void = { _ in }
  ) throws {
    var options = DatabaseOptions(applicationID: Self.applicationID)
    options.readers = readers
    options.readBudget = QueryBudget(time: readTime)
    options.pageCacheKiB = pageCacheKiB
    // Another process may be planting the seeds or importing much.
    options.busyTimeoutMilliseconds = Int(lockTime / .milliseconds(1))
    waiting.apply(to: &options)
    database = try Database(
      path: path, options: options, migrations: Self.migrations, onLockWait: onLockWait)
    try Self.renewIndex(of: database, log)
    try Self.plant(seed, in: database)
    try database.readSync { [tokens] in tokens.reload($0) }
    newest = NewestRevision(
      try database.readSync { connection in
        try connection.first("SELECT revision FROM catalog_state") { $0.int(0) } ?? 0
      })
  }

  /// Opens an existing catalog to read it; nothing is changed in the file.
  public init(reading path: String, readers: Int = 1) throws {
    var options = DatabaseOptions(applicationID: Self.applicationID)
    options.readOnly = true
    options.readers = readers
    database = try Database(path: path, options: options, migrations: Self.migrations)
    newest = NewestRevision(
      try database.readSync { connection in
        try connection.first("SELECT revision FROM catalog_state") { $0.int(0) } ?? 0
      })
  }

  /// Accepts the file of a catalog, also one with an older schema; else throws what is wrong.
  public static func requireCatalog(at path: String) throws {
    do {
      try CatalogStore(reading: path).close()
    } catch DatabaseError.olderSchema(_, let found, _) where found > 0 {}
  }

  /// Makes the search index anew where another version of the program made it.
  private static func renewIndex(of database: Database, _ log: (String) -> Void) throws {
    guard try !database.readSync({ try SearchIndexForm.isCurrent($0) }) else { return }
    let start = ContinuousClock.now
    // Another process may have been faster.
    let count = try database.writeSync { connection in
      try SearchIndexForm.isCurrent(connection) ? 0 : SearchIndexForm.rebuild(connection)
    }
    if count > 0 {
      log("rebuilt the search index of \(count) records in \(ContinuousClock.now - start)")
    }
  }

  /// Writes the seeds, or declines them for good, where neither has been done.
  ///
  /// Another process may be at it: planting may take it longer than one wait for its lock. The
  /// stamps of the records come from the seeds, so that all installations give the same answers.
  private static func plant(_ seed: Bool, in database: Database) throws {
    let pending = try database.readSync(isPending)
    guard pending else { return }
    var batch = ImportBatch(source: nil, origin: "Seeds")
    if seed { batch.document = try seeds() }
    let seeds = batch
    let newest = batch.document.sources.compactMap { $0.retrievedOn.flatMap(Day.init) }.max()
    let stamp = newest.map { Instant($0) } ?? .now
    for isLast in [false, false, false, false, false, true] {
      do {
        return try database.writeSync { connection in
          guard try isPending(connection) else { return }
          if seed {
            var batches = [seeds]
            try CatalogWriter.merge(
              next: { batches.popLast() }, connection, now: stamp,
              origin: WriteOrigin(actor: "seeds", via: .import))
          }
          try connection.run(
            "UPDATE catalog_state SET seeds = ?1", seed ? "planted" : "declined")
        }
      } catch DatabaseError.locked where !isLast {
        continue
      }
    }
  }

  @Sendable private static func isPending(_ connection: Connection) throws -> Bool {
    try connection.first("SELECT seeds FROM catalog_state") { $0.text(0) } == "pending"
  }

  /// The number of this program's newest migration.
  public static var schemaVersion: Int { migrations.count }

  /// The number of the newest committed state of the data.
  public var revision: Int { newest.number }

  /// Writes a document's records as one revision.
  @discardableResult
  public func add(_ document: CatalogDocument, now: Instant = .now) throws -> MergeReport {
    var batch = ImportBatch(source: nil, origin: "")
    batch.document = document
    return try merge([batch], now: now)
  }

  /// Merges what belongs together as one revision, whole or not at all.
  ///
  /// Nothing is written where the batches say nothing new. The change log names `origin`. A dry run
  /// finds out what would change, and writes nothing. The observer gets every change as it is made.
  @discardableResult
  public func merge(
    _ batches: [ImportBatch], now: Instant = .now, origin: WriteOrigin = WriteOrigin(),
    dryRun: Bool = false,
    observer: (@Sendable (RecordChange) -> Void)? = nil
  ) throws -> MergeReport {
    do {
      return try finish(
        database.writeSync { connection in
          var rest = batches[...]
          let report = try CatalogWriter.merge(
            next: { rest.popFirst() }, connection, now: now, origin: origin, observer: observer)
          if dryRun { throw DryRun(report: report) }
          return report
        })
    } catch let end as DryRun {
      return end.report
    }
  }

  /// Merges batches as they are made, as one revision; what `next` throws undoes them all.
  ///
  /// - Throws: `ConstraintError` if the batches hold what the database refuses.
  @discardableResult
  public func merge(
    next: @Sendable () throws -> ImportBatch?, now: Instant = .now,
    origin: WriteOrigin = WriteOrigin(),
    observer: (@Sendable (RecordChange) -> Void)? = nil
  ) throws -> MergeReport {
    do {
      return try finish(
        database.writeSync { connection in
          try CatalogWriter.merge(
            next: next, connection, now: now, origin: origin, observer: observer)
        })
    } catch let error as SQLiteError where error.code.primary == .constraint {
      throw ConstraintError(description: error.message)
    }
  }

  private func finish(_ report: MergeReport) -> MergeReport {
    if let revision = report.revision { noteRevision(revision) }
    return report
  }

  /// Says how long a write waits for a lock of another process from now on; `onWait` is called for a
  /// wait of more than a second.
  public func setWritePatience(_ time: Duration, onWait: @escaping @Sendable () -> Void) {
    database.setWritePatience(
      LockPatience(timeoutMilliseconds: Int(time / .milliseconds(1)), onWait: onWait))
  }

  func noteRevision(_ revision: Int) { newest.advance(to: revision) }

  /// Undoes what a dry run has done.
  private struct DryRun: Error {
    var report: MergeReport
  }

  /// How often a store that follows others looks for their commits.
  public static let noticeMilliseconds = 250

  /// Follows what other processes commit to the file, within a quarter of a second, for as long as
  /// the watch is kept.
  public func followOthers() throws -> CommitWatch {
    try CommitWatch.start(on: database, every: Self.noticeMilliseconds) {
      [newest, tokens] connection in
      tokens.reload(connection)
      let found = try? connection.first("SELECT revision FROM catalog_state") { $0.int(0) }
      return newest.follow(found ?? newest.number)
    }
  }

  /// Waits for what is under way and closes the file.
  public func close() {
    database.close()
  }

  /// The catalog that ships in the program.
  static func seeds() throws(SeedError) -> CatalogDocument {
    var document = CatalogDocument()
    for seed in UnsafeBufferPointer(start: seedsStart, count: embedded_seed_count) {
      let bytes = [UInt8](UnsafeBufferPointer(start: seed.bytes, count: seed.count))
      do {
        document.append(try CatalogDocument(json: bytes))
      } catch {
        throw SeedError(file: String(cString: seed.name), reason: error)
      }
    }
    return document
  }

  private static var seedsStart: UnsafePointer<embedded_seed>? { embedded_seed_list() }

  static var migrations: [Migration] {
    UnsafeBufferPointer(start: embedded_migration_list(), count: embedded_migration_count).map {
      Migration(
        name: String(cString: $0.name),
        sql: [UInt8](UnsafeBufferPointer(start: $0.bytes, count: $0.count)))
    }
  }
}

/// A record that the database refuses although no reader has found it to be impossible.
public struct ConstraintError: Error, CustomStringConvertible {
  public let description: String
}

/// A seed file that was embedded is not a valid document.
public struct SeedError: Error, CustomStringConvertible {
  public let file: String
  public let reason: DocumentError

  public var description: String { "Seeds/\(file): \(reason)" }
}
