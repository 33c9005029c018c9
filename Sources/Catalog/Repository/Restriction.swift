import SQLite

/// One thing that a list is asked for, and by which way SQLite may come to the rows.
///
/// Where a restriction leaves few rows, these are fetched and sorted; else the list is walked in
/// its order, by an index that may give the rows of one value in just that order, and SQLite is
/// kept from fetching all that fit something else (by a plus before a column:
/// https://sqlite.org/optoverview.html#disqualifying_where_clause_terms_using_unary_).
struct Restriction {
  /// Its conditions for a page.
  var page: [Selection.Filter]
  /// Its conditions where all that fit are counted.
  var counted: [Selection.Filter]
  /// The columns whose indexes serve it.
  var columns: [String]
  /// Whether it leaves few rows.
  var isFew = false
  /// Whether its index has the rows in the order of the list.
  var isInOrder = false
  /// Its levels of certainty, if dates are vague.
  var graded: ConferenceConditions.Graded?

  init(
    _ filters: [Selection.Filter], counted: [Selection.Filter]? = nil, _ columns: String...,
    isFew: Bool = false, isInOrder: Bool = false
  ) {
    page = filters
    self.counted = counted ?? filters
    self.columns = columns
    self.isFew = isFew
    self.isInOrder = isInOrder
  }

  /// Without the help of an index.
  fileprivate func unindexed(_ table: String) -> [Selection.Filter] {
    page.map { filter in
      var sql = filter.condition.sql
      for column in columns {
        sql = sql.replacing("\(table).\(column)", with: "+\(table).\(column)")
      }
      return .init(
        name: filter.name, condition: SQLCondition(sql, values: filter.condition.values))
    }
  }
}

extension [Restriction] {
  /// Whether one of them leaves few rows.
  var leavesFew: Bool { contains { $0.isFew && !$0.page.isEmpty } }

  /// The conditions for a page.
  func page(of table: String) -> [Selection.Filter] {
    let leavesFew = leavesFew
    return flatMap { restriction in
      restriction.isFew || restriction.isInOrder && !leavesFew
        ? restriction.page : restriction.unindexed(table)
    }
  }

  var counted: [Selection.Filter] { flatMap(\.counted) }
}

extension CatalogReader {
  /// What is asked of the conferences to which records belong.
  ///
  /// Where the records' own conferences are named, the rest is looked up for these.
  func restriction(
    _ question: ConferenceQuestion, on column: String, of table: String, isNamed: Bool
  ) throws -> (restriction: Restriction, scope: ConferenceScope) {
    let scope = isNamed ? .many : try scope(question)
    var isFew = false
    if case .few = scope { isFew = true }
    let restriction = Restriction(
      try conditions(scope, question, id: "\(table).\(column)"), counted: [], column, isFew: isFew)
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
    _ name: String, _ choice: Choice, of table: String, isInOrder: Bool
  ) throws -> Restriction {
    let filters = columnFilters([(name, "\(table).\(name)", choice)])
    guard !choice.included.isEmpty else { return Restriction(filters, name) }
    return Restriction(
      filters, name, isFew: try isFew(table, .among(name, choice.included)),
      isInOrder: isInOrder && choice.included.count == 1)
  }

  /// The status of sessions, of which all but a few are scheduled: the others have an index.
  func sessionStatus(_ choice: Choice, isInOrder: Bool) throws -> Restriction {
    var filters = columnFilters([("status", "session.status", choice)])
    let isRare = !choice.included.isEmpty && !choice.included.contains("scheduled")
    if isRare {
      filters[0].condition.sql = "session.status <> 'scheduled' AND \(filters[0].condition.sql)"
    }
    return Restriction(
      filters, "status",
      isFew: isRare
        ? try isFew(
          "session",
          .all([SQLCondition("status <> 'scheduled'"), .among("status", choice.included)]))
        : false, isInOrder: isInOrder && choice.included.count == 1)
  }

  /// A stretch of a column's index: in another order than its own its rows are gathered first, where
  /// they are few.
  func gathered(
    _ filters: [Selection.Filter], _ column: String, of table: String, isInOrder: Bool
  ) throws -> Restriction {
    let plain = Restriction(filters, column, isInOrder: isInOrder)
    let all = SQLCondition.all(filters.map(\.condition))
    guard !isInOrder, let name = filters.first?.name, try isFew(table, all) else { return plain }
    let rows = SQLCondition(
      "\(table).id IN (SELECT id FROM \(table) WHERE \(all.sql))", values: all.values)
    return Restriction(
      [.init(name: name, condition: rows)], counted: filters, column, isFew: true)
  }

  /// What belongs to one of some records, which are looked up first: an index serves their ids.
  func belonging(
    _ column: String, _ choice: Choice, table: String = "conference", name: String = "conference"
  ) throws -> [Selection.Filter] {
    func ids(_ slugs: [String]) throws -> String {
      try slugs.compactMap { try id(table, $0).map(String.init) }.joined(separator: ", ")
    }
    var filters: [Selection.Filter] = []
    if !choice.included.isEmpty {
      let list = try ids(choice.included)
      filters.append(
        .init(
          name: name,
          condition: SQLCondition(
            list.contains(",") || list.isEmpty ? "\(column) IN (\(list))" : "\(column) = \(list)")))
    }
    if !choice.excluded.isEmpty {
      let condition = SQLCondition("\(column) IN (\(try ids(choice.excluded)))")
      filters.append(.init(name: name, condition: condition.negated))
    }
    return filters
  }
}
