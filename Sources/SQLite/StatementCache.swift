/// A bounded LRU cache of the prepared statements of a connection, by their text.
struct StatementCache {
  let capacity: Int
  private var statements: [String: Statement] = [:]
  private var clock = 0
  private(set) var hits = 0
  private(set) var misses = 0

  init(capacity: Int) {
    precondition(capacity > 0)
    self.capacity = capacity
    statements.reserveCapacity(capacity + 1)
  }

  var count: Int { statements.count }

  func contains(_ sql: String) -> Bool { statements[sql] != nil }

  /// Returns the cached statement of a text; nil if there is none, or if it is executing.
  mutating func take(_ sql: String) -> Statement? {
    clock += 1
    guard let statement = statements[sql], !statement.isInUse else {
      misses += 1
      return nil
    }
    hits += 1
    statement.lastUse = clock
    return statement
  }

  /// Adds a statement; a text that is cached keeps its first statement.
  mutating func keep(_ statement: Statement) {
    guard statements[statement.sql] == nil else { return }
    statement.lastUse = clock
    statements[statement.sql] = statement
    guard statements.count > capacity else { return }
    if let oldest = statements.min(by: { $0.value.lastUse < $1.value.lastUse }) {
      statements[oldest.key] = nil
    }
  }

  mutating func removeAll() { statements.removeAll() }
}
