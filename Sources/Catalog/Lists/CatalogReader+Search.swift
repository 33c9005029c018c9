public import CatalogModel
import SQLite

/// Full-text search.
extension CatalogReader {
  /// The kinds of record in the full-text index.
  public static let searchedKinds: [RecordKind] = [
    .conference, .series, .session, .speaker, .track, .topic, .venue, .guideItem, .recommendation,
  ]

  /// Searches all kinds of records at once, by relevance: conferences and series first, then the
  /// records that belong to them.
  public func search(_ question: SearchQuestion, page request: PageRequest) throws -> ListAnswer {
    guard let text = question.filter.text, let expressions = try expressions(text) else {
      return ListAnswer(page: Page(elements: [], total: 0))
    }
    let number = "search.rowid"
    let mask = Int64(1) << 40 - 1
    let conference: SQLFragment = """
      (CASE \(number) >> 40 WHEN 1 THEN \(number) & \(mask)
        WHEN 3 THEN (SELECT conference_id FROM session WHERE id = \(number) & \(mask))
        WHEN 5 THEN (SELECT conference_id FROM track WHERE id = \(number) & \(mask)) END)
      """
    let ofConferences = ConferenceQuestion(question.filter, RecordList.searchFilters)
    var all = try conditions(try scope(ofConferences), ofConferences, of: conference)
    let ranges = Self.ranges(question.kinds)
    let within = SQLFragment.any(
      ranges.map { SQLFragment("\(number) BETWEEN \($0.lowerBound) AND \($0.upperBound)") })
    if !question.kinds.isEmpty { all.append(within) }
    let counted = SQLFragment.all([SQLFragment("search MATCH ?", expressions.whole)] + all)
    let statement: SQLFragment = "SELECT count(*) FROM search WHERE \(counted)"
    let total = question.countsTotal ? try memory.total(statement, connection) : nil
    let isWhole =
      try total.map { $0 <= BestMatches.ranked } ?? isFew("search", counted, BestMatches.ranked)
    let today = question.filter.now.day()
    let matches = BestMatches(
      named: try names.named(
        text, today,
        among: SearchDocument.allCases.filter {
          question.kinds.isEmpty || question.kinds.contains($0.kind)
        }), text: text, today: today, expression: expressions.whole,
      stretches: isWhole
        ? [.init(expression: expressions.whole, numbers: 0...Int64.max)]
        : expressions.stretches.flatMap { expression in
          ranges.map { .init(expression: expression, numbers: $0) }
        }, isWhole: isWhole, condition: .all(all))
    let page = try matches.page(request, connection)
    let hits = page.rows.compactMap { row in
      SearchDocument.parts(of: row.number).map { Hit($0.kind.kind, $0.id) }
    }
    var answer = ListAnswer(
      page: Page(
        elements: hits, total: total, next: page.next))
    if question.explains { answer.plan = try matches.plan(connection) }
    return answer
  }

  /// Returns the conditions on the conferences to which hits belong.
  private func conditions(
    _ scope: ConferenceScope, _ question: ConferenceQuestion, of conference: SQLFragment
  ) throws -> [SQLFragment] {
    guard case .few(let ids) = scope else {
      return try conditions(scope, question, id: conference).map(\.condition)
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

  /// Returns the text with its unknown words replaced by the nearest known ones; `nil` if all words
  /// are known or no known word is near.
  ///
  /// Keeps words of fewer than 5 letters, words with digits, and words in capitals of fewer than 8
  /// letters: they may be names that the catalog lacks. `others` are words with a meaning besides
  /// those in records.
  public func corrected(_ text: SearchText, besides others: [String]) throws -> SearchText? {
    var corrections: [String: String] = [:]
    for term in text.wanted where !(term.isUpper && term.piece.count < 8) {
      for word in term.words
      where word.count >= 5 && corrections[word] == nil && !word.contains(where: \.isNumber) {
        let isLast = word == text.words.last
        let known = try connection.first(
          "SELECT 1 FROM search_word WHERE term >= ?1 AND term < ?2 LIMIT 1", word,
          isLast ? "\(word)\u{10ffff}" : "\(word)\u{1}"
        ) { _ in true }
        guard known == nil, !others.contains(word) else { continue }
        corrections[word] = try nearestWord(word, besides: others)
      }
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

  /// Returns the known word at the smallest edit distance; of several, the most frequent.
  ///
  /// Compares words with the same first letter first, since most people get that right. Then
  /// compares words that begin alike but for a wrong, missing, added or transposed first letter.
  private func nearestWord(_ word: String, besides others: [String]) throws -> String? {
    let letters = Array(word.utf8)
    let bound = letters.count < 5 ? 1 : 2
    let pattern = EditPattern(letters)
    let near = others.compactMap { other in
      pattern.distance(Array(other.utf8), atMost: bound).map { (other, $0) }
    }
    let other = near.min { $0.1 < $1.1 }
    for beginnings in [[String(word.prefix(1))], Self.beginnings(word)] {
      var best = other.map { (term: $0.0, distance: $0.1, count: Int.max) }
      for beginning in beginnings {
        try connection.each(
          """
          SELECT term, doc FROM search_word WHERE term >= ?1 AND term < ?2
            AND length(term) BETWEEN ?3 AND ?4
          """, beginning, "\(beginning)\u{10ffff}", letters.count - bound, letters.count + bound
        ) { row in
          let distance = row.withUTF8(0) {
            pattern.distance($0, atMost: best?.distance ?? bound)
          }
          guard let distance else { return }
          let count = row.int(1)
          if best.map({ (distance, -count) < ($0.distance, -$0.count) }) ?? true {
            best = (row.text(0), distance, count)
          }
        }
      }
      if let best { return best.term }
    }
    return nil
  }

  /// Returns the beginnings of words to try if the first letter is wrong.
  private static func beginnings(_ word: String) -> [String] {
    let first = String(word.prefix(1))
    let rest = word.dropFirst()
    let (second, third) = (String(rest.prefix(1)), String(rest.dropFirst().prefix(1)))
    let others = "abcdefghijklmnopqrstuvwxyz0123456789".map(String.init).filter { $0 != first }
    return [String(rest.prefix(3)), second + first + third]
      + others.flatMap { [$0 + second + third, $0 + first + second] }
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
    let fields = ["name", "other_names", "about", "people", "place"]
    let texts = try connection.first(document.shown, hit.id) { row in
      fields.indices.map { row.text($0 + 1) }
    }
    // The text with the most of the words, the first one of several.
    var best: (field: String, passage: Snippet.Passage)?
    for (field, content) in zip(fields, texts ?? []) {
      if let passage = snippet.find(in: content), passage.coverage > best?.passage.coverage ?? 0 {
        best = (field, passage)
      }
    }
    return best.map { ($0.field, snippet.html($0.passage)) }
  }
}

/// A search over several kinds of records.
public struct SearchQuestion: Sendable {
  public var filter: CatalogFilter
  /// The kinds to search; empty for all.
  public var kinds: [RecordKind] = []
  public var countsTotal = true
  public var explains = false

  public init(_ filter: CatalogFilter) {
    self.filter = filter
  }
}
