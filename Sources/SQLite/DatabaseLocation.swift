private import Glibc

/// The location of a database file, with checks of the file system.
struct DatabaseLocation: Sendable {
  let path: String
  let readOnly: Bool

  /// Throws if the database and its log cannot be at the location.
  func check() throws(DatabaseError) {
    switch Kind(of: path) {
    case .folder: throw .isDirectory(path: path)
    case .special: throw .notARegularFile(path: path)
    case .hidden: throw .noPermission(path: path)
    case .missing:
      switch Kind(of: folder) {
      case .folder: break
      case .hidden: throw .noPermission(path: path)
      case .missing, .file, .special: throw .missingFolder(path: folder)
      }
      if readOnly { throw .missingFile(path: path) }
    case .file:
      guard access(path, R_OK) == 0 else { throw .noPermission(path: path) }
      guard readOnly || access(path, W_OK) == 0 else { throw .readOnlyFile(path: path) }
    }
    guard readOnly || access(folder, W_OK) == 0 else { throw .readOnlyFolder(path: folder) }
  }

  /// Creates an empty file if it does not exist, readable for its owner and group only (mode 0640
  /// and the umask).
  ///
  /// SQLite gives the log and its index the mode of the file.
  func createFile() {
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o640)
    // Ignores errors, which recur with a specific error when SQLite opens the file.
    if descriptor >= 0 { close(descriptor) }
  }

  func translated(_ error: any Error) -> DatabaseError {
    if let error = error as? DatabaseError { return error }
    guard let error = error as? SQLiteError else {
      return .cannotOpen(path: path, reason: "\(error)")
    }
    do throws(DatabaseError) { try check() } catch { return error }
    // A reader creates the log index if no writer has done so.
    let wasForbidden = [.cannotOpen, .readOnly].contains(error.code.primary)
    if wasForbidden, access(folder, W_OK) != 0 { return .readOnlyFolder(path: folder) }
    if let named = DatabaseError.named(error, path: path) { return named }
    return error.code.primary == .cannotOpen
      ? .cannotOpen(path: path, reason: error.message) : .sqlite(error)
  }

  func isSameFile(as other: String) -> Bool {
    var (mine, theirs) = (stat(), stat())
    guard stat(path, &mine) == 0, stat(other, &theirs) == 0 else { return false }
    return mine.st_dev == theirs.st_dev && mine.st_ino == theirs.st_ino
  }

  /// Bytes of the write-ahead log beside the file; 0 if there is none.
  var logSize: Int {
    var status = stat()
    return stat(path + "-wal", &status) == 0 ? Int(status.st_size) : 0
  }

  var folder: String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private enum Kind {
    case folder, file, missing
    /// A device, a pipe or a socket.
    case special
    /// A folder of the path is not searchable.
    case hidden

    init(of path: String) {
      var status = stat()
      if stat(path, &status) == 0 {
        self =
          switch status.st_mode & S_IFMT {
          case S_IFDIR: .folder
          case S_IFREG: .file
          default: .special
          }
      } else {
        self = errno == EACCES ? .hidden : .missing
      }
    }
  }
}
