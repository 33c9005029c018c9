private import CSQLite
private import Glibc

public enum Backup {
  /// Copies the current content of the connection to a file, which appears only when it is complete.
  ///
  /// The copy is written under another name in the same folder (`.partial-` and two numbers; remove
  /// it by hand after a crash), synchronized to the disk, and then renamed, in place of an older
  /// file. It needs no log beside it. Writers can run meanwhile, but their log grows.
  ///
  /// - Parameters:
  ///   - connection: read in one transaction, so that the copy is of one moment.
  ///   - path: the copy; never the database itself.
  ///   - progress: called after every 1,024 pages with the pages done and the total.
  /// - Throws: a `DatabaseError`, or the error with which `progress` cancels.
  public static func copy(
    _ connection: Connection, to path: String, progress: (Int, Int) throws -> Void = { _, _ in }
  ) throws {
    let place = DatabaseLocation(path: path, readOnly: false)
    guard !place.isSameFile(as: connection.path) else {
      throw DatabaseError.cannotOpen(path: path, reason: "a backup cannot replace its source")
    }
    try place.check()
    let partial = partialName(for: path)
    do {
      try fill(partial, from: connection, progress)
      try synchronise(partial)
      guard rename(partial, path) == 0 else { throw failure(at: path) }
      try synchronise(place.folder)
    } catch {
      for suffix in ["", "-journal", "-wal", "-shm"] { unlink(partial + suffix) }
      throw translated(error, from: connection.path, to: place)
    }
  }

  private static func fill(
    _ partial: String, from source: Connection, _ progress: (Int, Int) throws -> Void
  ) throws {
    DatabaseLocation(path: partial, readOnly: false).createFile()
    let copy = try Connection(path: partial, access: .create)
    try source.transaction(.deferred) {
      guard let backup = sqlite3_backup_init(copy.handle, "main", source.handle, "main") else {
        throw copy.lastError
      }
      var isFinished = false
      defer { if !isFinished { sqlite3_backup_finish(backup) } }
      var code = SQLITE_OK
      // The first statement opens the snapshot; without it each step could see another one.
      _ = try source.first("SELECT 1 FROM sqlite_schema") { _ in }
      while code == SQLITE_OK {
        code = sqlite3_backup_step(backup, 1_024)
        let total = Int(sqlite3_backup_pagecount(backup))
        try progress(total - Int(sqlite3_backup_remaining(backup)), total)
      }
      isFinished = true
      sqlite3_backup_finish(backup)
      guard code == SQLITE_DONE else {
        let text = sqlite3_errstr(code).map { String(cString: $0) } ?? ""
        throw SQLiteError(code: ResultCode(rawValue: code), message: text)
      }
    }
    try copy.each("PRAGMA journal_mode = DELETE") { _ in }
  }

  private static func synchronise(_ path: String) throws(DatabaseError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(at: path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure(at: path) }
  }

  private static func failure(at path: String) -> DatabaseError {
    if errno == ENOSPC || errno == EDQUOT { return .diskFull(path: path) }
    return .cannotOpen(path: path, reason: String(cString: strerror(errno)))
  }

  private static func translated(
    _ error: any Error, from source: String, to place: DatabaseLocation
  ) -> any Error {
    guard let error = error as? SQLiteError else { return error }
    switch error.code.primary {
    case .full, .cannotOpen, .readOnly: return place.translated(error)
    // Only the copy is written, so the error is about it.
    case .inputOutput where error.code.rawValue == SQLITE_IOERR | 3 << 8:
      return place.translated(error)
    default: return DatabaseError.named(error, path: source) ?? .sqlite(error)
    }
  }

  private static func partialName(for path: String) -> String {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return "\(path).partial-\(getpid())-\(time.tv_sec * 1_000_000_000 + time.tv_nsec)"
  }
}

extension Connection {
  fileprivate var lastError: SQLiteError {
    SQLiteError(
      code: ResultCode(rawValue: sqlite3_extended_errcode(handle)), message: lastMessage)
  }
}

extension Database {
  /// Copies the database with a connection of its own, so that no reader is occupied.
  ///
  /// Blocks until the copy is complete: for the command line or a separate queue. See
  /// `Backup.copy`.
  public func backup(
    to path: String, progress: (Int, Int) throws -> Void = { _, _ in }
  ) throws {
    let connection: Connection
    do {
      connection = try Connection(path: self.path, access: .readOnly)
    } catch {
      throw DatabaseLocation(path: self.path, readOnly: true).translated(error)
    }
    connection.setBusyTimeout(milliseconds: options.busyTimeoutMilliseconds)
    try Backup.copy(connection, to: path, progress: progress)
  }
}
