private import CSQLite

/// When a transaction takes its locks (https://sqlite.org/lang_transaction.html).
public enum TransactionKind: Sendable {
  /// At the first read or write: one snapshot for readers.
  case deferred
  /// The write lock at once, so that a later write cannot find it taken.
  case immediate

  fileprivate var sql: String {
    switch self {
    case .deferred: "BEGIN DEFERRED"
    case .immediate: "BEGIN IMMEDIATE"
    }
  }
}

extension Connection {
  /// Runs `body` in a transaction, or in a savepoint if one is open.
  ///
  /// Commits when `body` returns. If it throws, or the commit fails, rolls back everything and
  /// throws that first error.
  @discardableResult
  public func transaction<T>(
    _ kind: TransactionKind = .immediate, _ body: () throws -> T
  ) throws -> T {
    try isInTransaction || transactionDepth > 0
      ? bracket("SAVEPOINT nested", "RELEASE nested", "ROLLBACK TO nested", "RELEASE nested", body)
      : bracket(kind.sql, "COMMIT", "ROLLBACK", nil, body)
  }

  private func bracket<T>(
    _ begin: String, _ commit: String, _ undo: String, _ afterUndo: String?, _ body: () throws -> T
  ) throws -> T {
    try run(begin)
    transactionDepth += 1
    defer { transactionDepth -= 1 }
    do {
      let result = try body()
      try run(commit)
      return result
    } catch {
      withoutBudget {
        // After an automatic rollback these statements fail and there is nothing to undo.
        try? execute(undo)
        if let afterUndo { try? execute(afterUndo) }
      }
      throw error
    }
  }
}

extension Connection {
  /// Runs `body` while `BEGIN`, `COMMIT` and `ROLLBACK` fail with `AUTH`.
  func refusingTransactionStatements(
    _ body: () throws(SQLiteError) -> Void
  ) throws(SQLiteError) {
    sqlite3_set_authorizer(
      handle,
      { _, action, _, _, _, _ in action == SQLITE_TRANSACTION ? SQLITE_DENY : SQLITE_OK }, nil)
    defer { sqlite3_set_authorizer(handle, nil, nil) }
    try body()
  }
}
