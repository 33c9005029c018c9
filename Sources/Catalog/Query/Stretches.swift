import SQLite

/// A list that is read from several selections, one behind the other; each has rows that the others
/// have not.
struct Stretches {
  var selections: [Selection]

  /// How SQLite walks the tables for a page, a line for each step.
  func plan(_ request: PageRequest, _ connection: Connection) throws -> [String] {
    try selections.flatMap { selection in
      let page = selections.count > 1 ? PageRequest(limit: request.limit) : request
      let statement = selection.pageStatement(page).statement
      return try connection.all("EXPLAIN QUERY PLAN \(statement.sql)", values: statement.values) {
        $0.text(3)
      }
    }
  }

  /// As `Selection.page`; a key begins with the number of its selection.
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
      // Against the order of the list, where it is read backwards.
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
