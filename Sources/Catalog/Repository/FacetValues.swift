import CatalogModel
import SQLite

/// Where the values of a facet come from that are no columns of the listed records.
enum FacetValues {
  /// A query for pairs of `owner`, a record's row ID, and `value`.
  case pairs(String)
  /// What the conferences are filed under to which the records belong.
  case ofConference
  /// The topics of sessions, with `filter` "topic" or "topic.exact".
  case sessionTopics

  /// Filters of conferences that also count what belongs to these.
  static let ofConferences = [
    "topic", "topic.exact", "audience", "series", "city", "region", "country", "year", "verified",
    "rank", "has", "session_kind",
  ]

  init?(_ name: String, of kind: RecordKind) {
    switch (kind, name) {
    case (.session, "topic"), (.session, "topic.exact"): self = .sessionTopics
    case (.session, "speaker"):
      self = .pairs(
        """
        SELECT session_id AS owner, slug AS value FROM session_speaker
        JOIN speaker ON speaker.id = speaker_id
        """)
    case (.conference, "deadline.kind"):
      self = .pairs(
        "SELECT conference_id AS owner, kind AS value FROM deadline WHERE status IS NULL")
    case (.track, "topic"), (.track, "topic.exact"):
      let topics = Self.topics("track", name)
      self = .pairs(
        """
        \(topics) UNION ALL
        SELECT track.id, value FROM track JOIN filing USING (conference_id)
        WHERE filter = '\(name)' AND NOT EXISTS (
          SELECT 1 FROM track_topic WHERE track_id = track.id)
        """)
    case (.series, "topic"), (.series, "topic.exact"): self = .pairs(Self.topics("series", name))
    case (.series, "audience"):
      self = .pairs(
        """
        SELECT series_id AS owner, slug AS value FROM recommendation
        JOIN audience ON audience.id = audience_id
        """)
    case (.series, "rank"):
      self = .pairs("SELECT series_id AS owner, system || ':' || value AS value FROM ranking")
    case (.series, "city"), (.series, "region"), (.series, "country"):
      let column = ["city": "city_folded", "region": "effective_region"][name] ?? name
      self = .pairs("SELECT series_id AS owner, \(column) AS value FROM location")
    case (.speaker, "conference"):
      self = .pairs(
        """
        SELECT DISTINCT speaker_id AS owner, conference.slug AS value FROM session_speaker
        JOIN session ON session.id = session_id JOIN conference ON conference.id = conference_id
        """)
    case (.session, _), (.track, _), (.deadline, _):
      guard Self.ofConferences.contains(name) else { return nil }
      self = .ofConference
    default: return nil
    }
  }

  /// The filters of the filter index under which the values of a filter are filed.
  static func filed(_ name: String) -> [String] {
    ["city", "region", "country"].contains(name) ? [name, "\(name)?"] : [name]
  }

  private static func topics(_ owner: String, _ name: String) -> String {
    name == "topic"
      ? """
      SELECT \(owner)_id AS owner, topic.slug AS value FROM \(owner)_topic
      JOIN topic_descendant ON descendant_id = \(owner)_topic.topic_id
      JOIN topic ON topic.id = topic_descendant.topic_id
      """
      : """
      SELECT \(owner)_id AS owner, slug AS value FROM \(owner)_topic
      JOIN topic ON topic.id = topic_id
      """
  }
}

extension CatalogReader {
  /// The values of a facet with how many of the records have each, and how many have any.
  func values(
    _ source: FacetValues, _ name: String, of kind: RecordKind, _ others: Selection
  ) throws -> (rows: [(value: String, count: Int)], known: Int) {
    let table = kind.rawValue
    let condition = others.condition
    let bound = others.source.values + condition.values
    func count(_ counted: String, values: [any Bindable]) throws -> (
      rows: [(value: String, count: Int)], known: Int
    ) {
      let rows = try memory.values(
        SQLCondition(
          """
          SELECT value, sum(hits) FROM (\(counted)) WHERE value IS NOT NULL
          GROUP BY value ORDER BY 2 DESC, value
          """, values: values), connection)
      return (rows, rows.reduce(0) { $0 + $1.count })
    }
    switch source {
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
    case .ofConference:
      // The records are counted for each conference first: there are fewer of these.
      let filters = FacetValues.filed(name).map { "'\($0)'" }.joined(separator: ", ")
      let codes = name == "region" ? " AND value GLOB '[A-Z]*'" : ""
      let groups = """
        SELECT \(table).conference_id AS conference_id, count(*) AS hits
        FROM \(others.source.sql) WHERE \(condition.sql) GROUP BY 1
        """
      let rows = try count(
        """
        SELECT DISTINCT value, filing.conference_id, hits FROM (\(groups))
        JOIN filing USING (conference_id) WHERE filter IN (\(filters))\(codes)
        """, values: bound
      ).rows
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
        """, values: bound + bound + bound
      ).rows
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
}
