import SQLite

/// Limits for reads and writes that wait for the database; `nil` keeps the default.
public struct WaitingLimits: Sendable {
  /// Maximum number of waiting reads.
  public var reads: Int?
  /// Maximum number of waiting reads of one client.
  public var readsPerClient: Int?
  /// Maximum number of waiting writes.
  public var writes: Int?
  /// The longest time that a read or write may wait.
  public var time: Duration?

  public init() {}

  func apply(to options: inout DatabaseOptions) {
    options.waitingReads = reads ?? options.waitingReads
    options.waitingReadsPerClient = readsPerClient ?? options.waitingReadsPerClient
    options.waitingWrites = writes ?? options.waitingWrites
    options.waitingTime = time ?? options.waitingTime
  }
}
