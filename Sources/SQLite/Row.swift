private import CSQLite

/// The current row of a running statement.
///
/// Valid until the closure that received it returns.
///
/// Columns count from 0. Reads convert as SQLite does (https://sqlite.org/c3ref/column_blob.html):
/// NULL reads as 0, "" or false; use `isNull` or an `…OrNil` variant if that matters. A column out
/// of range, or a row used after its step, is a programming error and traps.
public struct Row {
  private let statement: Statement
  private let step: Int

  init(_ statement: Statement) {
    self.statement = statement
    step = statement.steps
  }

  public var columnCount: Int { Int(sqlite3_data_count(current(nil))) }

  public func int(_ column: Int) -> Int { Int(int64(column)) }

  public func int64(_ column: Int) -> Int64 {
    sqlite3_column_int64(current(column), Int32(column))
  }

  public func double(_ column: Int) -> Double {
    sqlite3_column_double(current(column), Int32(column))
  }

  public func bool(_ column: Int) -> Bool { int64(column) != 0 }

  /// The text; invalid UTF-8, which is never stored, makes the statement fail with `CORRUPT`.
  public func text(_ column: Int) -> String {
    withUTF8(column) { bytes in
      if let text = String(validating: bytes, as: UTF8.self) { return text }
      statement.hasInvalidText = true
      return ""
    }
  }

  /// Whether a column is valid UTF-8, or not a text.
  func isValidText(_ column: Int) -> Bool {
    guard sqlite3_column_type(current(column), Int32(column)) == SQLITE_TEXT else { return true }
    return withUTF8(column) { String(validating: $0, as: UTF8.self) != nil }
  }

  public func blob(_ column: Int) -> [UInt8] {
    let handle = current(column)
    guard let start = sqlite3_column_blob(handle, Int32(column)) else { return [] }
    let count = Int(sqlite3_column_bytes(handle, Int32(column)))
    return [UInt8](UnsafeRawBufferPointer(start: start, count: count))
  }

  public func isNull(_ column: Int) -> Bool {
    sqlite3_column_type(current(column), Int32(column)) == SQLITE_NULL
  }

  public func intOrNil(_ column: Int) -> Int? { isNull(column) ? nil : int(column) }

  public func int64OrNil(_ column: Int) -> Int64? { isNull(column) ? nil : int64(column) }

  public func doubleOrNil(_ column: Int) -> Double? { isNull(column) ? nil : double(column) }

  public func boolOrNil(_ column: Int) -> Bool? { isNull(column) ? nil : bool(column) }

  public func textOrNil(_ column: Int) -> String? { isNull(column) ? nil : text(column) }

  public func blobOrNil(_ column: Int) -> [UInt8]? { isNull(column) ? nil : blob(column) }

  public func value(_ column: Int) -> Value {
    switch sqlite3_column_type(current(column), Int32(column)) {
    case SQLITE_INTEGER: .integer(int64(column))
    case SQLITE_FLOAT: .real(double(column))
    case SQLITE_TEXT: .text(text(column))
    case SQLITE_BLOB: .blob(blob(column))
    default: .null
    }
  }

  /// Calls a closure with the bytes of the text, without a copy; they may be invalid UTF-8.
  public func withUTF8<T>(
    _ column: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> T
  ) rethrows -> T {
    let handle = current(column)
    let start = sqlite3_column_text(handle, Int32(column))
    let count = start == nil ? 0 : Int(sqlite3_column_bytes(handle, Int32(column)))
    return try body(UnsafeBufferPointer(start: start, count: count))
  }

  private func current(_ column: Int?) -> OpaquePointer {
    precondition(statement.steps == step, "a row was read after its step")
    if let column {
      precondition(
        column >= 0 && column < Int(sqlite3_data_count(statement.handle)),
        "no column \(column) in: \(statement.sql)")
    }
    return statement.handle
  }
}

@available(*, unavailable)
extension Row: Sendable {}
