import CatalogForm
import CatalogModel
import SQLite

extension ListReader {
  /// Plans a list of conferences with some of its filters; ignores the others.
  func prepareConferences(
    _ question: ListQuery, _ filters: [Filter] = RecordList.conferences.filters
  ) throws -> PreparedQuery {
    let filter = question.filter
    let isUsual = question.sort.allSatisfy { $0.name == "start" }
    let byRelevance =
      filter.text?.expression != nil
      && (question.sort.isEmpty || question.sort.contains { $0.name == "relevance" })
    // The nearest conference is known only when the distances of all in the circle are.
    let isByDistance = question.sort.first?.name == "distance"
    let lookUp = isByDistance ? SharedConditions.LookUp.sets : .bySize
    let isSmall = try ConferenceConditions(
      reader, filter, filters, id: "conference.id", row: .conference, lookUp: lookUp
    ).hasSmallSet
    let walk =
      byRelevance || isSmall
      ? nil
      : try walk(ConferenceConditions.filed(filter, filters), isUsual: isUsual)
    let row = walk?.isFiling == true ? Self.walked : .conference
    let id = walk == nil ? Table.conference.id : Self.walked.conference_id
    let conditions = try ConferenceConditions(
      reader, filter, filters, id: "\(id)", row: row, lookUp: lookUp, walked: walk?.filed.name)
    var all = conditions.filters
    if let walk, let walked = walk.condition {
      all.insert(.init(name: walk.filed.name, condition: walked), at: 0)
    }
    all += try reader.conditions.updated(.conference, filter).page
    let words = try reader.search.words(filter, .conference)
    if let dates = conditions.dates {
      all.append(.init(name: "dates", condition: dates.condition(filter.match)))
    }
    if let place = conditions.place, walk?.filed.isPlace != true {
      all.append(.init(name: "place", condition: place.condition(filter.match)))
    }
    let usual: [Selection.SortKey] = [
      .init(expression: "\(row.sort_start)"), .init(expression: "\(row.slug)"),
    ]
    var selection = Selection(
      source: walk?.source ?? .init(.conference), id: id, filters: all,
      sort: usual)
    selection.filters += words.page
    selection.sort = sortKeys(
      question.sort, usual: usual, named: conferenceKeys(filter, usual[0], id))
    var whole = selection
    // Checking each record for a frequent word would make facets take seconds.
    whole.filters = all + words.counted
    var prepared = PreparedQuery(
      selection: selection, counted: selection, whole: whole, dates: conditions.dates,
      place: conditions.place,
      hasCoarser: conditions.hasCoarser, unlocated: conditions.unlocated, match: filter.match)
    if walk == nil, question.sort.first?.name == "deadline", !isSmall, !words.leavesFew {
      prepared.divideByDeadline(now: filter.now)
    }
    if let now = question.dividedAt, question.sort.isEmpty, !byRelevance {
      // If the rows are looked up and sorted, the index must not be scanned for them.
      let isSorted = walk == nil && (isSmall || words.leavesFew)
      prepared.divide(
        AheadFirst(
          conferencesOn: try reader.conditions.localDays(now), row: row, id: "\(id)",
          column: isSorted ? "+\(row.sort_start)" : "\(row.sort_start)"))
    }
    if let dates = conditions.dates { prepared.add(.datesCertain, dates.certain) }
    if let place = conditions.place {
      prepared.add(.placeCertain, place.certain)
      prepared.add(.placeUsual, place.usual)
    }
    if let distance = conditions.distance { prepared.add(.distance, distance) }
    // Facets, and the counts of excluded records, include records outside the scanned range.
    let needsWhole =
      !question.facets.isEmpty || conditions.place != nil || conditions.unlocated != nil
      || conditions.dates != nil && filter.match == .certain
    if walk != nil, needsWhole { try unwalk(&prepared, filter, filters) }
    return prepared
  }

  /// Makes facets and counts use the table of conferences instead of the scanned filter index.
  private func unwalk(
    _ prepared: inout PreparedQuery, _ filter: CatalogFilter, _ filters: [Filter]
  ) throws {
    let conditions = try ConferenceConditions(
      reader, filter, filters, id: "conference.id", row: .conference, lookUp: .bySize)
    var selection = Selection(
      source: .init(.conference), id: Table.conference.id,
      filters: conditions.all(filter.match)
        + (try reader.conditions.updated(.conference, filter).page))
    selection.filters += try reader.search.words(filter, .conference).counted
    prepared.whole = selection
    prepared.dates = conditions.dates
    prepared.place = conditions.place
    prepared.unlocated = conditions.unlocated
  }

  private func conferenceKeys(
    _ filter: CatalogFilter, _ start: Selection.SortKey, _ id: Column
  ) -> [String: [Selection.SortKey]] {
    let conference = Table.conference
    var keys: [String: [Selection.SortKey]] = [
      "start": [start],
      "end": [.init(expression: "coalesce(\(conference.filter_end), '9999-12-31')")],
      "name": [.init(expression: "\(conference.name_key)")],
      "updated": [.init(expression: "\(conference.updated_at)", type: .integer)],
      "deadline": [
        .init(
          expression: SQLFragment(
            """
            coalesce((SELECT min(sort_at) FROM deadline WHERE conference_id = \(id)
              AND status IS NULL AND sort_at >= ?
              AND conference_id NOT IN (\(SharedConditions.unheldConferences))), \(SharedConditions.never))
            """, filter.now.seconds), type: .integer)
      ],
    ]
    if let near = filter[.near] {
      // Whole metres, since a cursor carries integers exactly.
      keys["distance"] = [
        .init(expression: "CAST(1000 * \(near.distance(of: "\(id)")) AS INTEGER)", type: .integer)
      ]
    }
    return keys
  }

  /// The scanned rows of the filter index, or the row IDs found in it.
  private static let walked = Table("walk")

  /// The source of a list of conferences other than their own table.
  private struct Walk {
    var filed: ConferenceConditions.FilterIndexKey
    var source: Selection.Source
    var condition: SQLFragment?
    /// Whether the source is `filing` itself, whose rows have the order of the list.
    var isFiling: Bool
  }

  /// Chooses the filter whose values have the fewest conferences in the filter index.
  ///
  /// The list scans the index if the filter has one value, or sorts the conferences if they are
  /// few.
  ///
  /// Returns `nil` if the list must scan all conferences in its order.
  private func walk(
    _ choices: [ConferenceConditions.FilterIndexKey], isUsual: Bool
  ) throws -> Walk? {
    var best: (filed: ConferenceConditions.FilterIndexKey, count: Int)?
    for choice in choices {
      var filed = choice
      // Without candidates for the place, its conferences are one range of `filing`.
      if filed.filters.count == 2 {
        var candidates = filed
        candidates.filters.removeFirst()
        if try memory.count(candidates, connection) == 0 { filed.filters.removeLast() }
      }
      let count = try memory.count(filed, connection)
      if best.map({ count < $0.count }) ?? true { best = (filed, count) }
    }
    guard let (filed, count) = best else { return nil }
    let id = Self.walked.conference_id
    if let pair = filed.pair, isUsual || count <= ListPlan.sortable {
      return Walk(
        filed: filed, source: .init(Self.walked, from: "filing AS walk", conference: id),
        condition: SQLFragment("walk.filter = ? AND walk.value = ?", pair.filter, pair.value),
        isFiling: true)
    }
    guard count <= ListPlan.sortable else { return nil }
    let condition = filed.condition
    return Walk(
      filed: filed,
      source: .init(
        Self.walked,
        from: "(SELECT DISTINCT conference_id FROM filing WHERE \(condition)) AS walk",
        conference: id), condition: nil, isFiling: false)
  }
}

extension PreparedQuery {
  mutating func add(_ note: Note, _ expression: SQLFragment) {
    notes.append(note)
    selection.notes.append("(\(expression))")
  }
}
