private import Glibc

/// Which file a path leads to, and when that file changed last; found without opening it, as closing
/// it would drop the locks that SQLite holds (https://sqlite.org/howtocorrupt.html, section 2.2).
package struct FileIdentity: Sendable, Equatable {
  private let device: UInt
  private let inode: UInt
  package let size: Int
  private let seconds: Int
  private let nanoseconds: Int

  /// Nil if there is no regular file.
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
