private import CSQLite

public struct QueryBudget: Sendable, Equatable {
  /// The time from the start of the work, without the time in the queue.
  public var time: Duration

  public init(time: Duration) { self.time = time }
}

/// The deadline of a running query, which SQLite checks every 1,000 virtual machine steps.
final class QueryDeadline {
  private let deadline: Int
  private(set) var isOver = false

  init(_ budget: QueryBudget) {
    let (seconds, attoseconds) = budget.time.components
    let nanoseconds = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    let span = nanoseconds.overflow ? Int64.max : nanoseconds.partialValue
    deadline =
      Clock.monotonic + Int(max(0, min(span, Int64.max / 2)) + max(0, attoseconds / 1_000_000_000))
  }

  /// Whether the deadline has passed; stays true afterwards.
  func tick() -> Bool {
    if !isOver { isOver = Clock.monotonic >= deadline }
    return isOver
  }

  func check(_ sql: String? = nil) throws(SQLiteError) {
    guard tick() else { return }
    throw SQLiteError(code: .interrupt, message: "the query exceeded its time limit", sql: sql)
  }
}

extension Connection {
  /// Runs `body` within a time limit.
  ///
  /// Throws `DatabaseError.overBudget` if SQLite is still working when it expires.
  @discardableResult
  public func withBudget<T>(_ budget: QueryBudget?, _ body: () throws -> T) throws -> T {
    guard let budget, clock == nil else { return try body() }
    let clock = QueryDeadline(budget)
    install(clock)
    defer { install(nil) }
    do {
      return try body()
    } catch let error as SQLiteError where error.code == .interrupt && clock.isOver {
      throw DatabaseError.overBudget
    }
  }

  /// Throws if the running time limit has passed: for work between statements.
  public func checkBudget() throws(SQLiteError) { try clock?.check() }

  func withoutBudget(_ body: () -> Void) {
    let suspended = clock
    install(nil)
    body()
    install(suspended)
  }

  private func install(_ clock: QueryDeadline?) {
    self.clock = clock
    guard let clock else { return sqlite3_progress_handler(handle, 0, nil, nil) }
    // `self.clock` keeps the object alive for as long as the handler is installed.
    sqlite3_progress_handler(
      handle, 1_000,
      { context in
        guard let context else { return 0 }
        return Unmanaged<QueryDeadline>.fromOpaque(context).takeUnretainedValue().tick() ? 1 : 0
      }, Unmanaged.passUnretained(clock).toOpaque())
  }
}
