import CatalogForm
import CatalogModel
import SQLite

extension CatalogReader {
  var conditions: SharedConditions { SharedConditions(reader: self) }
}

/// Conditions that the filters of several kinds of record share.
struct SharedConditions {
  let reader: CatalogReader
  var connection: Connection { reader.connection }
  var memory: ReaderCache { reader.memory }

  /// The sort key of records without a time, in seconds since 1970: the year 10000.
  static let never = 253_402_300_800

  /// A query for the conferences whose deadlines are cancelled or postponed with them.
  static let unheldConferences = conferences(being: ["cancelled", "postponed"])

  private static func conferences(being statuses: [String]) -> String {
    let values = statuses.map { "'\($0)'" }.joined(separator: ", ")
    return "SELECT conference_id FROM filing WHERE filter = 'status' AND value IN (\(values))"
  }

  /// Returns the SQL expression of a deadline's status at an instant; NULL while its status is
  /// unknown.
  static func deadlineStatus(_ now: Instant) -> SQLFragment {
    SQLFragment(
      """
      CASE WHEN deadline.status <> 'tba' THEN deadline.status
        WHEN deadline.status IS NULL AND deadline.sort_at < ? THEN 'passed'
        WHEN deadline.conference_id IN (\(conferences(being: ["cancelled"]))) THEN 'cancelled'
        WHEN deadline.conference_id IN (\(conferences(being: ["postponed"]))) THEN 'postponed'
        WHEN deadline.status = 'tba' OR deadline.sort_at = \(never) THEN 'tba'
        WHEN coalesce(at_utc, not_before_utc) >= ? THEN 'open' END
      """, now.seconds, now.seconds)
  }

  /// How conditions look up conferences.
  enum LookUp {
    /// As a set that SQLite builds first.
    case sets
    /// One by one, for each row that a scan meets.
    case probes
    /// Small sets are built first; the conferences of large ones are looked up one by one.
    case bySize
  }

  /// Returns the conditions for the phases that a record must have, and for those that it must not
  /// have.
  func phases(
    _ filter: CatalogFilter, _ condition: (String) -> SQLFragment
  ) -> (included: [Selection.Condition], excluded: [Selection.Condition]) {
    let (included, excluded) = (filter[.phase].included, filter[.phase].excluded)
    let any = SQLFragment.any(included.map(condition))
    return (
      included.isEmpty ? [] : [.init(name: "phase", condition: any)],
      excluded.map { .init(name: "phase", condition: condition($0).negated) }
    )
  }

  /// Returns the conditions on columns of the listed records.
  func columnFilters(
    _ pairs: [(name: String, column: SQLFragment, choice: ValueFilter)]
  ) -> [Selection.Condition] {
    pairs.flatMap { name, column, choice in
      var filters: [Selection.Condition] = []
      if !choice.included.isEmpty {
        filters.append(.init(name: name, condition: .among(column, choice.included)))
      }
      if !choice.excluded.isEmpty {
        filters.append(.init(name: name, condition: .among(column, choice.excluded).negated))
      }
      return filters
    }
  }

  /// Returns the number of rows of a list under selective conditions; `nil` if no condition is
  /// selective, or if more than `ListPlan.fewRows` rows remain.
  func few(_ table: String, _ restrictions: [IndexedFilter]) throws -> Int? {
    guard restrictions.leavesFew else { return nil }
    let condition = SQLFragment.all(restrictions.page.map(\.condition))
    let count = try memory.total(
      SQLFragment(
        """
        SELECT count(*) FROM (
          SELECT 1 FROM \(table) WHERE \(condition) LIMIT \(ListPlan.fewRows + 1))
        """), connection)
    return count <= ListPlan.fewRows ? count : nil
  }

  /// Whether a condition on a table leaves at most `limit` rows; counts no further than that.
  func hasFewRows(
    _ table: String, _ condition: SQLFragment, _ limit: Int = ListPlan.fewRows
  ) throws -> Bool {
    let count = try memory.total(
      SQLFragment(
        "SELECT count(*) FROM (SELECT 1 FROM \(table) WHERE \(condition) LIMIT \(limit + 1))"),
      connection)
    return count <= limit
  }

  /// Returns the restriction to records that changed since an instant.
  ///
  /// If they are few, they are looked up and sorted; otherwise the condition is checked in the scan
  /// of the list.
  func updated(_ table: Table, _ filter: CatalogFilter) throws -> IndexedFilter {
    guard let since = filter.updatedSince?.seconds else { return IndexedFilter([]) }
    let name = table.calledName
    let isSelective = try hasFewRows(name, SQLFragment("updated_at >= ?", since))
    let condition =
      isSelective
      ? SQLFragment("\(table.rowid) IN (SELECT id FROM \(name) WHERE updated_at >= ?)", since)
      : SQLFragment("+\(table.updated_at) >= ?", since)
    return IndexedFilter(
      [.init(name: "updated_since", condition: condition)], isSelective: isSelective)
  }
}
