import Common

actor Reader {
  nonisolated let executor: QueueExecutor
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
  private let path: String
  private let budget: QueryBudget?
  private var connection: Connection?

  init(_ connection: sending Connection, label: String, budget: QueryBudget?) {
    executor = QueueExecutor(label: label)
    path = connection.path
    self.connection = connection
    self.budget = budget
  }

  /// Runs the work in one read transaction, on one state of the database.
  func snapshot<T>(_ work: (Connection) throws -> T) throws -> T {
    guard let connection else { throw DatabaseError.closed }
    do {
      return try connection.transaction(.deferred) {
        try connection.withBudget(budget) { try work(connection) }
      }
    } catch {
      throw DatabaseError.translated(error, path: path)
    }
  }

  func close(checkpoints: Bool) {
    connection?.setCheckpointsOnClose(checkpoints)
    connection = nil
  }
}
