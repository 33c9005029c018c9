import SQLite

extension CatalogReader {
  func prepareTracks(_ question: ListQuestion) throws -> PreparedQuestion {
    let filter = question.filter
    let ofConferences = filter.ofConferences(dates: true)
    let isOfOne = filter.conferences.included.count == 1
    let (ofThem, _) = try restriction(
      ofConferences, on: "conference_id", of: "track",
      isNamed: !filter.conferences.included.isEmpty)
    var restrictions = [
      ofThem,
      Restriction(
        try belonging("track.conference_id", filter.conferences), "conference_id",
        isFew: !filter.conferences.included.isEmpty),
      try trackTopics("topic", filter.topics),
      try trackTopics("topic.exact", filter.exactTopics),
      try updated("track", filter),
    ]
    let few = filter.text == nil ? nil : try few("track", restrictions)
    restrictions += try words(filter, .track, rows: few)
    let usual: [Selection.SortKey] =
      isOfOne
      ? [.init(expression: "track.position", type: .integer), .init(expression: "track.slug")]
      : [.init(expression: "track.slug")]
    let selection = Selection(
      source: SQLCondition("track"), id: "track.id", filters: restrictions.page(of: "track"),
      sort: sortKeys(
        question.sort, usual: usual,
        named: [
          "name": [.init(expression: "track.name_key")],
          "updated": [.init(expression: "track.updated_at", type: .integer)],
        ]))
    let conditions = try conferenceConditions(ofConferences, id: "track.conference_id")
    var counted = selection
    counted.filters = conditions.filters + restrictions.counted
    for (name, graded) in [("dates", conditions.dates), ("place", conditions.place)] {
      guard let graded else { continue }
      counted.filters.append(.init(name: name, condition: graded.condition(filter.match)))
    }
    var prepared = PreparedQuestion(
      selection: selection, counted: counted, whole: counted, dates: conditions.dates,
      place: conditions.place, hasCoarser: conditions.hasCoarser, match: filter.match)
    prepared.few = few
    return prepared
  }

  /// A track has the topics of its own or, without any, those of its conference.
  private func trackTopics(_ name: String, _ choice: Choice) throws -> Restriction {
    func set(_ topics: [String]) -> SQLCondition {
      let ids = topicIDs(name, topics)
      let filed = SQLCondition.among("value", topics)
      return .any([
        SQLCondition(
          "track.id IN (SELECT track_id FROM track_topic WHERE topic_id IN (\(ids.sql)))",
          values: ids.values),
        SQLCondition(
          """
          track.conference_id IN (
            SELECT conference_id FROM filing WHERE filter = '\(name)' AND \(filed.sql))
            AND NOT EXISTS (SELECT 1 FROM track_topic WHERE track_id = track.id)
          """, values: filed.values),
      ])
    }
    func probe(_ topics: [String]) -> SQLCondition {
      let ids = topicIDs(name, topics)
      let filed = SQLCondition.among("value", topics)
      return SQLCondition(
        """
        CASE WHEN EXISTS (SELECT 1 FROM track_topic WHERE track_id = track.id) THEN EXISTS (
            SELECT 1 FROM track_topic WHERE track_id = track.id AND +topic_id IN (\(ids.sql)))
          ELSE EXISTS (SELECT 1 FROM filing INDEXED BY filing_by_conference
            WHERE conference_id = track.conference_id AND filter = '\(name)' AND \(filed.sql)) END
        """, values: ids.values + filed.values)
    }
    var page: [Selection.Filter] = []
    var counted: [Selection.Filter] = []
    var isRare = false
    if !choice.included.isEmpty {
      let filed = ConferenceConditions.Filed(
        name: name, filters: [name], values: choice.included)
      let ids = topicIDs(name, choice.included)
      isRare =
        try memory.count(filed, connection) <= Self.fewConferences
        && isFew(
          "track_topic", SQLCondition("topic_id IN (\(ids.sql))", values: ids.values),
          Self.sortable)
      let set = set(choice.included)
      page.append(.init(name: name, condition: isRare ? set : probe(choice.included)))
      counted.append(.init(name: name, condition: set))
    }
    if !choice.excluded.isEmpty {
      page.append(.init(name: name, condition: probe(choice.excluded).negated))
      counted.append(.init(name: name, condition: set(choice.excluded).negated))
    }
    return Restriction(page, counted: counted, "id", "conference_id", isFew: isRare)
  }
}
