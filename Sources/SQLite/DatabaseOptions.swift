private import Glibc

/// The settings of a database, of which each bound keeps one resource finite.
public struct DatabaseOptions: Sendable, Equatable {
  /// Marks the file as this program's (https://sqlite.org/pragma.html#pragma_application_id).
  public var applicationID: Int32
  /// Opens an existing file, changes nothing in it and refuses writes; default false.
  public var readOnly = false
  /// Read-only connections, each with a queue of its own; default one for each processor.
  public var readers: Int
  /// Reads that may wait for a reader; one more is refused as `busy`, or takes the place of the last
  /// in the line; default 256.
  public var waitingReads = 256
  /// Reads of about one cost that one client may have in the line; default 32.
  public var waitingReadsPerClient = 32
  /// How long a read may wait in the line before it is refused as `busy`; default 10 s.
  public var waitingTime: Duration = .seconds(10)
  /// Writes that may wait for the writer; one more is refused as `busy`; default 256.
  public var waitingWrites = 256
  /// Writes that may share one commit; default 64.
  public var groupedWrites = 64
  /// How long one read may take; default none.
  public var readBudget: QueryBudget?
  /// How long to wait for a lock of another process; default 5,000 ms.
  public var busyTimeoutMilliseconds = 5_000
  /// Prepared statements kept by each connection; default 128.
  public var statementCacheCapacity = 128
  /// The page size of a file that is new, a power of two from 512 to 65,536; default 8,192: half as
  /// many pages to be written to the log, and moved from it into the file, as with SQLite's own.
  public var pageSize = 8_192
  /// Page cache of each connection in KiB; default 8,192.
  public var pageCacheKiB = 8_192
  /// The size to which the write-ahead log is cut back after a checkpoint; default 64 MiB.
  public var logSizeLimit = 67_108_864

  public init(applicationID: Int32) {
    self.applicationID = applicationID
    readers = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
  }
}
