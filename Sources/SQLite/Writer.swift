import Common
private import Dispatch

/// A waiting write, with the type of its result erased.
struct WriteJob: Sendable {
  /// Does the work and returns a closure that reports its success after the commit.
  let work: @Sendable (Connection) throws -> @Sendable () -> Void
  let fail: @Sendable (any Error) -> Void
}

/// The only queue that writes, with its read-write connection.
///
/// Writes that arrive during a commit share the next one. Each has its own savepoint, and all are
/// acknowledged after that commit is durable.
actor Writer {
  nonisolated let executor = QueueExecutor(label: "sqlite.writer")
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
  private let path: String
  /// The file that the connection has open; `nil` if it needs no name.
  private let file: FileIdentity?
  private let groupLimit: Int
  /// Maximum wait of the last checkpoint for a lock, in milliseconds.
  private static let closingPatience = 250
  private var connection: Connection?
  private var waiting = FIFOQueue<WriteJob>()
  private var isDrainQueued = false
  /// The number of commits, less than the number of writes if writes shared one.
  private(set) var commits = 0

  init(_ connection: sending Connection, _ options: DatabaseOptions) {
    path = connection.path
    file = options.isTemporary ? nil : FileIdentity(path)
    groupLimit = max(1, options.groupedWrites)
    self.connection = connection
  }

  func accept(_ job: WriteJob) {
    waiting.append(job)
    guard !isDrainQueued else { return }
    isDrainQueued = true
    // Runs after the arrivals in the queue, which then join this group.
    executor.queue.async { self.assumeIsolated { $0.drain() } }
  }

  func drain() {
    isDrainQueued = false
    while waiting.count > 0 {
      var group: [WriteJob] = []
      while group.count < groupLimit, let job = waiting.popFirst() { group.append(job) }
      commit(group)
    }
  }

  /// Performs one write in its own transaction, after the waiting ones.
  func perform<T>(_ work: (Connection) throws -> T) throws -> T {
    drain()
    return try once(work)
  }

  private func once<T>(_ work: (Connection) throws -> T) throws -> T {
    guard let connection else { throw DatabaseError.closed }
    do {
      let result = try connection.transaction {
        let result = try work(connection)
        try requireFile()
        return result
      }
      commits += 1
      return result
    } catch {
      throw DatabaseError.translated(error, path: path)
    }
  }

  /// Throws unless the open file is still at its path: a commit to another one would be lost.
  private func requireFile() throws(DatabaseError) {
    guard let file, FileIdentity(path)?.isSameFile(as: file) != true else { return }
    throw .cannotOpen(path: path, reason: "the file was removed or replaced")
  }

  func checkpoint() throws { try connection?.checkpoint() }

  func setPatience(_ patience: LockPatience) { connection?.setPatience(patience) }

  /// Checkpoints the write-ahead log as far as readers allow, unless `checkpoints` is false, and
  /// closes.
  func close(checkpoints: Bool) throws {
    drain()
    guard let connection else { return }
    self.connection = nil
    connection.setCheckpointsOnClose(checkpoints)
    guard checkpoints else { return }
    // If another process holds the lock for long, the log stays and the next opening reads it.
    connection.setBusyTimeout(milliseconds: Self.closingPatience)
    try connection.checkpoint()
  }
}

extension Writer {
  private struct GroupUndone: Error {}

  /// Commits the writes together.
  ///
  /// If that fails, each gets its own transaction, so that a full disk, or a constraint checked at
  /// the commit, fails only the write that causes it.
  private func commit(_ group: [WriteJob]) {
    guard let connection, group.count > 1 else { return group.forEach(alone) }
    var reports: [@Sendable () -> Void] = []
    var hasBegun = false
    do {
      try connection.transaction {
        hasBegun = true
        for job in group {
          do {
            reports.append(try connection.transaction { try job.work(connection) })
          } catch {
            guard connection.isInTransaction else { throw GroupUndone() }
            let error = DatabaseError.translated(error, path: path)
            reports.append { job.fail(error) }
          }
        }
        try requireFile()
      }
    } catch {
      if hasBegun { return group.forEach(alone) }
      // The lock timed out; the other writes do not wait again.
      let error = DatabaseError.translated(error, path: path)
      return group.forEach { $0.fail(error) }
    }
    commits += 1
    for report in reports { report() }
  }

  private func alone(_ job: WriteJob) {
    do {
      try once(job.work)()
    } catch {
      job.fail(error)
    }
  }
}
