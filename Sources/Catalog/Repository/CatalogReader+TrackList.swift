import SQLite

extension CatalogReader {
  func prepareTracks(_ question: ListQuestion) throws -> PreparedQuestion {
    let (filter, filters) = (question.filter, RecordList.tracks.filters)
    let ofConferences = ConferenceQuestion(filter, filters)
    let named = filter[.conference].included
    let isOfOne = named.count == 1
    let (ofThem, _) = try restriction(
      ofConferences, on: "conference_id", of: "track", isNamed: !named.isEmpty)
    let context = ListContext(reader: self, filter: filter, table: "track")
    var restrictions = [ofThem] + (try self.restrictions(context, filters))
    restrictions.append(try updated("track", filter))
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
    let conditions = try conditions(ofConferences, id: "track.conference_id")
    var counted = selection
    counted.filters = conditions.all(filter.match) + restrictions.counted
    var prepared = PreparedQuestion(
      selection: selection, counted: counted, whole: counted, dates: conditions.dates,
      place: conditions.place, hasCoarser: conditions.hasCoarser, match: filter.match)
    prepared.few = few
    return prepared
  }

  func trackTopics(_ name: String, _ choice: Choice) throws -> Restriction {
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
