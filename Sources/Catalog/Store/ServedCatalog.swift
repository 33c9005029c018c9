import Common
private import Dispatch
import SQLite
private import Synchronization

/// The catalog that a server serves: the open file, and whether its content can be trusted.
///
/// A watch looks at the path four times a second. It opens another file there if that is a valid
/// catalog, and uses it for all new requests; running requests continue with their file. At a sign
/// of damage no data is served until a background check passes.
public final class ServedCatalog: Sendable {
  /// The served store and its condition at one moment.
  public struct State: Sendable {
    public var store: CatalogStore
    /// A number that increases with each opened file and each change of condition.
    ///
    /// Responses cached under another number must not be used.
    public var generation: Int
    public var condition: Condition
  }

  /// Whether the data of the open file can be served.
  public enum Condition: Sendable, Equatable {
    case sound
    /// The path leads neither to the open file nor to another valid catalog.
    ///
    /// The open file's data is still served.
    case detached(reason: String)
    /// The content may be damaged, so that no data is served.
    case damaged(reason: String)
  }

  private let path: String
  private let current: SharedState
  private let number = Atomic(0)
  private let watch: FileWatch
  private let log: @Sendable (String) -> Void

  /// Serves a store; `open` opens the file at the store's path again.
  ///
  /// The file is checked after each `checkInterval`; if that is `nil`, only at a sign of damage.
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

  /// The generation of the current state; one atomic load.
  public var generation: Int { number.load(ordering: .acquiring) }

  public var state: State { current.value }

  /// Starts to watch the path and to check the file.
  public func start() throws { try watch.start(self) }

  /// Stops the watch and closes the file.
  public func close() {
    watch.stop()
    let state = self.state
    // In any other condition a checkpoint could write the log into a different file.
    if state.condition == .sound { state.store.close() }
  }

  /// Notes an error of a read: a sign of damage stops the service of data and requests a check.
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

  /// Changes the state; returns false if its generation is no longer `generation`.
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

/// The served state, confined to a queue on which each call does very little work.
private actor SharedState {
  private nonisolated let executor = QueueExecutor(label: "catalog.served")
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
  private var state: ServedCatalog.State

  init(_ state: ServedCatalog.State) { self.state = state }

  nonisolated var value: ServedCatalog.State {
    executor.queue.sync { assumeIsolated { $0.state } }
  }

  /// Replaces the state if its generation is still the one from which the new one was made.
  nonisolated func replace(with state: ServedCatalog.State, from generation: Int) -> Bool {
    executor.queue.sync { assumeIsolated { $0.take(state, from: generation) } }
  }

  private func take(_ other: ServedCatalog.State, from generation: Int) -> Bool {
    guard state.generation == generation else { return false }
    state = other
    return true
  }
}
