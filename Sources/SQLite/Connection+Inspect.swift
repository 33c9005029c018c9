extension Connection {
  /// A number that changes when another connection commits to the file.
  public var dataVersion: Int {
    get throws { try first("PRAGMA data_version") { $0.int(0) } ?? 0 }
  }

  /// The findings of `PRAGMA integrity_check` and `foreign_key_check`, one per line; empty without
  /// findings.
  public func integrityCheck(limit: Int = 100) throws -> [String] {
    do {
      let findings = try all("PRAGMA integrity_check(\(limit))") { $0.text(0) }
      let orphans = try all("SELECT * FROM pragma_foreign_key_check LIMIT ?", limit) { row in
        "row \(row.int64(1)) of \(row.text(0)) refers to a missing row of \(row.text(2))"
      }
      return findings.filter { $0 != "ok" } + orphans
    } catch let error as SQLiteError where error.code.primary == .corrupt {
      return [error.message]
    }
  }

  /// Checkpoints and truncates the write-ahead log as far as readers allow.
  public func checkpoint() throws {
    try each("PRAGMA wal_checkpoint(TRUNCATE)") { _ in }
  }
}
