private import Glibc

/// The identity and modification time of the file at a path.
///
/// Determined without opening the file, since closing it would drop SQLite's locks
/// (https://sqlite.org/howtocorrupt.html, section 2.2).
package struct FileIdentity: Sendable, Equatable {
  private let device: UInt
  private let inode: UInt
  package let size: Int
  private let seconds: Int
  private let nanoseconds: Int

  /// Fails if the path is not a regular file.
  package init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    device = UInt(status.st_dev)
    inode = UInt(status.st_ino)
    size = Int(status.st_size)
    seconds = Int(status.st_mtim.tv_sec)
    nanoseconds = Int(status.st_mtim.tv_nsec)
  }

  package func isSameFile(as other: FileIdentity) -> Bool {
    device == other.device && inode == other.inode
  }
}
