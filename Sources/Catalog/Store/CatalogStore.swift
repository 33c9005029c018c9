public import CatalogForm
public import CatalogModel
private import Migrations
public import SQLite
private import Seeds

/// The catalog's database: opened, migrated and seeded.
public final class CatalogStore: Sendable {
  /// "CtLg": the application ID in the SQLite header of a catalog.
  static let applicationID: Int32 = 0x4374_4c67

  package let database: Database
  private let newest: NewestRevision
  let tokens = TokenList()

  /// Opens the file; creates, migrates and seeds it if it is new.
  ///
  /// Seeding is one transaction: if it is interrupted, the next start seeds the file. With `seed`
  /// false a new file stays empty for good. Throws `DatabaseError` or `SeedError`.
  ///
  /// `readTime` is the time limit of one read. `lockTime` is how long to wait for a lock of another
  /// process; `onLockWait` is called after the first second of a wait, on the waiting queue. With
  /// `isTemporary` the file may be unlinked while it is open. `log` gets a message about slow work.
  public init(
    path: String, seed: Bool, readers: Int = 2, readTime: Duration = .seconds(2),
    pageCacheKiB: Int = 8_192, lockTime: Duration = .seconds(60),
    waiting: WaitingLimits = WaitingLimits(), isTemporary: Bool = false,
    onLockWait: (@Sendable () -> Void)? = nil, log: (String) -> Void = { _ in }
  ) throws {
    var options = DatabaseOptions(applicationID: Self.applicationID)
    options.readers = readers
    options.readBudget = QueryBudget(time: readTime)
    options.pageCacheKiB = pageCacheKiB
    options.isTemporary = isTemporary
    // Another process may be seeding the file or running a large import.
    options.busyTimeoutMilliseconds = Int(lockTime / .milliseconds(1))
    waiting.apply(to: &options)
    database = try Database(
      path: path, options: options, migrations: Self.migrations, onLockWait: onLockWait)
    try Self.renewIndex(of: database, log)
    try Self.seedIfNeeded(seed, in: database)
    try database.readSync { [tokens] in tokens.reload($0) }
    newest = NewestRevision(
      try database.readSync { connection in
        try connection.first("SELECT revision FROM catalog_state") { $0.int(0) } ?? 0
      })
  }

  /// Opens an existing catalog read-only.
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

  /// Throws unless the file is a catalog; accepts one with an older schema.
  public static func requireCatalog(at path: String) throws {
    do {
      try CatalogStore(reading: path).close()
    } catch DatabaseError.olderSchema(_, let found, _) where found > 0 {}
  }

  /// Rebuilds the search index if another version of the program built it.
  private static func renewIndex(of database: Database, _ log: (String) -> Void) throws {
    guard try !database.readSync({ try SearchIndexForm.isCurrent($0) }) else { return }
    let start = ContinuousClock.now
    // Another process may have rebuilt it in the meantime.
    let count = try database.writeSync { connection in
      try SearchIndexForm.isCurrent(connection) ? 0 : SearchIndexForm.rebuild(connection)
    }
    if count > 0 {
      log("rebuilt the search index of \(count) records in \(ContinuousClock.now - start)")
    }
  }

  /// Writes the seeds, or declines them for good, unless one of the two is done.
  ///
  /// Retries while another process holds the lock, which may be seeding for longer than one wait.
  /// The records are stamped with a date from the seeds, so that all installations send the same
  /// responses.
  private static func seedIfNeeded(_ seed: Bool, in database: Database) throws {
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

  /// The number of the newest committed revision.
  public var revision: Int { newest.number }

  /// Writes a document's records as one revision.
  @discardableResult
  public func add(_ document: CatalogDocument, now: Instant = .now) throws -> MergeReport {
    var batch = ImportBatch(source: nil, origin: "")
    batch.document = document
    return try merge([batch], now: now)
  }

  /// Merges batches as one revision, all or none.
  ///
  /// Writes nothing if the batches change nothing. `origin` goes to the change log. A dry run
  /// reports the changes without writing them. `observer` gets each change as it is made.
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

  /// Merges batches from `next` as one revision, until it returns `nil`.
  ///
  /// If it throws, all changes are rolled back.
  ///
  /// - Throws: `ConstraintError` if the database rejects a record.
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

  /// Sets how long further writes wait for a lock of another process; `onWait` is called once for
  /// each wait of more than a second.
  public func setWritePatience(_ time: Duration, onWait: @escaping @Sendable () -> Void) {
    database.setWritePatience(
      LockPatience(timeoutMilliseconds: Int(time / .milliseconds(1)), onWait: onWait))
  }

  func noteRevision(_ revision: Int) { newest.advance(to: revision) }

  /// Carries the report out of a dry run; throwing it rolls back the changes.
  private struct DryRun: Error {
    var report: MergeReport
  }

  /// Interval between two looks for commits of other processes, in milliseconds.
  public static let noticeMilliseconds = 250

  /// Follows the commits of other processes to the file for as long as the watch is kept, with a
  /// delay of up to `noticeMilliseconds`.
  public func watchForCommits() throws -> CommitWatch {
    try CommitWatch.start(on: database, every: Self.noticeMilliseconds) {
      [newest, tokens] connection in
      tokens.reload(connection)
      let found = try? connection.first("SELECT revision FROM catalog_state") { $0.int(0) }
      return newest.follow(found ?? newest.number)
    }
  }

  /// Waits for running work and closes the file.
  public func close() {
    database.close()
  }

  /// Returns the seeds embedded in the program.
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

/// A record that the database rejects although no earlier check found an error in it.
public struct ConstraintError: Error, CustomStringConvertible {
  public let description: String
}

/// An embedded seed file that is not a valid document.
public struct SeedError: Error, CustomStringConvertible {
  public let file: String
  public let reason: DocumentError

  public var description: String { "Seeds/\(file): \(reason)" }
}
