import CatalogModel
import SQLite

/// Full-text search in order of relevance, with a bounded amount of scoring.
///
/// Hits come in tiers: whole words before prefixes, and some kinds of record before others. In each
/// tier the newest `ranked` hits are ordered by score, and the older ones follow by age. So a page
/// costs about the same for a word in a hundred records as for one in a million. In exchange, the
/// best of more than `ranked` hits may be among the older ones.
struct RankedSearch {
  /// Maximum number of hits of a tier that are ordered by score.
  static let ranked = 1_000

  struct Tier {
    var expression: String
    var numbers: ClosedRange<Int64>
  }

  struct Row {
    var number: Int64
    var notes: [Value]
  }

  /// The rows that the text names exactly, which come first.
  var named: [Int64] = []
  /// The search words.
  var text: SearchText
  /// The day for the nearness in time of hits.
  var today: Day
  /// Whether the text is the name of a topic of many series.
  var isPopularTopic = false
  /// The full-text expression of all hits.
  var expression: String
  var tiers: [Tier]
  /// Whether all hits are ordered by score; then there is one tier.
  var isWhole = false
  /// The joins after `FROM search`.
  var join = ""
  var condition = SQLFragment("1")
  var notes: [SQLFragment] = []

  /// A position among the hits, which a page's key encodes.
  ///
  /// It has the index of the tier (-1 for the named rows, of which `number` were returned), the row
  /// of its oldest scored hit, and the score (-1 among the older ones) and row of the last hit that
  /// was returned.
  private struct Place {
    var tier = 0
    var oldestScoredRow: Int64?
    var score: Int64?
    var number: Int64 = 0

    init(isFirst: Bool = false) {
      if isFirst { tier = -1 }
    }

    init?(_ key: [String]) {
      guard key.count == 4, let tier = Int(key[0]), tier >= -1, let oldestScoredRow = Int64(key[1]),
        let score = Int64(key[2]), let number = Int64(key[3])
      else { return nil }
      self.tier = tier
      self.oldestScoredRow = oldestScoredRow
      self.score = score
      self.number = number
    }

    var key: [String] { ["\(tier)", "\(oldestScoredRow ?? 0)", "\(score ?? 0)", "\(number)"] }
  }

  /// Returns the hits after a key, and the key of the last one if more follow.
  func page(
    _ request: PageRequest, _ connection: Connection
  ) throws -> (rows: [Row], next: [String]?) {
    var matches = self
    // Further pages use the same day as the first one.
    if let day = request.after?.dropFirst(4).first.flatMap({ Int($0) }) {
      matches.today = Day(number: day)
    }
    var place =
      request.after.flatMap { Place(Array($0.prefix(4))) } ?? Place(isFirst: !named.isEmpty)
    var rows: [(row: Row, place: Place)] = []
    if place.tier < 0 { try matches.readNamed(&place, &rows, connection) }
    while place.tier < tiers.count, rows.count <= request.limit {
      try matches.read(request.limit + 1 - rows.count, &place, &rows, connection)
    }
    let more = rows.count > request.limit
    if more { rows.removeLast() }
    let next = more ? rows.last.map { $0.place.key + ["\(matches.today.number)"] } : nil
    return (rows.map(\.row), next)
  }

  /// Reads the named rows that match the query, and moves on to the first tier.
  private func readNamed(
    _ place: inout Place, _ rows: inout [(row: Row, place: Place)], _ connection: Connection
  ) throws {
    let statement = SQLFragment(
      """
      SELECT search.rowid, 0\(noteColumns) FROM search \(join)
      WHERE search MATCH ? AND search.rowid IN (\(list(named))) AND \(condition.sql)
      """, values: notes.flatMap(\.values) + [expression] + condition.values)
    var found: [Int64: (row: Row, place: Place)] = [:]
    for hit in try connection.all(
      statement.sql, values: statement.values, row: { give($0, Place(isFirst: true), 0, score: 0) })
    {
      found[hit.row.number] = hit
    }
    for (index, number) in named.enumerated().dropFirst(Int(place.number)) {
      guard var hit = found[number] else { continue }
      hit.place.number = Int64(index + 1)
      rows.append(hit)
    }
    place = Place()
  }

  private func list(_ numbers: [Int64]) -> String {
    numbers.map(String.init).joined(separator: ", ")
  }

  /// The condition of the hits that are not named.
  private var others: SQLFragment {
    named.isEmpty
      ? condition
      : .all([condition, SQLFragment("+search.rowid NOT IN (\(list(named)))")])
  }

  /// Reads on within a tier; moves on to the next one at its end.
  private func read(
    _ limit: Int, _ place: inout Place, _ rows: inout [(row: Row, place: Place)],
    _ connection: Connection
  ) throws {
    let tier = tiers[place.tier]
    let oldestScoredRow =
      try place.oldestScoredRow
      ?? (isWhole ? tier.numbers.lowerBound : oldestScoredRow(of: tier, connection))
    place.oldestScoredRow = oldestScoredRow
    var wanted = limit
    if place.score.map({ $0 >= 0 }) ?? true {
      let found = try ranked(tier, oldestScoredRow, behind: place, wanted, connection)
      rows += found
      wanted -= found.count
      if wanted > 0 {
        place.score = -1
        place.number = oldestScoredRow
      }
    }
    guard wanted > 0 else { return }
    if oldestScoredRow > tier.numbers.lowerBound {
      let found = try older(tier, behind: place, wanted, connection)
      rows += found
      wanted -= found.count
    }
    guard wanted > 0 else { return }
    place = { tier in
      var next = Place()
      next.tier = tier
      return next
    }(place.tier + 1)
  }

  /// Returns the row of the oldest scored hit of a tier.
  private func oldestScoredRow(of tier: Tier, _ connection: Connection) throws -> Int64 {
    try connection.first(
      """
      SELECT search.rowid FROM search \(join) WHERE search MATCH ? AND search.rowid BETWEEN ? AND ?
        AND \(others.sql) ORDER BY search.rowid DESC LIMIT 1 OFFSET \(Self.ranked - 1)
      """,
      values: [tier.expression, tier.numbers.lowerBound, tier.numbers.upperBound]
        + others.values
    ) { $0.int64(0) } ?? tier.numbers.lowerBound
  }

  /// SQLite's query plan for the first hits, one element for each step.
  func plan(_ connection: Connection) throws -> [String] {
    let tier = tiers[0]
    let statement = rankedStatement(tier, tier.numbers.lowerBound, behind: Place(), 1)
    return try connection.all("EXPLAIN QUERY PLAN \(statement.sql)", values: statement.values) {
      $0.text(3)
    }
  }

  private func ranked(
    _ tier: Tier, _ oldestScoredRow: Int64, behind place: Place, _ limit: Int,
    _ connection: Connection
  ) throws -> [(row: Row, place: Place)] {
    let statement = rankedStatement(tier, oldestScoredRow, behind: place, limit)
    return try connection.all(statement.sql, values: statement.values) { row in
      give(row, place, oldestScoredRow, score: row.int64(1))
    }
  }

  private func rankedStatement(
    _ tier: Tier, _ oldestScoredRow: Int64, behind place: Place, _ limit: Int
  ) -> SQLFragment {
    let score = Relevance.score(text, today: today, isPopularTopic: isPopularTopic)
    var values: [any Bindable] = score.values + notes.flatMap(\.values)
    values += [tier.expression, oldestScoredRow, tier.numbers.upperBound]
    values += others.values
    var behind = ""
    if let score = place.score {
      behind = "WHERE (score, number) < (?, ?)"
      values += [score, place.number]
    }
    return SQLFragment(
      """
      SELECT * FROM (SELECT search.rowid AS number, \(score.sql) AS score\(noteColumns)
        FROM search \(join) WHERE search MATCH ? AND search.rowid BETWEEN ? AND ?
          AND \(others.sql)) \(behind)
      ORDER BY score DESC, number DESC LIMIT \(limit)
      """, values: values)
  }

  private func older(
    _ tier: Tier, behind place: Place, _ limit: Int, _ connection: Connection
  ) throws -> [(row: Row, place: Place)] {
    var values: [any Bindable] = notes.flatMap(\.values)
    values += [tier.expression, tier.numbers.lowerBound, place.number - 1]
    values += others.values
    return try connection.all(
      """
      SELECT search.rowid, -1\(noteColumns) FROM search \(join)
      WHERE search MATCH ? AND search.rowid BETWEEN ? AND ? AND \(others.sql)
      ORDER BY search.rowid DESC LIMIT \(limit)
      """, values: values
    ) { row in give(row, place, place.oldestScoredRow ?? 0, score: -1) }
  }

  private var noteColumns: String {
    notes.enumerated().map { ", \($0.element.sql) AS note\($0.offset)" }.joined()
  }

  private func give(
    _ row: SQLite.Row, _ place: Place, _ oldestScoredRow: Int64, score: Int64
  ) -> (row: Row, place: Place) {
    var place = place
    place.oldestScoredRow = oldestScoredRow
    place.score = score
    place.number = row.int64(0)
    let notes = notes.indices.map { row.value(2 + $0) }
    return (Row(number: row.int64(0), notes: notes), place)
  }
}
