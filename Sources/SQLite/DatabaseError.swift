/// An error of opening or using a database, with a one-line message for people.
public enum DatabaseError: Error, Sendable, Equatable {
  // The file
  case notADatabase(path: String)
  case isDirectory(path: String)
  case notARegularFile(path: String)
  case missingFile(path: String)
  case missingFolder(path: String)
  case readOnlyFile(path: String)
  case readOnlyFolder(path: String)
  case noPermission(path: String)
  case cannotOpen(path: String, reason: String)
  case corrupt(path: String)
  case locked(path: String)
  case diskFull(path: String)
  case diskFailed(path: String, code: String)
  // The content of the file
  case otherApplication(path: String, found: Int32, expected: Int32)
  case newerSchema(path: String, found: Int, known: Int)
  case olderSchema(path: String, found: Int, known: Int)
  case changedMigration(path: String, name: String)
  case misnumberedMigration(name: String, expected: Int)
  case failedMigration(path: String, name: String, error: SQLiteError)
  // The work
  /// The queue is full; try again soon.
  case busy
  case overBudget
  case closed
  case readOnly
  case sqlite(SQLiteError)
}

extension DatabaseError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notADatabase(let path): "\(path) is not an SQLite database"
    case .isDirectory(let path): "\(path) is a directory, not a database file"
    case .notARegularFile(let path): "\(path) is a device, a pipe or a socket, not a database file"
    case .missingFile(let path):
      "the database \(path) does not exist: name another with --database, or start the server, which"
        + " creates it"
    case .missingFolder(let path): "the folder \(path) for the database does not exist"
    case .readOnlyFile(let path): "the database \(path) is read-only"
    case .readOnlyFolder(let path):
      "the folder \(path) is read-only, but the database keeps its log beside it"
    case .noPermission(let path): "no permission to open the database \(path)"
    case .cannotOpen(let path, let reason): "cannot open the database \(path): \(reason)"
    case .corrupt(let path): "the database \(path) is damaged; restore a backup"
    case .locked(let path): "the database \(path) is locked by another process"
    case .diskFull(let path): "the disk of the database \(path), or of temporary files, is full"
    case .diskFailed(let path, let code):
      "the database \(path) cannot be read or written (\(code)): the disk is failing or a limit on files"
        + " is reached"
    case .otherApplication(let path, let found, let expected):
      "the database \(path) belongs to another program: "
        + "its application ID is \(found), not \(expected)"
    case .newerSchema(let path, let found, let known):
      "the database \(path) was written by a newer version of catalog "
        + "(schema \(found); this version supports up to \(known)). Upgrade catalog"
    case .olderSchema(let path, 0, _): "the database \(path) is empty"
    case .olderSchema(let path, let found, let known):
      "the database \(path) has the older schema \(found), and this version of catalog needs \(known). "
        + "Migrate it: start catalog serve once, or import a file"
    case .changedMigration(let path, let name):
      "the migration \(name) has changed since it was applied to the database \(path)"
    case .misnumberedMigration(let name, let expected):
      "the migration \(name) must have the number \(expected)"
    case .failedMigration(let path, let name, let error):
      "the migration \(name) failed on the database \(path) and was rolled back: \(error)"
    case .busy: "the database is busy and its queue is full"
    case .overBudget: "the query exceeded its time limit"
    case .closed: "the database is closed"
    case .readOnly: "the database was opened for reading only"
    case .sqlite(let error): error.description
    }
  }
}

extension DatabaseError {
  /// The specific error for a result code of an open database; nil if there is none.
  static func named(_ error: SQLiteError, path: String) -> DatabaseError? {
    switch error.code.primary {
    case .busy, .locked: .locked(path: path)
    case .full: .diskFull(path: path)
    case .inputOutput: .diskFailed(path: path, code: "\(error.code)")
    case .corrupt: .corrupt(path: path)
    case .notADatabase: .notADatabase(path: path)
    case .readOnly: .readOnlyFile(path: path)
    default: nil
    }
  }

  /// Translates an error of the work for callers.
  static func translated(_ error: any Error, path: String) -> any Error {
    guard let error = error as? SQLiteError else { return error }
    return named(error, path: path) ?? error
  }
}

extension DatabaseError {
  /// The description of damage to the file, if the error is a sign of it.
  public var damage: String? {
    switch self {
    case .corrupt, .notADatabase: description
    case .diskFailed(_, let code) where SQLiteError.damagedReads.contains(code): description
    case .sqlite(let error) where error.isDamage: error.description
    default: nil
    }
  }
}

extension SQLiteError {
  /// Result codes of failed reads of an existing file.
  fileprivate static let damagedReads: Set<String> = [
    "IOERR", "IOERR_READ", "IOERR_SHORT_READ", "IOERR_SEEK", "IOERR_DATA", "IOERR_CORRUPTFS",
    "IOERR_MMAP",
  ]

  package var isDamage: Bool {
    [.corrupt, .notADatabase].contains(code.primary) || Self.damagedReads.contains("\(code)")
  }
}
