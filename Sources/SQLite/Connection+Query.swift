private import CSQLite

extension Connection {
  /// Runs every statement of a script, without values.
  ///
  /// Stops at the first error.
  public func execute(_ script: String) throws(SQLiteError) {
    try Array(script.utf8).withUnsafeBufferPointer { bytes throws(SQLiteError) in
      var position = 0
      while position < bytes.count {
        try checkTransaction(script)
        try clock?.check(script)
        let prepared = try prepare(bytes, from: position)
        guard let handle = prepared.handle else {
          guard prepared.end > position else {
            throw SQLiteError(code: .misuse, message: "there is a zero byte in the script")
          }
          position = prepared.end
          continue
        }
        let statement = Statement(
          String(decoding: bytes[position..<prepared.end], as: UTF8.self), handle: handle)
        while try statement.step() {}
        position = prepared.end
      }
    }
  }

  /// Runs one statement to its end and returns how many rows it inserted, updated or deleted.
  @discardableResult
  public func run(_ sql: String, _ values: (any Bindable)...) throws(SQLiteError) -> Int {
    try run(sql, values: values)
  }

  /// Runs one statement to its end and returns how many rows it inserted, updated or deleted.
  @discardableResult
  public func run(_ sql: String, values: [any Bindable]) throws(SQLiteError) -> Int {
    let before = sqlite3_total_changes64(handle)
    try withStatement(sql, values) { (statement) throws(SQLiteError) in
      while try statement.step() {}
    } orThrow: {
      $0
    }
    // A statement that changes no row keeps the count of the previous one.
    return sqlite3_total_changes64(handle) == before ? 0 : Int(sqlite3_changes64(handle))
  }

  /// Passes each row to a closure, in order.
  ///
  /// Throws `SQLiteError` or the error of the closure.
  public func each(
    _ sql: String, _ values: (any Bindable)..., row: (Row) throws -> Void
  ) throws {
    try each(sql, values: values, row: row)
  }

  /// Passes each row to a closure, in order.
  ///
  /// Throws `SQLiteError` or the error of the closure.
  public func each(
    _ sql: String, values: [any Bindable], row: (Row) throws -> Void
  ) throws {
    try withStatement(sql, values) { statement in
      while try statement.step() { try row(Row(statement)) }
    } orThrow: {
      $0 as any Error
    }
  }

  /// Returns the results of the closure for all rows, in order.
  public func all<T>(
    _ sql: String, _ values: (any Bindable)..., row: (Row) throws -> T
  ) throws -> [T] {
    try all(sql, values: values, row: row)
  }

  /// Returns the results of the closure for all rows, in order.
  public func all<T>(
    _ sql: String, values: [any Bindable], row: (Row) throws -> T
  ) throws -> [T] {
    var results: [T] = []
    try each(sql, values: values) { results.append(try row($0)) }
    return results
  }

  /// Returns the result of the closure for the first row; nil if there is none.
  ///
  /// Does not compute further rows.
  public func first<T>(
    _ sql: String, _ values: (any Bindable)..., row: (Row) throws -> T
  ) throws -> T? {
    try first(sql, values: values, row: row)
  }

  /// Returns the result of the closure for the first row; nil if there is none.
  ///
  /// Does not compute further rows.
  public func first<T>(
    _ sql: String, values: [any Bindable], row: (Row) throws -> T
  ) throws -> T? {
    try withStatement(sql, values) { statement in
      try statement.step() ? try row(Row(statement)) : nil
    } orThrow: {
      $0 as any Error
    }
  }
}
