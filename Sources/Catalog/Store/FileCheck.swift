import Common
private import Dispatch
import SQLite

/// One check of a whole file, a table at a time, on a connection and a queue of its own; it rests
/// between tables, so that readers have most of the processors.
actor FileCheck {
  private nonisolated let executor = QueueExecutor(label: "catalog.check")
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
  /// It rests twice as long as it works, but never longer than this.
  private static let longestRest = Duration.seconds(2)
  private static let findingLimit = 20

  nonisolated let generation: Int
  private let path: String
  /// The file that is checked: the path may lead to another one meanwhile.
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

  /// What was found, a line each, and how long it took; nil while the check is under way.
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

  /// The module asks for the write lock; where another has it, the next check will do.
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

  /// An error that is no damage tells nothing of the file.
  private func end(with error: any Error) {
    if let error = error as? SQLiteError, error.isDamage { found.append(error.message) }
    finish()
  }

  private func finish() {
    connection = nil
    result = (found, started.duration(to: .now))
  }
}
