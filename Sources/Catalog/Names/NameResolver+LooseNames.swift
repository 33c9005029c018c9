import CatalogModel
import SQLite

extension NameResolver {
  /// Returns the slugs of topics or audiences whose slug or label differs from the name only by a
  /// plural or a gap between words.
  func looselyLabelled(_ table: String, _ name: String) throws -> [String] {
    try loosely(
      name, table, "SELECT slug, slug FROM \(table)",
      "SELECT slug, \(table)_label.label FROM \(table)_label JOIN \(table) ON id = \(table)_id")
  }

  /// Returns the slugs of series with a name or alias that differs from the name only by a plural
  /// or a gap between words.
  func looselyNamedSeries(_ name: String) throws -> [String] {
    try loosely(
      name, "series", "SELECT slug, slug FROM series", "SELECT slug, name FROM series",
      "SELECT slug, full_name FROM series WHERE full_name IS NOT NULL",
      "SELECT slug, alias FROM series_alias JOIN series ON id = series_id")
  }

  /// Returns the folded names of the cities that a text names with a region or country, such as
  /// "Boston, MA".
  func cities(namedWithin name: String) throws -> [String] {
    var parts = name.split(separator: ",", maxSplits: 1)
    if parts.count == 1, let gap = name.lastIndex(of: " ") {
      parts = [name[..<gap], name[gap...].dropFirst()]
    }
    guard parts.count == 2 else { return [] }
    let area = String(parts[1])
    // The last word of "in Boston or" is no state.
    guard name.contains(",") || !Self.wordsLikeCodes.contains(area) else { return [] }
    var codes = try regions(named: Self.trimmed(area)) + countries(named: Self.trimmed(area))
    if codes.isEmpty, let last = area.split(separator: ",").last {
      codes = try countries(named: Self.trimmed(String(last)))
    }
    guard !codes.isEmpty else { return [] }
    let cities = try cities(named: Self.trimmed(String(parts[0])))
    let here = SQLFragment.any([.among("region", codes), .among("country", codes)])
    return try cities.filter { city in
      try connection.first(
        """
        SELECT 1 FROM location WHERE city_folded = ? AND (\(here.sql)) UNION ALL
        SELECT 1 FROM place WHERE kind = 'city' AND (\(here.sql)) AND id IN (
          SELECT place_id FROM place_label WHERE folded = ?) LIMIT 1
        """, values: [city] + here.values + here.values + [city]
      ) { _ in true } == true
    }
  }

  /// Frequent words that are also codes of countries or states, in the lower case of words.
  private static let wordsLikeCodes: Set<String> = [
    "al", "am", "as", "at", "be", "by", "co", "de", "do", "et", "fr", "hi", "id", "il", "in", "is",
    "it",
    "la", "me", "my", "no", "of", "oh", "ok", "on", "or", "pa", "so", "to", "us",
  ]

  static func trimmed(_ text: String) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }

  /// Returns the slugs with a loose name.
  ///
  /// Each of the `queries` must return slugs and names.
  private func loosely(
    _ name: String, _ kind: String, _ queries: String...
  ) throws -> [String] {
    let wanted = Folding.loose(name)
    guard !wanted.isEmpty else { return [] }
    let slugs = try memory.looseNames(kind) {
      var slugs: [String: Set<String>] = [:]
      for query in queries {
        try connection.each(query) {
          slugs[Folding.loose($0.text(1)), default: []].insert($0.text(0))
        }
      }
      return slugs
    }
    return (slugs[wanted] ?? []).sorted()
  }
}
