import CatalogForm
public import CatalogModel
import SQLite

/// Search words, as a filter and as the order of a list.
extension SearchReader {
  /// Returns the restriction of a list to records with the search words.
  ///
  /// `rows` is the number of rows that the other filters leave, if they leave few.
  func words(
    _ filter: CatalogFilter, _ document: SearchDocument, rows: Int? = nil
  ) throws -> [IndexedFilter] {
    guard let text = filter.text else { return [] }
    let (id, numbers) = (Table(document.table).id, document.numbers)
    func probe(_ expression: String) -> SQLFragment {
      SQLFragment(
        """
        EXISTS (SELECT 1 FROM search WHERE search MATCH ? AND rowid = \(id) + \(document.base))
        """, expression)
    }
    func set(_ expression: String) -> SQLFragment {
      SQLFragment(
        """
        \(id) IN (SELECT rowid - \(document.base) FROM search
          WHERE search MATCH ? AND rowid BETWEEN \(numbers.lowerBound) AND \(numbers.upperBound))
        """, expression)
    }
    func named(_ condition: SQLFragment) -> [Selection.Condition] {
      [.init(name: "q", condition: condition)]
    }
    guard let expression = try expressions(text)?.whole else {
      let expression = text.exclusion ?? ""
      return [
        IndexedFilter(
          named(probe(expression).negated), counted: named(set(expression).negated))
      ]
    }
    func isAtMost(_ limit: Int) throws -> Bool {
      try reader.conditions.hasFewRows("search", matching(expression, document), limit)
    }
    // A lookup in the index costs about as much as reading 50 further matches.
    if let rows, try !isAtMost(rows * 50) { return [IndexedFilter(named(probe(expression)))] }
    let isRare = try isAtMost(ListPlan.fewRows)
    if try isRare || isAtMost(mostSorted(of: document.table)) {
      return [IndexedFilter(named(set(expression)), id, isSelective: isRare)]
    }
    return [IndexedFilter(named(probe(expression)), counted: named(set(expression)))]
  }

  /// Returns the maximum number of matches to collect before a list is scanned.
  ///
  /// A scan finds the rows of a page the sooner, the more matches there are; collecting costs a
  /// lookup per match. Both cost about the same at the square root of 1,000 times the list's
  /// length.
  private func mostSorted(of table: String) throws -> Int {
    let length = try memory.total(SQLFragment("SELECT max(id) FROM \(table)"), connection)
    return Int((Double(length) * 1_000).squareRoot())
  }

  private func matching(_ expression: String, _ document: SearchDocument) -> SQLFragment {
    let numbers = document.numbers
    return SQLFragment(
      "search MATCH ? AND rowid BETWEEN \(numbers.lowerBound) AND \(numbers.upperBound)",
      expression)
  }

  /// Whether a record of some kinds (of all kinds if `kinds` is empty) has the words; `nil` if one
  /// of the kinds is not in the full-text index or the text only excludes words.
  public func hasHits(_ text: SearchText, _ kinds: [RecordKind]) throws -> Bool? {
    let documents = kinds.map { SearchDocument($0) }
    guard !documents.contains(where: { $0 == nil }),
      let expression = try expressions(text)?.whole
    else { return nil }
    let isAll = kinds.count == Self.searchedKinds.count
    let numbers = isAll ? [] : documents.compactMap { $0?.numbers }
    return try (numbers.isEmpty ? [0...Int64.max] : numbers).contains { numbers in
      try connection.first(
        "SELECT 1 FROM search WHERE search MATCH ?1 AND rowid BETWEEN ?2 AND ?3 LIMIT 1",
        expression, numbers.lowerBound, numbers.upperBound
      ) { _ in true } == true
    }
  }

  /// Returns the terms that occur in any record, at most the first eight.
  public func known(_ terms: [SearchText.Term]) throws -> [SearchText.Term] {
    let known = try terms.filter { term in
      try hasHits(SearchText(term), []) ?? false
    }
    return Array(known.prefix(8))
  }

  /// Selects the records that match the search words, without other filters.
  func matches(_ filter: CatalogFilter, _ document: SearchDocument) throws -> Selection {
    let expression = try filter.text.flatMap { try expressions($0)?.whole } ?? ""
    return Selection(
      source: .init(Table("search")), id: Table("search").rowid,
      filters: [.init(name: "q", condition: matching(expression, document))])
  }

  /// Returns the ranked search that orders a list by relevance; `nil` if the request has another
  /// order or no words.
  func ranking(
    _ question: ListQuery, _ document: SearchDocument, _ prepared: PreparedQuery
  ) throws -> RankedSearch? {
    guard question.sort.isEmpty || question.sort.contains(where: { $0.name == "relevance" }),
      let text = question.filter.text, let expressions = try expressions(text)
    else { return nil }
    let (table, notes) = (document.table, prepared.selection.notes)
    var others = prepared.selection
    others.filters.removeAll { $0.name == "q" }
    let matching = matching(expressions.whole, document)
    let isWhole = try reader.conditions.hasFewRows("search", matching, RankedSearch.ranked)
    let today = question.filter.now.day()
    var matches = RankedSearch(
      named: try reader.names.named(text, today, among: [document]), text: text, today: today,
      expression: expressions.whole,
      tiers: (isWhole ? [expressions.whole] : expressions.tiers).map {
        .init(expression: $0, numbers: document.numbers)
      }, isWhole: isWhole,
      join: others.filters.isEmpty && notes.isEmpty
        ? "" : "CROSS JOIN \(table) ON \(table).id = search.rowid - \(document.base)",
      condition: others.condition, notes: notes)
    guard let rows = prepared.few, notes.isEmpty else { return matches }
    // The other filters leave few rows: each is looked up, or found among the matches.
    let seeks = try !reader.conditions.hasFewRows("search", matching, rows * 50)
    matches.join = ""
    matches.condition = """
      \(seeks ? "" : "+")search.rowid IN (
        SELECT \(table).id + \(document.base) FROM \(table) WHERE \(others.condition))
      """
    if rows <= RankedSearch.ranked {
      matches.isWhole = true
      matches.tiers = [.init(expression: expressions.whole, numbers: document.numbers)]
    }
    return matches
  }

  /// Returns the full-text expressions of a text; `nil` if it only excludes words.
  ///
  /// If the last word is itself frequent, it is not treated as a prefix: SQLite would collect all
  /// records of all words with this prefix before it returns the first.
  func expressions(
    _ text: SearchText
  ) throws -> (whole: String, tiers: [String])? {
    guard let exact = text.expression(isOpen: false), let open = text.expression(isOpen: true)
    else { return nil }
    guard exact != open, let last = text.words.last else { return (exact, [exact]) }
    let count = try memory.total(
      SQLFragment("SELECT coalesce(max(doc), 0) FROM search_word WHERE term = ?", last),
      connection)
    guard count < Self.frequent else { return (exact, [exact]) }
    // Both expressions find the whole word, so that it scores higher than the prefix.
    return ("(\(open)) OR (\(exact))", [exact, "(\(open)) NOT (\(exact))"])
  }

  /// Number of records from which a word is frequent.
  private static var frequent: Int { 5_000 }
}
