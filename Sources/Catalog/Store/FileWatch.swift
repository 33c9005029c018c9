import Common
private import Dispatch
private import Glibc
import SQLite

/// Watches the path of a served catalog, and schedules checks of the file.
///
/// Confined to its own queue.
actor FileWatch {
  private nonisolated let executor = QueueExecutor(label: "catalog.watch")
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  private static let period = DispatchTimeInterval.milliseconds(250)
  /// The time after which a rejected file is tried again, unless it changes earlier.
  private static let retryTime = Duration.seconds(2)
  /// The number of looks for which the log must be unchanged before it is moved into the file.
  private static let looksBeforeCheckpoint = 4

  private let path: String
  private let open: (@Sendable () throws -> CatalogStore)?
  private let log: @Sendable (String) -> Void
  private weak var served: ServedCatalog?
  private var timer: (any DispatchSourceTimer)?
  private var commits: CommitWatch?
  /// Sees the file as the readers do, including pages that SQLite caches.
  private var connection: Connection?
  /// The open file, as of the last look.
  private var opened: FileIdentity?
  /// The log and its index beside the file, by suffix.
  private var sidecars: [String: FileIdentity] = [:]
  /// The log, and the number of looks at which it was unchanged.
  private var still: (log: FileIdentity, looks: Int)?
  /// The file that could not be opened, and when to try it again.
  private var refused: (file: FileIdentity, retryAt: ContinuousClock.Instant)?
  private var checks: CheckSchedule

  init(
    _ path: String, checkInterval: Duration?, open: (@Sendable () throws -> CatalogStore)?,
    log: @escaping @Sendable (String) -> Void
  ) {
    self.path = path
    self.open = open
    self.log = log
    checks = CheckSchedule(path, interval: checkInterval)
  }

  nonisolated func start(_ served: ServedCatalog) throws {
    try executor.queue.sync { try assumeIsolated { try $0.begin(served) } }
  }

  nonisolated func stop() {
    executor.queue.sync { assumeIsolated { $0.end() } }
  }

  /// Requests a check as soon as the schedule permits one.
  nonisolated func checkNow() {
    executor.queue.async {
      self.assumeIsolated {
        $0.checks.request()
        $0.tick()
      }
    }
  }

  private func begin(_ served: ServedCatalog) throws {
    self.served = served
    // Empties the log, so that the file has all data until the next write.
    try? served.state.store.database.checkpoint()
    try follow(served.state.store)
    let timer = DispatchSource.makeTimerSource(queue: executor.queue)
    timer.schedule(
      deadline: .now() + Self.period, repeating: Self.period, leeway: .milliseconds(20))
    timer.setEventHandler { [weak self] in self?.assumeIsolated { $0.tick() } }
    timer.activate()
    self.timer = timer
  }

  private func end() {
    timer?.cancel()
    timer = nil
    commits?.stop()
    commits = nil
    connection = nil
    served = nil
  }

  /// Starts to watch a store's file as the open one.
  private func follow(_ store: CatalogStore) throws {
    let commits = try store.watchForCommits()
    self.commits?.stop()
    self.commits = commits
    connection = try Connection(path: path, access: .readOnly)
    connection?.setBusyTimeout(milliseconds: 100)
    opened = FileIdentity(path)
    refused = nil
    noteSidecars()
    checks.begin()
  }

  private func tick() {
    guard let served, open != nil else { return }
    look(served, served.state)
    let state = served.state
    if case .detached = state.condition { return }
    switch checks.advance(generation: state.generation) {
    case .damaged(let finding):
      guard state.condition == .sound else { return }
      served.reportDamage(finding, generation: state.generation)
    case .sound:
      // Reopens the file, since connections may have cached pages from when it was damaged.
      guard state.condition != .sound, let found = FileIdentity(path) else { return }
      replace(served, state, with: found)
    case nil: break
    }
  }

  private func look(_ served: ServedCatalog, _ state: ServedCatalog.State) {
    guard let found = FileIdentity(path) else {
      return detach(served, state, "there is no file at \(path)")
    }
    guard let opened, found.isSameFile(as: opened) else {
      if let refused, refused.file == found, refused.retryAt > .now { return }
      return replace(served, state, with: found)
    }
    if case .detached = state.condition {
      if served.change(from: state.generation, { $0.condition = .sound }) {
        log("\(path) is available again; the server uses it as before")
      }
    }
    var isLogLost: Bool?
    if state.condition == .sound {
      isLogLost = sidecars["-wal"].map {
        FileIdentity(path + "-wal")?.isSameFile(as: $0) != true
      }
      // The connections still have the log open, and only this process can read its commits. If the
      // file has changed as well, the log may belong to other content.
      if isLogLost == true, found == opened {
        return replace(served, state, with: found, becauseOf: "its write-ahead log was removed")
      }
      if isLogLost != true { noteSidecars() }
    }
    guard found != opened else { return settle(state) }
    // Either a checkpoint, or another process has overwritten the file: a check finds out.
    self.opened = found
    checks.request(atOnce: true)
    if state.condition == .sound, !isUnchanged(), !isUnchanged() {
      if isLogLost == true {
        log(
          "\(path): its write-ahead log was removed, too. Commits since the last checkpoint are lost"
        )
      }
      replace(served, state, with: found)
    }
  }

  /// Moves the log into the file when no process writes.
  ///
  /// Otherwise, if another catalog is copied over the file, SQLite would apply this log to it.
  private func settle(_ state: ServedCatalog.State) {
    guard state.condition == .sound, let log = sidecars["-wal"], log.size > 0 else {
      still = nil
      return
    }
    let looks = still.map { $0.log == log ? $0.looks + 1 : 0 } ?? 0
    still = (log, looks)
    guard looks >= Self.looksBeforeCheckpoint else { return }
    still = nil
    guard let connection = try? Connection(path: path, access: .readWrite) else { return }
    // Gives up at once if another connection reads or writes.
    connection.setBusyTimeout(milliseconds: 0)
    try? connection.checkpoint()
    opened = FileIdentity(path)
  }

  /// Whether the file, opened anew, has the state that the open connections see.
  ///
  /// A commit during the comparison makes the states differ, so only a comparison without one
  /// counts.
  private func isUnchanged() -> Bool {
    for _ in 0..<20 {
      guard let connection, let known = try? FileState(connection),
        let fresh = try? Connection(path: path, access: .readOnly),
        let now = try? FileState(fresh), let still = try? FileState(connection)
      else { return false }
      if known == still { return known == now && now.isWhole(path) }
    }
    // The open connection sees commits all the time, so it is the same file.
    return true
  }

  /// Opens the file that is at the path now, and serves it if it is a valid catalog.
  ///
  /// `lostLog` is the reason to open the same file anew, after moving the open log into it.
  private func replace(
    _ served: ServedCatalog, _ state: ServedCatalog.State, with found: FileIdentity,
    becauseOf lostLog: String? = nil
  ) {
    guard let open else { return }
    let isOther = opened.map { !$0.isSameFile(as: found) } ?? true
    var state = state
    if isOther {
      removeSidecars(of: state.store)
    } else {
      // SQLite's connections to one file in a process share state, so all must be closed.
      if state.condition == .sound {
        let reason = lostLog ?? "the file was overwritten"
        guard served.change(from: state.generation, { $0.condition = .damaged(reason: reason) })
        else { return }
        state = served.state
      }
      let isStored = letGo(of: state.store, checkpoints: lostLog != nil)
      if let lostLog {
        log(
          isStored
            ? "\(path): \(lostLog). The server stored its content in the file"
            : "\(path): \(lostLog), and its content could not be stored in the file. Commits since"
              + " the last checkpoint are lost")
      }
    }
    do {
      try Self.requireCatalog(path)
      let store = try open()
      guard try store.database.readSync(FileState.init).isWhole(path) else {
        throw DatabaseError.corrupt(path: path)
      }
      let isServed = served.change(from: state.generation) {
        $0.store = store
        $0.condition = .sound
      }
      guard isServed else { return }
      try follow(store)
      log("reopened \(path) at revision \(store.revision)")
    } catch {
      refused = (found, .now + Self.retryTime)
      if isOther { return detach(served, state, "\(error)") }
      checks.request()
      served.logDamage("\(error)")
    }
  }

  /// Closes all connections to a file; returns false if a checkpoint failed.
  ///
  /// For an overwritten file without a checkpoint, which would write the old log into the new content.
  private func letGo(of store: CatalogStore, checkpoints: Bool) -> Bool {
    commits?.stop()
    commits = nil
    connection = nil
    return store.database.close(checkpoints: checkpoints)
  }

  /// Throws unless the path has a catalog that this program can open; accepts an older schema.
  private static func requireCatalog(_ path: String) throws {
    do {
      try CatalogStore(reading: path).close()
    } catch DatabaseError.olderSchema(_, let found, _) where found > 0 {}
  }

  private func detach(
    _ served: ServedCatalog, _ state: ServedCatalog.State, _ reason: String
  ) {
    switch state.condition {
    case .damaged: return
    case .detached(reason): return
    case .sound, .detached: break
    }
    guard served.change(from: state.generation, { $0.condition = .detached(reason: reason) }) else {
      return
    }
    log(
      "\(reason). The server continues with its current data, and opens \(path) as soon as it is a"
        + " valid catalog")
  }

  /// Removes the log of the previously open file, so that SQLite does not apply it to the new file.
  private func removeSidecars(of store: CatalogStore) {
    guard !sidecars.isEmpty else { return }
    // Moves the log's content into the file that it belongs to, wherever that is now.
    try? store.database.checkpoint()
    for (suffix, identity) in sidecars {
      if FileIdentity(path + suffix)?.isSameFile(as: identity) == true { unlink(path + suffix) }
    }
    sidecars = [:]
  }

  private func noteSidecars() {
    for suffix in ["-wal", "-shm"] { sidecars[suffix] = FileIdentity(path + suffix) }
  }
}
