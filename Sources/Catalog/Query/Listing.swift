import SQLite

/// A sorted list of one kind of row, read page by page from its keys (never by counting rows off).
struct Listing {
  struct SortKey {
    /// An expression that is never NULL.
    var expression: String
    var descending = false
    /// Whether it gives whole numbers, and not text.
    var isNumeric = false
  }

  /// What stands behind FROM; the row's id is `id`, its slug `slug`.
  var from: String
  var conditions: [SQLCondition]
  /// The last key must be unique.
  var sort: [SortKey]

  /// Reads the ids of a page and the keys beside it.
  func page(_ request: PageRequest, _ connection: Connection) throws -> Page<Int64> {
    let filter = SQLCondition.all(conditions)
    let total =
      try connection.first(
        "SELECT count(*) FROM \(from) WHERE \(filter.sql)", values: filter.values
      ) { $0.int(0) } ?? 0
    let backwards = request.before != nil
    var bounded = [filter]
    if let key = request.after ?? request.before {
      bounded.append(beyond(key, backwards: backwards))
    }
    let condition = SQLCondition.all(bounded)
    let order = sort.map { "\($0.expression)\($0.descending != backwards ? " DESC" : "")" }
    let keys = sort.map { "CAST(\($0.expression) AS TEXT)" }
    var rows = try connection.all(
      """
      SELECT id, \(keys.joined(separator: ", ")) FROM \(from) WHERE \(condition.sql)
      ORDER BY \(order.joined(separator: ", ")) LIMIT \(request.limit + 1)
      """, values: condition.values
    ) { row in (id: row.int64(0), key: sort.indices.map { row.text($0 + 1) }) }
    let more = rows.count > request.limit
    if more { rows.removeLast() }
    if backwards { rows.reverse() }
    let hasPrevious = backwards ? more : request.after != nil
    let hasNext = backwards ? true : more
    return Page(
      elements: rows.map(\.id), total: total, previous: hasPrevious ? rows.first?.key : nil,
      next: hasNext ? rows.last?.key : nil)
  }

  /// (a, b) > (x, y) written out, since each key has a direction of its own.
  private func beyond(_ key: [String], backwards: Bool) -> SQLCondition {
    var alternatives: [SQLCondition] = []
    for (index, part) in sort.enumerated() where index < key.count {
      var conditions: [SQLCondition] = []
      for earlier in 0..<index {
        conditions.append(
          SQLCondition("CAST(\(sort[earlier].expression) AS TEXT) = ?", key[earlier]))
      }
      let sign = part.descending != backwards ? "<" : ">"
      let value: any Bindable = part.isNumeric ? Int64(key[index]) ?? 0 : key[index]
      conditions.append(SQLCondition("\(part.expression) \(sign) ?", value))
      alternatives.append(.all(conditions))
    }
    return .any(alternatives)
  }
}
