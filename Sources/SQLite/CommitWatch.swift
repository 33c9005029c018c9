private import Dispatch

/// Notices commits of other connections, in this process or another.
///
/// A timer on a queue of its own asks `PRAGMA data_version` over a connection of its own: it looks
/// at the head of the log's index in shared memory and reads no page, some microseconds in all
/// (https://sqlite.org/pragma.html#pragma_data_version).
public actor CommitWatch {
  private nonisolated let executor = QueueExecutor(label: "sqlite.watch")
  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }
  private var connection: Connection?
  private let look: @Sendable (Connection) -> Bool
  private var timer: (any DispatchSourceTimer)?
  private var version = -1
  private var looksAgain = true

  private init(
    _ connection: sending Connection, _ look: @escaping @Sendable (Connection) -> Bool
  ) {
    self.connection = connection
    self.look = look
  }

  /// Starts to watch the database.
  ///
  /// `look` is called on the watch's queue after every commit of others, and again after the next
  /// period while it returns true.
  public static func start(
    on database: Database, every milliseconds: Int, look: @escaping @Sendable (Connection) -> Bool
  ) throws -> CommitWatch {
    let connection = try Connection(path: database.path, access: .readOnly)
    connection.setBusyTimeout(milliseconds: 100)
    let watch = CommitWatch(connection, look)
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
    // What cannot be read now is read at the next tick.
    guard let connection, let now = try? connection.dataVersion else { return }
    guard now != version || looksAgain else { return }
    version = now
    looksAgain = look(connection)
  }

  /// Ends the watch and closes its connection; waits for a look that is under way.
  public nonisolated func stop() {
    executor.queue.sync { assumeIsolated { $0.end() } }
  }

  private func end() {
    timer?.cancel()
    connection = nil
  }
}
