public import CatalogForm
public import CatalogModel
import SQLite

/// Resolves names of records and places: slugs, labels and aliases, exactly, folded or loosely, and
/// former slugs.
public struct NameResolver {
  let connection: Connection
  let memory: ReaderCache

  /// Returns the slugs that a name stands for: the slug itself, a label or an alternative label.
  public func topics(named name: String) throws -> [String] {
    try labelled("topic", name)
  }

  /// Returns the slugs of the topics directly above a topic.
  public func broaderTopics(_ slug: String) throws -> [String] {
    try memory.meanings("topics above", slug) {
      try connection.all(
        """
        SELECT above.slug FROM topic JOIN topic_broader ON topic_id = topic.id
        JOIN topic AS above ON above.id = broader_id WHERE topic.slug = ?1 ORDER BY position
        """, slug
      ) { $0.text(0) }
    }
  }

  /// The number of series from which on a topic is popular.
  private static let popularTopicSeries = 5

  /// Whether a name stands for a topic of many series.
  func isPopularTopic(_ name: String) throws -> Bool {
    let topics = try topics(named: name)
    guard !topics.isEmpty else { return false }
    let count = SQLFragment(
      """
      SELECT count(DISTINCT series_id) FROM series_topic
        JOIN topic ON topic.id = topic_id WHERE slug IN (SELECT value FROM json_each(?))
      """, values: [topics.column])
    return try memory.total(count, connection) >= Self.popularTopicSeries
  }

  /// Returns the slugs of the audiences with a slug, label or alternative label.
  public func audiences(named name: String) throws -> [String] {
    try labelled("audience", name)
  }

  /// Returns the slugs of the series with a slug, name or alias.
  public func series(named name: String) throws -> [String] {
    try memory.meanings("series", name) {
      let exact = try exactlyNamedSeries(name)
      return try exact.isEmpty ? looselyNamedSeries(name) : exact
    }
  }

  private func exactlyNamedSeries(_ name: String) throws -> [String] {
    try spelled(name) { folded in
      try connection.all(
        """
        SELECT slug FROM series WHERE slug = lower(?1) OR id IN (
          SELECT series_id FROM series_alias WHERE folded = ?2)
        UNION SELECT slug FROM series WHERE name_key IN (?2, ?3)
        """, name, folded, Folding.order(name)
      ) { $0.text(0) }
    }
  }

  /// Returns the name of a series that the words form without gaps, unless it is one with them.
  public func seriesName(joining words: [String]) throws -> String? {
    try memory.meanings("series without gaps", words.joined(separator: " ")) {
      let joined = words.joined()
      guard try exactlyNamedSeries(words.joined(separator: " ")).isEmpty,
        try !exactlyNamedSeries(joined).isEmpty
      else { return [] }
      return [joined]
    }.first
  }

  /// Whether a name is that of a continent or a group of countries, and of nothing else.
  public func isGroup(_ name: String) throws -> Bool {
    guard name.utf8.count < 40 else { return false }
    let meanings = try memory.meanings("group", name) {
      try places(Place.groups, name).map(\.id)
    }
    return try !meanings.isEmpty && places(["city", "region", "country"], name).isEmpty
  }

  /// Returns the name of the continent to which a country, or that of a city or region, belongs.
  public func continent(ofThe level: String, named name: String) throws -> String? {
    let countries =
      try level == "country"
      ? countries(named: name)
      : country(ofThe: level, named: name).map { [$0] } ?? []
    guard countries.count == 1 else { return nil }
    return try connection.first(
      """
      SELECT name FROM place JOIN place_country ON place_id = place.id
      WHERE kind = 'continent' AND place_country.country = ?1 ORDER BY slug
      """, countries[0]
    ) { $0.text(0) }
  }

  /// Returns the ISO 3166-1 alpha-2 codes of the countries with a name or code; for a continent or
  /// group, those of its countries.
  public func countries(named name: String) throws -> [String] {
    try memory.meanings("country", name) {
      let code = name.uppercased()
      let known = try connection.first(
        "SELECT 1 FROM location WHERE country = ?1 UNION ALL "
          + "SELECT 1 FROM place WHERE country = ?1 LIMIT 1", code
      ) { _ in true }
      if code.utf8.count == 2, known == true { return [code] }
      let found = try places(["country"], name)
      return try (found.isEmpty ? places(Place.groups, name) : found).flatMap { place in
        place.isGroup ? try members(of: place) : [place.country].compactMap { $0 }
      }.distinct
    }
  }

  /// Returns the ISO 3166-2 codes of the regions with a name or code, and the IDs of continents and
  /// groups.
  public func regions(named name: String) throws -> [String] {
    try memory.meanings("region", name) {
      let code = name.uppercased()
      let known = try connection.first(
        "SELECT 1 FROM location WHERE region = ?1 UNION ALL "
          + "SELECT 1 FROM place WHERE region = ?1 LIMIT 1", code
      ) { _ in true }
      if known == true { return [code] }
      return try places(["region"] + Place.groups, name).map { $0.region ?? $0.id }.distinct
    }
  }

  /// Returns the folded names that a city has in the catalog; empty if neither a record nor the
  /// gazetteer has it.
  public func cities(named name: String) throws -> [String] {
    try memory.meanings("city", name) {
      let known = try spelled(name) { folded in
        try connection.all(
          "SELECT city_folded FROM location WHERE city_folded = ?1 LIMIT 1", folded
        ) { $0.text(0) }
      }
      let names = try places(["city"], name).map { Folding.fold($0.name) }.distinct
      let all = names + known.filter { !names.contains($0) }
      return try all.isEmpty ? cities(namedWithin: name) : all
    }
  }

  /// Returns the country of the city or region with a name; `nil` if places of several countries
  /// have it.
  public func country(ofThe level: String, named name: String) throws -> String? {
    let codes =
      if level == "city" {
        try connection.all(
          """
          SELECT country FROM location WHERE country IS NOT NULL
            AND city_folded IN (SELECT value FROM json_each(?1))
          UNION SELECT place.country FROM place_label JOIN place ON place.id = place_id
            WHERE kind = 'city' AND folded IN (SELECT value FROM json_each(?1))
          """, try cities(named: name).column
        ) { $0.text(0) }
      } else {
        try regions(named: name).compactMap { code in
          code.split(separator: "-").first.flatMap { $0.utf8.count == 2 ? String($0) : nil }
        }.distinct
      }
    return codes.count == 1 ? codes[0] : nil
  }

  /// Returns the IDs of the places with a name.
  func placeIDs(named name: String) throws -> [String] { try places(Place.kinds, name).map(\.id) }

  /// Whether a name is known as a place of a level: "city", "region" or "country".
  public func isPlace(_ level: String, _ name: String) throws -> Bool {
    switch level {
    case "city": try !cities(named: name).isEmpty
    case "region": try !regions(named: name).isEmpty
    default: try !countries(named: name).isEmpty
    }
  }

  /// Returns all ranks of series, as "system:value".
  public func ranks() throws -> [String] {
    try memory.meanings("ranks", "") {
      try connection.all(
        "SELECT DISTINCT system || ':' || value FROM ranking ORDER BY system, value"
      ) { $0.text(0) }
    }
  }

  /// Returns the ranks that equal a text regardless of case.
  public func ranks(named name: String) throws -> [String] {
    let wanted = name.lowercased()
    return try ranks().filter { $0.lowercased() == wanted }
  }

  /// Returns the values of sessions in an indexed column, "language" or "level"; at most 1,000.
  public func sessionValues(_ column: String) throws -> [String] {
    try memory.meanings("sessions' \(column)", "") {
      try connection.all(
        """
        WITH RECURSIVE known (value) AS (
          SELECT min(\(column)) FROM session WHERE \(column) IS NOT NULL
          UNION ALL SELECT (SELECT min(\(column)) FROM session WHERE \(column) > known.value)
            FROM known WHERE known.value IS NOT NULL)
        SELECT value FROM known WHERE value IS NOT NULL LIMIT 1000
        """
      ) { $0.text(0) }
    }
  }

  /// Returns the slugs of a kind of record for suggestions: all of them if they are fewer than
  /// 5,000, otherwise those that begin like a slug and are about as long.
  public func slugs(_ kind: RecordKind, like slug: String) throws -> [String] {
    guard kind != .recommendation else { return [] }
    // Misspelt words are mostly right at their beginning.
    let length = slug.count
    return try connection.all(
      """
      SELECT slug FROM \(kind.rawValue) WHERE (SELECT count(*) FROM \(kind.rawValue)) < 5000
        OR (slug BETWEEN ?1 AND ?1 || 'zzz' AND length(slug) BETWEEN ?2 AND ?3)
      ORDER BY slug LIMIT 5000
      """, String(slug.prefix(min(3, length))), length - 4, length + 4
    ) { $0.text(0) }
  }

  /// Returns the names and labels of a kind, for suggestions.
  public func labels(_ kind: String) throws -> [String] {
    switch kind {
    case "topic", "audience":
      try connection.all(
        "SELECT slug FROM \(kind) UNION ALL SELECT label FROM \(kind)_label"
      ) { $0.text(0) }
    case "series":
      try connection.all(
        "SELECT slug FROM series UNION ALL SELECT alias FROM series_alias"
      ) { $0.text(0) }
    case "city":
      try connection.all(
        """
        SELECT DISTINCT city FROM location WHERE city IS NOT NULL UNION ALL
        SELECT label FROM place_label JOIN place ON place.id = place_id WHERE kind = 'city'
        """
      ) { $0.text(0) }
    default:
      try connection.all(
        """
        SELECT label FROM place_label JOIN place ON place.id = place_id
        WHERE kind = ?1 OR ?1 = 'region' AND kind IN ('continent', 'group')
        """, kind
      ) { $0.text(0) }
    }
  }

  /// Returns the label of a code, such as that of a topic; `nil` if the catalog has none.
  public func label(_ kind: CodeKind, _ code: String) throws -> String? {
    try memory.meanings("label of \(kind)", code) {
      let sql =
        switch kind {
        case .topic, .audience: "SELECT label FROM \(kind.rawValue) WHERE slug = ?1"
        case .series: "SELECT name FROM series WHERE slug = ?1"
        case .region: "SELECT name FROM place WHERE kind = 'region' AND region = ?1 LIMIT 1"
        case .country: "SELECT name FROM place WHERE kind = 'country' AND country = ?1 LIMIT 1"
        }
      return try connection.all(sql, code) { $0.text(0) }
    }.first
  }

  /// Returns the codes that a name stands for.
  public func codes(_ kind: CodeKind, named name: String) throws -> [String] {
    switch kind {
    case .topic: try topics(named: name)
    case .audience: try audiences(named: name)
    case .series: try series(named: name)
    case .region: try regions(named: name)
    case .country: try countries(named: name)
    }
  }

  /// Calls `find` with the spellings of a name in turn, and returns its first result that is not
  /// empty.
  func spelled<T>(_ name: String, find: (_ folded: String) throws -> [T]) rethrows -> [T] {
    for folded in Folding.spellings(name) {
      let found = try find(folded)
      if !found.isEmpty { return found }
    }
    return []
  }

  private func labelled(_ table: String, _ name: String) throws -> [String] {
    try memory.meanings(table, name) {
      let exact = try spelled(name) { folded in
        try connection.all(
          """
          SELECT slug FROM \(table) WHERE slug = lower(?1)
          UNION SELECT slug FROM \(table)_label JOIN \(table) ON id = \(table)_id
          WHERE folded = ?2
          """, name, folded
        ) { $0.text(0) }
      }
      return try exact.isEmpty ? looselyLabelled(table, name) : exact
    }
  }

  private func members(of group: Place) throws -> [String] {
    try connection.all(
      """
      SELECT place_country.country FROM place_country JOIN place ON place.id = place_id
      WHERE slug = ?1 ORDER BY position
      """, group.id
    ) { $0.text(0) }
  }

  /// Returns the places of some kinds with a name.
  private func places(_ kinds: [String], _ name: String) throws -> [Place] {
    try spelled(name) { folded in
      let among = SQLFragment.among("kind", kinds)
      return try connection.all(
        """
        SELECT slug, kind, name, country, region, latitude, longitude FROM place
        WHERE \(among.sql) AND (
          slug = lower(?) OR id IN (SELECT place_id FROM place_label WHERE folded = ?))
        ORDER BY slug
        """, values: among.values + [name, folded]
      ) {
        Place(
          id: $0.text(0), kind: $0.text(1), name: $0.text(2), altNames: [],
          country: $0.textOrNil(3), region: $0.textOrNil(4), coordinates: $0.coordinates(5))
      }
    }
  }

  /// Returns the names, with their regions or countries, of the cities with coordinates that a name
  /// stands for; empty if there are fewer than two.
  public func cityChoices(_ name: String) throws -> [String] {
    let cities = try cities(locatedBy: name)
    return cities.count < 2 ? [] : cities.map(\.nameInArea)
  }

  /// Returns the city that a misspelt name means, with the region or country that follows the name;
  /// `nil` if no city has a similar name.
  func city(nearest name: String) throws -> String? {
    let all = try labels("city")
    let end = name.firstIndex(of: ",") ?? name.endIndex
    let area = name[end...]
    let word = String(name[..<end])
    let near =
      try cities(locatedBy: word).isEmpty
      ? Suggestion.nearest(to: word, among: all, limit: 5) : [word]
    return try near.first { try !area.isEmpty && !cities(locatedBy: $0 + area).isEmpty }
      .map { $0 + area }
      ?? near.first { try !cities(locatedBy: $0).isEmpty }
  }

  /// Returns the cities with coordinates that a name stands for.
  ///
  /// A region or country may follow the name: "Cambridge, MA".
  public func cities(locatedBy name: String) throws -> [Place] {
    let found = try places(["city"], name).filter { $0.coordinates != nil }
    guard found.isEmpty, let end = name.lastIndex(where: { $0 == "," || $0 == " " }) else {
      return found
    }
    let comma = name.firstIndex(of: ",") ?? end
    let area = Self.trimmed(String(name[comma...].dropFirst()))
    let codes = try regions(named: area) + countries(named: area)
    return try places(["city"], Self.trimmed(String(name[..<comma]))).filter { city in
      city.coordinates != nil
        && [city.region, city.country].contains { $0.map(codes.contains) ?? false }
    }
  }
}
