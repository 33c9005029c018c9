import Catalog
import Glibc

/// The catalog that an import writes to; for a dry run, a temporary copy of it.
final class ImportDatabase {
  let store: CatalogStore
  let isDryRun: Bool
  /// Size of SQLite's page cache.
  ///
  /// Pages beyond it go to the log during the transaction, and SQLite reads them again.
  private static let pageCacheKiB = 65_536

  /// `lockTime` is the maximum time to wait for another process that writes.
  init(_ path: String, seed: Bool, dryRun: Bool, lockTime: Duration) throws {
    isDryRun = dryRun
    guard dryRun else {
      store = try CatalogStore(
        path: path, seed: seed, readers: 1, pageCacheKiB: Self.pageCacheKiB, lockTime: lockTime,
        onLockWait: { Console.printError(LockHolder.message(database: path, timeout: lockTime)) },
        log: Console.printError)
      return
    }
    let place = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(place)/catalog-dry-run-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw InputFileError(path: place, code: errno) }
    let folder = template.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { String(cString: $0) } ?? place
    }
    // The open copy needs no name. Without one, it disappears however this process ends.
    defer { Self.remove(folder) }
    let copy = "\(folder)/catalog.db"
    if access(path, F_OK) == 0 {
      let original = try CatalogStore(reading: path)
      try original.backup(to: copy)
      original.close()
    }
    store = try CatalogStore(
      path: copy, seed: seed, readers: 1, pageCacheKiB: Self.pageCacheKiB, isTemporary: true)
  }

  func close() { store.close() }

  private static func remove(_ folder: String) {
    for suffix in ["", "-wal", "-shm", "-journal"] { unlink("\(folder)/catalog.db\(suffix)") }
    rmdir(folder)
  }
}
