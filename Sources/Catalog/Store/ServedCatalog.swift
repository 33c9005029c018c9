import Common
private import Dispatch
import SQLite
private import Synchronization

/// The catalog that a server serves: the file that is open now, and whether its content can be
/// trusted.
///
/// A watch looks at the path four times a second. Another file there is opened if it is a valid
/// catalog, and then serves all new requests; requests that have begun go on with the file that they
/// began with. At a sign of damage no data is served until a check in the background passes.
public final class ServedCatalog: Sendable {
  /// What is served at one moment.
  public struct State: Sendable {
    public var store: CatalogStore
    /// Grows with each file that is opened and each change of the condition: what was cached under
    /// another number must not be used.
    public var generation: Int
    public var condition: Condition
  }

  public enum Condition: Sendable, Equatable {
    case sound
    /// The path no longer leads to the file that is open, nor to another valid catalog. Its data is
    /// still served.
    case detached(reason: String)
    /// The content may be wrong, so no data is served.
    case damaged(reason: String)
  }

  private let path: String
  private let current: SharedState
  private let number = Atomic(0)
  private let watch: FileWatch
  private let log: @Sendable (String) -> Void

  /// Serves a store; `open` opens the file at the store's path once more.
  ///
  /// The file is checked after each `checkInterval`; never, unless there is a sign of damage, if that
  /// is nil.
  public init(
    _ store: CatalogStore, checkInterval: Duration? = nil,
    open: (@Sendable () throws -> CatalogStore)? = nil,
    log: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    path = store.database.path
    current = SharedState(State(store: store, generation: 0, condition: .sound))
    watch = FileWatch(path, checkInterval: checkInterval, open: open, log: log)
    self.log = log
  }

  /// The number of the current state; costs next to nothing.
  public var generation: Int { number.load(ordering: .acquiring) }

  public var state: State { current.value }

  /// Begins to watch the path and to check the file.
  public func start() throws { try watch.start(self) }

  /// Ends the watch, and closes the file.
  public func close() {
    watch.stop()
    let state = self.state
    // A checkpoint would write the log into a file that may be another one by now.
    if state.condition == .sound { state.store.close() }
  }

  /// Takes note of an error of a read; only signs of damage matter here.
  public func note(_ error: any Error, generation: Int) {
    guard let reason = (error as? DatabaseError)?.damage, generation == self.generation else {
      return
    }
    reportDamage(reason, generation: generation)
    watch.checkNow()
  }

  func reportDamage(_ reason: String, generation: Int) {
    guard change(from: generation, { $0.condition = .damaged(reason: reason) }) else { return }
    logDamage(reason)
  }

  func logDamage(_ reason: String) {
    log(
      "the database is damaged (\(reason)). The server answers data requests 503 until a check"
        + " passes. To restore a backup, move \(path), \(path)-wal and \(path)-shm away, then run"
        + " catalog restore BACKUP --database \(path)")
  }

  /// Changes the state, unless it is another one than `generation` by now.
  func change(from generation: Int, _ change: (inout State) -> Void) -> Bool {
    var state = current.value
    guard state.generation == generation else { return false }
    change(&state)
    state.generation += 1
    guard current.replace(with: state, from: generation) else { return false }
    number.store(state.generation, ordering: .releasing)
    return true
  }
}

/// The state, confined to a queue that is entered only for a few instructions.
private actor SharedState {
  private nonisolated let executor = QueueExecutor(label: "catalog.served")
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
  private var state: ServedCatalog.State

  init(_ state: ServedCatalog.State) { self.state = state }

  nonisolated var value: ServedCatalog.State {
    executor.queue.sync { assumeIsolated { $0.state } }
  }

  /// Takes another state, if the one that it was made from is still the current one.
  nonisolated func replace(with state: ServedCatalog.State, from generation: Int) -> Bool {
    executor.queue.sync { assumeIsolated { $0.take(state, from: generation) } }
  }

  private func take(_ other: ServedCatalog.State, from generation: Int) -> Bool {
    guard state.generation == generation else { return false }
    state = other
    return true
  }
}
