import FoundationEssentials
import SQLite

/// A temporary folder of a test, removed with its last reference.
final class Scratch: Sendable {
  let folder: String

  init() throws {
    folder = FileManager.default.temporaryDirectory.path + "/sqlite-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func file(_ name: String) -> String { folder + "/" + name }

  /// The bytes of a file; none if there is no file.
  func bytes(_ name: String) -> Data? { FileManager.default.contents(atPath: file(name)) }

  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }
}

/// The marks and the schema that most tests use.
enum Sample {
  static let applicationID: Int32 = 0x434F_4E46

  static let migrations = [
    migration("0001_note.sql", "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL)"),
    migration("0002_index.sql", "CREATE UNIQUE INDEX note_text ON note (text);"),
  ]

  static func migration(_ name: String, _ sql: String) -> Migration {
    Migration(name: name, sql: Array(sql.utf8))
  }

  static func options(_ change: (inout DatabaseOptions) -> Void = { _ in }) -> DatabaseOptions {
    var options = DatabaseOptions(applicationID: applicationID)
    options.readers = 2
    change(&options)
    return options
  }

  static func open(
    _ path: String, _ change: (inout DatabaseOptions) -> Void = { _ in }
  ) throws(DatabaseError) -> Database {
    try Database(path: path, options: options(change), migrations: migrations)
  }
}

extension Connection {
  var noteCount: Int {
    get throws { try first("SELECT count(*) FROM note") { $0.int(0) } ?? -1 }
  }
}
