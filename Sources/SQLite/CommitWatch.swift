import Common
private import Dispatch

/// Detects commits of other connections, in this process or another.
///
/// A timer on its own queue reads `PRAGMA data_version` with its own connection. That takes
/// microseconds, since it reads the header of the log index in shared memory and no page
/// (https://sqlite.org/pragma.html#pragma_data_version).
public actor CommitWatch {
  private nonisolated let executor = QueueExecutor(label: "sqlite.watch")
  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }
  private var connection: Connection?
  private let onCommit: @Sendable (Connection) -> Bool
  private var timer: (any DispatchSourceTimer)?
  private var version = -1
  private var looksAgain = true

  private init(
    _ connection: sending Connection, _ onCommit: @escaping @Sendable (Connection) -> Bool
  ) {
    self.connection = connection
    self.onCommit = onCommit
  }

  /// Starts to watch the database.
  ///
  /// `onCommit` is called on the watch's queue after each commit of another connection, and again after
  /// the next interval while it returns true.
  public static func start(
    on database: Database, every milliseconds: Int,
    onCommit: @escaping @Sendable (Connection) -> Bool
  ) throws -> CommitWatch {
    let connection = try Connection(path: database.path, access: .readOnly)
    connection.setBusyTimeout(milliseconds: 100)
    let watch = CommitWatch(connection, onCommit)
    watch.executor.queue.async { watch.assumeIsolated { $0.begin(every: milliseconds) } }
    return watch
  }

  private func begin(every milliseconds: Int) {
    let timer = DispatchSource.makeTimerSource(queue: executor.queue)
    let period = DispatchTimeInterval.milliseconds(milliseconds)
    timer.schedule(deadline: .now() + period, repeating: period, leeway: .milliseconds(20))
    timer.setEventHandler { [weak self] in self?.assumeIsolated { $0.tick() } }
    timer.activate()
    self.timer = timer
  }

  private func tick() {
    // A failed read is repeated at the next tick.
    guard let connection, let now = try? connection.dataVersion else { return }
    guard now != version || looksAgain else { return }
    version = now
    looksAgain = onCommit(connection)
  }

  /// Stops the watch and closes its connection; waits for a running `onCommit`.
  public nonisolated func stop() {
    executor.queue.sync { assumeIsolated { $0.end() } }
  }

  private func end() {
    timer?.cancel()
    connection = nil
  }
}
