import CatalogModel
import SQLite

extension FacetSource {
  /// The filters of the filter index under which the values of a filter are filed: a place also as one
  /// of several candidates.
  static func filed(_ filter: Filter) -> [String] {
    if case .place = filter.condition { [filter.name, "\(filter.name)?"] } else { [filter.name] }
  }
}

extension CatalogReader {
  typealias ValueCounts = [(value: String, count: Int)]

  /// The values of a facet with how many of the records have each, and how many have any; nil if each
  /// record has at most one.
  func values(
    _ source: FacetSource.Values, _ name: String, _ question: ListQuestion, _ others: Selection,
    _ prepared: PreparedQuestion
  ) throws -> (rows: ValueCounts, known: Int?) {
    let condition = others.condition
    let bound = others.source.values + condition.values
    func count(_ counted: String, values: [any Bindable]) throws -> ValueCounts {
      try memory.values(
        SQLCondition(
          """
          SELECT value, sum(hits) FROM (\(counted)) WHERE value IS NOT NULL
          GROUP BY value ORDER BY 2 DESC, value
          """, values: values), connection)
    }
    switch source {
    case .filed(let codes) where question.kind == .conference:
      return try filedValues(name, codes, others)
    case .phases: return (try phaseValues(others, question.filter.now), nil)
    case .expression(let expression, let isIndexed):
      let isDriven = prepared.isDriven || !isIndexed
      return (
        try groups(by: expression(question.filter.now), others, usesConference: isDriven), nil
      )
    case .reference(let table):
      // A name is looked up for each group, not for each row.
      return (
        try groups(
          by: "\(question.kind.rawValue).\(table)_id", others,
          name: "(SELECT slug FROM \(table) WHERE id = value)"), nil
      )
    case .mostly(let usual, let column):
      let known = "\(column) <> '\(usual)'"
      var rows = try groups(by: column, others, where: known)
      let rest = rows.reduce(try memory.total(others.countStatement, connection)) { $0 - $1.count }
      if rest > 0 { rows.append((usual, rest)) }
      return (rows.sorted { ($1.count, $0.value) < ($0.count, $1.value) }, nil)
    case .pairs(let sql):
      let pairs = """
        (\(sql)) WHERE value IS NOT NULL AND owner IN (
          SELECT \(others.id) FROM \(others.source.sql) WHERE \(condition.sql))
        """
      let rows = try memory.values(
        SQLCondition(
          """
          SELECT value, count(DISTINCT owner) AS hits FROM \(pairs)
          GROUP BY value ORDER BY hits DESC, value
          """, values: bound), connection)
      let known = try memory.total(
        SQLCondition("SELECT count(DISTINCT owner) FROM \(pairs)", values: bound), connection)
      return (rows, known)
    case .filed(let codes):
      // The records are counted for each conference first: there are fewer of these.
      let filters = filed(name).map { "'\($0)'" }.joined(separator: ", ")
      let codes = codes.map { " AND \($0)" } ?? ""
      let groups = """
        SELECT \(question.kind.rawValue).conference_id AS conference_id, count(*) AS hits
        FROM \(others.source.sql) WHERE \(condition.sql) GROUP BY 1
        """
      let rows = try count(
        """
        SELECT DISTINCT value, filing.conference_id, hits FROM (\(groups))
        JOIN filing USING (conference_id) WHERE filter IN (\(filters))\(codes)
        """, values: bound)
      let known = try memory.total(
        SQLCondition(
          """
          SELECT coalesce(sum(hits), 0) FROM (\(groups)) AS known WHERE EXISTS (
            SELECT 1 FROM filing WHERE filing.conference_id = known.conference_id
              AND filter IN (\(filters))\(codes))
          """, values: bound), connection)
      return (rows, known)
    case .sessionTopics:
      // Sessions without topics of their own are counted for each track or conference at once.
      let own = "SELECT 1 FROM session_topic WHERE session_id = session.id"
      let scopes = """
        SELECT topic_scope, count(*) AS hits FROM \(others.source.sql)
        WHERE (\(condition.sql)) AND NOT EXISTS (\(own)) GROUP BY 1
        """
      let sessions = """
        SELECT session.id AS id FROM \(others.source.sql) WHERE (\(condition.sql)) AND EXISTS (\(own))
        """
      let topics = """
        FROM session_effective_topic AS effective
        JOIN topic_descendant ON descendant_id = effective.topic_id
        JOIN topic ON topic.id = \(name == "topic" ? "topic_descendant" : "effective").topic_id
        """
      let ofTracks = """
        FROM (\(scopes)) JOIN track_topic ON track_topic.track_id = -topic_scope
        JOIN topic_descendant ON descendant_id = track_topic.topic_id
        JOIN topic ON topic.id = \(name == "topic" ? "topic_descendant" : "track_topic").topic_id
        """
      let counted = try count(
        """
        SELECT value, hits FROM (\(scopes)) JOIN filing ON conference_id = topic_scope
        WHERE filter = '\(name)'
        UNION ALL SELECT slug, hits FROM (SELECT DISTINCT topic_scope, slug, hits \(ofTracks))
        UNION ALL SELECT slug, count(DISTINCT session_id) \(topics)
        WHERE session_id IN (\(sessions)) GROUP BY slug
        """, values: bound + bound + bound)
      let known = try memory.total(
        SQLCondition(
          """
          SELECT coalesce(sum(hits), 0) FROM (\(scopes)) AS known WHERE topic_scope < 0 OR EXISTS (
            SELECT 1 FROM filing WHERE conference_id = topic_scope AND filter = '\(name)')
          """, values: bound), connection)
      let ownCount = try memory.total(
        SQLCondition("SELECT count(*) FROM (\(sessions))", values: bound), connection)
      return (counted, known + ownCount)
    }
  }

  /// The values of an expression over the listed table.
  private func groups(
    by expression: String, _ others: Selection, name: String = "value", where known: String? = nil,
    usesConference: Bool = true
  ) throws -> ValueCounts {
    var condition = SQLCondition.all([
      others.condition, SQLCondition(known ?? "\(expression) IS NOT NULL"),
    ])
    // Of many sessions the value and the conference are read from one index.
    if !usesConference {
      let column = "session.conference_id"
      condition.sql = condition.sql.replacing(column, with: "+\(column)")
    }
    return try memory.values(
      SQLCondition(
        """
        SELECT \(name) AS name, hits FROM (
          SELECT \(expression) AS value, count(*) AS hits FROM \(others.source.sql)
          WHERE \(condition.sql) GROUP BY 1) ORDER BY hits DESC, name
        """, values: others.source.values + condition.values), connection)
  }

  private func filed(_ name: String) -> [String] {
    RecordList.conferences.filters.first { $0.name == name }.map(FacetSource.filed) ?? [name]
  }

  /// What conferences are filed under.
  private func filedValues(
    _ name: String, _ codes: String?, _ others: Selection
  ) throws -> (rows: ValueCounts, known: Int?) {
    var among = SQLCondition.among("filing.filter", filed(name))
    if let codes { among.sql += " AND \(codes)" }
    let condition = others.condition
    if !others.filters.isEmpty || others.source.sql != "conference" {
      among = .all([
        among,
        SQLCondition(
          """
          filing.conference_id IN (
            SELECT conference.id FROM \(others.source.sql) WHERE \(condition.sql))
          """, values: others.source.values + condition.values),
      ])
    }
    let rows = try memory.values(
      SQLCondition(
        """
        SELECT value, count(DISTINCT conference_id) AS hits FROM filing WHERE \(among.sql)
        GROUP BY value ORDER BY hits DESC, value
        """, values: among.values), connection)
    let known = SQLCondition(
      "SELECT count(DISTINCT conference_id) FROM filing WHERE \(among.sql)",
      values: among.values)
    return (rows, try memory.total(known, connection))
  }
}
