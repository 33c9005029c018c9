import Common
private import Dispatch
private import Synchronization

/// A database file in WAL mode, with several readers and one writer, each on its own queue.
///
/// Every commit is durable when it is acknowledged (`synchronous = FULL`). A read that begins
/// afterwards sees it.
public final class Database: Sendable {
  public let path: String
  public let options: DatabaseOptions
  let pool: ReaderPool
  let writer: Writer?
  private let isClosed = Atomic(false)
  private let queuedWrites = Atomic(0)
  private let turn = Atomic(0)

  /// Opens the file, creates it if it does not exist, and migrates its schema.
  ///
  /// Leaves a rejected file unchanged. `onLockWait` is called on the waiting queue when a lock of
  /// another process has been awaited for one second.
  public init(
    path: String, options: DatabaseOptions, migrations: [Migration],
    onLockWait: (@Sendable () -> Void)? = nil
  ) throws(DatabaseError) {
    let opener = DatabaseOpener(path: path, options: options, onLockWait: onLockWait)
    let migrator = try Migrator(migrations)
    writer = try options.readOnly ? nil : opener.writer(migrator)
    pool = try opener.readers(migrator)
    self.path = path
    self.options = options
  }

  /// Reads one state of the database on a free reader's queue.
  ///
  /// - Parameters:
  ///   - request: who asks, and how much it may cost: it decides what waits for what.
  ///   - work: called on the reader's queue, in one read transaction and under `readBudget`.
  ///   - then: called exactly once: on the reader's queue, which waits for it to return; or, with
  ///     `DatabaseError.busy` or `.closed`, on any.
  public func read<T: Sendable>(
    for request: ReadRequest = ReadRequest(),
    _ work: @escaping @Sendable (Connection) throws -> T,
    then: @escaping @Sendable (Result<T, any Error>) -> Void
  ) {
    guard !isClosed.load(ordering: .acquiring) else { return then(.failure(DatabaseError.closed)) }
    let refuse: @Sendable () -> Void = { then(.failure(DatabaseError.busy)) }
    let read = ReaderPool.Read(
      run: { reader in then(Result { try reader.snapshot(work) }) },
      refuse: refuse)
    if !pool.submit(read, request) { refuse() }
  }

  /// Writes in an immediate transaction on the writer's queue.
  ///
  /// - Parameters:
  ///   - work: called on the writer's queue. It may be called again when the commit that it shared
  ///     with others has failed, so it does nothing but use the connection.
  ///   - then: called exactly once: on the writer's queue after the durable commit; or, with
  ///     `DatabaseError.busy`, `.closed` or `.readOnly`, at once on the caller's.
  public func write<T: Sendable>(
    _ work: @escaping @Sendable (Connection) throws -> T,
    then: @escaping @Sendable (Result<T, any Error>) -> Void
  ) {
    guard let writer else { return then(.failure(DatabaseError.readOnly)) }
    guard !isClosed.load(ordering: .acquiring) else { return then(.failure(DatabaseError.closed)) }
    guard queuedWrites.add(1, ordering: .relaxed).newValue <= options.waitingWrites else {
      queuedWrites.subtract(1, ordering: .relaxed)
      return then(.failure(DatabaseError.busy))
    }
    let finish: @Sendable (Result<T, any Error>) -> Void = { result in
      self.queuedWrites.subtract(1, ordering: .relaxed)
      then(result)
    }
    let job = WriteJob(
      work: { connection in
        let result = try work(connection)
        return { finish(.success(result)) }
      },
      fail: { finish(.failure($0)) })
    writer.executor.queue.async { writer.assumeIsolated { $0.accept(job) } }
  }

  /// Reads and waits.
  ///
  /// For the command line and tests: never on an event loop or inside a `then`.
  public func readSync<T: Sendable>(
    _ work: @Sendable (Connection) throws -> T
  ) throws -> T {
    let next = turn.add(1, ordering: .relaxed).oldValue
    let reader = pool.readers[next % pool.readers.count]
    return try reader.executor.queue.sync {
      try reader.assumeIsolated { try $0.snapshot(work) }
    }
  }

  /// Writes and waits.
  ///
  /// For the command line and tests: never on an event loop or inside a `then`.
  @discardableResult
  public func writeSync<T: Sendable>(
    _ work: @Sendable (Connection) throws -> T
  ) throws -> T {
    guard let writer else { throw DatabaseError.readOnly }
    return try writer.executor.queue.sync {
      try writer.assumeIsolated { try $0.perform(work) }
    }
  }

  /// Sets how long writes wait for a lock of another process.
  public func setWritePatience(_ patience: LockPatience) {
    guard let writer else { return }
    writer.executor.queue.async { writer.assumeIsolated { $0.setPatience(patience) } }
  }

  /// Checkpoints the write-ahead log as far as readers allow; waits for the writer.
  public func checkpoint() throws {
    guard let writer else { return }
    try writer.executor.queue.sync { try writer.assumeIsolated { try $0.checkpoint() } }
  }

  /// Finishes the accepted work, checkpoints by default, and closes all connections.
  ///
  /// Waits for both, so it must not be called from a `work` or a `then`. Later work fails with
  /// `closed`. A second call does nothing.
  @discardableResult
  public func close(checkpoints: Bool = true) -> Bool {
    guard !isClosed.exchange(true, ordering: .acquiringAndReleasing) else { return true }
    for reader in pool.readers {
      reader.executor.queue.sync { reader.assumeIsolated { $0.close(checkpoints: checkpoints) } }
    }
    guard let writer else { return true }
    // A failed checkpoint loses no data while the log exists: the next opening reads it.
    do {
      try writer.executor.queue.sync {
        try writer.assumeIsolated { try $0.close(checkpoints: checkpoints) }
      }
      return true
    } catch { return false }
  }
}
