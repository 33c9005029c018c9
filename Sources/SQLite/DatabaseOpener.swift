private import Glibc

/// Opens the connections of a database and translates errors.
struct DatabaseOpener {
  let options: DatabaseOptions
  let place: DatabaseLocation
  private let onLockWait: (@Sendable () -> Void)?
  private var path: String { place.path }

  init(path: String, options: DatabaseOptions, onLockWait: (@Sendable () -> Void)?) {
    self.options = options
    self.onLockWait = onLockWait
    place = DatabaseLocation(path: path, readOnly: options.readOnly)
  }

  /// Checks the file, sets WAL mode and migrates it.
  func writer(_ migrator: Migrator) throws(DatabaseError) -> Writer {
    try place.check()
    place.createFile()
    let connection = try open(.create)
    do {
      try inspect(connection, migrator)
      // Has no effect on a file with pages.
      try connection.execute("PRAGMA page_size = \(options.pageSize)")
      try enterLogMode(connection)
      try configure(connection)
    } catch {
      throw place.translated(error)
    }
    try migrator.migrate(connection, applicationID: options.applicationID)
    return Writer(connection, options)
  }

  /// Opens the read-only connections; without a writer, checks the file first.
  func readers(_ migrator: Migrator) throws(DatabaseError) -> ReaderPool {
    if options.readOnly { try place.check() }
    var readers: [Reader] = []
    for number in 1...max(1, options.readers) {
      let connection = try open(.readOnly)
      do {
        if options.readOnly && number == 1 {
          let applied = try inspect(connection, migrator)
          guard applied == migrator.migrations.count else {
            throw DatabaseError.olderSchema(
              path: path, found: applied, known: migrator.migrations.count)
          }
        }
        try configure(connection)
      } catch {
        throw place.translated(error)
      }
      readers.append(
        Reader(connection, label: "sqlite.reader.\(number)", budget: options.readBudget))
    }
    return ReaderPool(readers, options)
  }

  private func open(_ access: Access) throws(DatabaseError) -> Connection {
    do {
      let connection = try Connection(
        path: path, access: access, statementCacheCapacity: options.statementCacheCapacity)
      connection.setPatience(
        LockPatience(
          timeoutMilliseconds: options.busyTimeoutMilliseconds, onWait: onLockWait))
      return connection
    } catch {
      throw place.translated(error)
    }
  }

  /// Rejects a file of another program or of a newer version before changing it.
  @discardableResult
  private func inspect(_ connection: Connection, _ migrator: Migrator) throws -> Int {
    // Closing a file that is rejected must not checkpoint its log, which may belong to another
    // program.
    connection.setCheckpointsOnClose(place.logSize == 0)
    let found = try connection.transaction(.deferred) {
      let marks = try connection.first("PRAGMA application_id") {
        Int32(truncatingIfNeeded: $0.int(0))
      }
      let isEmpty = try connection.first("SELECT 1 FROM sqlite_schema") { _ in false } ?? true
      return (id: marks ?? 0, isEmpty: isEmpty)
    }
    let isNew = found.isEmpty && found.id == 0
    guard found.id == options.applicationID || isNew else {
      throw DatabaseError.otherApplication(
        path: path, found: found.id, expected: options.applicationID)
    }
    let applied = try migrator.applied(in: connection)
    guard connection.isReadOnly == options.readOnly else {
      throw DatabaseError.readOnlyFile(path: path)
    }
    connection.setCheckpointsOnClose(true)
    return applied
  }

  /// Sets WAL mode; waits as for a lock, since another process may be opening the same new file.
  private func enterLogMode(_ connection: Connection) throws {
    var attempts = max(1, options.busyTimeoutMilliseconds / 10)
    while true {
      do {
        let mode = try connection.first("PRAGMA journal_mode = WAL") { $0.text(0) }
        guard mode == "wal" else {
          throw DatabaseError.cannotOpen(
            path: path, reason: "it does not support a write-ahead log")
        }
        return
      } catch let error as SQLiteError where error.code.primary == .busy && attempts > 1 {
        attempts -= 1
        usleep(10_000)
      }
    }
  }

  private func configure(_ connection: Connection) throws {
    try connection.execute(
      """
      PRAGMA synchronous = FULL;
      PRAGMA foreign_keys = ON;
      PRAGMA trusted_schema = OFF;
      PRAGMA cell_size_check = ON;
      PRAGMA cache_size = -\(options.pageCacheKiB);
      PRAGMA journal_size_limit = \(options.logSizeLimit);
      """)
    // The undo log of a statement stays in memory: it is small and written often.
    try connection.execute(
      connection.isReadOnly ? "PRAGMA query_only = ON" : "PRAGMA temp_store = MEMORY")
  }
}
