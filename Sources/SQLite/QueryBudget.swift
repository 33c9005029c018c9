private import CSQLite

/// How long one piece of work may keep its connection.
public struct QueryBudget: Sendable, Equatable {
  /// From the start of the work, without the time in the waiting line.
  public var time: Duration

  public init(time: Duration) { self.time = time }
}

/// The running budget of a connection: SQLite asks it every 1,000 virtual machine steps.
final class BudgetClock {
  private let deadline: Int
  private(set) var isOver = false

  init(_ budget: QueryBudget) {
    let (seconds, attoseconds) = budget.time.components
    let nanoseconds = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    let span = nanoseconds.overflow ? Int64.max : nanoseconds.partialValue
    deadline =
      Clock.monotonic + Int(max(0, min(span, Int64.max / 2)) + max(0, attoseconds / 1_000_000_000))
  }

  /// Whether time is up; once it is, it stays so.
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
  /// Runs the body under a budget; when it is spent, the statement ends with `overBudget`.
  @discardableResult
  public func withBudget<T>(_ budget: QueryBudget?, _ body: () throws -> T) throws -> T {
    guard let budget, clock == nil else { return try body() }
    let clock = BudgetClock(budget)
    install(clock)
    defer { install(nil) }
    do {
      return try body()
    } catch let error as SQLiteError where error.code == .interrupt && clock.isOver {
      throw DatabaseError.overBudget
    }
  }

  /// Ends work that has used up the budget that runs, if any: for work between statements.
  public func checkBudget() throws(SQLiteError) { try clock?.check() }

  /// Runs clean-up that must reach its end even when the budget is spent.
  func withoutBudget(_ body: () -> Void) {
    let suspended = clock
    install(nil)
    body()
    install(suspended)
  }

  private func install(_ clock: BudgetClock?) {
    self.clock = clock
    guard let clock else { return sqlite3_progress_handler(handle, 0, nil, nil) }
    // `self.clock` keeps the object alive for as long as the handler is installed.
    sqlite3_progress_handler(
      handle, 1_000,
      { context in
        guard let context else { return 0 }
        return Unmanaged<BudgetClock>.fromOpaque(context).takeUnretainedValue().tick() ? 1 : 0
      }, Unmanaged.passUnretained(clock).toOpaque())
  }
}
