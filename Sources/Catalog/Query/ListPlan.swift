/// How a list query is planned, and the limits that decide on its plan.
///
/// 1. The scan. A list is read from an index in its own order, so that a page costs only what its
///    rows cost. A list of conferences is read from the filter index instead if a filter has one
///    value there (`CatalogReader.walk`): from the range with the fewest rows. Another list may be
///    read from the index of a column whose rows have the list's order (`IndexedFilter.isInOrder`).
/// 2. Selective filters. If a filter leaves few rows (`IndexedFilter.isSelective`), up to
///    `fewRows` rows or `sortable` conferences, these are looked up and sorted, and no index is
///    scanned.
/// 3. Every other condition loses its index (`SQLFragment.withoutIndex`) and is checked for each
///    scanned row. Otherwise SQLite would fetch and sort all rows that meet it.
/// 4. The conferences of the records (`ConferenceScope`). Up to `fewConferences` are resolved to
///    their row IDs, which is a selective filter; if they are more, each row looks up its
///    conference. A scan of sessions begins with the first session of many conferences if that
///    skips more than `skipped` conferences.
/// 5. The default order is read in parts: upcoming, past and undated records (`AheadFirst`). The
///    order by next deadline has two parts (`PreparedQuery.divideByDeadline`).
/// 6. Totals, facets and counts of excluded records ignore the scan: their conditions keep their
///    indexes (`IndexedFilter.counted`, `PreparedQuery.whole`).
///
/// A test reads SQLite's plan of every filter in every order: each list is read by an index, and
/// none sorts more rows than these limits allow.
enum ListPlan {
  /// Maximum number of rows to look up and sort instead of scanning an index.
  static let fewRows = 2_000
  /// Maximum number of conferences to sort instead of scanning an index.
  static let sortable = 400
  /// Maximum number of conferences whose records are looked up and sorted.
  static let fewConferences = 90
  /// Number of conferences that a scan of sessions may read in vain rather than look up where to
  /// begin.
  static let skipped = 100
}
