import SQLite

/// A question in SQL: what to walk, what must hold, in which order, and what to tell of each row.
///
/// Pages are read from their keys on, never by counting rows off.
struct Selection {
  struct SortKey {
    /// An expression that is never NULL.
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

  /// One filter's condition; the name lets a facet leave its own filter out.
  struct Filter {
    var name: String
    var condition: SQLFragment
  }

  /// The rows to read.
  struct Source {
    /// The name by which the table is called.
    var table: Table
    /// What stands behind FROM; the table itself by default.
    var from: SQLFragment
    /// Holds the ID of the conference that is looked up for each row, if anything reads it.
    var conference: Column?

    init(_ table: Table, from: SQLFragment? = nil, conference: Column? = nil) {
      self.table = table
      self.from = from ?? SQLFragment(raw: table.calledName)
      self.conference = conference
    }
  }

  var source: Source
  /// The row's id.
  var id: Column
  var filters: [Filter] = []
  /// The last key is unique.
  var sort: [SortKey] = []
  /// Expressions that are read with every row of a page.
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

  /// The SELECT of a page.
  func pageStatement(_ request: PageRequest) -> (statement: SQLFragment, backwards: Bool) {
    let backwards = request.before != nil
    var conditions = filters.map(\.condition)
    if let key = request.after ?? request.before {
      conditions.append(beyond(key, backwards: backwards))
    }
    let condition = SQLFragment.all(conditions)
    let columns = SQLFragment.joined(["\(id)"] + notes + sort.map(\.expression))
    // By their numbers, so that no expression and none of its values is there twice.
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

  /// The SELECT of an expression over all rows.
  func select(_ expression: SQLFragment) -> SQLFragment {
    let condition = condition
    return "SELECT \(expression) FROM \(from(reading: [expression, condition])) WHERE \(condition)"
  }

  /// The IDs of all rows.
  var ids: SQLFragment { select("\(id)") }

  /// What stands behind FROM, with conferences only if an expression reads one of their columns.
  private func from(reading expressions: [SQLFragment]) -> SQLFragment {
    guard let column = source.conference, expressions.contains(where: { $0.reads(.conference) })
    else { return source.from }
    return "\(source.from) CROSS JOIN conference ON conference.id = \(column)"
  }

  /// Behind a key in the list's order; as one comparison of rows where all keys run one way, since
  /// an index serves that.
  private func beyond(_ key: [String], backwards: Bool) -> SQLFragment {
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
    // An index serves the first key alone.
    let (first, value) = parts[0]
    let reached = SQLFragment("\(first.expression) \(sign(first))= ?", first.type.value(value))
    return .all([reached, .any(alternatives)])
  }
}
