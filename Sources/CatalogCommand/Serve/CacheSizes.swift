/// The sizes of caches that loops or connections divide among themselves, in bytes.
///
/// They are totals, so that more processors do not mean more memory.
struct CacheSizes {
  /// The cached responses of all event loops.
  var answers = 8 << 20
  /// The cached records of all database readers.
  var records = 8 << 20
  /// The cached pages of all connections to the database.
  var pages = 8 << 20

  /// The size of a connection's page cache below which SQLite reads the same pages again and again.
  private static let leastPages = 512 << 10

  /// The page cache of each reader and the writer, in KiB.
  func pagesPerConnection(readers: Int) -> Int {
    max(Self.leastPages, pages / (readers + 1)) >> 10
  }
}
