public import CatalogModel
import SQLite

extension CatalogReader {
  /// Values of a facet that are shown.
  private static let shown = 30

  /// The filters of which each kind of list can count the values.
  public static func facetNames(_ kind: RecordKind) -> [String] {
    switch kind {
    case .conference:
      [
        "topic", "topic.exact", "audience", "series", "city", "region", "country", "format", "kind",
        "status", "year", "month", "verified", "rank", "has", "session_kind", "deadline.kind",
        "phase",
      ]
    case .session:
      [
        "kind", "conference", "track", "room", "speaker", "format", "language", "level", "status",
        "month",
      ] + FacetValues.ofConferences
    case .deadline: ["kind", "status", "conference"] + FacetValues.ofConferences
    case .track: ["conference"] + FacetValues.ofConferences
    case .speaker: ["conference"]
    case .series:
      ["kind", "topic", "topic.exact", "audience", "rank", "verified", "city", "region", "country"]
    case .place: ["kind", "country", "region"]
    case .guideItem: ["kind"]
    case .venue: ["country", "region", "city"]
    case .recommendation: ["audience", "series"]
    default: []
    }
  }

  /// Counts the values of one filter among what fits all the others.
  func facet(
    _ name: String, _ question: ListQuestion, _ prepared: PreparedQuestion
  ) throws -> Facet {
    var others = prepared.whole
    let isPlace = ["city", "region", "country"].contains(name)
    others.filters.removeAll {
      $0.name == name || (isPlace && $0.name == "place") || (name == "month" && $0.name == "dates")
    }
    let isFiled = question.kind == .conference && name != "month"
    let rows: [(value: String, count: Int)]
    let known: Int
    if let source = FacetValues(name, of: question.kind) {
      (rows, known) = try values(source, name, of: question.kind, others)
    } else if name == "phase" {
      rows = try phaseValues(others, question.filter.now)
      known = rows.reduce(0) { $0 + $1.count }
    } else if isFiled {
      rows = try filedValues(name, others)
      known = try memory.total(filedCount(name, others), connection)
    } else {
      rows = try columnValues(name, question, others, isDriven: prepared.isDriven)
      known = rows.reduce(0) { $0 + $1.count }
    }
    let total = try memory.total(others.countStatement, connection)
    let selected = selected(name, question.filter)
    let values = try rows.prefix(Self.shown).map { row in
      Facet.Value(
        value: row.value, label: try label(name, row.value), count: row.count,
        selected: selected.contains(row.value))
    }
    return Facet(
      field: name, values: values, other: max(0, rows.count - Self.shown), missing: total - known)
  }

  private func phaseValues(
    _ others: Selection, _ now: Instant
  ) throws -> [(value: String, count: Int)] {
    let days = try localDays(now)
    let counts = try Conference.phases.map { phase in
      var those = others
      let condition = days.condition(phase, row: "conference", id: "conference.id")
      those.filters.append(.init(name: "phase", condition: condition))
      return (value: phase, count: try memory.total(those.countStatement, connection))
    }
    return counts.filter { $0.count > 0 }.sorted { ($1.count, $0.value) < ($0.count, $1.value) }
  }

  private func filedCondition(_ name: String, _ others: Selection) -> SQLCondition {
    var among = SQLCondition.among("filing.filter", FacetValues.filed(name))
    // The groups of countries to which a conference belongs are no regions of its own.
    if name == "region" { among.sql += " AND filing.value GLOB '[A-Z]*'" }
    guard !others.filters.isEmpty || others.source.sql != "conference" else { return among }
    let condition = others.condition
    return .all([
      among,
      SQLCondition(
        """
        filing.conference_id IN (
          SELECT conference.id FROM \(others.source.sql) WHERE \(condition.sql))
        """, values: others.source.values + condition.values),
    ])
  }

  private func filedValues(
    _ name: String, _ others: Selection
  ) throws -> [(value: String, count: Int)] {
    let condition = filedCondition(name, others)
    return try memory.values(
      SQLCondition(
        """
        SELECT value, count(DISTINCT conference_id) AS hits FROM filing WHERE \(condition.sql)
        GROUP BY value ORDER BY hits DESC, value
        """, values: condition.values), connection)
  }

  private func filedCount(_ name: String, _ others: Selection) -> SQLCondition {
    let condition = filedCondition(name, others)
    return SQLCondition(
      "SELECT count(DISTINCT conference_id) FROM filing WHERE \(condition.sql)",
      values: condition.values)
  }

  /// Columns of sessions whose indexes also have the conference.
  private static let indexed = ["kind", "format", "language", "level"]

  private func columnValues(
    _ name: String, _ question: ListQuestion, _ others: Selection, isDriven: Bool
  ) throws -> [(value: String, count: Int)] {
    let table = question.kind.rawValue
    // A name is looked up for each group, not for each row.
    let isNamed =
      ["conference", "track", "room", "audience"].contains(name) || table == "recommendation"
    let column =
      switch (table, name) {
      case ("session", "month"):
        "strftime('%Y-%m', starts_at + coalesce(starts_offset, 0), 'unixepoch')"
      case (_, "month"):
        "CASE WHEN date_precision IN ('day', 'month') THEN substr(start_earliest, 1, 7) END"
      case ("deadline", "status"): Self.deadlineStatus(question.filter.now)
      case ("series", "verified"): "series.verification_state"
      default: isNamed ? "\(table).\(name)_id" : "\(table).\(name)"
      }
    let value = isNamed ? "(SELECT slug FROM \(name) WHERE id = value)" : "value"
    // All but a few sessions take place as planned: the others have an index.
    let isStatus = table == "session" && name == "status"
    let known = isStatus ? "session.status <> 'scheduled'" : "\(column) IS NOT NULL"
    var condition = SQLCondition.all([others.condition, SQLCondition(known)])
    // Of many sessions the value and the conference are read from one index.
    if table == "session", !isDriven, Self.indexed.contains(name) {
      let column = "session.conference_id"
      condition.sql = condition.sql.replacing(column, with: "+\(column)")
    }
    var rows = try memory.values(
      SQLCondition(
        """
        SELECT \(value) AS name, hits FROM (
          SELECT \(column) AS value, count(*) AS hits FROM \(others.source.sql)
          WHERE \(condition.sql) GROUP BY 1) ORDER BY hits DESC, name
        """, values: others.source.values + condition.values), connection)
    if isStatus {
      let rest = rows.reduce(try memory.total(others.countStatement, connection)) { $0 - $1.count }
      if rest > 0 { rows.insert(("scheduled", rest), at: 0) }
      rows.sort { ($1.count, $0.value) < ($0.count, $1.value) }
    }
    return rows
  }

  private func label(_ name: String, _ value: String) throws -> String {
    if let kind = CodeKind(rawValue: name == "topic.exact" ? "topic" : name) {
      return try label(kind, value) ?? value
    }
    switch name {
    case "conference": return try conference(value)?.displayName ?? value
    case "track", "room", "speaker":
      return try connection.first("SELECT name FROM \(name) WHERE slug = ?1", value) {
        $0.text(0)
      } ?? value
    case "city":
      return try connection.first(
        "SELECT city FROM location WHERE city_folded = ?1 LIMIT 1", value
      ) { $0.text(0) } ?? value
    case "kind", "format", "status", "phase", "session_kind", "deadline.kind", "has", "verified":
      return CodeText.of(value)
    default: return value
    }
  }

  /// The text of a code, such as the label of a topic; nil if the catalog has none.
  public func label(_ kind: CodeKind, _ code: String) throws -> String? {
    try memory.meanings("label of \(kind)", code) {
      let sql =
        switch kind {
        case .topic, .audience: "SELECT label FROM \(kind.rawValue) WHERE slug = ?1"
        case .series: "SELECT name FROM series WHERE slug = ?1"
        case .region: "SELECT name FROM place WHERE kind = 'region' AND region = ?1 LIMIT 1"
        case .country: "SELECT name FROM place WHERE kind = 'country' AND country = ?1 LIMIT 1"
        }
      return try connection.all(sql, code) { $0.text(0) }
    }.first
  }

  private func selected(_ name: String, _ filter: CatalogFilter) -> [String] {
    switch name {
    case "topic": filter.topics.included
    case "audience": filter.audiences.included
    case "series": filter.series.included
    case "city": filter.cities.included
    case "region": filter.regions.included
    case "country": filter.countries.included
    case "format": filter.formats.included
    case "kind": filter.kinds.included
    case "status": filter.statuses.included
    case "year": filter.years.included
    case "verified": filter.verifications.included
    case "rank": filter.ranks.included
    case "has": filter.parts.included
    case "session_kind": filter.sessionKinds.included
    case "conference": filter.conferences.included
    case "track": filter.tracks.included
    case "room": filter.rooms.included
    case "speaker": filter.speakers.included
    case "topic.exact": filter.exactTopics.included
    case "phase": filter.phases.included
    case "deadline.kind": filter.deadlines?.kinds.included ?? []
    case "language": filter.languages.included
    case "level": filter.levels.included
    default: []
    }
  }
}
