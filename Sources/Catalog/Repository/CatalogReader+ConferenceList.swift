import CatalogModel
import SQLite

extension CatalogReader {
  func prepareConferences(_ question: ListQuestion) throws -> PreparedQuestion {
    let filter = question.filter
    let isUsual = question.sort.allSatisfy { $0.name == "start" }
    let byRelevance =
      filter.text?.expression != nil
      && (question.sort.isEmpty || question.sort.contains { $0.name == "relevance" })
    // All distances in the circle have to be known before the first.
    let isByDistance = question.sort.first?.name == "distance"
    let lookUp = isByDistance ? LookUp.sets : .bySize
    let isSmall = try conferenceConditions(
      filter, id: "conference.id", row: "conference", lookUp: lookUp
    ).hasSmallSet
    let walk =
      byRelevance || isSmall
      ? nil
      : try walk(ConferenceConditions.filed(filter), isUsual: isUsual)
    let row = walk?.isFiling == true ? "walk" : "conference"
    let selectionID = walk == nil ? "conference.id" : "walk.conference_id"
    let conditions = try conferenceConditions(
      filter, id: selectionID, row: row, lookUp: lookUp)
    var filters = conditions.filters
    if let walk {
      // What is walked need not be asked again.
      filters.removeAll { $0.name == walk.filed.name && !$0.condition.sql.hasPrefix("NOT") }
      if let walked = walk.condition {
        filters.insert(.init(name: walk.filed.name, condition: walked), at: 0)
      }
    }
    filters += columnFilters([("id", "conference.slug", filter.conferences)])
    filters += try updated("conference", filter).page
    let words = try words(filter, .conference)
    if let dates = conditions.dates {
      filters.append(.init(name: "dates", condition: dates.condition(filter.match)))
    }
    filters += try days(filter, row, selectionID)
    if let place = conditions.place, walk.map({ !Self.places.contains($0.filed.name) }) ?? true {
      filters.append(.init(name: "place", condition: place.condition(filter.match)))
    }
    let usual: [Selection.SortKey] = [
      .init(expression: "\(row).sort_start"), .init(expression: "\(row).slug"),
    ]
    var selection = Selection(
      source: walk?.source ?? SQLCondition("conference"), id: selectionID, filters: filters,
      sort: usual)
    selection.filters += words.page(of: "conference")
    selection.sort = sortKeys(
      question.sort, usual: usual, named: conferenceKeys(filter, usual[0], selection.id))
    var prepared = PreparedQuestion(
      selection: selection, counted: selection, whole: selection, dates: conditions.dates,
      place: conditions.place,
      hasCoarser: conditions.hasCoarser, unlocated: conditions.unlocated, match: filter.match)
    if walk == nil, question.sort.first?.name == "deadline", !isSmall, !words.leavesFew {
      prepared.divideByDeadline(now: filter.now)
    }
    if let now = question.dividedAt, question.sort.isEmpty, !byRelevance {
      // What is fetched and sorted must not be looked for in a walk.
      let isSorted = walk == nil && (isSmall || words.leavesFew)
      prepared.divide(
        AheadFirst(
          conferencesOn: try localDays(now), row: row, id: selectionID,
          column: isSorted ? "+\(row).sort_start" : "\(row).sort_start"))
    }
    if let dates = conditions.dates { prepared.add(.datesCertain, dates.certain) }
    if let place = conditions.place {
      prepared.add(.placeCertain, place.certain)
      prepared.add(.placeUsual, place.usual)
    }
    if let distance = conditions.distance { prepared.add(.distance, distance) }
    // Facets, and what is left out for its place, look beyond the walk.
    let needsWhole =
      !question.facets.isEmpty || conditions.place != nil || filter.near != nil
      || conditions.dates != nil && filter.match == .certain
    if walk != nil, needsWhole { try unwalk(&prepared, question) }
    prepared.counted.dropConference()
    prepared.whole.dropConference()
    prepared.selection.dropConference()
    for index in prepared.parts.indices {
      prepared.parts[index].notes = prepared.selection.notes
      prepared.parts[index].dropConference()
    }
    return prepared
  }

  private static let places = ["city", "region", "country"]

  /// Counts over the table itself.
  private func unwalk(_ prepared: inout PreparedQuestion, _ question: ListQuestion) throws {
    let filter = question.filter
    let conditions = try conferenceConditions(
      filter, id: "conference.id", row: "conference", lookUp: .bySize)
    var filters = conditions.filters
    filters += columnFilters([("id", "conference.slug", filter.conferences)])
    filters += try updated("conference", filter).page
    filters += try days(filter, "conference", "conference.id")
    for (name, graded) in [("dates", conditions.dates), ("place", conditions.place)] {
      guard let graded else { continue }
      filters.append(.init(name: name, condition: graded.condition(filter.match)))
    }
    var selection = Selection(
      source: SQLCondition("conference"), id: "conference.id", filters: filters)
    selection.filters += try words(filter, .conference).counted
    prepared.whole = selection
    prepared.dates = conditions.dates
    prepared.place = conditions.place
    prepared.unlocated = conditions.unlocated
  }

  /// The filters of phases, of what must have ended, and of what must not overlap.
  private func days(
    _ filter: CatalogFilter, _ row: String, _ id: String
  ) throws -> [Selection.Filter] {
    var filters: [Selection.Filter] = []
    if !filter.phases.isEmpty {
      let days = try localDays(filter.now)
      let phases = phases(filter) { days.condition($0, row: row, id: id) }
      filters += phases.included + phases.excluded
    }
    for dates in filter.avoided {
      guard let start = dates.startEarliest, let end = dates.endLatestForFilter else { continue }
      let overlap = SQLCondition(
        "\(row).sort_start < ? AND \(row).filter_end >= ?", "\(end)2", "\(start)")
      filters.append(.init(name: "avoid", condition: overlap.negated))
    }
    if let day = filter.endedBefore {
      filters.append(
        .init(name: "ended", condition: SQLCondition("\(row).filter_end < ?", "\(day)")))
    }
    return filters
  }

  private func conferenceKeys(
    _ filter: CatalogFilter, _ start: Selection.SortKey, _ id: String
  ) -> [String: [Selection.SortKey]] {
    var keys: [String: [Selection.SortKey]] = [
      "start": [start], "end": [.init(expression: "coalesce(conference.filter_end, '9999-12-31')")],
      "name": [.init(expression: "conference.name_key")],
      "updated": [.init(expression: "conference.updated_at", type: .integer)],
      "deadline": [
        .init(
          expression: """
            coalesce((SELECT min(sort_at) FROM deadline WHERE conference_id = \(id)
              AND status IS NULL AND sort_at >= \(filter.now.seconds)
              AND conference_id NOT IN (\(Self.unheldConferences))), 253402300800)
            """, type: .integer)
      ],
    ]
    if let near = filter.near {
      // Whole metres: a key that a cursor can carry exactly.
      keys["distance"] = [
        .init(expression: "CAST(1000 * \(near.literalDistance(id)) AS INTEGER)", type: .integer)
      ]
    }
    return keys
  }

  /// What a list of conferences is read from.
  private struct Walk {
    var filed: ConferenceConditions.Filed
    var source: SQLCondition
    var condition: SQLCondition?
    /// Whether the rows come in the order of the list, from `filing`.
    var isFiling: Bool
  }

  /// Chooses what to walk: of the filters that are set, the one under which the fewest conferences
  /// are filed; in the order of the list where it has one value, sorted where they are few.
  ///
  /// Nil where the whole list is to be walked in its order.
  private func walk(
    _ choices: [ConferenceConditions.Filed], isUsual: Bool
  ) throws -> Walk? {
    var best: (filed: ConferenceConditions.Filed, count: Int)?
    for choice in choices {
      var filed = choice
      // Where nothing names the place as a candidate, there is one stretch of `filing` to walk.
      if filed.filters.count == 2 {
        let candidates = ConferenceConditions.Filed(
          name: filed.name, filters: [filed.filters[1]], values: filed.values)
        if try memory.count(candidates, connection) == 0 { filed.filters.removeLast() }
      }
      let count = try memory.count(filed, connection)
      if best.map({ count < $0.count }) ?? true { best = (filed, count) }
    }
    guard let (filed, count) = best else { return nil }
    let join = "CROSS JOIN conference ON conference.id = walk.conference_id"
    if let pair = filed.pair, isUsual || count <= Self.sortable {
      return Walk(
        filed: filed, source: SQLCondition("filing AS walk \(join)"),
        condition: SQLCondition("walk.filter = ? AND walk.value = ?", pair.filter, pair.value),
        isFiling: true)
    }
    guard count <= Self.sortable else { return nil }
    let condition = filed.condition
    return Walk(
      filed: filed,
      source: SQLCondition(
        "(SELECT DISTINCT conference_id FROM filing WHERE \(condition.sql)) AS walk \(join)",
        values: condition.values), condition: nil, isFiling: false)
  }
}

extension PreparedQuestion {
  mutating func add(_ note: Note, _ expression: SQLCondition) {
    notes.append(note)
    selection.notes.append(
      SQLCondition("(\(expression.sql))", values: expression.values))
  }
}

extension Selection {
  /// Reads `filing` alone where nothing else of a conference is asked.
  mutating func dropConference() {
    let join = " CROSS JOIN conference ON conference.id = walk.conference_id"
    guard source.sql.hasPrefix("filing AS walk"), source.sql.hasSuffix(join) else { return }
    let expressions =
      filters.map(\.condition.sql) + notes.map(\.sql) + sort.map(\.expression)
    guard !expressions.contains(where: Self.readsConference) else { return }
    source.sql.removeLast(join.utf8.count)
  }

  /// Whether an expression names a column of the table.
  private static func readsConference(_ sql: String) -> Bool {
    let bytes = sql.utf8
    return bytes.indices.contains { index in
      bytes[index] == UInt8(ascii: ".")
        && bytes[..<index].suffix(10).elementsEqual("conference".utf8)
    }
  }
}
