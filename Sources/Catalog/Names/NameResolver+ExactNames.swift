import CatalogForm
import CatalogModel
import SQLite

/// Records that a text names exactly: a conference ("ICLR '27"), a series, a person, a title.
extension NameResolver {
  /// Maximum number of records of a kind to look up for a text.
  private static var mostNamed: Int { 20 }

  /// Returns the rows of `search` that the text names, the most likely first, of some kinds only.
  func named(
    _ text: SearchText, _ today: Day, among documents: [SearchDocument]
  ) throws -> [Int64] {
    guard text.needed == nil, text.terms.allSatisfy({ !$0.isExcluded }) else { return [] }
    let name = text.wanted.map(\.piece).joined(separator: " ")
    let series = try self.series(named: name)
    var rows: [Int64] = []
    var seen: Set<Int64> = []
    func add(_ document: SearchDocument, _ sql: String, _ values: any Bindable...) throws {
      guard documents.contains(document) else { return }
      let found = try connection.all("\(sql) LIMIT \(Self.mostNamed)", values: values) {
        document.base + $0.int64(0)
      }
      rows += found.filter { seen.insert($0).inserted }
    }
    let order = "ORDER BY \(Relevance.nearness(today)) DESC, slug"
    let editions = try edition(in: text).map { $0.slugs } ?? []
    try add(
      .conference,
      """
      SELECT id FROM conference WHERE slug = lower(?1)
        OR slug IN (SELECT value FROM json_each(?2)) \(order)
      """, name, editions.column)
    try add(
      .series,
      "SELECT id FROM series WHERE slug IN (SELECT value FROM json_each(?1)) ORDER BY slug",
      series.column)
    try add(
      .conference,
      """
      SELECT DISTINCT conference.id FROM conference
      JOIN conference_series ON conference_id = conference.id
      JOIN series ON series.id = series_id
      WHERE series.slug IN (SELECT value FROM json_each(?1))
      ORDER BY \(Relevance.nearness(today)) DESC, conference.slug
      """, series.column)
    try add(
      .conference, "SELECT id FROM conference WHERE name_key = ?1 \(order)", Folding.order(name))
    // In a search over several kinds, a topic's name more often means the records about it.
    if documents == [.topic] {
      try add(
        .topic, "SELECT id FROM topic WHERE slug IN (SELECT value FROM json_each(?1))",
        try topics(named: name).column)
    }
    guard text.words.count > 1 else { return rows }
    for folded in Folding.spellings(name).prefix(2) {
      try add(.speaker, "SELECT id FROM speaker WHERE name_folded = ?1 ORDER BY slug", folded)
    }
    // Short titles such as "Opening" or "Coffee break" occur in many programmes.
    guard text.words.count > 2 else { return rows }
    try add(
      .session, "SELECT id FROM session WHERE title_key = ?1 ORDER BY sort_start DESC",
      Folding.order(name))
    return rows
  }

  /// A conference that a text names by its series and year.
  public struct NamedEdition {
    /// The conferences of the series in the year.
    public var slugs: [String]
    public var series: [String]
    public var year: Int
    /// The range of the terms that name it.
    public var terms: Range<Int>
  }

  /// Returns the first conference that a text names by its series and year, in one word ("iclr27")
  /// or several ("ICLR ’27", "2027 ICLR", "Neural Information Processing Systems 2026").
  public func edition(in text: SearchText) throws -> NamedEdition? {
    let terms = text.terms.prefix(Self.mostNamed)
    for (index, term) in terms.enumerated() where !term.isExcluded {
      if let (name, year) = term.editionName, let series = try known(String(name)) {
        return try edition(series, year, index..<(index + 1))
      }
      guard let year = term.year else { continue }
      // Tries the longest name that ends before the year, then the longest one after it.
      for start in 0..<index {
        let range = start..<index
        guard let series = try known(terms, range) else { continue }
        return try edition(series, year, start..<(index + 1))
      }
      for end in stride(from: terms.count, to: index + 1, by: -1) {
        guard let series = try known(terms, (index + 1)..<end) else { continue }
        return try edition(series, year, index..<end)
      }
    }
    return nil
  }

  /// Returns the name of the series in a text that names only an edition, and other texts as they
  /// are.
  public func series(ofEditionNamed name: String) throws -> String {
    let text = SearchText(name)
    guard let edition = try edition(in: text), edition.terms == text.terms.indices else {
      return name
    }
    return edition.series[0]
  }

  /// Returns the edition of a series whose year is nearest to that of a text; `nil` if the text
  /// names more or less than an edition.
  func edition(nearest name: String) throws -> String? {
    let text = SearchText(name)
    guard let edition = try edition(in: text), edition.terms == text.terms.indices else {
      return nil
    }
    return try connection.first(
      """
      SELECT conference.slug FROM conference
      JOIN conference_series ON conference_id = conference.id
      JOIN series ON series.id = series_id
      WHERE year IS NOT NULL AND series.slug = ?1
      ORDER BY abs(year - ?2), year DESC, conference.slug LIMIT 1
      """, edition.series[0], edition.year
    ) { $0.text(0) }
  }

  private func known(
    _ terms: ArraySlice<SearchText.Term>, _ range: Range<Int>
  ) throws -> [String]? {
    guard terms[range].allSatisfy({ !$0.isExcluded }) else { return nil }
    return try known(terms[range].map(\.piece).joined(separator: " "))
  }

  private func known(_ name: String) throws -> [String]? {
    let series = try self.series(named: name)
    return series.isEmpty ? nil : series
  }

  private func edition(
    _ series: [String], _ year: Int, _ terms: Range<Int>
  ) throws -> NamedEdition {
    let slugs = try connection.all(
      """
      SELECT DISTINCT conference.slug FROM conference
      JOIN conference_series ON conference_id = conference.id
      JOIN series ON series.id = series_id
      WHERE year = ?1 AND series.slug IN (SELECT value FROM json_each(?2))
      ORDER BY sort_start, conference.slug LIMIT \(Self.mostNamed)
      """, year, series.column
    ) { $0.text(0) }
    return NamedEdition(slugs: slugs, series: series, year: year, terms: terms)
  }
}

extension SearchText.Term {
  /// The year that a term stands for: "2027", "27", "'27"; `nil` if it is not a year.
  public var year: Int? { words.count == 1 ? Self.year(words[0]) : nil }

  private static func year(_ word: String) -> Int? {
    guard word.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let number = Int(word) else {
      return nil
    }
    switch (word.utf8.count, number) {
    case (2, _): return 2000 + number
    case (4, 1950...2100): return number
    default: return nil
    }
  }

  /// The name and the year in one term: "iclr27", "AIM-2026", "neurips_2026".
  public var editionName: (name: Substring, year: Int)? {
    let digits = piece.reversed().prefix { $0.isASCII && $0.isNumber }.count
    guard let year = Self.year(String(piece.suffix(digits))) else { return nil }
    let name = piece.dropLast(digits)
    let end = name.lastIndex { $0.isLetter || $0.isNumber || $0 == "+" }
    guard let end else { return nil }
    return (name[...end], year)
  }
}
