import CatalogForm
import CatalogModel
import SQLite

/// The SQL plan of a list query.
struct PreparedQuery {
  var selection: Selection
  /// The parts of the list, one after the other; empty if it is read as a whole.
  var parts: [Selection] = []
  /// The selection that totals count.
  var counted: Selection
  /// The selection that facets and counts of excluded records use: `counted` without the index scan
  /// chosen for the page.
  var whole: Selection
  var dates: ConferenceConditions.GradedFilter?
  var place: ConferenceConditions.GradedFilter?
  var hasCoarser = false
  var unlocated: SQLFragment?
  var match: Match

  /// A shorter query for the total than `counted`.
  var total: SQLFragment?
  /// Whether the page is sorted from few rows.
  var sortsFewRows = false
  /// The number of rows that the filters without the search words leave; `nil` if they are more
  /// than few.
  var few: Int?

  /// Orders the hits by relevance to the search words.
  var ranking: RankedSearch?

  /// The selections of the page's rows, in their order.
  var chain: SelectionChain {
    guard !parts.isEmpty else { return SelectionChain(selections: [selection]) }
    return SelectionChain(
      selections: parts.map { part in
        var part = part
        part.notes = selection.notes
        return part
      })
  }

  /// The meanings of the selection's notes, in their order.
  var notes: [Note] = []

  enum Note {
    case datesCertain, placeCertain, placeUsual, distance
    /// The time from which an upcoming record is past.
    case end
  }
}

extension CatalogReader {
  /// Returns a page of hits, their total, facets, and the counts of excluded records.
  public func list(_ question: ListQuery, page: PageRequest) throws -> ListResult {
    try lists.list(question, page: page)
  }

  public var lists: ListReader { ListReader(reader: self) }
}

/// Plans and runs the queries of lists.
public struct ListReader {
  let reader: CatalogReader
  var connection: Connection { reader.connection }
  var memory: ReaderCache { reader.memory }

  func list(_ asked: ListQuery, page request: PageRequest) throws -> ListResult {
    var question = asked
    if let wanted = asked.expected {
      question.expected = nil
      return try reader.expectedDeadlines.list(question, wanted, page: request)
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
      // A key without an instant does not come from a page of this list.
      guard let pinned else { return ListResult(all: []) }
      let page = try prepared.chain.page(pinned.request, connection)
      hits = page.rows.map { hit(Hit(question.kind, $0.id), $0.notes, prepared.notes) }
      let ahead = PinnedPage.Ahead(page.rows, end: end, hasNext: page.next != nil)
      (previous, next) = (pinned.pin(page.previous, ahead), pinned.pin(page.next, ahead))
      changesAt = pinned.changesAt(ahead)
      endsAhead = page.next?.first == "0"
    } else {
      let page = try prepared.chain.page(request, connection)
      hits = page.rows.map { hit(Hit(question.kind, $0.id), $0.notes, prepared.notes) }
      (previous, next) = (page.previous, page.next)
    }
    let total =
      question.countsTotal
      ? try memory.total(prepared.total ?? prepared.counted.countStatement, connection) : nil
    var answer = ListResult(
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
    let counter = FacetCounter(reader: reader, question: question, prepared: prepared)
    answer.facets = try question.facets.compactMap(counter.facet)
    if question.facets.contains("phase") {
      let now = question.filter.now
      // The phases of conferences change with the quarter of an hour, others with each second.
      let next =
        question.kind == .conference
        ? LocalDays.nextQuarter(after: now) : Instant(seconds: now.seconds + 1)
      answer.changesAt = min(answer.changesAt ?? next, next)
    }
    if question.explains {
      answer.plan =
        try prepared.ranking?.plan(connection) ?? prepared.chain.plan(request, connection)
    }
    return answer
  }

  /// Returns the number of records that meet all other filters and could meet the graded one.
  private func excluded(
    _ prepared: PreparedQuery, _ name: String, _ graded: ConferenceConditions.GradedFilter
  ) throws -> Int {
    var others = prepared.whole
    others.filters.removeAll { $0.name == name }
    others.filters.append(.init(name: "", condition: graded.excluded(prepared.match)))
    return try memory.total(others.countStatement, connection)
  }

  private func hit(
    _ hit: Hit, _ values: [Value], _ notes: [PreparedQuery.Note]
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

  func prepare(_ question: ListQuery) throws -> PreparedQuery {
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
      prepared.ranking = try reader.search.ranking(question, document, prepared)
      // If the search words are the only filter, their index counts the hits.
      if question.filter.text?.expression != nil, prepared.counted.filters.map(\.name) == ["q"],
        prepared.counted.source.table.calledName == document.table
      {
        prepared.counted = try reader.search.matches(question.filter, document)
      }
    }
    return prepared
  }

  /// Returns the keys for the requested sort terms, or `usual` ones without any; then the remaining
  /// `usual` keys, in the direction of the first key, to make the order total.
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
