private import CSQLite

/// Replaces the content of a database in use by that of another.
public enum PageCopy {
  /// Copies all pages of a file without other users into a database, in one transaction.
  ///
  /// Readers of the database see the old content until the commit and the new afterwards; a kill
  /// before the commit keeps the old. A file with another page size is rewritten first, since the
  /// page size of a database in use cannot change. Throws `SQLiteError`; with `BUSY` if another
  /// writer holds the lock longer than the timeout.
  public static func replaceContent(
    _ path: String, with source: String, busyTimeoutMilliseconds: Int = 10_000
  ) throws {
    let from = try Connection(path: source, access: .readWrite)
    let to = try Connection(path: path, access: .readWrite)
    to.setBusyTimeout(milliseconds: busyTimeoutMilliseconds)
    let pageSize = try Self.pageSize(of: to)
    if try Self.pageSize(of: from) != pageSize {
      // In WAL mode the page size cannot change.
      try from.execute(
        "PRAGMA journal_mode = DELETE; PRAGMA page_size = \(pageSize); VACUUM")
    }
    try to.execute("PRAGMA synchronous = FULL")
    guard let backup = sqlite3_backup_init(to.handle, "main", from.handle, "main") else {
      throw SQLiteError(
        code: ResultCode(rawValue: sqlite3_extended_errcode(to.handle)), message: to.lastMessage)
    }
    var code = sqlite3_backup_step(backup, -1)
    var attempts = busyTimeoutMilliseconds / 50
    while attempts > 0, code & 0xff == SQLITE_BUSY || code & 0xff == SQLITE_LOCKED {
      sqlite3_sleep(50)
      attempts -= 1
      code = sqlite3_backup_step(backup, -1)
    }
    let end = sqlite3_backup_finish(backup)
    guard code == SQLITE_DONE, end == SQLITE_OK else {
      let code = ResultCode(rawValue: code == SQLITE_DONE ? end : code)
      throw SQLiteError(code: code, message: to.lastMessage)
    }
  }

  private static func pageSize(of connection: Connection) throws -> Int {
    try connection.first("PRAGMA page_size") { $0.int(0) } ?? 0
  }
}
