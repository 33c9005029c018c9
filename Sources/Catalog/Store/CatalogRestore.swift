public import CatalogModel
private import Glibc
import SQLite

/// Restores a backup.
public enum CatalogRestore {
  /// Checks a backup and replaces the content of the catalog at `path` by its content.
  ///
  /// It copies the backup to a file beside the catalog, migrates the copy to this program's schema
  /// and checks it. Then it replaces the catalog's pages in one transaction, so that a server may
  /// keep running and continues with the restored data. The new revision is higher than both old
  /// ones, so that no cached response of either is taken for a new one. If the file is not a
  /// catalog, is damaged, or comes from a newer program, the catalog is left unchanged.
  ///
  /// - Returns: the revision of the restored catalog.
  /// - Throws: `DatabaseError`, or `RestoreError`.
  public static func restore(_ backup: String, to path: String, now: Instant = .now) throws -> Int {
    guard !isSame(backup, path) else { throw RestoreError.isDatabase(path: backup) }
    try requireCatalog(backup)
    let copy = "\(path).restore-\(getpid())"
    defer { for suffix in ["", "-wal", "-shm", "-journal"] { unlink(copy + suffix) } }
    do {
      try Backup.copy(try Connection(path: backup, access: .readOnly), to: copy)
    } catch DatabaseError.corrupt(backup) {
      throw RestoreError.damaged(["\(backup) is not a complete SQLite database"])
    }
    let isThere = access(path, F_OK) == 0
    let revision = isThere ? try currentRevision(path) : 0
    let restored = try prepare(copy, after: revision, now: now)
    if isThere {
      do {
        try PageCopy.replaceContent(path, with: copy)
      } catch {
        throw RestoreError.cannotReplace(path: path, reason: "\(error)")
      }
    } else {
      guard rename(copy, path) == 0 else {
        throw RestoreError.cannotReplace(path: path, reason: String(cString: strerror(errno)))
      }
    }
    return restored
  }

  private static func isSame(_ path: String, _ other: String) -> Bool {
    var (one, two) = (stat(), stat())
    guard stat(path, &one) == 0, stat(other, &two) == 0 else { return false }
    return one.st_dev == two.st_dev && one.st_ino == two.st_ino
  }

  private static func requireCatalog(_ backup: String) throws {
    do {
      try CatalogStore.requireCatalog(at: backup)
    } catch DatabaseError.corrupt {
      throw RestoreError.damaged(["\(backup) is not a complete SQLite database"])
    }
  }

  private static func currentRevision(_ path: String) throws -> Int {
    do {
      let store = try CatalogStore(path: path, seed: false, readers: 1)
      defer { store.close() }
      return store.revision
    } catch DatabaseError.corrupt {
      let reason = "it is damaged. Move it, \(path)-wal and \(path)-shm away, and restore again"
      throw RestoreError.cannotReplace(path: path, reason: reason)
    }
  }

  private static func prepare(_ copy: String, after revision: Int, now: Instant) throws -> Int {
    let store = try CatalogStore(path: copy, seed: false, readers: 1)
    defer { store.close() }
    let findings = try store.database.writeSync { try $0.integrityCheck() }
    guard findings.isEmpty else { throw RestoreError.damaged(findings) }
    return try store.database.writeSync { connection in
      let restored = max(revision, store.revision) + 1
      // A new epoch, so that cursors of the old data are not valid in the restored data.
      try connection.run(
        """
        UPDATE catalog_state SET revision = ?1, revised_at = ?2, epoch = lower(hex(randomblob(4)))
        """, restored, now.seconds)
      try connection.run(
        "INSERT INTO revision (number, at, actor, via) VALUES (?1, ?2, 'restore', 'cli')", restored,
        now.seconds)
      return restored
    }
  }
}

/// The reason why a backup is not restored.
public enum RestoreError: Error, CustomStringConvertible {
  case damaged([String])
  case isDatabase(path: String)
  case cannotReplace(path: String, reason: String)

  public var description: String {
    switch self {
    case .damaged(let findings):
      "the backup is damaged: \(findings.prefix(3).joined(separator: "; "))"
    case .isDatabase(let path): "\(path) is the database itself, not a backup of it"
    case .cannotReplace(let path, let reason): "cannot replace \(path): \(reason)"
    }
  }
}
