private import CSQLite

/// A statement for many rows, with values bound one by one, without boxing.
///
/// It is looked up in the connection's cache once, when it first runs. Texts are collected in one buffer, which SQLite reads in place while the statement runs, so that
/// no value needs an allocation. Used on its connection's queue only.
public final class BulkStatement {
  private let connection: Connection
  private let sql: String
  private var found: Statement?
  private var handle: OpaquePointer?
  private var next: Int32 = 0
  private var failure: Int32 = SQLITE_OK
  /// The bytes of all texts and blobs of this run, and the placeholder of each.
  private var bytes: [UInt8] = []
  private var pieces: [Piece] = []

  private struct Piece {
    var index: Int32
    var start: Int
    var isText: Bool
  }

  public init(_ connection: Connection, _ sql: String) {
    self.connection = connection
    self.sql = sql
  }

  /// Runs the statement with the values that `bind` appends, in the order of the placeholders.
  ///
  /// A wrong number of values is a programming error and traps.
  public func run(_ bind: (BulkStatement) -> Void) throws(SQLiteError) {
    try execute(bind) { (statement) throws(SQLiteError) in
      while try statement.step() {}
    }
  }

  /// Runs an INSERT and returns the rowid of its row.
  public func insert(_ bind: (BulkStatement) -> Void) throws(SQLiteError) -> Int64 {
    try run(bind)
    return connection.lastInsertedRow
  }

  /// The integer in the first column of the first row; nil if there is no row.
  public func firstInteger(_ bind: (BulkStatement) -> Void) throws(SQLiteError) -> Int64? {
    try first(bind) { $0.int64(0) }
  }

  /// Returns the result of `read` for the first row; nil if there is none.
  public func first<T>(
    _ bind: (BulkStatement) -> Void, read: (Row) -> T
  ) throws(SQLiteError) -> T? {
    try execute(bind) { (statement) throws(SQLiteError) in
      try statement.step() ? read(Row(statement)) : nil
    }
  }

  private func execute<T>(
    _ bind: (BulkStatement) -> Void, _ run: (Statement) throws(SQLiteError) -> T
  ) throws(SQLiteError) -> T {
    try connection.checkTransaction(sql)
    let statement: Statement
    if let found, !found.isInUse {
      statement = found
    } else {
      statement = try connection.cached(sql)
    }
    (found, handle) = (statement, statement.handle)
    next = 0
    failure = SQLITE_OK
    bytes.removeAll(keepingCapacity: true)
    pieces.removeAll(keepingCapacity: true)
    bind(self)
    statement.isInUse = true
    precondition(
      Int(next) == statement.parameterCount,
      "\(next) values for \(statement.parameterCount) placeholders in: \(statement.sql)")
    defer { connection.release(statement) }
    return try bytes.withUnsafeBufferPointer { buffer throws(SQLiteError) in
      bindPieces(buffer)
      guard failure == SQLITE_OK else {
        throw SQLiteError(
          code: ResultCode(rawValue: failure), message: connection.lastMessage, sql: statement.sql)
      }
      return try run(statement)
    }
  }

  public func integer(_ value: Int64?) {
    next += 1
    note(
      value.map { sqlite3_bind_int64(handle, next, $0) }
        ?? sqlite3_bind_null(handle, next))
  }

  public func integer(_ value: Int?) { integer(value.map { Int64($0) }) }

  public func text(_ value: String?) {
    guard var value else { return integer(nil as Int64?) }
    value.withUTF8 { add($0, isText: true) }
  }

  /// Appends text that the caller guarantees to be UTF-8.
  public func text(utf8 bytes: ArraySlice<UInt8>) {
    bytes.withUnsafeBufferPointer { add($0, isText: true) }
  }

  public func value(_ value: Value) {
    switch value {
    case .null: integer(nil as Int64?)
    case .integer(let number): integer(number)
    case .text(let text): self.text(text)
    case .blob(let bytes): blob(bytes)
    case .real(let number):
      next += 1
      note(sqlite3_bind_double(handle, next, number))
    }
  }

  public func blob(_ value: [UInt8]) {
    value.withUnsafeBufferPointer { add($0, isText: false) }
  }

  private func add(_ content: UnsafeBufferPointer<UInt8>, isText: Bool) {
    next += 1
    pieces.append(Piece(index: next, start: bytes.count, isText: isText))
    bytes.append(contentsOf: content)
  }

  /// Binds the texts; the buffer does not move until the statement is reset.
  private func bindPieces(_ buffer: UnsafeBufferPointer<UInt8>) {
    for (number, piece) in pieces.enumerated() {
      let end = number + 1 < pieces.count ? pieces[number + 1].start : buffer.count
      let count = UInt64(end - piece.start)
      guard let start = buffer.baseAddress, count > 0 else {
        note(
          piece.isText
            ? sqlite3_bind_text(handle, piece.index, "", 0, csqlite_transient())
            : sqlite3_bind_zeroblob(handle, piece.index, 0))
        continue
      }
      let place = UnsafeRawPointer(start + piece.start)
      note(
        piece.isText
          ? sqlite3_bind_text64(
            handle, piece.index, place.assumingMemoryBound(to: CChar.self), count, nil,
            UInt8(SQLITE_UTF8))
          : sqlite3_bind_blob64(handle, piece.index, place, count, nil))
    }
  }

  private func note(_ code: Int32) {
    if code != SQLITE_OK { failure = code }
  }
}

@available(*, unavailable)
extension BulkStatement: Sendable {}
