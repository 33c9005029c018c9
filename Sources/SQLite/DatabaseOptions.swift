private import Glibc

/// The settings of a database; each limit bounds one resource.
public struct DatabaseOptions: Sendable, Equatable {
  /// The application ID in the file (https://sqlite.org/pragma.html#pragma_application_id).
  public var applicationID: Int32
  /// Whether to open an existing file without changing it, and to reject writes; default false.
  public var readOnly = false
  /// Number of read-only connections, each on its own queue; default one per processor.
  public var readers: Int
  /// Maximum number of waiting reads; a further one fails with `busy`, or displaces the last read of
  /// the client and cost with most waiting work; default 256.
  public var waitingReads = 256
  /// Maximum number of waiting reads of similar cost per client; default 64.
  public var waitingReadsPerClient = 64
  /// Maximum time that a read waits before it fails with `busy`; default 10 s.
  public var waitingTime: Duration = .seconds(10)
  /// Maximum number of waiting writes; a further one fails with `busy`; default 256.
  public var waitingWrites = 256
  /// Maximum number of writes that share one commit; default 64.
  public var groupedWrites = 64
  /// Time limit of one read; default none.
  public var readBudget: QueryBudget?
  /// Maximum time to wait for a lock of another process, in milliseconds; default 5,000.
  public var busyTimeoutMilliseconds = 5_000
  /// Maximum number of cached prepared statements per connection; default 128.
  public var statementCacheCapacity = 128
  /// The page size of a new file, a power of two from 512 to 65,536; default 8,192.
  ///
  /// Compared with the 4,096 of SQLite, half as many pages are logged and checkpointed.
  public var pageSize = 8_192
  /// Size of the page cache of each connection, in KiB; default 8,192.
  public var pageCacheKiB = 8_192
  /// Size to which a checkpoint truncates the write-ahead log, in bytes; default 64 MiB.
  public var logSizeLimit = 67_108_864

  /// Whether the file may lose its name while it is open; default false.
  ///
  /// Otherwise no commit succeeds without the name, since nobody could read it later.
  public var isTemporary = false

  public init(applicationID: Int32) {
    self.applicationID = applicationID
    readers = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
  }
}
