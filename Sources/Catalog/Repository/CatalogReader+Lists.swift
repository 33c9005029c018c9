import SQLite

/// A question made ready: what to select, and what is to be told beside the rows.
struct PreparedQuestion {
  var selection: Selection
  /// What totals count over.
  var counted: Selection
  /// The same without a walk chosen for the page: what facets, and what is left out, count over.
  var whole: Selection
  var dates: ConferenceConditions.Graded?
  var place: ConferenceConditions.Graded?
  var hasCoarser = false
  var unlocated: SQLCondition?
  var match: Match

  /// Orders the hits by how well they fit the words that were typed.
  var ranking: BestMatches?

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
    let hits: [Hit]
    let previous: [String]?
    let next: [String]?
    if let ranking = prepared.ranking {
      let page = try ranking.page(request, connection)
      hits = page.rows.map { row in
        hit(Hit(question.kind, row.number & (1 << 40 - 1)), row.notes, prepared.notes)
      }
      (previous, next) = (nil, page.next)
    } else {
      let page = try selection.page(request, connection)
      hits = page.rows.map { hit(Hit(question.kind, $0.id), $0.notes, prepared.notes) }
      (previous, next) = (page.previous, page.next)
    }
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
      var others = prepared.whole
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
    var others = prepared.whole
    others.filters.removeAll { $0.name == name }
    others.filters.append(.init(name: "", condition: graded.excluded(prepared.match)))
    return try memory.total(others.countStatement, connection)
  }

  private func hit(
    _ hit: Hit, _ values: [Value], _ notes: [PreparedQuestion.Note]
  ) -> Hit {
    var hit = hit
    for (note, value) in zip(notes, values) {
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
    var prepared =
      switch question.kind {
      case .conference: try prepareConferences(question)
      case .session: try prepareSessions(question)
      case .deadline: try prepareDeadlines(question)
      case .track: try prepareTracks(question)
      case .speaker: try prepareSpeakers(question)
      case .series: try prepareSeries(question)
      default: try prepareVocabulary(question)
      }
    if let document = SearchDocument(question.kind) {
      prepared.ranking = try ranking(
        question, document, prepared.selection, notes: prepared.selection.notes)
      if let ranking = prepared.ranking, ranking.join.isEmpty {
        prepared.counted = try matches(question.filter, document)
      }
    }
    return prepared
  }

  // MARK: - What several kinds share

  /// The conditions that concern a conference, on a column that holds its id.
  func conferenceConditions(
    _ filter: CatalogFilter, id: String, row: String? = nil
  ) throws -> ConferenceConditions {
    let needsSpan = filter.from != nil
    let span =
      needsSpan
      ? try memory.total(SQLCondition("SELECT max(span_days) FROM conference"), connection) : 0
    return try ConferenceConditions(
      filter, id: id, row: row, longestSpan: span
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

  /// Rows that are rather fetched by an index and sorted than met while a list is walked.
  private static let fewRows = 2_000

  /// Whether a condition on a table leaves only so many rows; no more are counted.
  private func isFew(_ table: String, _ condition: SQLCondition) throws -> Bool {
    let count = try memory.total(
      SQLCondition(
        """
        SELECT count(*) FROM (
          SELECT 1 FROM \(table) WHERE \(condition.sql) LIMIT \(Self.fewRows + 1))
        """, values: condition.values), connection)
    return count <= Self.fewRows
  }

  /// A column whose index gives the rows of one value in the list's own order.
  struct IndexedColumn {
    var name: String
    var choice: Choice
    /// Whether the list is asked for in that order.
    var isInOrder: Bool
  }

  /// Whether the rows of a column's values are too many to be sorted.
  func isMuch(_ column: IndexedColumn, _ table: String) throws -> Bool {
    guard column.choice.included.count > 1 || !column.isInOrder, !column.choice.included.isEmpty
    else { return false }
    return try !isFew(table, .among(column.name, column.choice.included))
  }

  func filters(on column: IndexedColumn, of table: String) -> [Selection.Filter] {
    var filters = columnFilters([(column.name, "\(table).\(column.name)", column.choice)])
    // A rare status has an index of its own.
    if column.name == "status", !column.choice.included.isEmpty,
      !column.choice.included.contains("scheduled")
    {
      filters[0].condition.sql = "session.status <> 'scheduled' AND \(filters[0].condition.sql)"
    }
    return filters
  }

  /// What has changed since: where that is little, it is looked up and sorted; else the list is
  /// walked in its order.
  func updated(_ table: String, _ filter: CatalogFilter) throws -> [Selection.Filter] {
    guard let since = filter.updatedSince?.seconds else { return [] }
    let condition =
      try isFew(table, SQLCondition("updated_at >= ?", since))
      ? SQLCondition(
        "\(table).rowid IN (SELECT id FROM \(table) WHERE updated_at >= ?)", since)
      : SQLCondition("\(table).updated_at >= ?", since)
    return [.init(name: "updated_since", condition: condition)]
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

  /// Adds the words that were typed as a condition; what is ranked by them besides is `ranking`.
  func addText(
    _ filter: CatalogFilter, _ document: SearchDocument, to selection: inout Selection
  ) throws {
    guard let text = filter.text else { return }
    let numbers = document.numbers
    let (sign, expression) =
      try expressions(text).map { ("IN", $0.whole) } ?? ("NOT IN", text.exclusion ?? "")
    selection.filters.append(
      .init(
        name: "q",
        condition: SQLCondition(
          """
          \(document.table).id \(sign) (SELECT rowid - \(document.base) FROM search
            WHERE search MATCH ? AND rowid BETWEEN \(numbers.lowerBound) AND \(numbers.upperBound))
          """, expression)))
  }

  /// All that is found by the words alone.
  private func matches(
    _ filter: CatalogFilter, _ document: SearchDocument
  ) throws -> Selection {
    let expression = try filter.text.flatMap { try expressions($0)?.whole } ?? ""
    let numbers = document.numbers
    return Selection(
      source: SQLCondition("search"), id: "search.rowid",
      filters: [
        .init(
          name: "q",
          condition: SQLCondition(
            "search MATCH ? AND rowid BETWEEN \(numbers.lowerBound) AND \(numbers.upperBound)",
            expression))
      ])
  }

  /// What orders a list by how well the words fit; nil where another order is asked for.
  func ranking(
    _ question: ListQuestion, _ document: SearchDocument, _ selection: Selection,
    notes: [SQLCondition] = []
  ) throws -> BestMatches? {
    guard question.sort.isEmpty || question.sort.contains(where: { $0.name == "relevance" }),
      let text = question.filter.text, let expressions = try expressions(text)
    else { return nil }
    let table = document.table
    var others = selection
    others.filters.removeAll { $0.name == "q" }
    let matches = try memory.total(
      SQLCondition(
        """
        SELECT count(*) FROM search WHERE search MATCH ?
          AND rowid BETWEEN \(document.numbers.lowerBound) AND \(document.numbers.upperBound)
        """, expressions.whole), connection)
    let isWhole = matches <= BestMatches.ranked
    return BestMatches(
      stretches: (isWhole ? [expressions.whole] : expressions.stretches).map {
        .init(expression: $0, numbers: document.numbers)
      }, isWhole: isWhole,
      join: others.filters.isEmpty && notes.isEmpty
        ? "" : "CROSS JOIN \(table) ON \(table).id = search.rowid - \(document.base)",
      condition: others.condition, notes: notes)
  }

  /// The index's expressions for a text; nil where it names nothing that must be found.
  ///
  /// A last word that is a frequent word itself is not taken for the beginning of others: SQLite
  /// would have to gather all that they are found in before it gives the first.
  func expressions(
    _ text: SearchText
  ) throws -> (whole: String, stretches: [String])? {
    guard let exact = text.expression(isOpen: false), let open = text.expression(isOpen: true)
    else { return nil }
    guard exact != open, let last = text.words.last else { return (exact, [exact]) }
    let count = try memory.total(
      SQLCondition("SELECT coalesce(max(doc), 0) FROM search_word WHERE term = ?", last),
      connection)
    guard count < Self.frequent else { return (exact, [exact]) }
    // A whole word is found by both, and so counts more.
    return ("(\(open)) OR (\(exact))", [exact, "(\(open)) NOT (\(exact))"])
  }

  /// Records in which a word stands to be a frequent one.
  private static var frequent: Int { 5_000 }
}
