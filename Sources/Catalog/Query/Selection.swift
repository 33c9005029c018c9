import SQLite

/// A question in SQL: what to walk, what must hold, in which order, and what to tell of each row.
///
/// Pages are read from their keys on, never by counting rows off.
struct Selection {
  struct SortKey {
    /// An expression that is never NULL.
    var expression: String
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
    var condition: SQLCondition
  }

  /// What stands behind FROM, and its values.
  var source: SQLCondition
  /// The row's id.
  var id: String
  var filters: [Filter] = []
  /// The last key is unique.
  var sort: [SortKey] = []
  /// Expressions that are read with every row of a page.
  var notes: [SQLCondition] = []

  var condition: SQLCondition { .all(filters.map(\.condition)) }

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
  func pageStatement(_ request: PageRequest) -> (statement: SQLCondition, backwards: Bool) {
    let backwards = request.before != nil
    var conditions = filters.map(\.condition)
    if let key = request.after ?? request.before {
      conditions.append(beyond(key, backwards: backwards))
    }
    let condition = SQLCondition.all(conditions)
    let order = sort.map { "\($0.expression)\($0.descending != backwards ? " DESC" : "")" }
    let columns = [id] + notes.map(\.sql) + sort.map(\.expression)
    let statement = SQLCondition(
      """
      SELECT \(columns.joined(separator: ", ")) FROM \(source.sql) WHERE \(condition.sql) \
      ORDER BY \(order.joined(separator: ", ")) LIMIT ?
      """,
      values: notes.flatMap(\.values) + source.values + condition.values + [request.limit + 1])
    return (statement, backwards)
  }

  var countStatement: SQLCondition {
    let condition = condition
    return SQLCondition(
      "SELECT count(*) FROM \(source.sql) WHERE \(condition.sql)",
      values: source.values + condition.values)
  }

  /// Behind a key in the list's order; as one comparison of rows where all keys run one way, since
  /// an index serves that.
  private func beyond(_ key: [String], backwards: Bool) -> SQLCondition {
    let parts = Array(zip(sort, key))
    guard parts.count == sort.count else { return SQLCondition("0") }
    func sign(_ part: SortKey) -> String { part.descending != backwards ? "<" : ">" }
    if sort.allSatisfy({ $0.descending == sort[0].descending }) {
      let places = parts.map { _ in "?" }.joined(separator: ", ")
      return SQLCondition(
        "(\(sort.map(\.expression).joined(separator: ", "))) \(sign(sort[0])) (\(places))",
        values: parts.map { $0.type.value($1) })
    }
    var alternatives: [SQLCondition] = []
    for (index, part) in parts.enumerated() {
      var conditions = parts[..<index].map {
        SQLCondition("\($0.expression) = ?", $0.type.value($1))
      }
      conditions.append(
        SQLCondition("\(part.0.expression) \(sign(part.0)) ?", part.0.type.value(part.1)))
      alternatives.append(.all(conditions))
    }
    // An index serves the first key alone.
    let (first, value) = parts[0]
    let reached = SQLCondition("\(first.expression) \(sign(first))= ?", first.type.value(value))
    return .all([reached, .any(alternatives)])
  }
}
