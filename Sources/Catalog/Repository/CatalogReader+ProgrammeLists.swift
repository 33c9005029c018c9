import SQLite

/// Lists of what belongs to a conference.
extension CatalogReader {
  /// Up to so many conferences, their sessions are fetched and sorted; beyond, all sessions are
  /// walked in the order of the list.
  private static let fewConferences = 90
  /// What lists are sorted by where there is no time.
  private static let never = 253_402_300_800

  func prepareSessions(_ question: ListQuestion) throws -> PreparedQuestion {
    var filter = question.filter
    let topics = (filter.topics, filter.exactTopics)
    let (from, to) = (filter.from, filter.to)
    // These mean the session's own here.
    (filter.topics, filter.exactTopics, filter.from, filter.to) = (Choice(), Choice(), nil, nil)
    let conditions = try conferenceConditions(filter, id: "session.conference_id")
    var filters = conditions.filters
    for (name, choice, closure) in [("topic", topics.0, true), ("topic.exact", topics.1, false)] {
      if !choice.included.isEmpty {
        filters.append(.init(name: name, condition: sessionTopic(choice.included, closure)))
      }
      if !choice.excluded.isEmpty {
        filters.append(.init(name: name, condition: sessionTopic(choice.excluded, closure).negated))
      }
    }
    filters += try belonging("session.conference_id", filter.conferences)
    let isByTime = question.sort.first.map { $0.name == "start" } ?? true
    let columns = [
      ("kind", filter.kinds), ("status", filter.statuses), ("format", filter.formats),
      ("language", filter.languages), ("level", filter.levels),
    ].map { IndexedColumn(name: $0.0, choice: $0.1, isInOrder: isByTime) }
    filters += columns.flatMap { self.filters(on: $0, of: "session") }
    filters += try belonging("session.track_id", filter.tracks, table: "track", name: "track")
    filters += try belonging("session.room_id", filter.rooms, table: "room", name: "room")
    filters += speakers(filter.speakers)
    filters += try updated("session", filter)
    if let place = conditions.place {
      filters.append(.init(name: "place", condition: place.condition(filter.match)))
    }
    let dates = from == nil && to == nil ? nil : times(from, to)
    if let dates { filters.append(.init(name: "dates", condition: dates.condition(filter.match))) }
    if let day = filter.endedBefore {
      filters.append(
        .init(
          name: "ended",
          condition: SQLCondition(
            "session.sort_start < ? AND coalesce(session.ends_at, session.starts_at) < ?",
            day.number * 86_400, day.number * 86_400)))
    }
    let usual: [Selection.SortKey] = [
      .init(expression: "session.sort_start", type: .integer),
      .init(expression: "session.position", type: .integer), .init(expression: "session.slug"),
    ]
    var selection = Selection(
      source: SQLCondition("session"), id: "session.id", filters: filters, sort: usual)
    try addText(filter, .session, to: &selection)
    selection.sort = sortKeys(
      question.sort, usual: usual,
      named: [
        "start": Array(usual.prefix(2)), "title": [.init(expression: "session.title_key")],
        "updated": [.init(expression: "session.updated_at", type: .integer)],
      ])
    return PreparedQuestion(
      selection: try walked(selection, filter, topics: [topics.0, topics.1], columns),
      counted: selection,
      whole: selection, dates: dates,
      place: conditions.place,
      hasCoarser: conditions.hasCoarser, match: filter.match)
  }

  /// A session has the topics of its own or, without any, those of its track, else those of its
  /// conference.
  private func sessionTopic(_ topics: [String], _ closure: Bool) -> SQLCondition {
    let among = SQLCondition.among("slug", topics)
    let ids =
      closure
      ? """
      SELECT descendant_id FROM topic_descendant JOIN topic ON topic.id = topic_id
      WHERE \(among.sql)
      """ : "SELECT id FROM topic WHERE \(among.sql)"
    let filed = SQLCondition.among("value", topics)
    let name = closure ? "topic" : "topic.exact"
    return .any([
      SQLCondition(
        """
        session.topic_scope IN (
          SELECT conference_id FROM filing WHERE filter = '\(name)' AND \(filed.sql)
          UNION ALL SELECT -track_id FROM track_topic WHERE topic_id IN (\(ids)))
        """, values: filed.values + among.values),
      SQLCondition(
        """
        session.topic_scope IS NULL AND session.id IN (
          SELECT session_id FROM session_topic WHERE topic_id IN (\(ids)))
        """, values: among.values),
    ])
  }

  /// By the days of the event's own clock; a session without a time is only possible.
  private func times(_ from: Day?, _ to: Day?) -> ConferenceConditions.Graded {
    var conditions: [SQLCondition] = []
    // No session lasts longer than ten days, and no clock is further than 14 hours from UTC; so most
    // rows are judged by the index alone.
    let clock = 50_400
    if let from {
      let start = from.number * 86_400
      conditions.append(
        SQLCondition(
          """
          session.sort_start >= ? AND (session.sort_start >= ?
            OR coalesce(session.ends_at - 1, session.starts_at)
              + coalesce(session.starts_offset, 0) >= ?)
          """, start - 11 * 86_400, start + clock, start))
    }
    if let to {
      let end = (to.number + 1) * 86_400
      conditions.append(
        SQLCondition(
          """
          session.sort_start < ? AND (session.sort_start < ?
            OR session.starts_at + coalesce(session.starts_offset, 0) < ?)
          """, end + clock, end - clock, end))
    } else {
      conditions.append(SQLCondition("session.sort_start < \(Self.never)"))
    }
    let unknown = SQLCondition("session.sort_start >= \(Self.never)")
    let certain = SQLCondition.all(conditions)
    return .init(
      certain: certain, usual: certain, possible: .any([certain, unknown]), unknown: unknown)
  }

  private func speakers(_ choice: Choice) -> [Selection.Filter] {
    func condition(_ slugs: [String]) -> SQLCondition {
      let among = SQLCondition.among("speaker.slug", slugs)
      return SQLCondition(
        """
        session.id IN (SELECT session_id FROM session_speaker
          JOIN speaker ON speaker.id = speaker_id WHERE \(among.sql))
        """, values: among.values)
    }
    var filters: [Selection.Filter] = []
    if !choice.included.isEmpty {
      filters.append(.init(name: "speaker", condition: condition(choice.included)))
    }
    if !choice.excluded.isEmpty {
      filters.append(.init(name: "speaker", condition: condition(choice.excluded).negated))
    }
    return filters
  }

  /// What belongs to one of some records, which are looked up first: an index serves their ids.
  func belonging(
    _ column: String, _ choice: Choice, table: String = "conference", name: String = "conference"
  ) throws -> [Selection.Filter] {
    func ids(_ slugs: [String]) throws -> String {
      try slugs.compactMap { try id(table, $0).map(String.init) }.joined(separator: ", ")
    }
    var filters: [Selection.Filter] = []
    if !choice.included.isEmpty {
      let list = try ids(choice.included)
      filters.append(
        .init(
          name: name,
          condition: SQLCondition(
            list.contains(",") || list.isEmpty ? "\(column) IN (\(list))" : "\(column) = \(list)")))
    }
    if !choice.excluded.isEmpty {
      let condition = SQLCondition("\(column) IN (\(try ids(choice.excluded)))")
      filters.append(.init(name: name, condition: condition.negated))
    }
    return filters
  }

  /// The same selection for a page: where many conferences fit, the sessions are walked in the
  /// order of the list, and SQLite is kept from fetching all that belong to these to sort them.
  ///
  /// https://sqlite.org/optoverview.html#disqualifying_where_clause_terms_using_unary_
  private func walked(
    _ selection: Selection, _ filter: CatalogFilter, topics: [Choice], table: String = "session",
    _ columns: [IndexedColumn]
  ) throws -> Selection {
    var conferences = filter
    (conferences.formats, conferences.kinds, conferences.statuses) = (Choice(), Choice(), Choice())
    conferences.topics = topics[0]
    conferences.exactTopics = topics[1]
    var fewest = Int.max
    for filed in ConferenceConditions.filed(conferences) {
      fewest = min(fewest, try memory.count(filed, connection))
    }
    var unwanted = try columns.filter { try isMuch($0, table) }.map { "\($0.name) IN" }
    if fewest > Self.fewConferences {
      unwanted += ["conference_id IN", "topic_scope IN", "topic_scope IS NULL", "id IN"]
    }
    guard !unwanted.isEmpty else { return selection }
    var walked = selection
    walked.filters = selection.filters.map { filter in
      guard !["q", "speaker", "conference"].contains(filter.name) else { return filter }
      var sql = filter.condition.sql
      for column in unwanted {
        sql = sql.replacing("\(table).\(column)", with: "+\(table).\(column)")
      }
      return .init(
        name: filter.name, condition: SQLCondition(sql, values: filter.condition.values))
    }
    return walked
  }

  func prepareDeadlines(_ question: ListQuestion) throws -> PreparedQuestion {
    var filter = question.filter
    (filter.from, filter.to) = (nil, nil)
    let column = "deadline.conference_id"
    let conditions = try conferenceConditions(filter, id: column)
    var filters = conditions.filters
    filters += try belonging(column, filter.conferences)
    let kind = IndexedColumn(
      name: "kind", choice: filter.kinds,
      isInOrder: question.sort.first.map { $0.name == "at" } ?? true)
    filters += self.filters(on: kind, of: "deadline")
    let status = SQLCondition(
      """
      coalesce(deadline.status, CASE WHEN sort_at = 253402300800 THEN 'tba'
        WHEN sort_at < \(filter.now.seconds) THEN 'passed'
        WHEN coalesce(at_utc, not_before_utc) >= \(filter.now.seconds) THEN 'open' END)
      """)
    filters += columnFilters([("status", status.sql, filter.statuses)])
    filters += try updated("deadline", filter)
    filters += ConferenceConditions.closing(filter.closesFrom, filter.closesTo).map {
      .init(name: "dates", condition: $0)
    }
    if let place = conditions.place {
      filters.append(.init(name: "place", condition: place.condition(filter.match)))
    }
    if let text = filter.text {
      for term in text.terms {
        let words = SQLCondition(
          """
          instr(lower(coalesce(label, '') || ' ' || kind || ' ' || coalesce(kind_label, '')
            || ' ' || (SELECT name || ' ' || coalesce(acronym, '') FROM conference
              WHERE conference.id = conference_id)), ?) > 0
          """, term.words.joined(separator: " "))
        filters.append(.init(name: "q", condition: term.isExcluded ? words.negated : words))
      }
    }
    let usual: [Selection.SortKey] = [
      .init(expression: "deadline.sort_at", type: .integer),
      .init(expression: "deadline.conference_id", type: .integer),
      .init(expression: "deadline.position", type: .integer),
    ]
    let selection = Selection(
      source: SQLCondition("deadline"), id: "deadline.id", filters: filters,
      sort: sortKeys(
        question.sort, usual: usual,
        named: [
          "at": [usual[0]],
          "updated": [.init(expression: "deadline.updated_at", type: .integer)],
        ]))
    return PreparedQuestion(
      selection: try walked(
        selection, filter, topics: [filter.topics, filter.exactTopics], table: "deadline", [kind]),
      counted: selection, whole: selection, place: conditions.place,
      hasCoarser: conditions.hasCoarser, match: filter.match)
  }

  func prepareTracks(_ question: ListQuestion) throws -> PreparedQuestion {
    var filter = question.filter
    let topics = filter.topics
    filter.topics = Choice()
    let conditions = try conferenceConditions(filter, id: "track.conference_id")
    var filters = conditions.filters
    func topic(_ slugs: [String]) -> SQLCondition {
      let among = SQLCondition.among("slug", slugs)
      let filed = SQLCondition.among("value", slugs)
      return .any([
        SQLCondition(
          """
          track.id IN (SELECT track_id FROM track_topic WHERE topic_id IN (
            SELECT descendant_id FROM topic_descendant JOIN topic ON topic.id = topic_id
            WHERE \(among.sql)))
          """, values: among.values),
        SQLCondition(
          """
          NOT EXISTS (SELECT 1 FROM track_topic WHERE track_id = track.id)
            AND track.conference_id IN (
              SELECT conference_id FROM filing WHERE filter = 'topic' AND \(filed.sql))
          """, values: filed.values),
      ])
    }
    if !topics.included.isEmpty {
      filters.append(.init(name: "topic", condition: topic(topics.included)))
    }
    if !topics.excluded.isEmpty {
      filters.append(.init(name: "topic", condition: topic(topics.excluded).negated))
    }
    filters += try belonging("track.conference_id", filter.conferences)
    filters += try updated("track", filter)
    for (name, graded) in [("dates", conditions.dates), ("place", conditions.place)] {
      guard let graded else { continue }
      filters.append(.init(name: name, condition: graded.condition(filter.match)))
    }
    let isOfOne = filter.conferences.included.count == 1
    let usual: [Selection.SortKey] =
      isOfOne
      ? [.init(expression: "track.position", type: .integer), .init(expression: "track.slug")]
      : [.init(expression: "track.slug")]
    var selection = Selection(
      source: SQLCondition("track"), id: "track.id", filters: filters, sort: usual)
    try addText(filter, .track, to: &selection)
    selection.sort = sortKeys(
      question.sort, usual: usual,
      named: [
        "name": [.init(expression: "track.name_key")],
        "updated": [.init(expression: "track.updated_at", type: .integer)],
      ])
    return PreparedQuestion(
      selection: selection, counted: selection, whole: selection, dates: conditions.dates,
      place: conditions.place,
      hasCoarser: conditions.hasCoarser, match: filter.match)
  }

  func prepareSpeakers(_ question: ListQuestion) throws -> PreparedQuestion {
    let filter = question.filter
    let sessions = try prepareSessions(
      ListQuestion(
        .session,
        {
          var sessions = filter
          sessions.text = nil
          sessions.updatedSince = nil
          return sessions
        }()))
    var filters = try updated("speaker", filter)
    if !sessions.selection.filters.isEmpty {
      let condition = sessions.selection.condition
      filters.append(
        .init(
          name: "session",
          condition: SQLCondition(
            """
            speaker.id IN (SELECT speaker_id FROM session
              JOIN session_speaker ON session_speaker.session_id = session.id
              WHERE \(condition.sql))
            """, values: condition.values)))
    }
    let usual: [Selection.SortKey] = [
      .init(expression: "speaker.name_folded"), .init(expression: "speaker.slug"),
    ]
    var selection = Selection(
      source: SQLCondition("speaker"), id: "speaker.id", filters: filters, sort: usual)
    try addText(filter, .speaker, to: &selection)
    selection.sort = sortKeys(
      question.sort, usual: usual,
      named: [
        "name": [usual[0]],
        "updated": [.init(expression: "speaker.updated_at", type: .integer)],
      ])
    return PreparedQuestion(
      selection: selection, counted: selection, whole: selection, match: filter.match)
  }
}
