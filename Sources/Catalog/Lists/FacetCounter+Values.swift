import CatalogModel
import SQLite

extension FacetCounter {
  typealias ValueCounts = [(value: String, count: Int)]

  /// Returns the values of a facet with the number of records for each, and the number of records
  /// with any value; `nil` if each record has at most one value.
  func values(
    _ source: FacetSource.Values, _ name: String, _ others: Selection
  ) throws -> (rows: ValueCounts, known: Int?) {
    switch source {
    case .filed(let codes) where question.kind == .conference:
      return try filedValues(name, codes, others)
    case .phases: return (try phaseValues(others), nil)
    case .expression(let expression, let isIndexed):
      let sortsFewRows = prepared.sortsFewRows || !isIndexed
      return (
        try groups(by: expression(question.filter.now), others, usesConference: sortsFewRows), nil
      )
    case .reference(let table):
      // A slug is looked up for each group instead of for each row.
      return (
        try groups(
          by: SQLFragment(raw: "\(question.kind.rawValue).\(table)_id"), others,
          name: "(SELECT slug FROM \(table) WHERE id = value)"), nil
      )
    case .mostly(let usual, let column):
      let known: SQLFragment = "\(column) <> '\(usual)'"
      var rows = try groups(by: SQLFragment(raw: column), others, where: known)
      let rest = rows.reduce(try memory.total(others.countStatement, connection)) { $0 - $1.count }
      if rest > 0 { rows.append((usual, rest)) }
      return (rows.sorted { ($1.count, $0.value) < ($0.count, $1.value) }, nil)
    case .pairs(let sql): return try pairs(sql, others)
    case .filed(let codes):
      let filters = filed(name).map { "'\($0)'" }.joined(separator: ", ")
      return try valuesOfConferences(
        """
        SELECT conference_id AS owner, value FROM filing WHERE filter IN (\(filters))
          \(codes.map { "AND \($0)" } ?? "")
        """, others)
    case .ofConferences(let sql): return try valuesOfConferences(sql, others)
    case .sessionTopics:
      // Counts sessions without own topics together for each track or conference.
      let own: SQLFragment = "EXISTS (SELECT 1 FROM session_topic WHERE session_id = session.id)"
      var (sessions, others) = (others, others)
      sessions.filters.append(.init(name: "", condition: own))
      others.filters.append(.init(name: "", condition: "NOT \(own)"))
      let scopes: SQLFragment = """
        \(others.select("topic_scope, count(*) AS hits")) GROUP BY 1
        """
      let topics = """
        FROM session_effective_topic AS effective
        JOIN topic_descendant ON descendant_id = effective.topic_id
        JOIN topic ON topic.id = \(name == "topic" ? "topic_descendant" : "effective").topic_id
        """
      let ofTracks: SQLFragment = """
        FROM (\(scopes)) JOIN track_topic ON track_topic.track_id = -topic_scope
        JOIN topic_descendant ON descendant_id = track_topic.topic_id
        JOIN topic ON topic.id = \(name == "topic" ? "topic_descendant" : "track_topic").topic_id
        """
      let counted = try sums(
        """
        SELECT value, hits FROM (\(scopes)) JOIN filing ON conference_id = topic_scope
        WHERE filter = '\(name)'
        UNION ALL SELECT slug, hits FROM (SELECT DISTINCT topic_scope, slug, hits \(ofTracks))
        UNION ALL SELECT slug, count(DISTINCT session_id) \(topics)
        WHERE session_id IN (\(sessions.ids)) GROUP BY slug
        """)
      let known = try memory.total(
        """
        SELECT coalesce(sum(hits), 0) FROM (\(scopes)) AS known WHERE topic_scope < 0 OR EXISTS (
          SELECT 1 FROM filing WHERE conference_id = topic_scope AND filter = '\(name)')
        """, connection)
      return (counted, known + (try memory.total(sessions.countStatement, connection)))
    }
  }

  /// Returns the values of an expression over the listed table.
  private func groups(
    by expression: SQLFragment, _ others: Selection, name: String = "value",
    where known: SQLFragment? = nil, usesConference: Bool = true
  ) throws -> ValueCounts {
    var others = others
    others.filters.append(.init(name: "", condition: known ?? "\(expression) IS NOT NULL"))
    // For many sessions, an index with both the value and the conference is scanned.
    if !usesConference {
      for index in others.filters.indices {
        others.filters[index].condition = others.filters[index].condition.withoutIndex(
          on: [Table.session.conference_id])
      }
    }
    return try memory.values(
      """
      SELECT \(name) AS name, hits FROM (
        \(others.select("\(expression) AS value, count(*) AS hits")) GROUP BY 1)
      ORDER BY hits DESC, name
      """, connection)
  }

  /// Returns the values of a query with the sum of its `hits` for each.
  private func sums(_ query: SQLFragment) throws -> ValueCounts {
    try memory.values(
      """
      SELECT value, sum(hits) FROM (\(query)) WHERE value IS NOT NULL
      GROUP BY value ORDER BY 2 DESC, value
      """, connection)
  }

  /// Returns the values that the listed records share with their conferences; `query` returns the
  /// pairs of `owner`, the row ID of a conference, and `value`.
  private func valuesOfConferences(
    _ query: String, _ others: Selection
  ) throws -> (rows: ValueCounts, known: Int?) {
    if question.kind == .conference { return try pairs(query, others) }
    // Counts the records of each conference first, since there are fewer conferences than records.
    let id = others.source.table.conference_id
    let groups: SQLFragment = """
      \(others.select("\(id) AS conference_id, count(*) AS hits")) GROUP BY 1
      """
    let rows = try sums(
      """
      SELECT DISTINCT value, conference_id, hits FROM (\(groups))
      JOIN (\(query)) ON owner = conference_id
      """)
    let known = try memory.total(
      """
      SELECT coalesce(sum(hits), 0) FROM (\(groups)) WHERE conference_id IN (
        SELECT owner FROM (\(query)))
      """, connection)
    return (rows, known)
  }

  /// Returns the values of the pairs of `owner`, the row ID of a listed record, and `value`, that a
  /// query returns.
  private func pairs(
    _ query: String, _ others: Selection
  ) throws -> (rows: ValueCounts, known: Int?) {
    let pairs: SQLFragment =
      "(\(query)) WHERE value IS NOT NULL AND owner IN (\(others.ids))"
    let rows = try memory.values(
      """
      SELECT value, count(DISTINCT owner) AS hits FROM \(pairs)
      GROUP BY value ORDER BY hits DESC, value
      """, connection)
    return (rows, try memory.total("SELECT count(DISTINCT owner) FROM \(pairs)", connection))
  }

  private func filed(_ name: String) -> [String] {
    RecordList.conferences.filters.first { $0.name == name }.map(FacetSource.filed) ?? [name]
  }

  /// Returns the values of conferences in the filter index.
  private func filedValues(
    _ name: String, _ codes: String?, _ others: Selection
  ) throws -> (rows: ValueCounts, known: Int?) {
    var conditions = [SQLFragment.among("filing.filter", filed(name))]
    if let codes { conditions.append(SQLFragment(raw: codes)) }
    if !others.filters.isEmpty || others.source.table != .conference {
      conditions.append("filing.conference_id IN (\(others.ids))")
    }
    let condition = SQLFragment.all(conditions)
    let rows = try memory.values(
      """
      SELECT value, count(DISTINCT conference_id) AS hits FROM filing WHERE \(condition)
      GROUP BY value ORDER BY hits DESC, value
      """, connection)
    return (
      rows,
      try memory.total(
        "SELECT count(DISTINCT conference_id) FROM filing WHERE \(condition)", connection)
    )
  }
}
