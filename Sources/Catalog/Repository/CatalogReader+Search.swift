import SQLite

/// Full text.
extension CatalogReader {
  /// The kinds of record that are searched by words.
  public static let searchedKinds: [RecordKind] = [
    .conference, .series, .session, .speaker, .track, .topic, .venue,
  ]

  /// What is found in all kinds of records at once, the best first.
  func prepareSearch(_ question: SearchQuestion) throws -> PreparedQuestion {
    let number = "search.rowid"
    let mask = Int64(1) << 40 - 1
    var filters: [Selection.Filter] = [
      .init(
        name: "q",
        condition: SQLCondition("search MATCH ?", question.filter.text?.expression ?? "\"\""))
    ]
    let documents = SearchDocument.allCases.filter { document in
      question.kinds.isEmpty || question.kinds.contains { $0.rawValue == "\(document)" }
    }
    if documents.count < SearchDocument.allCases.count {
      filters.append(
        .init(
          name: "type",
          condition: .any(
            documents.map { SQLCondition("\(number) BETWEEN \($0.base) AND \($0.base + mask)") })))
    }
    let conference = """
      (CASE \(number) >> 40 WHEN 1 THEN \(number) & \(mask)
        WHEN 3 THEN (SELECT conference_id FROM session WHERE id = \(number) & \(mask))
        WHEN 5 THEN (SELECT conference_id FROM track WHERE id = \(number) & \(mask)) END)
      """
    let conditions = try conferenceConditions(question.filter, id: conference)
    filters += conditions.filters
    for (name, graded) in [("dates", conditions.dates), ("place", conditions.place)] {
      guard let graded else { continue }
      filters.append(.init(name: name, condition: graded.condition(question.filter.match)))
    }
    let selection = Selection(
      source: SQLCondition("search"), id: number, filters: filters,
      sort: [
        .init(expression: SearchDocument.rank, type: .real),
        .init(expression: number, type: .integer),
      ])
    return PreparedQuestion(selection: selection, counted: selection, match: question.filter.match)
  }

  public func search(_ question: SearchQuestion, page request: PageRequest) throws -> ListAnswer {
    guard question.filter.text?.expression != nil else {
      return ListAnswer(page: Page(elements: [], total: 0))
    }
    let prepared = try prepareSearch(question)
    let (rows, previous, next) = try prepared.selection.page(request, connection)
    let hits = rows.compactMap { row in
      SearchDocument.parts(of: row.id).flatMap { document, id in
        RecordKind(rawValue: "\(document)").map { Hit($0, id) }
      }
    }
    let total =
      question.countsTotal ? try memory.total(prepared.counted.countStatement, connection) : nil
    var answer = ListAnswer(
      page: Page(elements: hits, total: total, previous: previous, next: next))
    if question.explains { answer.plan = try plan(prepared.selection, request) }
    return answer
  }

  /// The text with its unknown words replaced by the nearest known ones; nil where all are known,
  /// or nothing is near.
  public func corrected(_ text: SearchText) throws -> SearchText? {
    var corrections: [String: String] = [:]
    for word in text.words where word.count >= 3 && corrections[word] == nil {
      let isLast = word == text.words.last
      let known = try connection.first(
        "SELECT 1 FROM search_word WHERE term >= ?1 AND term < ?2 LIMIT 1", word,
        isLast ? "\(word)\u{10ffff}" : "\(word)\u{1}"
      ) { _ in true }
      guard known == nil else { continue }
      if let better = try nearestWord(word) { corrections[word] = better }
    }
    guard !corrections.isEmpty else { return nil }
    let words = text.terms.map { term in
      let words = term.words.map { term.isExcluded ? $0 : corrections[$0] ?? $0 }
      let joined = words.joined(separator: " ")
      return (term.isExcluded ? "-" : "")
        + (term.isQuoted || words.count > 1 ? "\"\(joined)\"" : joined)
    }
    return SearchText(words.joined(separator: " "))
  }

  /// The known word that differs in the fewest letters; of several, the most frequent.
  ///
  /// Most people get the first letter right, so that only words with it are looked at first.
  private func nearestWord(_ word: String) throws -> String? {
    let letters = Array(word.utf8)
    let bound = letters.count < 5 ? 1 : 2
    for range in [(String(word.prefix(1)), "\(word.prefix(1))\u{10ffff}"), ("", "\u{10ffff}")] {
      var best: (term: String, distance: Int, count: Int)?
      try connection.each(
        """
        SELECT term, doc FROM search_word WHERE term >= ?1 AND term < ?2
          AND length(term) BETWEEN ?3 AND ?4
        """, range.0, range.1, letters.count - bound, letters.count + bound
      ) { row in
        let distance = row.withUTF8(0) {
          Suggestion.distance(letters, Array($0), atMost: best?.distance ?? bound)
        }
        guard let distance else { return }
        let count = row.int(1)
        if best.map({ (distance, -count) < ($0.distance, -$0.count) }) ?? true {
          best = (row.text(0), distance, count)
        }
      }
      if let best { return best.term }
    }
    return nil
  }

  /// The part of a record in which a text was found, as HTML, and the name of that part.
  public func snippet(
    _ hit: Hit, _ text: SearchText
  ) throws -> (field: String, html: String)? {
    guard let document = SearchDocument.allCases.first(where: { "\($0)" == hit.kind.rawValue })
    else { return nil }
    let fields = ["name", "other_names", "about", "people", "place"]
    return try connection.first(document.sql, hit.id) { row in
      for (index, field) in fields.enumerated() {
        if let html = Snippet.of(row.text(index + 1), for: text) { return (field, html) }
      }
      return nil
    } ?? nil
  }
}

/// A question to everything at once.
public struct SearchQuestion: Sendable {
  public var filter: CatalogFilter
  /// Empty for all.
  public var kinds: [RecordKind] = []
  public var countsTotal = true
  public var explains = false

  public init(_ filter: CatalogFilter) {
    self.filter = filter
  }
}
