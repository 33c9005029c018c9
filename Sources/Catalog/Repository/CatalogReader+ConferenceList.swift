import SQLite

extension CatalogReader {
  /// How many rows are sorted rather than walked past.
  private static let sortable = 400

  func prepareConferences(_ question: ListQuestion) throws -> PreparedQuestion {
    let filter = question.filter
    let conditions = try conferenceConditions(filter, id: "conference.id", isConference: true)
    var filters = conditions.filters
    filters += columnFilters([
      ("kind", "conference.kind", filter.kinds), ("status", "conference.status", filter.statuses),
      ("format", "conference.format", filter.formats),
      ("id", "conference.slug", filter.conferences),
    ])
    filters += updated("conference.updated_at", filter)
    if let dates = conditions.dates {
      filters.append(.init(name: "dates", condition: dates.condition(filter.match)))
    }
    for dates in filter.avoided {
      guard let start = dates.startEarliest, let end = dates.endLatestForFilter else { continue }
      let overlap = SQLCondition(
        "conference.start_earliest <= ? AND conference.filter_end >= ?", "\(end)", "\(start)")
      filters.append(.init(name: "avoid", condition: overlap.negated))
    }
    if let day = filter.endedBefore {
      filters.append(
        .init(name: "ended", condition: SQLCondition("conference.filter_end < ?", "\(day)")))
    }
    if let place = conditions.place {
      filters.append(.init(name: "place", condition: place.condition(filter.match)))
    }
    var usual: [Selection.SortKey] = [
      .init(expression: "conference.sort_start"), .init(expression: "conference.slug"),
    ]
    var counted = Selection(
      source: SQLCondition("conference"), id: "conference.id", filters: filters, sort: usual)
    addText(question, .conference, table: "conference", usual: usual, to: &counted)
    var selection = counted
    if selection.source.sql == "conference" {
      let isUsual = question.sort.allSatisfy { $0.name == "start" }
      try walk(conditions, isUsual: isUsual, &selection, &usual)
      selection.sort = sortKeys(
        question.sort, usual: usual, named: conferenceKeys(filter, conditions, usual[0]))
    }
    var prepared = PreparedQuestion(
      selection: selection, counted: counted, dates: conditions.dates, place: conditions.place,
      hasCoarser: conditions.hasCoarser, unlocated: conditions.unlocated, match: filter.match)
    if let dates = conditions.dates { prepared.add(.datesCertain, dates.certain) }
    if let place = conditions.place {
      prepared.add(.placeCertain, place.certain)
      prepared.add(.placeUsual, place.usual)
    }
    if let distance = conditions.distance { prepared.add(.distance, distance) }
    return prepared
  }

  private func conferenceKeys(
    _ filter: CatalogFilter, _ conditions: ConferenceConditions, _ start: Selection.SortKey
  ) -> [String: [Selection.SortKey]] {
    var keys: [String: [Selection.SortKey]] = [
      "start": [start], "end": [.init(expression: "coalesce(conference.filter_end, '9999-12-31')")],
      "name": [.init(expression: "conference.name")],
      "updated": [.init(expression: "conference.updated_at", type: .integer)],
      "deadline": [
        .init(
          expression: """
            coalesce((SELECT min(sort_at) FROM deadline WHERE conference_id = conference.id
              AND status IS NULL AND sort_at >= \(filter.now.seconds)), 253402300800)
            """, type: .integer)
      ],
    ]
    if let near = filter.near {
      // Whole metres: a key that a cursor can carry exactly.
      keys["distance"] = [
        .init(expression: "CAST(1000 * \(near.literalDistance) AS INTEGER)", type: .integer)
      ]
    }
    return keys
  }

  /// Chooses what to walk: of the filters that are set, the one under which the fewest conferences
  /// are filed; in the order of the list where it has one value, sorted where they are few, and the
  /// whole list in its order otherwise.
  private func walk(
    _ conditions: ConferenceConditions, isUsual: Bool, _ selection: inout Selection,
    _ usual: inout [Selection.SortKey]
  ) throws {
    var best: (filed: ConferenceConditions.Filed, count: Int)?
    for filed in conditions.filed {
      let condition = filed.condition
      let count = try memory.total(
        SQLCondition(
          "SELECT count(*) FROM filing WHERE \(condition.sql)", values: condition.values),
        connection)
      if best.map({ count < $0.count }) ?? true { best = (filed, count) }
    }
    guard let (filed, count) = best else { return }
    let condition = filed.condition
    // What is walked need not be asked again.
    func dropWalked() {
      let walked = conditions.among(filed).sql
      selection.filters.removeAll { $0.condition.sql == walked }
    }
    if let pair = filed.pair, isUsual || count <= Self.sortable {
      selection.source = SQLCondition(
        "filing AS walk CROSS JOIN conference ON conference.id = walk.conference_id")
      dropWalked()
      selection.filters.insert(
        .init(
          name: filed.name,
          condition: SQLCondition(
            "walk.filter = ? AND walk.value = ?", pair.filter, pair.value)), at: 0)
      usual = [.init(expression: "walk.sort_start"), .init(expression: "walk.slug")]
      selection.filters = selection.filters.map { filter in
        guard filter.name == "dates" else { return filter }
        return .init(
          name: filter.name,
          condition: SQLCondition(
            filter.condition.sql.replacing("conference.sort_start", with: "walk.sort_start"),
            values: filter.condition.values))
      }
    } else if count <= Self.sortable {
      selection.source = SQLCondition(
        """
        (SELECT DISTINCT conference_id FROM filing WHERE \(condition.sql)) AS walk
        CROSS JOIN conference ON conference.id = walk.conference_id
        """, values: condition.values)
      dropWalked()
    }
  }
}

extension PreparedQuestion {
  mutating func add(_ note: Note, _ expression: SQLCondition) {
    notes.append(note)
    selection.notes.append(
      SQLCondition("(\(expression.sql))", values: expression.values))
  }
}
