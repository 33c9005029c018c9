import SQLite

/// The state of a catalog's file as a connection sees it, to compare it with another one.
struct FileState: Sendable, Equatable {
  private let numbers: [Int]
  private let pages: Int
  private let pageSize: Int

  init(_ connection: Connection) throws {
    func number(_ pragma: String) throws -> Int {
      try connection.first("PRAGMA \(pragma)") { $0.int(0) } ?? 0
    }
    pages = try number("page_count")
    pageSize = try number("page_size")
    numbers =
      try ["schema_version", "user_version", "application_id", "freelist_count"].map(number)
      + connection.all("SELECT revision, revised_at FROM catalog_state") { $0.int(0) ^ $0.int(1) }
  }

  /// Whether the file and its log are large enough to have all pages.
  func isWhole(_ path: String) -> Bool {
    let log = FileIdentity(path + "-wal")?.size ?? 0
    return (FileIdentity(path)?.size ?? 0) + log >= pages * pageSize
  }
}
