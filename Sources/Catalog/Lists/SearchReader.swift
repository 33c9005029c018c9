public import CatalogModel
import SQLite

extension CatalogReader {
  public var search: SearchReader { SearchReader(reader: self) }
}

/// Searches the full-text index: for records of all kinds, and for the words of a list.
public struct SearchReader {
  let reader: CatalogReader
  var connection: Connection { reader.connection }
  var memory: ReaderCache { reader.memory }

  /// The kinds of record in the full-text index.
  public static let searchedKinds: [RecordKind] = [
    .conference, .series, .session, .speaker, .track, .topic, .venue, .guideItem, .recommendation,
  ]

  public var corrector: WordCorrector { WordCorrector(connection: connection) }

  /// Searches all kinds of records at once, by relevance: conferences and series first, then the
  /// records that belong to them.
  public func list(_ question: SearchQuery, page request: PageRequest) throws -> ListResult {
    guard let text = question.filter.text, let expressions = try expressions(text) else {
      return ListResult(page: Page(elements: [], total: 0))
    }
    let number = "search.rowid"
    let mask = Int64(1) << 40 - 1
    let conference: SQLFragment = """
      (CASE \(number) >> 40 WHEN 1 THEN \(number) & \(mask)
        WHEN 3 THEN (SELECT conference_id FROM session WHERE id = \(number) & \(mask))
        WHEN 5 THEN (SELECT conference_id FROM track WHERE id = \(number) & \(mask)) END)
      """
    let ofConferences = ConferenceQuery(question.filter, RecordList.searchFilters)
    var all = try conditions(try reader.lists.scope(ofConferences), ofConferences, of: conference)
    let ranges = Self.ranges(question.kinds)
    let within = SQLFragment.any(
      ranges.map { SQLFragment("\(number) BETWEEN \($0.lowerBound) AND \($0.upperBound)") })
    if !question.kinds.isEmpty { all.append(within) }
    let counted = SQLFragment.all([SQLFragment("search MATCH ?", expressions.whole)] + all)
    let statement: SQLFragment = "SELECT count(*) FROM search WHERE \(counted)"
    let total = question.countsTotal ? try memory.total(statement, connection) : nil
    let isWhole =
      try total.map { $0 <= RankedSearch.ranked }
      ?? reader.conditions.hasFewRows("search", counted, RankedSearch.ranked)
    let today = question.filter.now.day()
    var matches = RankedSearch(
      named: try reader.names.named(
        text, today,
        among: SearchDocument.allCases.filter {
          question.kinds.isEmpty || question.kinds.contains($0.kind)
        }), text: text, today: today, expression: expressions.whole,
      tiers: isWhole
        ? [.init(expression: expressions.whole, numbers: 0...Int64.max)]
        : expressions.tiers.flatMap { expression in
          ranges.map { .init(expression: expression, numbers: $0) }
        }, isWhole: isWhole, condition: .all(all))
    matches.isPopularTopic = try reader.names.isPopularTopic(text.text)
    let page = try matches.page(request, connection)
    let hits = page.rows.compactMap { row in
      SearchDocument.parts(of: row.number).map { Hit($0.kind.kind, $0.id) }
    }
    var answer = ListResult(
      page: Page(
        elements: hits, total: total, next: page.next))
    if question.explains { answer.plan = try matches.plan(connection) }
    return answer
  }

  /// Returns the conditions on the conferences to which hits belong.
  private func conditions(
    _ scope: ConferenceScope, _ question: ConferenceQuery, of conference: SQLFragment
  ) throws -> [SQLFragment] {
    guard case .few(let ids) = scope else {
      return try reader.lists.conditions(scope, question, id: conference).map(\.condition)
    }
    // Collects the records of few conferences first.
    let few = ids.map(String.init).joined(separator: ", ")
    let parts = [
      "SELECT id + \(SearchDocument.conference.base) FROM conference WHERE id IN (\(few))",
      "SELECT id + \(SearchDocument.session.base) FROM session WHERE conference_id IN (\(few))",
      "SELECT id + \(SearchDocument.track.base) FROM track WHERE conference_id IN (\(few))",
    ]
    return [SQLFragment("+search.rowid IN (\(parts.joined(separator: " UNION ALL ")))")]
  }

  /// Returns the row ranges of the searched kinds in the index, in the order of their hits.
  private static func ranges(_ kinds: [RecordKind]) -> [ClosedRange<Int64>] {
    let groups: [[SearchDocument]] = [
      [.conference, .series], [.track, .topic, .venue], [.session, .speaker],
      [.guideItem, .recommendation],
    ]
    return groups.flatMap { group in
      let wanted = group.filter { kinds.isEmpty || kinds.contains($0.kind) }
      // Kinds with adjacent ranges are read as one.
      guard let first = wanted.first, let last = wanted.last, wanted.count > 1,
        last.rawValue - first.rawValue == Int64(wanted.count - 1)
      else { return wanted.map(\.numbers) }
      return [first.numbers.lowerBound...last.numbers.upperBound]
    }
  }

  /// Returns the name of the member in which the text was found, and its passage as HTML.
  public func snippet(
    _ hit: Hit, _ text: SearchText
  ) throws -> (field: String, html: String)? {
    guard let document = SearchDocument(hit.kind) else { return nil }
    // Most hits contain the words in their name, so that the other texts need not be read.
    let name = try connection.first(
      "SELECT \(document.nameColumn) FROM \(document.table) WHERE id = ?1", hit.id
    ) { $0.text(0) }
    let snippet = Snippet(text)
    if let passage = name.flatMap(snippet.find), passage.coverage == snippet.termCount {
      return ("name", snippet.html(passage))
    }
    let fields = SearchDocument.columns
    let texts = try connection.first(document.shown, hit.id) { row in
      fields.indices.map { row.text($0 + 1) }
    }
    // The texts with the most of the words, the first ones of several.
    var best: (field: String, passages: [Snippet.Passage], coverage: Int)?
    for (field, content) in zip(fields, texts ?? []) {
      let (passages, coverage) = snippet.passages(
        in: content.utf8.split(separator: SearchDocument.divider).map { String(Substring($0)) })
      if coverage > best?.coverage ?? 0 { best = (field, passages, coverage) }
    }
    return best.map { ($0.field, $0.passages.map(snippet.html).joined(separator: " · ")) }
  }
}

/// A search over several kinds of records.
public struct SearchQuery: Sendable {
  public var filter: CatalogFilter
  /// The kinds to search; empty for all.
  public var kinds: [RecordKind] = []
  public var countsTotal = true
  public var explains = false

  public init(_ filter: CatalogFilter) {
    self.filter = filter
  }
}
