import SQLite

/// Limits for reads and writes that wait for the database; `nil` keeps the default.
public struct WaitingLimits: Sendable {
  public var reads: Int?
  public var readsPerClient: Int?
  public var writes: Int?
  public var time: Duration?

  public init() {}

  func apply(to options: inout DatabaseOptions) {
    options.waitingReads = reads ?? options.waitingReads
    options.waitingReadsPerClient = readsPerClient ?? options.waitingReadsPerClient
    options.waitingWrites = writes ?? options.waitingWrites
    options.waitingTime = time ?? options.waitingTime
  }
}
