import CatalogForm
import CatalogModel
import SQLite

/// Filters of sessions and tracks by values in other tables.
extension SharedConditions {
  /// Returns the restriction of sessions by their effective topics.
  ///
  /// These are a session's own topics, those in its title, and those of its track. If neither the
  /// session nor its track has any, they are those of its conference: `session_effective_topic`.
  func sessionTopics(_ name: String, _ choice: ValueFilter) throws -> IndexedFilter {
    var page: [Selection.Condition] = []
    var counted: [Selection.Condition] = []
    var isSelective = false
    if !choice.included.isEmpty {
      let set = sessionTopic(name, choice.included)
      isSelective = try isSelectiveTopic(name, choice.included)
      page.append(
        .init(name: name, condition: isSelective ? set : probedTopic(name, choice.included)))
      counted.append(.init(name: name, condition: set))
    }
    if !choice.excluded.isEmpty {
      page.append(.init(name: name, condition: probedTopic(name, choice.excluded).negated))
      counted.append(.init(name: name, condition: sessionTopic(name, choice.excluded).negated))
    }
    return IndexedFilter(
      page, counted: counted, Table.session.topic_scope, Table.session.id, isSelective: isSelective)
  }

  /// Returns a query for the row IDs of topics; for the filter "topic" with all narrower ones.
  func topicIDs(_ name: String, _ topics: [String]) -> SQLFragment {
    let among = SQLFragment.among("slug", topics)
    return name == "topic"
      ? """
      SELECT descendant_id FROM topic_descendant JOIN topic ON topic.id = topic_id WHERE \(among)
      """ : "SELECT id FROM topic WHERE \(among)"
  }

  /// Whether few conferences, few tracks and few sessions have one of the topics.
  private func isSelectiveTopic(_ name: String, _ topics: [String]) throws -> Bool {
    let filed = ConferenceConditions.FilterIndexKey(name: name, filters: [name], values: topics)
    let ids = topicIDs(name, topics)
    let own: SQLFragment = "topic_id IN (\(ids))"
    return try memory.count(filed, connection) <= ListPlan.fewConferences
      && hasFewRows("track_topic", own, ListPlan.fewConferences) && hasFewRows("session_topic", own)
  }

  private func sessionTopic(_ name: String, _ topics: [String]) -> SQLFragment {
    let (ids, session) = (topicIDs(name, topics), Table.session)
    return .any([
      """
      \(session.topic_scope) IN (
        SELECT conference_id FROM filing WHERE filter = '\(name)' AND \(.among("value", topics))
        UNION ALL SELECT -track_id FROM track_topic WHERE topic_id IN (\(ids)))
      """,
      "\(session.id) IN (SELECT session_id FROM session_topic WHERE topic_id IN (\(ids)))",
    ])
  }

  private func probedTopic(_ name: String, _ topics: [String]) -> SQLFragment {
    let (ids, session) = (topicIDs(name, topics), Table.session)
    let scope = session.topic_scope
    return """
      (CASE WHEN \(scope) > 0 THEN EXISTS (
          SELECT 1 FROM filing INDEXED BY filing_by_conference
          WHERE conference_id = \(scope) AND filter = '\(name)' AND \(.among("value", topics)))
        WHEN \(scope) < 0 THEN EXISTS (
          SELECT 1 FROM track_topic WHERE track_topic.track_id = -\(scope)
            AND +topic_id IN (\(ids)))
        ELSE 0 END
        OR EXISTS (SELECT 1 FROM session_topic WHERE session_id = \(session.id)
          AND +topic_id IN (\(ids))))
      """
  }

  func trackTopics(_ name: String, _ choice: ValueFilter) throws -> IndexedFilter {
    let track = Table("track")
    func set(_ topics: [String]) -> SQLFragment {
      let own: SQLFragment =
        "SELECT track_id FROM track_topic WHERE topic_id IN (\(topicIDs(name, topics)))"
      return .any([
        "\(track.id) IN (\(own))",
        """
        \(track.conference_id) IN (SELECT conference_id FROM filing
            WHERE filter = '\(name)' AND \(.among("value", topics)))
          AND NOT EXISTS (SELECT 1 FROM track_topic WHERE track_id = track.id)
        """,
      ])
    }
    func probe(_ topics: [String]) -> SQLFragment {
      """
      CASE WHEN EXISTS (SELECT 1 FROM track_topic WHERE track_id = \(track.id)) THEN EXISTS (
          SELECT 1 FROM track_topic WHERE track_id = \(track.id)
            AND +topic_id IN (\(topicIDs(name, topics))))
        ELSE EXISTS (SELECT 1 FROM filing INDEXED BY filing_by_conference
          WHERE conference_id = \(track.conference_id) AND filter = '\(name)'
            AND \(.among("value", topics))) END
      """
    }
    var page: [Selection.Condition] = []
    var counted: [Selection.Condition] = []
    var isRare = false
    if !choice.included.isEmpty {
      let filed = ConferenceConditions.FilterIndexKey(
        name: name, filters: [name], values: choice.included)
      let ids = topicIDs(name, choice.included)
      isRare =
        try memory.count(filed, connection) <= ListPlan.fewConferences
        && hasFewRows(
          "track_topic", "topic_id IN (\(ids))", ListPlan.sortable)
      let set = set(choice.included)
      page.append(.init(name: name, condition: isRare ? set : probe(choice.included)))
      counted.append(.init(name: name, condition: set))
    }
    if !choice.excluded.isEmpty {
      page.append(.init(name: name, condition: probe(choice.excluded).negated))
      counted.append(.init(name: name, condition: set(choice.excluded).negated))
    }
    return IndexedFilter(
      page, counted: counted, track.id, track.conference_id, isSelective: isRare)
  }

  func speakers(_ choice: ValueFilter) throws -> IndexedFilter {
    let rows = "session_speaker JOIN speaker ON speaker.id = speaker_id"
    let id = Table.session.id
    func set(_ slugs: [String]) -> SQLFragment {
      "\(id) IN (SELECT session_id FROM \(rows) WHERE \(.among("speaker.slug", slugs)))"
    }
    func probe(_ slugs: [String]) -> SQLFragment {
      """
      EXISTS (SELECT 1 FROM session_speaker CROSS JOIN speaker ON speaker.id = speaker_id
        WHERE session_id = \(id) AND +\(.among("speaker.slug", slugs)))
      """
    }
    var page: [Selection.Condition] = []
    var counted: [Selection.Condition] = []
    var isSelective = false
    if !choice.included.isEmpty {
      isSelective = try self.hasFewRows(rows, .among("speaker.slug", choice.included))
      let set = set(choice.included)
      page.append(.init(name: "speaker", condition: isSelective ? set : probe(choice.included)))
      counted.append(.init(name: "speaker", condition: set))
    }
    if !choice.excluded.isEmpty {
      page.append(.init(name: "speaker", condition: probe(choice.excluded).negated))
      counted.append(.init(name: "speaker", condition: set(choice.excluded).negated))
    }
    return IndexedFilter(page, counted: counted, Table.session.id, isSelective: isSelective)
  }
}
