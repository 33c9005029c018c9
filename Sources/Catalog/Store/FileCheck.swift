import Common
private import Dispatch
import SQLite

/// One check of a whole file, table by table, on its own connection and queue.
///
/// It pauses between tables, so that readers get most of the processor time.
actor FileCheck {
  private nonisolated let executor = QueueExecutor(label: "catalog.check")
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
  /// The longest pause.
  ///
  /// A pause lasts twice as long as the work before it, up to this.
  private static let longestRest = Duration.seconds(2)
  private static let findingLimit = 20

  nonisolated let generation: Int
  private let path: String
  /// The checked file; the path may lead to another one by now.
  private let file: FileIdentity?
  private let started = ContinuousClock.now
  private var tables: [String] = []
  private var connection: Connection?
  private var found: [String] = []
  private var result: (findings: [String], duration: Duration)?

  private init(_ path: String, generation: Int) {
    self.path = path
    file = FileIdentity(path)
    self.generation = generation
  }

  static func start(_ path: String, generation: Int) -> FileCheck {
    let check = FileCheck(path, generation: generation)
    check.executor.queue.async { check.assumeIsolated { $0.begin() } }
    return check
  }

  /// The findings, one element each, and the duration; `nil` while the check is running.
  nonisolated var outcome: (findings: [String], duration: Duration)? {
    executor.queue.sync { assumeIsolated { $0.result } }
  }

  private func begin() {
    do {
      let connection = try Connection(path: path, access: .readOnly)
      connection.setBusyTimeout(milliseconds: 1_000)
      self.connection = connection
      tables = try connection.checkedTables()
      step()
    } catch {
      end(with: error)
    }
  }

  private func step() {
    guard let connection else { return }
    guard found.count < Self.findingLimit, let table = tables.popLast() else {
      return checkFullText()
    }
    let start = ContinuousClock.now
    do {
      found += try connection.check(table: table)
    } catch {
      return end(with: error)
    }
    let rest = min(start.duration(to: .now) * 2, Self.longestRest)
    executor.queue.asyncAfter(
      deadline: .now() + .microseconds(Int(rest / .microseconds(1)))
    ) { self.assumeIsolated { $0.step() } }
  }

  /// Checks the full-text index, which takes SQLite's write lock; skipped if another connection
  /// holds it.
  private func checkFullText() {
    let now = FileIdentity(path)
    let isSame = file.flatMap { file in now.map { $0.isSameFile(as: file) } } ?? false
    if found.isEmpty, isSame, let writing = try? Connection(path: path, access: .readWrite) {
      for table in (try? writing.fullTextTables()) ?? [] {
        found += (try? writing.checkFullText(table)) ?? []
      }
    }
    finish()
  }

  /// Ends the check.
  ///
  /// An error other than damage is no finding about the file.
  private func end(with error: any Error) {
    if let error = error as? SQLiteError, error.isDamage { found.append(error.message) }
    finish()
  }

  private func finish() {
    connection = nil
    result = (found, started.duration(to: .now))
  }
}
