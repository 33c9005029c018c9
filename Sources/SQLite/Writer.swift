private import Dispatch

/// One write in waiting, with the type of its result erased.
struct WriteJob: Sendable {
  /// Does the work and returns what reports its success, to be called after the commit.
  let work: @Sendable (Connection) throws -> @Sendable () -> Void
  let fail: @Sendable (any Error) -> Void
}

/// The one queue that writes, with the read-write connection that it owns.
///
/// Writes that queue up while a commit is on its way share the next one: each has a savepoint of its
/// own, and all are acknowledged after that commit is durable.
actor Writer {
  nonisolated let executor = QueueExecutor(label: "sqlite.writer")
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
  private let path: String
  private let groupLimit: Int
  /// How long the last checkpoint waits for a lock, in milliseconds.
  private static let closingPatience = 250
  private var connection: Connection?
  private var waiting = WaitingLine<WriteJob>()
  private var isDrainQueued = false
  /// Commits so far; fewer than the writes where writes were grouped.
  private(set) var commits = 0

  init(_ connection: sending Connection, groupLimit: Int) {
    path = connection.path
    self.groupLimit = max(1, groupLimit)
    self.connection = connection
  }

  /// Lines the write up behind those that have arrived before it.
  func accept(_ job: WriteJob) {
    waiting.append(job)
    guard !isDrainQueued else { return }
    isDrainQueued = true
    // Behind the arrivals that are already in the queue: they join this group.
    executor.queue.async { self.assumeIsolated { $0.drain() } }
  }

  /// Does every waiting write.
  func drain() {
    isDrainQueued = false
    while waiting.count > 0 {
      var group: [WriteJob] = []
      while group.count < groupLimit, let job = waiting.popFirst() { group.append(job) }
      commit(group)
    }
  }

  /// Does one write now, in its own transaction, after those that wait.
  func perform<T>(_ work: (Connection) throws -> T) throws -> T {
    drain()
    return try once(work)
  }

  private func once<T>(_ work: (Connection) throws -> T) throws -> T {
    guard let connection else { throw DatabaseError.closed }
    do {
      let result = try connection.transaction { try work(connection) }
      commits += 1
      return result
    } catch {
      throw DatabaseError.translated(error, path: path)
    }
  }

  func checkpoint() throws { try connection?.checkpoint() }

  func setPatience(_ patience: LockPatience) { connection?.setPatience(patience) }

  /// Moves the write-ahead log into the file, as far as readers let it, unless told not to, and
  /// closes.
  func close(checkpoints: Bool) throws {
    drain()
    guard let connection else { return }
    self.connection = nil
    connection.setCheckpointsOnClose(checkpoints)
    guard checkpoints else { return }
    // Another process may hold the lock for long: the log stays, and the next opening reads it.
    connection.setBusyTimeout(milliseconds: Self.closingPatience)
    try connection.checkpoint()
  }
}

extension Writer {
  private struct GroupUndone: Error {}

  /// Commits the writes together.
  ///
  /// If that is not to be had, each gets a transaction of its own, so
  /// that a full disk, or a constraint checked at the commit, fails only the write that is at fault.
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
      }
    } catch {
      if hasBegun { return group.forEach(alone) }
      // The lock was waited for in vain: once is enough for all of them.
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
