import SQLite

extension CatalogReader {
  func prepareTracks(_ question: ListQuestion) throws -> PreparedQuestion {
    let (filter, filters) = (question.filter, RecordList.tracks.filters)
    let track = Table("track")
    let ofConferences = ConferenceQuestion(filter, filters)
    let named = filter[.conference].included
    let isOfOne = named.count == 1
    let (ofThem, _) = try restriction(
      ofConferences, on: track.conference_id, isNamed: !named.isEmpty)
    let context = ListContext(reader: self, filter: filter, table: track)
    var restrictions = [ofThem] + (try self.restrictions(context, filters))
    restrictions.append(try updated(track, filter))
    let few = filter.text == nil ? nil : try few("track", restrictions)
    restrictions += try words(filter, .track, rows: few)
    let usual: [Selection.SortKey] =
      isOfOne
      ? [.init(expression: "track.position", type: .integer), .init(expression: "track.slug")]
      : [.init(expression: "track.slug")]
    let selection = Selection(
      source: .init(track), id: track.id, filters: restrictions.page,
      sort: sortKeys(
        question.sort, usual: usual,
        named: [
          "name": [.init(expression: "track.name_key")],
          "updated": [.init(expression: "track.updated_at", type: .integer)],
        ]))
    let conditions = try conditions(ofConferences, id: "\(track.conference_id)")
    var counted = selection
    counted.filters = conditions.all(filter.match) + restrictions.counted
    var prepared = PreparedQuestion(
      selection: selection, counted: counted, whole: counted, dates: conditions.dates,
      place: conditions.place, hasCoarser: conditions.hasCoarser, match: filter.match)
    prepared.few = few
    return prepared
  }

  func trackTopics(_ name: String, _ choice: Choice) throws -> Restriction {
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
    var page: [Selection.Filter] = []
    var counted: [Selection.Filter] = []
    var isRare = false
    if !choice.included.isEmpty {
      let filed = ConferenceConditions.Filed(
        name: name, filters: [name], values: choice.included)
      let ids = topicIDs(name, choice.included)
      isRare =
        try memory.count(filed, connection) <= ListPlan.fewConferences
        && isFew(
          "track_topic", "topic_id IN (\(ids))", ListPlan.sortable)
      let set = set(choice.included)
      page.append(.init(name: name, condition: isRare ? set : probe(choice.included)))
      counted.append(.init(name: name, condition: set))
    }
    if !choice.excluded.isEmpty {
      page.append(.init(name: name, condition: probe(choice.excluded).negated))
      counted.append(.init(name: name, condition: set(choice.excluded).negated))
    }
    return Restriction(
      page, counted: counted, track.id, track.conference_id, isFew: isRare)
  }
}
