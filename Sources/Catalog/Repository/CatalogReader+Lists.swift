import SQLite

/// A question made ready: what to select, and what is to be told beside the rows.
struct PreparedQuestion {
  var selection: Selection
  /// The same without a walk chosen for the page: what totals and facets count over.
  var counted: Selection
  var dates: ConferenceConditions.Graded?
  var place: ConferenceConditions.Graded?
  var hasCoarser = false
  var unlocated: SQLCondition?
  var match: Match

  /// What each note of the selection tells, in order.
  var notes: [Note] = []

  enum Note {
    case datesCertain, placeCertain, placeUsual, distance
  }
}

extension CatalogReader {
  /// Answers a question about a list: a page of hits, the total, facets, and what was left out.
  public func list(_ question: ListQuestion, page request: PageRequest) throws -> ListAnswer {
    let prepared = try prepare(question)
    let selection = prepared.selection
    let (rows, previous, next) = try selection.page(request, connection)
    let hits = rows.map { row in hit(question.kind, row, prepared.notes) }
    let total =
      question.countsTotal ? try memory.total(prepared.counted.countStatement, connection) : nil
    var answer = ListAnswer(
      page: Page(elements: hits, total: total, previous: previous, next: next))
    if let dates = prepared.dates, question.countsTotal {
      answer.vagueExcluded = try excluded(prepared, "dates", dates)
    }
    if let place = prepared.place, question.countsTotal {
      answer.coarserExcluded = prepared.hasCoarser ? try excluded(prepared, "place", place) : 0
    }
    if let unlocated = prepared.unlocated, question.countsTotal {
      var others = prepared.counted
      others.filters.removeAll { $0.name == "near" }
      others.filters.append(.init(name: "", condition: unlocated))
      answer.unlocated = try memory.total(others.countStatement, connection)
    }
    for name in question.facets {
      answer.facets.append(try facet(name, question, prepared))
    }
    if question.explains { answer.plan = try plan(selection, request) }
    return answer
  }

  /// What fits but for one graded filter, and could fit that.
  private func excluded(
    _ prepared: PreparedQuestion, _ name: String, _ graded: ConferenceConditions.Graded
  ) throws -> Int {
    var others = prepared.counted
    others.filters.removeAll { $0.name == name }
    others.filters += [
      .init(name: "", condition: graded.possible),
      .init(name: "", condition: graded.condition(prepared.match).negated),
    ]
    return try memory.total(others.countStatement, connection)
  }

  private func hit(
    _ kind: RecordKind, _ row: Selection.Row, _ notes: [PreparedQuestion.Note]
  ) -> Hit {
    var hit = Hit(kind, row.id)
    for (note, value) in zip(notes, row.notes) {
      switch (note, value) {
      case (.datesCertain, .integer(0)), (.datesCertain, .null): hit.dates = "possible"
      case (.placeCertain, .integer(0)), (.placeCertain, .null): hit.place = "coarser"
      case (.placeUsual, .integer(let holds)) where holds != 0 && hit.place != nil:
        hit.place = "candidate"
      case (.distance, .real(let kilometres)): hit.distance = kilometres
      default: break
      }
    }
    return hit
  }

  /// How SQLite walks the tables for a page, a line for each step.
  func plan(_ selection: Selection, _ request: PageRequest) throws -> [String] {
    let statement = selection.pageStatement(request).statement
    return try connection.all("EXPLAIN QUERY PLAN \(statement.sql)", values: statement.values) {
      $0.text(3)
    }
  }

  func prepare(_ question: ListQuestion) throws -> PreparedQuestion {
    var question = question
    if question.filter.text?.isEmpty == true { question.filter.text = nil }
    switch question.kind {
    case .conference: return try prepareConferences(question)
    case .session: return try prepareSessions(question)
    case .deadline: return try prepareDeadlines(question)
    case .track: return try prepareTracks(question)
    case .speaker: return try prepareSpeakers(question)
    case .series: return try prepareSeries(question)
    default: return prepareVocabulary(question)
    }
  }

  // MARK: - What several kinds share

  /// The conditions that concern a conference, on a column that holds its id.
  func conferenceConditions(
    _ filter: CatalogFilter, id: String, isConference: Bool = false
  ) throws -> ConferenceConditions {
    let needsSpan = filter.from != nil
    let span =
      needsSpan
      ? try memory.total(SQLCondition("SELECT max(span_days) FROM conference"), connection) : 0
    return try ConferenceConditions(
      filter, id: id, isConference: isConference, longestSpan: span
    ) { city in
      try connection.all(
        """
        SELECT country, region FROM place JOIN place_label ON place_id = place.id
        WHERE kind = 'city' AND place_label.folded = ?1
        """, city
      ) { ($0.text(0), $0.textOrNil(1)) }
    }
  }

  /// The conditions on the columns of a record itself.
  func columnFilters(
    _ pairs: [(name: String, column: String, choice: Choice)]
  ) -> [Selection.Filter] {
    pairs.flatMap { name, column, choice in
      var filters: [Selection.Filter] = []
      if !choice.included.isEmpty {
        filters.append(.init(name: name, condition: .among(column, choice.included)))
      }
      if !choice.excluded.isEmpty {
        filters.append(.init(name: name, condition: .among(column, choice.excluded).negated))
      }
      return filters
    }
  }

  func updated(_ column: String, _ filter: CatalogFilter) -> [Selection.Filter] {
    filter.updatedSince.map {
      [.init(name: "updated_since", condition: SQLCondition("\(column) >= ?", $0.seconds))]
    } ?? []
  }

  /// The sort keys of the terms that are asked for, or of the kind's own order; then the keys that
  /// make the order total, which run the way of the first.
  func sortKeys(
    _ terms: [SortTerm], usual: [Selection.SortKey], named: [String: [Selection.SortKey]]
  ) -> [Selection.SortKey] {
    var keys: [Selection.SortKey] = []
    for term in terms {
      for key in named[term.name] ?? [] {
        var key = key
        key.descending = term.descending != key.descending
        keys.append(key)
      }
    }
    guard !keys.isEmpty else { return usual }
    let direction = keys[0].descending
    for key in usual where !keys.contains(where: { $0.expression == key.expression }) {
      var key = key
      key.descending = direction
      keys.append(key)
    }
    return keys
  }

  /// Adds the words that were typed: as a condition or, where the best is to come first, as what is
  /// walked.
  func addText(
    _ question: ListQuestion, _ document: SearchDocument, table: String, usual: [Selection.SortKey],
    to selection: inout Selection
  ) {
    guard let text = question.filter.text else { return }
    let low = document.base
    let high = low + (1 << 40 - 1)
    guard let expression = text.expression else {
      if let exclusion = text.exclusion {
        selection.filters.append(
          .init(
            name: "q",
            condition: SQLCondition(
              """
              \(table).id + \(low) NOT IN (SELECT rowid FROM search WHERE search MATCH ?
                AND rowid BETWEEN \(low) AND \(high))
              """, exclusion)))
      }
      return
    }
    guard question.sort.isEmpty || question.sort.contains(where: { $0.name == "relevance" }) else {
      selection.filters.append(
        .init(
          name: "q",
          condition: SQLCondition(
            """
            \(table).id IN (SELECT rowid - \(low) FROM search WHERE search MATCH ?
              AND rowid BETWEEN \(low) AND \(high))
            """, expression)))
      return
    }
    selection.source = SQLCondition(
      """
      (SELECT rowid - \(low) AS hit, \(SearchDocument.rank) AS score FROM search
        WHERE search MATCH ? AND rowid BETWEEN \(low) AND \(high)) AS found
      CROSS JOIN \(table) ON \(table).id = found.hit
      """, expression)
    selection.sort = [.init(expression: "found.score", type: .real)] + usual
  }
}
