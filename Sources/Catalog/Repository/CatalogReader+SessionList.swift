import CatalogModel
import SQLite

extension CatalogReader {
  /// What lists are sorted by where there is no time.
  static let never = 253_402_300_800

  func prepareSessions(_ question: ListQuestion) throws -> PreparedQuestion {
    let (filter, filters) = (question.filter, RecordList.sessions.filters)
    let session = Table.session
    let ofConferences = ConferenceQuestion(filter, filters)
    let isByTime = question.sort.first.map { $0.name == "start" } ?? true
    let isNamed = [FilterKey.conference, .track, .room].contains {
      !filter[$0].included.isEmpty
    }
    let (ofThem, scope) = try restriction(
      ofConferences, on: session.conference_id, isNamed: isNamed)
    let context = ListContext(
      reader: self, filter: filter, table: session, isByTime: isByTime)
    var restrictions = [ofThem] + (try self.restrictions(context, filters))
    restrictions.append(try updated(session, filter))
    let few = filter.text == nil ? nil : try few("session", restrictions)
    restrictions += try words(filter, .session, rows: few)
    let usual: [Selection.SortKey] = [
      .init(expression: "session.sort_start", type: .integer),
      .init(expression: "session.position", type: .integer), .init(expression: "session.slug"),
    ]
    var selection = Selection(
      source: .init(session), id: session.id, filters: restrictions.page,
      sort: sortKeys(
        question.sort, usual: usual,
        named: [
          "start": Array(usual.prefix(2)), "title": [.init(expression: "session.title_key")],
          "updated": [.init(expression: "session.updated_at", type: .integer)],
        ]))
    let many = scope == .many ? ofConferences : nil
    let isDivided =
      question.dividedAt != nil && question.sort.isEmpty
      && filter.text?.expression == nil
    if !restrictions.leavesFew, !isDivided {
      let isByUpdate = question.sort.first?.name == "updated"
      try bound(&selection, filter, many, isByUpdate: isByUpdate)
    }
    // Totals and facets go by what the conferences have, whatever way the page is walked.
    let conditions = try conditions(ofConferences, id: "\(session.conference_id)")
    var counted = selection
    counted.filters = conditions.all(filter.match) + restrictions.counted
    var prepared = PreparedQuestion(
      selection: selection, counted: counted, whole: counted,
      dates: restrictions.lazy.compactMap(\.graded).first,
      place: conditions.place, hasCoarser: conditions.hasCoarser, match: filter.match)
    if restrictions.dropFirst().allSatisfy(\.counted.isEmpty) {
      prepared.total = try sessionCount(ofConferences, scope)
    }
    if isDivided, let now = question.dividedAt {
      let column: SQLFragment =
        restrictions.leavesFew ? "+\(session.sort_start)" : "\(session.sort_start)"
      prepared.divide(AheadFirst(sessionsAt: now, column: column))
      if !restrictions.leavesFew, let many {
        let between = try span(many)
        for index in prepared.parts.indices { prepared.parts[index].filters += between }
      }
    }
    prepared.few = few
    prepared.isDriven = restrictions.leavesFew
    return prepared
  }

  /// Where only conferences are asked for, the numbers of their sessions are added up.
  private func sessionCount(
    _ question: ConferenceQuestion, _ scope: ConferenceScope
  ) throws -> SQLFragment {
    let sum: SQLFragment = "SELECT coalesce(sum(session_count), 0) FROM conference"
    guard scope != .all else { return sum }
    return "\(sum) WHERE id IN (\(try conferences(question).ids))"
  }

  // MARK: - Topics

  /// A session has its own topics, those that its title names, and those of its track or, if neither
  /// it nor its track has any, those of its conference: `session_effective_topic`.
  func sessionTopics(_ name: String, _ choice: Choice) throws -> Restriction {
    var page: [Selection.Filter] = []
    var counted: [Selection.Filter] = []
    var isFew = false
    if !choice.included.isEmpty {
      let set = sessionTopic(name, choice.included)
      isFew = try isFewTopic(name, choice.included)
      page.append(
        .init(name: name, condition: isFew ? set : probedTopic(name, choice.included)))
      counted.append(.init(name: name, condition: set))
    }
    if !choice.excluded.isEmpty {
      page.append(.init(name: name, condition: probedTopic(name, choice.excluded).negated))
      counted.append(.init(name: name, condition: sessionTopic(name, choice.excluded).negated))
    }
    return Restriction(
      page, counted: counted, Table.session.topic_scope, Table.session.id, isFew: isFew)
  }

  /// The ids of topics, for "topic" with all that are narrower.
  func topicIDs(_ name: String, _ topics: [String]) -> SQLFragment {
    let among = SQLFragment.among("slug", topics)
    return name == "topic"
      ? """
      SELECT descendant_id FROM topic_descendant JOIN topic ON topic.id = topic_id WHERE \(among)
      """ : "SELECT id FROM topic WHERE \(among)"
  }

  /// Whether few conferences, few tracks and few sessions have a topic.
  private func isFewTopic(_ name: String, _ topics: [String]) throws -> Bool {
    let filed = ConferenceConditions.Filed(name: name, filters: [name], values: topics)
    let ids = topicIDs(name, topics)
    let own: SQLFragment = "topic_id IN (\(ids))"
    return try memory.count(filed, connection) <= ListPlan.fewConferences
      && isFew("track_topic", own, ListPlan.fewConferences) && isFew("session_topic", own)
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

  // MARK: - Edges

  /// Between the first and the last session of some conferences: what has no session ahead, or none
  /// in the past, must not be looked for there.
  private func span(_ conferences: ConferenceQuestion) throws -> [Selection.Filter] {
    try [false, true].compactMap { backwards in
      try edge(conferences, backwards: backwards).map { edge in
        let sign = backwards ? "<=" : ">="
        return .init(
          name: "edge", condition: SQLFragment("session.sort_start \(sign) ?", edge))
      }
    }
  }

  /// Lets a walk begin where the first sessions can be that fit the dates and the conferences.
  private func bound(
    _ selection: inout Selection, _ filter: CatalogFilter, _ conferences: ConferenceQuestion?,
    isByUpdate: Bool
  ) throws {
    let first = selection.sort[0]
    let sign = first.descending ? "<=" : ">="
    var bound: Int?
    if let conferences, let edge = try edge(conferences, backwards: first.descending) {
      bound = edge
      selection.filters.append(
        .init(name: "edge", condition: SQLFragment("session.sort_start \(sign) ?", edge)))
    }
    // Must cover every session that `Filters.sessionDays` accepts.
    let days = filter[.days]
    if first.descending {
      let last = filter.match == .possible ? nil : days.to ?? days.endedBefore
      bound = [bound, last.map { ($0.number + 1) * 86_400 + 50_400 }].compactMap(\.self).min()
    } else {
      bound = [bound, days.from.map { ($0.number - 11) * 86_400 }].compactMap(\.self).max()
    }
    guard let bound, isByUpdate else { return }
    // What was imported at once has changed at one instant, and stands in the order of time.
    let edge = first.descending ? "max" : "min"
    let condition = SQLFragment(
      """
      (session.updated_at, session.sort_start) \(sign) ((SELECT \(edge)(updated_at) FROM session), ?)
      """, bound)
    selection.filters.append(.init(name: "edge", condition: condition))
  }

  // MARK: - Speakers

  func speakers(_ choice: Choice) throws -> Restriction {
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
    var page: [Selection.Filter] = []
    var counted: [Selection.Filter] = []
    var isFew = false
    if !choice.included.isEmpty {
      isFew = try self.isFew(rows, .among("speaker.slug", choice.included))
      let set = set(choice.included)
      page.append(.init(name: "speaker", condition: isFew ? set : probe(choice.included)))
      counted.append(.init(name: "speaker", condition: set))
    }
    if !choice.excluded.isEmpty {
      page.append(.init(name: "speaker", condition: probe(choice.excluded).negated))
      counted.append(.init(name: "speaker", condition: set(choice.excluded).negated))
    }
    return Restriction(page, counted: counted, Table.session.id, isFew: isFew)
  }
}
