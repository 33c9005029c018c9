private import CSQLite

/// Settings of SQLite for the whole process.
public enum SQLiteLibrary {
  /// To be called once, before the first connection; later it does nothing.
  ///
  /// SQLite counts its memory under a lock of the whole process, at every allocation of every
  /// connection (https://sqlite.org/c3ref/c_config_covering_index_scan.html#sqliteconfigmemstatus).
  /// Nobody reads that count.
  public static func prepare() { csqlite_count_no_memory() }
}
