private import CSQLite

/// A statement for many rows: prepared once, its values bound one by one, without boxes and without
/// a look into the cache.
///
/// Confined to its connection's queue, like the connection.
public final class RepeatedStatement {
  private let connection: Connection
  private let statement: Statement
  private var next: Int32 = 0
  private var failure: Int32 = SQLITE_OK

  public init(_ connection: Connection, _ sql: String) throws(SQLiteError) {
    self.connection = connection
    let prepared = try Array(sql.utf8).withUnsafeBufferPointer { bytes throws(SQLiteError) in
      try connection.prepare(bytes, from: 0, flags: UInt32(SQLITE_PREPARE_PERSISTENT))
    }
    guard let handle = prepared.handle else {
      throw SQLiteError(code: .misuse, message: "there is no statement in the text", sql: sql)
    }
    statement = Statement(sql, handle: handle)
  }

  /// Runs the statement with what `bind` appends, in the order of the placeholders.
  ///
  /// A wrong number of values is a mistake of the program and traps.
  public func run(_ bind: (RepeatedStatement) -> Void) throws(SQLiteError) {
    try start(bind)
    defer { statement.reset() }
    while try statement.step() {}
  }

  /// Runs an INSERT and gives the rowid of its row.
  public func insert(_ bind: (RepeatedStatement) -> Void) throws(SQLiteError) -> Int64 {
    try run(bind)
    return connection.lastInsertedRow
  }

  /// The integer in the first column of the first row; nil if there is no row.
  public func firstInteger(_ bind: (RepeatedStatement) -> Void) throws(SQLiteError) -> Int64? {
    try start(bind)
    defer { statement.reset() }
    return try statement.step() ? sqlite3_column_int64(statement.handle, 0) : nil
  }

  private func start(_ bind: (RepeatedStatement) -> Void) throws(SQLiteError) {
    try connection.checkTransaction(statement.sql)
    next = 0
    failure = SQLITE_OK
    bind(self)
    precondition(
      Int(next) == statement.parameterCount,
      "\(next) values for \(statement.parameterCount) placeholders in: \(statement.sql)")
    guard failure == SQLITE_OK else {
      throw SQLiteError(
        code: ResultCode(rawValue: failure), message: connection.lastMessage, sql: statement.sql)
    }
  }

  public func integer(_ value: Int64?) {
    next += 1
    note(
      value.map { sqlite3_bind_int64(statement.handle, next, $0) }
        ?? sqlite3_bind_null(statement.handle, next))
  }

  public func integer(_ value: Int?) { integer(value.map { Int64($0) }) }

  public func text(_ value: String?) {
    guard var value else { return integer(nil as Int64?) }
    next += 1
    let index = next
    note(value.withUTF8 { bind($0, at: index) })
  }

  /// Text that is UTF-8 by the caller's word.
  public func text(utf8 bytes: [UInt8]) {
    next += 1
    let index = next
    note(bytes.withUnsafeBufferPointer { bind($0, at: index) })
  }

  public func blob(_ bytes: [UInt8]) {
    next += 1
    let index = next
    note(
      bytes.withUnsafeBytes {
        $0.isEmpty
          ? sqlite3_bind_zeroblob(statement.handle, index, 0)
          : sqlite3_bind_blob64(
            statement.handle, index, $0.baseAddress, UInt64($0.count), csqlite_transient())
      })
  }

  private func bind(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int32) -> Int32 {
    guard let start = bytes.baseAddress, !bytes.isEmpty else {
      return sqlite3_bind_text(statement.handle, index, "", 0, csqlite_transient())
    }
    return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
      sqlite3_bind_text64(
        statement.handle, index, $0, UInt64(bytes.count), csqlite_transient(), UInt8(SQLITE_UTF8))
    }
  }

  private func note(_ code: Int32) {
    if code != SQLITE_OK { failure = code }
  }
}

@available(*, unavailable)
extension RepeatedStatement: Sendable {}
