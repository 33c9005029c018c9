import CatalogModel
import SQLite

/// A question made ready: what to select, and what is to be told beside the rows.
struct PreparedQuestion {
  var selection: Selection
  /// The parts of the list, one behind the other, where it is read in several; else empty.
  var parts: [Selection] = []
  /// What totals count over.
  var counted: Selection
  /// The same without a walk chosen for the page: what facets, and what is left out, count over.
  var whole: Selection
  var dates: ConferenceConditions.Graded?
  var place: ConferenceConditions.Graded?
  var hasCoarser = false
  var unlocated: SQLFragment?
  var match: Match

  /// Counts the hits in a shorter way than `counted`.
  var total: SQLFragment?
  /// Whether the page is sorted from few rows.
  var isDriven = false
  /// How many rows the filters leave besides the words, where these are few.
  var few: Int?

  /// Orders the hits by how well they fit the words that were typed.
  var ranking: BestMatches?

  /// The page's rows, in their order.
  var stretches: Stretches {
    guard !parts.isEmpty else { return Stretches(selections: [selection]) }
    return Stretches(
      selections: parts.map { part in
        var part = part
        part.notes = selection.notes
        return part
      })
  }

  /// What each note of the selection tells, in order.
  var notes: [Note] = []

  enum Note {
    case datesCertain, placeCertain, placeUsual, distance
    /// When what is ahead is past.
    case end
  }
}

extension CatalogReader {
  /// Answers a question about a list: a page of hits, the total, facets, and what was left out.
  public func list(_ asked: ListQuestion, page request: PageRequest) throws -> ListAnswer {
    var question = asked
    if let wanted = asked.expected {
      question.expected = nil
      return try listWithExpected(question, wanted, page: request)
    }
    let pinned = asked.dividedAt.flatMap { PinnedPage(request, now: $0) }
    if let pinned { question.dividedAt = pinned.instant }
    let prepared = try prepare(question)
    let hits: [Hit]
    let previous: [String]?
    let next: [String]?
    var changesAt: Instant?
    var endsAhead = false
    if let ranking = prepared.ranking {
      let page = try ranking.page(request, connection)
      hits = page.rows.map { row in
        hit(Hit(question.kind, row.number & (1 << 40 - 1)), row.notes, prepared.notes)
      }
      (previous, next) = (nil, page.next)
    } else if let end = prepared.notes.firstIndex(of: .end) {
      // A key without an instant is of no page of this list.
      guard let pinned else { return ListAnswer(all: []) }
      let page = try prepared.stretches.page(pinned.request, connection)
      hits = page.rows.map { hit(Hit(question.kind, $0.id), $0.notes, prepared.notes) }
      let ahead = PinnedPage.Ahead(page.rows, end: end, hasNext: page.next != nil)
      (previous, next) = (pinned.pin(page.previous, ahead), pinned.pin(page.next, ahead))
      changesAt = pinned.changesAt(ahead)
      endsAhead = page.next?.first == "0"
    } else {
      let page = try prepared.stretches.page(request, connection)
      hits = page.rows.map { hit(Hit(question.kind, $0.id), $0.notes, prepared.notes) }
      (previous, next) = (page.previous, page.next)
    }
    let total =
      question.countsTotal
      ? try memory.total(prepared.total ?? prepared.counted.countStatement, connection) : nil
    var answer = ListAnswer(
      page: Page(elements: hits, total: total, previous: previous, next: next))
    (answer.changesAt, answer.endsAhead) = (changesAt, endsAhead)
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
      if let facet = try facet(name, question, prepared) { answer.facets.append(facet) }
    }
    if question.facets.contains("phase") {
      let quarter = LocalDays.nextQuarter(after: question.filter.now)
      answer.changesAt = min(answer.changesAt ?? quarter, quarter)
    }
    if question.explains {
      answer.plan =
        try prepared.ranking?.plan(connection) ?? prepared.stretches.plan(request, connection)
    }
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
      prepared.ranking = try ranking(question, document, prepared)
      // Words alone are counted in their index.
      if question.filter.text?.expression != nil, prepared.counted.filters.map(\.name) == ["q"],
        prepared.counted.source.table.calledName == document.table
      {
        prepared.counted = try matches(question.filter, document)
      }
    }
    return prepared
  }

  // MARK: - What several kinds share

  /// How conditions look conferences up.
  enum LookUp {
    /// Sets of them are sorted out first.
    case sets
    /// Each is looked up when a list meets it.
    case probes
    /// Small sets are sorted out first.
    case bySize
  }

  /// The phases that a record must have, or must not have.
  func phases(
    _ filter: CatalogFilter, _ condition: (String) -> SQLFragment
  ) -> (included: [Selection.Filter], excluded: [Selection.Filter]) {
    let (included, excluded) = (filter[.phase].included, filter[.phase].excluded)
    let any = SQLFragment.any(included.map(condition))
    return (
      included.isEmpty ? [] : [.init(name: "phase", condition: any)],
      excluded.map { .init(name: "phase", condition: condition($0).negated) }
    )
  }

  /// The conditions on the columns of a record itself.
  func columnFilters(
    _ pairs: [(name: String, column: SQLFragment, choice: Choice)]
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

  /// How many rows a list has under conditions that leave few; nil where they are more than few
  /// after all.
  func few(_ table: String, _ restrictions: [Restriction]) throws -> Int? {
    guard restrictions.leavesFew else { return nil }
    let condition = SQLFragment.all(restrictions.page.map(\.condition))
    let count = try memory.total(
      SQLFragment(
        """
        SELECT count(*) FROM (
          SELECT 1 FROM \(table) WHERE \(condition) LIMIT \(ListPlan.fewRows + 1))
        """), connection)
    return count <= ListPlan.fewRows ? count : nil
  }

  /// Whether a condition on a table leaves only so many rows; no more are counted.
  func isFew(
    _ table: String, _ condition: SQLFragment, _ limit: Int = ListPlan.fewRows
  ) throws -> Bool {
    let count = try memory.total(
      SQLFragment(
        "SELECT count(*) FROM (SELECT 1 FROM \(table) WHERE \(condition) LIMIT \(limit + 1))"),
      connection)
    return count <= limit
  }

  /// What has changed since: where that is little, it is looked up and sorted; else the list is
  /// walked in its order.
  func updated(_ table: Table, _ filter: CatalogFilter) throws -> Restriction {
    guard let since = filter.updatedSince?.seconds else { return Restriction([]) }
    let name = table.calledName
    let isFew = try isFew(name, SQLFragment("updated_at >= ?", since))
    let condition =
      isFew
      ? SQLFragment("\(table.rowid) IN (SELECT id FROM \(name) WHERE updated_at >= ?)", since)
      : SQLFragment("+\(table.updated_at) >= ?", since)
    return Restriction([.init(name: "updated_since", condition: condition)], isFew: isFew)
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
    for key in usual where !keys.contains(where: { $0.expression.sql == key.expression.sql }) {
      var key = key
      key.descending = direction
      keys.append(key)
    }
    return keys
  }
}
