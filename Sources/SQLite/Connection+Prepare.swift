private import CSQLite

extension Connection {
  /// Runs `body` with the prepared statement of a text, bound to values, and resets it.
  func withStatement<T, Failure: Error>(
    _ sql: String, _ values: [any Bindable], _ body: (Statement) throws(Failure) -> T,
    orThrow failure: (SQLiteError) -> Failure
  ) throws(Failure) -> T {
    let statement: Statement
    do throws(SQLiteError) {
      try checkTransaction(sql)
      try clock?.check(sql)
      statement = try cached(sql)
      statement.isInUse = true
      do throws(SQLiteError) { try statement.bind(values) } catch {
        release(statement)
        throw error
      }
    } catch {
      throw failure(error)
    }
    defer { release(statement) }
    let result = try body(statement)
    // Swift never stores invalid UTF-8, so the page was overwritten.
    if statement.hasInvalidText {
      throw failure(SQLiteError(code: .corrupt, message: "a text is not UTF-8", sql: sql))
    }
    return result
  }

  func release(_ statement: Statement) {
    statement.reset()
    statement.isInUse = false
    statement.hasInvalidText = false
  }

  func cached(_ sql: String) throws(SQLiteError) -> Statement {
    if let statement = cache.take(sql) { return statement }
    let prepared = try Array(sql.utf8).withUnsafeBufferPointer { bytes throws(SQLiteError) in
      try prepare(bytes, from: 0, flags: UInt32(SQLITE_PREPARE_PERSISTENT))
    }
    guard let handle = prepared.handle else {
      throw SQLiteError(code: .misuse, message: "there is no statement in the text", sql: sql)
    }
    let statement = Statement(sql, handle: handle)
    let rest = sql.utf8.dropFirst(prepared.end)
    guard rest.allSatisfy({ $0 <= 0x20 || $0 == UInt8(ascii: ";") }) else {
      throw SQLiteError(
        code: .misuse, message: "there is more than one statement", sql: sql,
        offset: prepared.end)
    }
    cache.keep(statement)
    return statement
  }

  /// Compiles the statement at a byte offset; the handle is nil if only blanks and comments remain.
  func prepare(
    _ script: UnsafeBufferPointer<UInt8>, from start: Int, flags: UInt32 = 0
  ) throws(SQLiteError) -> (handle: OpaquePointer?, end: Int) {
    guard let base = script.baseAddress else { return (nil, 0) }
    let count = script.count - start
    var statement: OpaquePointer?
    var consumed = 0
    let code = base.withMemoryRebound(to: CChar.self, capacity: script.count) { text in
      var tail: UnsafePointer<CChar>?
      let code = sqlite3_prepare_v3(
        handle, text + start, Int32(clamping: count), flags, &statement, &tail)
      consumed = tail.map { $0 - (text + start) } ?? count
      return code
    }
    guard code == SQLITE_OK else {
      let offset = Int(sqlite3_error_offset(handle))
      throw SQLiteError(
        code: ResultCode(rawValue: code), message: lastMessage,
        sql: String(decoding: script[start...], as: UTF8.self), offset: offset < 0 ? nil : offset)
    }
    return (statement, start + consumed)
  }

  var lastMessage: String { sqlite3_errmsg(handle).map { String(cString: $0) } ?? "" }

  /// Throws if SQLite has rolled back the enclosing transaction.
  ///
  /// SQLite does so on a full disk, an I/O error or an interrupt
  /// (https://sqlite.org/lang_transaction.html). Further statements would then commit one by one.
  func checkTransaction(_ sql: String) throws(SQLiteError) {
    guard transactionDepth > 0, !isInTransaction else { return }
    throw SQLiteError(
      code: .abortRollback, message: "the transaction has already been rolled back", sql: sql)
  }
}
