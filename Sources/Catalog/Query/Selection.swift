import SQLite

/// A list query in SQL: its tables, conditions, order and extra columns.
///
/// Uses keyset pagination, never OFFSET.
struct Selection {
  struct SortKey {
    /// The expression to sort by, which is never NULL.
    var expression: SQLFragment
    var descending = false
    var type = KeyType.text
  }

  enum KeyType {
    case text, integer, real

    func value(_ key: String) -> any Bindable {
      switch self {
      case .text: key
      case .integer: Int64(key) ?? 0
      case .real: Double(key) ?? 0
      }
    }
  }

  /// The condition of one filter, with the name by which facets find it.
  struct Condition {
    var name: String
    var condition: SQLFragment
  }

  /// The rows that a query reads.
  struct Source {
    /// The table under its name in the query.
    var table: Table
    /// The `FROM` clause; by default the table.
    var from: SQLFragment
    /// The column with the row ID of a conference to join, if an expression reads a column of
    /// conferences.
    var conference: Column?

    init(_ table: Table, from: SQLFragment? = nil, conference: Column? = nil) {
      self.table = table
      self.from = from ?? SQLFragment(raw: table.calledName)
      self.conference = conference
    }
  }

  var source: Source
  /// The column of the row ID.
  var id: Column
  var filters: [Condition] = []
  /// The sort keys; the last one is unique.
  var sort: [SortKey] = []
  /// Expressions to read with each row of a page.
  var notes: [SQLFragment] = []

  var condition: SQLFragment { .all(filters.map(\.condition)) }

  struct Row {
    var id: Int64
    var notes: [Value]
    var key: [String]
  }

  func page(
    _ request: PageRequest, _ connection: Connection
  ) throws -> (rows: [Row], previous: [String]?, next: [String]?) {
    let (statement, backwards) = pageStatement(request)
    let noteCount = notes.count
    var rows = try connection.all(statement.sql, values: statement.values) { row in
      Row(
        id: row.int64(0), notes: (0..<noteCount).map { row.value(1 + $0) },
        key: sort.indices.map { row.text(1 + noteCount + $0) })
    }
    let more = rows.count > request.limit
    if more { rows.removeLast() }
    if backwards { rows.reverse() }
    let hasPrevious = backwards ? more : request.after != nil
    let hasNext = backwards ? true : more
    return (
      rows, hasPrevious ? rows.first?.key : nil, hasNext ? rows.last?.key : nil
    )
  }

  /// Returns the SELECT statement of a page.
  func pageStatement(_ request: PageRequest) -> (statement: SQLFragment, backwards: Bool) {
    let backwards = request.before != nil
    var conditions = filters.map(\.condition)
    if let key = request.after ?? request.before {
      conditions.append(keysetCondition(key, backwards: backwards))
    }
    let condition = SQLFragment.all(conditions)
    let columns = SQLFragment.joined(["\(id)"] + notes + sort.map(\.expression))
    // Refers to the columns by number, so that no expression and none of its values occurs twice.
    let order = sort.enumerated().map { index, key in
      "\(2 + notes.count + index)\(key.descending != backwards ? " DESC" : "")"
    }
    let statement = SQLFragment(
      """
      SELECT \(columns) FROM \(from(reading: [columns, condition])) WHERE \(condition) \
      ORDER BY \(order.joined(separator: ", ")) LIMIT ?
      """, request.limit + 1)
    return (statement, backwards)
  }

  var countStatement: SQLFragment { select("count(*)") }

  /// Returns the SELECT statement of an expression over all rows.
  func select(_ expression: SQLFragment) -> SQLFragment {
    let condition = condition
    return "SELECT \(expression) FROM \(from(reading: [expression, condition])) WHERE \(condition)"
  }

  /// The SELECT statement of all row IDs.
  var ids: SQLFragment { select("\(id)") }

  /// Returns the `FROM` clause; joins conferences only if an expression reads one of their columns.
  private func from(reading expressions: [SQLFragment]) -> SQLFragment {
    guard let column = source.conference, expressions.contains(where: { $0.reads(.conference) })
    else { return source.from }
    return "\(source.from) CROSS JOIN conference ON conference.id = \(column)"
  }

  /// Returns the condition of the rows after a key.
  ///
  /// It is one comparison of row values if all keys have the same direction, since an index serves
  /// that.
  private func keysetCondition(_ key: [String], backwards: Bool) -> SQLFragment {
    let parts = Array(zip(sort, key))
    guard parts.count == sort.count else { return "0" }
    func sign(_ part: SortKey) -> String { part.descending != backwards ? "<" : ">" }
    if sort.allSatisfy({ $0.descending == sort[0].descending }) {
      let places = parts.map { _ in "?" }.joined(separator: ", ")
      return SQLFragment(
        "(\(.joined(sort.map(\.expression)))) \(sign(sort[0])) (\(places))",
        values: parts.map { $0.type.value($1) })
    }
    var alternatives: [SQLFragment] = []
    for (index, part) in parts.enumerated() {
      var conditions = parts[..<index].map {
        SQLFragment("\($0.expression) = ?", $0.type.value($1))
      }
      conditions.append(
        SQLFragment("\(part.0.expression) \(sign(part.0)) ?", part.0.type.value(part.1)))
      alternatives.append(.all(conditions))
    }
    // An index serves only this condition on the first key.
    let (first, value) = parts[0]
    let reached = SQLFragment("\(first.expression) \(sign(first))= ?", first.type.value(value))
    return .all([reached, .any(alternatives)])
  }
}
