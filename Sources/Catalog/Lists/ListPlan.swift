/// How a list query is planned, and the limits by which its plan is chosen.
///
/// 1. The scan. A list is read in its own order from an index, so that a page costs what its rows
///    cost. A list of conferences is read from the filter index instead if a filter has one value
///    there (`CatalogReader.walk`): of the filters that are set, the one with the fewest rows. A list
///    of something else may be read from the index of a column whose rows stand in the list's order
///    (`Restriction.isInOrder`).
/// 2. Selective filters. If one leaves few rows (`Restriction.isFew`), these are looked up and sorted,
///    and no index is scanned: up to `fewRows` rows, or `sortable` conferences.
/// 3. Every other condition loses its index (`SQLFragment.withoutIndex`), and is checked for each row
///    that the scan meets: SQLite would otherwise fetch and sort all that fit it.
/// 4. The conferences that records belong to (`ConferenceScope`). Up to `fewConferences` are resolved
///    to their IDs, which is a selective filter; of more, each row looks its own conference up. A scan
///    of sessions begins where the first of many conferences begins, if that skips more than `skipped`
///    conferences.
/// 5. The default order is read in parts: what is ahead, what is past, what has no time
///    (`AheadFirst`). The order by next deadline has two (`PreparedQuestion.divideByDeadline`).
/// 6. Totals, facets, and counts of what a filter excludes ignore the scan: their conditions keep
///    their indexes (`Restriction.counted`, `PreparedQuestion.whole`).
///
/// The plan test reads the plan of every filter in every order: no list is scanned without an index,
/// and none sorts more than these limits allow.
enum ListPlan {
  /// Rows that are rather looked up and sorted than met in a scan.
  static let fewRows = 2_000
  /// Conferences that are rather sorted than met in a scan.
  static let sortable = 400
  /// Conferences whose records are looked up and sorted.
  static let fewConferences = 90
  /// Conferences whose sessions a scan passes over without looking for their end.
  static let skipped = 100
}
