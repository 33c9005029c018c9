private import CSQLite

/// A prepared statement; finalized with its last reference.
final class Statement {
  let sql: String
  let handle: OpaquePointer
  /// The number of steps, so that a row can check that it is current.
  private(set) var steps = 0
  /// Whether the statement is between `bind` and `reset`.
  var isInUse = false
  var hasInvalidText = false
  /// The cache's clock at the last use.
  var lastUse = 0

  init(_ sql: String, handle: OpaquePointer) {
    self.sql = sql
    self.handle = handle
  }

  deinit { sqlite3_finalize(handle) }

  var parameterCount: Int { Int(sqlite3_bind_parameter_count(handle)) }

  /// Binds all placeholders.
  ///
  /// A wrong number of values is a programming error and traps.
  func bind(_ values: [any Bindable]) throws(SQLiteError) {
    precondition(
      values.count == parameterCount,
      "\(values.count) values for \(parameterCount) placeholders in: \(sql)")
    var index: Int32 = 0
    for value in values {
      index += 1
      let code = bind(value.sqliteValue, at: index)
      guard code == SQLITE_OK else { throw error(code) }
    }
  }

  private func bind(_ value: Value, at index: Int32) -> Int32 {
    switch value {
    case .null: return sqlite3_bind_null(handle, index)
    case .integer(let integer): return sqlite3_bind_int64(handle, index, integer)
    case .real(let real): return sqlite3_bind_double(handle, index, real)
    case .text(var text):
      return text.withUTF8 { bytes in
        // A nil address would bind NULL instead of an empty text.
        guard let start = bytes.baseAddress, !bytes.isEmpty else {
          return sqlite3_bind_text(handle, index, "", 0, csqlite_transient())
        }
        return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
          sqlite3_bind_text64(
            handle, index, $0, UInt64(bytes.count), csqlite_transient(), UInt8(SQLITE_UTF8))
        }
      }
    case .blob(let blob):
      guard !blob.isEmpty else { return sqlite3_bind_zeroblob(handle, index, 0) }
      return blob.withUnsafeBytes {
        sqlite3_bind_blob64(
          handle, index, $0.baseAddress, UInt64($0.count), csqlite_transient())
      }
    }
  }

  /// Advances to the next row; returns false if there is none.
  func step() throws(SQLiteError) -> Bool {
    steps &+= 1
    let code = sqlite3_step(handle)
    switch code {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default: throw error(code)
    }
  }

  /// Ends the execution and releases the bound values.
  func reset() {
    steps &+= 1
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
  }

  private func error(_ code: Int32) -> SQLiteError {
    let connection = sqlite3_db_handle(handle)
    let message = sqlite3_errmsg(connection).map { String(cString: $0) } ?? ""
    let mayQuoteValues = code & 0xFF == SQLITE_ERROR && parameterCount > 0
    return SQLiteError(
      code: ResultCode(rawValue: code),
      message: mayQuoteValues ? SQLiteError.withoutValues(message) : message, sql: sql)
  }
}
