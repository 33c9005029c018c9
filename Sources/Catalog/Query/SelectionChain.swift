import SQLite

/// A list that is read from several selections, one after the other; no row is in two of them.
struct SelectionChain {
  var selections: [Selection]

  /// SQLite's query plan for a page, one element for each step.
  func plan(_ request: PageRequest, _ connection: Connection) throws -> [String] {
    try selections.flatMap { selection in
      let page = selections.count > 1 ? PageRequest(limit: request.limit) : request
      let statement = selection.pageStatement(page).statement
      return try connection.all("EXPLAIN QUERY PLAN \(statement.sql)", values: statement.values) {
        $0.text(3)
      }
    }
  }

  /// Returns a page like `Selection.page`.
  ///
  /// A key begins with the index of its selection.
  func page(
    _ request: PageRequest, _ connection: Connection
  ) throws -> (rows: [Selection.Row], previous: [String]?, next: [String]?) {
    guard selections.count > 1 else { return try selections[0].page(request, connection) }
    let backwards = request.before != nil
    let key = request.after ?? request.before
    let start = key?.first.flatMap { Int($0) } ?? 0
    guard selections.indices.contains(start) else { return ([], nil, nil) }
    var rows: [Selection.Row] = []
    for index in backwards ? Array((0...start).reversed()) : Array(start..<selections.count) {
      // Backwards, each selection is read in the opposite of its order.
      var selection = selections[index]
      if backwards {
        for term in selection.sort.indices { selection.sort[term].descending.toggle() }
      }
      var part = PageRequest(limit: request.limit + 1 - rows.count)
      if index == start, let key { part.after = Array(key.dropFirst()) }
      rows += try selection.page(part, connection).rows.map { row in
        var row = row
        row.key.insert("\(index)", at: 0)
        return row
      }
      if rows.count > request.limit { break }
    }
    let more = rows.count > request.limit
    if more { rows.removeLast() }
    if backwards { rows.reverse() }
    let hasPrevious = backwards ? more : request.after != nil
    let hasNext = backwards || more
    return (rows, hasPrevious ? rows.first?.key : nil, hasNext ? rows.last?.key : nil)
  }
}
