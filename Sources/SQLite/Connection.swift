private import CSQLite

public enum Access: Sendable {
  case readOnly
  case readWrite
  /// Reads and writes, and creates the file if it does not exist.
  case create
  /// A private database in memory; the path is ignored.
  case memory
  /// A private database in an unnamed file, deleted with the connection; the path is ignored.
  case scratch
}

/// An SQLite connection with its prepared statements, used on one queue at a time.
///
/// SQLite's own mutex is off (https://sqlite.org/threadsafe.html); the compiler keeps the
/// connection on its queue, since it is not `Sendable`.
public final class Connection {
  let handle: OpaquePointer
  let path: String
  var cache: StatementCache
  /// The nesting depth of `transaction`; all levels but the first are savepoints.
  var transactionDepth = 0
  /// The running query deadline, if any.
  var clock: QueryDeadline?
  /// The state of the busy handler, to which SQLite has a pointer.
  var lockWait: LockWait?
  /// An object of the connection's user, on the same queue.
  public var attachment: AnyObject?

  /// Opens the file; extended codes, defensive mode and strict quoting are on.
  ///
  /// - Parameters:
  ///   - path: always a file name, never a URI and never `:memory:`.
  ///   - access: reading, writing, or creating the file.
  ///   - statementCacheCapacity: maximum number of cached prepared statements (default: 64).
  /// - Throws: `CANTOPEN` if the file does not exist or is not accessible. SQLite reads the file only
  ///   with the first statement.
  public init(
    path: String, access: Access, statementCacheCapacity: Int = 64
  ) throws(SQLiteError) {
    _ = Self.isSetUp
    let flags =
      switch access {
      case .readOnly: SQLITE_OPEN_READONLY
      case .readWrite: SQLITE_OPEN_READWRITE
      case .create, .scratch: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
      case .memory: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY
      }
    let isAbsolute = path.hasPrefix("/")
    let name =
      switch access {
      case .memory: ":memory:"
      case .scratch: ""
      default: isAbsolute ? path : "./\(path)"
      }
    var opened: OpaquePointer?
    let code = sqlite3_open_v2(
      name, &opened, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
    guard let opened, code == SQLITE_OK else {
      let message = opened.flatMap { sqlite3_errmsg($0) } ?? sqlite3_errstr(code)
      let error = SQLiteError(
        code: ResultCode(rawValue: code), message: message.map { String(cString: $0) } ?? "")
      sqlite3_close_v2(opened)
      throw error
    }
    for (option, on) in [
      (SQLITE_DBCONFIG_DEFENSIVE, true), (SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
      (SQLITE_DBCONFIG_DQS_DDL, false), (SQLITE_DBCONFIG_DQS_DML, false),
    ] {
      _ = csqlite_set_option(opened, option, on ? 1 : 0)
    }
    handle = opened
    self.path = path
    cache = StatementCache(capacity: statementCacheCapacity)
    addWeighing()
  }

  /// The one-time setup, before the first connection of the process.
  private static let isSetUp = csqlite_leave_out_memory_statistics() == SQLITE_OK

  deinit {
    cache.removeAll()
    sqlite3_close_v2(handle)
  }

  public var lastInsertedRow: Int64 { sqlite3_last_insert_rowid(handle) }

  /// Whether a transaction is open, by bracket or by SQL.
  public var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

  /// Whether the file was opened, or could only be opened, for reading.
  public var isReadOnly: Bool { sqlite3_db_readonly(handle, "main") == 1 }

  /// Sets how long statements wait for a lock of another connection before they fail with `BUSY`.
  public func setBusyTimeout(milliseconds: Int) {
    sqlite3_busy_timeout(handle, Int32(clamping: milliseconds))
  }

  /// Turns the foreign key checks of statements on or off; they are on by default.
  ///
  /// Unlike the pragma it can be called in a transaction. The caller must have checked each row,
  /// and turn the checks on again.
  public func setChecksForeignKeys(_ on: Bool) {
    _ = csqlite_set_option(handle, SQLITE_DBCONFIG_ENABLE_FKEY, on ? 1 : 0)
  }

  /// Sets whether closing the last connection checkpoints the write-ahead log.
  func setCheckpointsOnClose(_ on: Bool) {
    _ = csqlite_set_option(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, on ? 0 : 1)
  }
}

@available(*, unavailable)
extension Connection: Sendable {}
