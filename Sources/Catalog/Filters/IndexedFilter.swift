import CatalogForm
import SQLite

/// A filter of the listed records, with the index columns that can serve it.
///
/// `ListPlan` explains how restrictions make a plan.
struct IndexedFilter {
  /// The conditions for a page.
  var page: [Selection.Condition]
  /// The conditions for counting all hits.
  var counted: [Selection.Condition]
  /// The columns whose indexes serve the conditions.
  var columns: Set<Column>
  /// Whether the filter is selective: it leaves few rows.
  var isSelective = false
  /// Whether the index that serves it has the rows in the order of the list.
  var isInOrder = false
  /// The match levels, if the filter has vague dates.
  var graded: ConferenceConditions.GradedFilter?

  init(
    _ filters: [Selection.Condition], counted: [Selection.Condition]? = nil, _ columns: Column...,
    isSelective: Bool = false, isInOrder: Bool = false
  ) {
    page = filters
    self.counted = counted ?? filters
    self.columns = Set(columns)
    self.isSelective = isSelective
    self.isInOrder = isInOrder
  }

  /// The conditions for a page without the use of an index.
  fileprivate var unindexed: [Selection.Condition] {
    page.map { filter in
      .init(name: filter.name, condition: filter.condition.withoutIndex(on: columns))
    }
  }
}

extension [IndexedFilter] {
  /// Whether one of the filters is selective.
  var leavesFew: Bool { contains { $0.isSelective && !$0.page.isEmpty } }

  /// The conditions for a page: only selective filters use their indexes, or without these the
  /// filters whose index has the order of the list.
  var page: [Selection.Condition] {
    let leavesFew = leavesFew
    return flatMap { restriction in
      restriction.isSelective || restriction.isInOrder && !leavesFew
        ? restriction.page : restriction.unindexed
    }
  }

  var counted: [Selection.Condition] { flatMap(\.counted) }
}

extension SharedConditions {
  /// Returns the restrictions by the filters of the listed records themselves.
  func restrictions(_ list: ListContext, _ filters: [Filter]) throws -> [IndexedFilter] {
    try filters.flatMap { filter -> [IndexedFilter] in
      guard case .ofRecords(let restrict) = filter.condition, list.filter.isSet(filter) else {
        return []
      }
      return try restrict(list)
    }
  }

  /// Returns a restriction by a column with an index that has each value's rows in the order of the
  /// list, if `isInOrder`.
  func restriction(
    _ name: String, _ choice: ValueFilter, of table: Table, isInOrder: Bool
  ) throws -> IndexedFilter {
    let column = table[dynamicMember: name]
    let filters = columnFilters([(name, "\(column)", choice)])
    guard !choice.included.isEmpty else { return IndexedFilter(filters, column) }
    return IndexedFilter(
      filters, column,
      isSelective: try hasFewRows(table.calledName, .among("\(column)", choice.included)),
      isInOrder: isInOrder && choice.included.count == 1)
  }

  /// Returns a restriction by the status of sessions.
  ///
  /// Nearly all are scheduled; a partial index has the others.
  func sessionStatus(_ choice: ValueFilter, isInOrder: Bool) throws -> IndexedFilter {
    let status = Table.session.status
    let isRare = !choice.included.isEmpty && !choice.included.contains("scheduled")
    guard isRare else {
      return IndexedFilter(columnFilters([("status", "\(status)", choice)]), status)
    }
    // SQLite uses the partial index only if the condition repeats the index's own with the literal.
    let rare: SQLFragment =
      "\(status) <> 'scheduled' AND \(.among("\(status)", choice.included))"
    var excluded = choice
    excluded.included = []
    return IndexedFilter(
      [.init(name: "status", condition: rare)]
        + columnFilters([("status", "\(status)", excluded)]), status,
      isSelective: try hasFewRows("session", rare),
      isInOrder: isInOrder && choice.included.count == 1)
  }

  /// Returns a restriction to a range of a column's index.
  ///
  /// If the list has another order and the range has few rows, the condition collects their row IDs
  /// first.
  func materialized(
    _ filters: [Selection.Condition], _ column: Column, isInOrder: Bool
  ) throws -> IndexedFilter {
    let plain = IndexedFilter(filters, column, isInOrder: isInOrder)
    let all = SQLFragment.all(filters.map(\.condition))
    let table = column.table
    guard !isInOrder, let name = filters.first?.name, try hasFewRows(table.calledName, all) else {
      return plain
    }
    let rows: SQLFragment =
      "\(table.id) IN (SELECT id FROM \(table.calledName) WHERE \(all))"
    return IndexedFilter(
      [.init(name: name, condition: rows)], counted: filters, column, isSelective: true)
  }

  /// Returns a restriction to the records that refer to some records, whose row IDs are looked up
  /// first.
  func membership(
    _ column: Column, _ choice: ValueFilter, table: String
  ) throws -> [Selection.Condition] {
    func ids(_ slugs: [String]) throws -> String {
      try slugs.compactMap { try reader.id(table, $0).map(String.init) }.joined(separator: ", ")
    }
    var filters: [Selection.Condition] = []
    if !choice.included.isEmpty {
      let list = try ids(choice.included)
      filters.append(
        .init(
          name: table,
          condition: list.contains(",") || list.isEmpty
            ? "\(column) IN (\(list))" : "\(column) = \(list)"))
    }
    if !choice.excluded.isEmpty {
      let condition: SQLFragment = "\(column) IN (\(try ids(choice.excluded)))"
      filters.append(.init(name: table, condition: condition.negated))
    }
    return filters
  }
}
