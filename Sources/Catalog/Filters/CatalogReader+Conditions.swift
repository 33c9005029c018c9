import CatalogModel
import SQLite

/// Conditions that the filters of several kinds of record have.
extension CatalogReader {
  /// What lists are sorted by where there is no time.
  static let never = 253_402_300_800

  /// The conferences whose deadlines are cancelled or postponed with them.
  static let unheldConferences = conferences(being: ["cancelled", "postponed"])

  private static func conferences(being statuses: [String]) -> String {
    let values = statuses.map { "'\($0)'" }.joined(separator: ", ")
    return "SELECT conference_id FROM filing WHERE filter = 'status' AND value IN (\(values))"
  }

  /// What a deadline is at an instant, as an expression; NULL while that is not known.
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

  /// How conditions look conferences up.
  enum LookUp {
    /// Sets of them are sorted out first.
    case sets
    /// Each is looked up when a list meets it.
    case probes
    /// Small sets are sorted out first.
    case bySize
  }

  /// The phases that a record must have, or must not have.
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

  /// The conditions on the columns of a record itself.
  func columnFilters(
    _ pairs: [(name: String, column: SQLFragment, choice: Choice)]
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

  /// How many rows a list has under conditions that leave few; nil where they are more than few
  /// after all.
  func few(_ table: String, _ restrictions: [Restriction]) throws -> Int? {
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

  /// Whether a condition on a table leaves only so many rows; no more are counted.
  func isFew(
    _ table: String, _ condition: SQLFragment, _ limit: Int = ListPlan.fewRows
  ) throws -> Bool {
    let count = try memory.total(
      SQLFragment(
        "SELECT count(*) FROM (SELECT 1 FROM \(table) WHERE \(condition) LIMIT \(limit + 1))"),
      connection)
    return count <= limit
  }

  /// What has changed since: where that is little, it is looked up and sorted; else the list is
  /// walked in its order.
  func updated(_ table: Table, _ filter: CatalogFilter) throws -> Restriction {
    guard let since = filter.updatedSince?.seconds else { return Restriction([]) }
    let name = table.calledName
    let isFew = try isFew(name, SQLFragment("updated_at >= ?", since))
    let condition =
      isFew
      ? SQLFragment("\(table.rowid) IN (SELECT id FROM \(name) WHERE updated_at >= ?)", since)
      : SQLFragment("+\(table.updated_at) >= ?", since)
    return Restriction([.init(name: "updated_since", condition: condition)], isFew: isFew)
  }
}
