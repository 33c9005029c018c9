import SQLite

/// What a filter asks of the listed records, with the index columns that can serve it.
///
/// `ListPlan` tells how a plan is made of restrictions.
struct Restriction {
  /// Its conditions for a page.
  var page: [Selection.Filter]
  /// Its conditions where all that fit are counted.
  var counted: [Selection.Filter]
  /// The columns whose indexes serve it.
  var columns: Set<Column>
  /// Whether it leaves few rows.
  var isFew = false
  /// Whether its index has the rows in the order of the list.
  var isInOrder = false
  /// Its levels of certainty, if dates are vague.
  var graded: ConferenceConditions.Graded?

  init(
    _ filters: [Selection.Filter], counted: [Selection.Filter]? = nil, _ columns: Column...,
    isFew: Bool = false, isInOrder: Bool = false
  ) {
    page = filters
    self.counted = counted ?? filters
    self.columns = Set(columns)
    self.isFew = isFew
    self.isInOrder = isInOrder
  }

  /// Without the help of an index.
  fileprivate var unindexed: [Selection.Filter] {
    page.map { filter in
      .init(name: filter.name, condition: filter.condition.withoutIndex(on: columns))
    }
  }
}

extension [Restriction] {
  /// Whether one of them leaves few rows.
  var leavesFew: Bool { contains { $0.isFew && !$0.page.isEmpty } }

  /// The conditions for a page.
  var page: [Selection.Filter] {
    let leavesFew = leavesFew
    return flatMap { restriction in
      restriction.isFew || restriction.isInOrder && !leavesFew
        ? restriction.page : restriction.unindexed
    }
  }

  var counted: [Selection.Filter] { flatMap(\.counted) }
}

extension CatalogReader {
  /// What is asked of the conferences to which records belong.
  ///
  /// Where the records' own conferences are named, the rest is looked up for these.
  func restriction(
    _ question: ConferenceQuestion, on column: Column, isNamed: Bool
  ) throws -> (restriction: Restriction, scope: ConferenceScope) {
    let scope = isNamed ? .many : try scope(question)
    var isFew = false
    if case .few = scope { isFew = true }
    let restriction = Restriction(
      try conditions(scope, question, id: "\(column)"), counted: [], column, isFew: isFew)
    return (restriction, scope)
  }

  /// The restrictions of those filters of a list that concern its records themselves.
  func restrictions(_ list: ListContext, _ filters: [Filter]) throws -> [Restriction] {
    try filters.flatMap { filter -> [Restriction] in
      guard case .ofRecords(let restrict) = filter.condition, list.filter.isSet(filter) else {
        return []
      }
      return try restrict(list)
    }
  }

  /// A column of which each value's rows stand in the order of `isInOrder` lists in an index.
  func restriction(
    _ name: String, _ choice: Choice, of table: Table, isInOrder: Bool
  ) throws -> Restriction {
    let column = table[dynamicMember: name]
    let filters = columnFilters([(name, "\(column)", choice)])
    guard !choice.included.isEmpty else { return Restriction(filters, column) }
    return Restriction(
      filters, column,
      isFew: try isFew(table.calledName, .among("\(column)", choice.included)),
      isInOrder: isInOrder && choice.included.count == 1)
  }

  /// The status of sessions, of which all but a few are scheduled: the others have an index.
  func sessionStatus(_ choice: Choice, isInOrder: Bool) throws -> Restriction {
    let status = Table.session.status
    let isRare = !choice.included.isEmpty && !choice.included.contains("scheduled")
    guard isRare else {
      return Restriction(columnFilters([("status", "\(status)", choice)]), status)
    }
    // The index has the condition that the literal states.
    let rare: SQLFragment =
      "\(status) <> 'scheduled' AND \(.among("\(status)", choice.included))"
    var excluded = choice
    excluded.included = []
    return Restriction(
      [.init(name: "status", condition: rare)]
        + columnFilters([("status", "\(status)", excluded)]), status,
      isFew: try isFew("session", rare), isInOrder: isInOrder && choice.included.count == 1)
  }

  /// A stretch of a column's index: in another order than its own its rows are gathered first, where
  /// they are few.
  func gathered(
    _ filters: [Selection.Filter], _ column: Column, isInOrder: Bool
  ) throws -> Restriction {
    let plain = Restriction(filters, column, isInOrder: isInOrder)
    let all = SQLFragment.all(filters.map(\.condition))
    let table = column.table
    guard !isInOrder, let name = filters.first?.name, try isFew(table.calledName, all) else {
      return plain
    }
    let rows: SQLFragment =
      "\(table.id) IN (SELECT id FROM \(table.calledName) WHERE \(all))"
    return Restriction(
      [.init(name: name, condition: rows)], counted: filters, column, isFew: true)
  }

  /// What belongs to one of some records, which are looked up first: an index serves their ids.
  func belonging(
    _ column: Column, _ choice: Choice, table: String
  ) throws -> [Selection.Filter] {
    func ids(_ slugs: [String]) throws -> String {
      try slugs.compactMap { try id(table, $0).map(String.init) }.joined(separator: ", ")
    }
    var filters: [Selection.Filter] = []
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
