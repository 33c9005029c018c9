import SQLite

/// The conditions of a conference query, one for each filter that is set.
private struct ConferenceConditions {
  /// By the name of the filter, so that a facet can leave its own out.
  var byFilter: [(name: String, condition: SQLCondition)] = []
  var dates: SQLCondition?
  var datesCertain: SQLCondition?
  var placeCertain: SQLCondition?
  var placeCandidate: SQLCondition?
  var placeCoarser: SQLCondition?
}

extension CatalogReader {
  /// Answers a query whose values are slugs and codes already (`topics(named:)` and the like).
  public func conferences(
    _ query: ConferenceQuery, page request: PageRequest
  ) throws -> ConferenceAnswer {
    let filters = try conditions(query)
    let others = filters.byFilter.map(\.condition)
    let place = placeCondition(filters, query.match)
    let dates = query.match == .certain ? filters.datesCertain : filters.dates
    let listing = Listing(
      from: "conference", conditions: others + [place, dates].compactMap(\.self),
      sort: sortKeys(query))
    let page = try listing.page(request, connection)
    var hits: [ConferenceHit] = []
    for id in page.elements {
      guard let conference = try conference(id: id) else { continue }
      var hit = ConferenceHit(conference: conference)
      if let certain = filters.datesCertain, try !holds(certain, id) { hit.dates = "possible" }
      if let certain = filters.placeCertain, try !holds(certain, id) {
        let candidate = try filters.placeCandidate.map { try holds($0, id) } ?? false
        hit.place = candidate ? "candidate" : "coarser"
      }
      hits.append(hit)
    }
    var facets: [Facet] = []
    for name in query.facets {
      facets.append(try facet(name, filters, query, place: place, dates: dates))
    }
    var vague = 0
    if let possible = filters.dates, let dates {
      let unknown = SQLCondition("start_earliest IS NULL")
      let left = SQLCondition.any([
        unknown, .all([possible, SQLCondition("NOT (\(dates.sql))", values: dates.values)]),
      ])
      vague = try count(others + [place].compactMap(\.self) + [left])
    }
    var coarser = 0
    if let condition = filters.placeCoarser, let place {
      let left = SQLCondition.all([
        condition, SQLCondition("NOT (\(place.sql))", values: place.values),
      ])
      coarser = try count(others + [dates].compactMap(\.self) + [left])
    }
    return ConferenceAnswer(
      page: Page(
        elements: hits, total: page.total, previous: page.previous, next: page.next),
      facets: facets, vagueExcluded: vague, coarserExcluded: coarser)
  }

  private func sortKeys(_ query: ConferenceQuery) -> [Listing.SortKey] {
    let expression =
      switch query.sort {
      case .start: "sort_start"
      case .name: "name"
      case .updated: "updated_at"
      }
    return [
      .init(
        expression: expression, descending: query.descending, isNumeric: query.sort == .updated),
      .init(expression: "slug"),
    ]
  }

  private func holds(_ condition: SQLCondition, _ id: Int64) throws -> Bool {
    try count([SQLCondition("conference.id = ?", id), condition]) > 0
  }

  private func count(_ conditions: [SQLCondition]) throws -> Int {
    let condition = SQLCondition.all(conditions)
    return try connection.first(
      "SELECT count(*) FROM conference WHERE \(condition.sql)", values: condition.values
    ) { $0.int(0) } ?? 0
  }

  private func placeCondition(_ filters: ConferenceConditions, _ match: Match) -> SQLCondition? {
    guard let certain = filters.placeCertain else { return nil }
    switch match {
    case .certain: return certain
    case .usual: return .any([certain, filters.placeCandidate].compactMap(\.self))
    case .possible:
      return .any([certain, filters.placeCandidate, filters.placeCoarser].compactMap(\.self))
    }
  }

  private func conditions(_ query: ConferenceQuery) throws -> ConferenceConditions {
    var filters = ConferenceConditions()
    func add(_ name: String, _ choice: Choice, _ make: ([String]) -> SQLCondition) {
      if !choice.included.isEmpty {
        filters.byFilter.append((name, make(choice.included)))
      }
      if !choice.excluded.isEmpty {
        let condition = make(choice.excluded)
        filters.byFilter.append(
          (name, SQLCondition("NOT coalesce((\(condition.sql)), 0)", values: condition.values)))
      }
    }
    add("topic", query.topics) {
      let among = SQLCondition.among("topic.slug", $0)
      return SQLCondition(
        """
        conference.id IN (SELECT conference_id FROM conference_topic WHERE topic_id IN (
          SELECT descendant_id FROM topic_descendant JOIN topic ON topic.id = topic_id
          WHERE \(among.sql)))
        """, values: among.values)
    }
    add("audience", query.audiences) { related("audience", $0) }
    add("series", query.series) { related("series", $0) }
    add("format", query.formats) { .among("format", $0) }
    add("kind", query.kinds) { .among("kind", $0) }
    add("status", query.statuses) { .among("status", $0) }
    add("verified", query.verifications) { .among("verification_state", $0) }
    if !query.years.isEmpty {
      filters.byFilter.append(
        ("year", SQLCondition("year IN (\(query.years.map(String.init).joined(separator: ", ")))")))
    }
    if query.from != nil || query.to != nil {
      let from = query.from?.description ?? "0000-01-01"
      let to = query.to?.description ?? "9999-12-31"
      filters.dates = SQLCondition("start_earliest <= ? AND filter_end >= ?", to, from)
      filters.datesCertain = SQLCondition("start_latest <= ? AND end_earliest >= ?", to, from)
    }
    try addPlaces(query, &filters)
    return filters
  }

  private func related(_ kind: String, _ slugs: [String]) -> SQLCondition {
    let among = SQLCondition.among("\(kind).slug", slugs)
    return SQLCondition(
      """
      conference.id IN (SELECT conference_id FROM conference_\(kind)
        JOIN \(kind) ON \(kind).id = \(kind)_id WHERE \(among.sql))
      """, values: among.values)
  }

  /// A location must fit the city, the region and the country that are asked for.
  private func addPlaces(_ query: ConferenceQuery, _ filters: inout ConferenceConditions) throws {
    func location(_ condition: SQLCondition, _ extra: String) -> SQLCondition {
      SQLCondition(
        """
        conference.id IN (SELECT conference_id FROM location
          WHERE conference_id IS NOT NULL AND \(condition.sql)\(extra))
        """, values: condition.values)
    }
    var exact: [SQLCondition] = []
    var coarser: [SQLCondition] = []
    for (column, choice) in [
      ("city_folded", query.cities), ("region", query.regions), ("country", query.countries),
    ] where !choice.included.isEmpty {
      exact.append(.among(column, choice.included))
    }
    if !query.cities.included.isEmpty {
      let among = SQLCondition.among("place_label.folded", query.cities.included)
      let places = try connection.all(
        """
        SELECT country, region FROM place JOIN place_label ON place_id = place.id
        WHERE kind = 'city' AND \(among.sql)
        """, values: among.values
      ) { (country: $0.text(0), region: $0.textOrNil(1)) }
      for place in places {
        coarser.append(
          SQLCondition(
            "city IS NULL AND country = ? AND (region IS NULL OR region = ?)", place.country,
            place.region))
      }
    } else {
      for region in query.regions.included {
        coarser.append(
          SQLCondition(
            "region IS NULL AND city IS NULL AND country = ?", String(region.prefix(2))))
      }
    }
    for (column, choice) in [
      ("city_folded", query.cities), ("region", query.regions), ("country", query.countries),
    ] where !choice.excluded.isEmpty {
      let condition = location(.among(column, choice.excluded), "")
      filters.byFilter.append(
        (column, SQLCondition("NOT (\(condition.sql))", values: condition.values)))
    }
    guard !exact.isEmpty else { return }
    filters.placeCertain = location(.all(exact), " AND certainty = 'stated'")
    filters.placeCandidate = location(.all(exact), " AND certainty = 'candidate'")
    if !coarser.isEmpty {
      var conditions = [SQLCondition.any(coarser)]
      if !query.countries.included.isEmpty {
        conditions.append(.among("country", query.countries.included))
      }
      filters.placeCoarser = location(.all(conditions), "")
    }
  }

  private func facet(
    _ name: String, _ filters: ConferenceConditions, _ query: ConferenceQuery,
    place: SQLCondition?, dates: SQLCondition?
  ) throws -> Facet {
    let isPlace = ["city", "region", "country"].contains(name)
    var conditions = filters.byFilter.filter { $0.name != name }.map(\.condition)
    if !isPlace, let place { conditions.append(place) }
    if let dates { conditions.append(dates) }
    let filter = SQLCondition.all(conditions)
    let (join, value, label): (String, String, String) =
      switch name {
      case "topic":
        // As the filter does: a topic holds what is filed under anything narrower.
        (
          "LEFT JOIN conference_topic ON conference_id = conference.id "
            + "LEFT JOIN topic_descendant ON descendant_id = conference_topic.topic_id "
            + "LEFT JOIN topic AS named ON named.id = topic_descendant.topic_id", "named.slug",
          "named.label"
        )
      case "audience":
        (
          "LEFT JOIN conference_\(name) ON conference_id = conference.id "
            + "LEFT JOIN \(name) AS named ON named.id = \(name)_id", "named.slug", "named.label"
        )
      case "series":
        (
          "LEFT JOIN conference_series ON conference_id = conference.id "
            + "LEFT JOIN series AS named ON named.id = series_id", "named.slug", "named.name"
        )
      case "city", "region", "country":
        (
          "LEFT JOIN location ON conference_id = conference.id", "location.\(name)",
          "location.\(name)"
        )
      case "verified": ("", "verification_state", "verification_state")
      default: ("", "conference.\(name)", "conference.\(name)")
      }
    let selected: [String] =
      switch name {
      case "topic": query.topics.included
      case "audience": query.audiences.included
      case "series": query.series.included
      case "city": query.cities.included
      case "region": query.regions.included
      case "country": query.countries.included
      case "format": query.formats.included
      case "kind": query.kinds.included
      case "status": query.statuses.included
      case "year": query.years.map(String.init)
      default: query.verifications.included
      }
    let rows = try connection.all(
      """
      SELECT \(value), \(label), count(DISTINCT conference.id) AS hits FROM conference \(join)
      WHERE conference.id IN (SELECT id FROM conference WHERE \(filter.sql))
      GROUP BY 1 ORDER BY hits DESC, 1
      """, values: filter.values
    ) { (value: $0.textOrNil(0), label: $0.text(1), count: $0.int(2)) }
    let known = rows.compactMap { row in
      row.value.map { value in
        Facet.Value(
          value: value, label: row.label, count: row.count,
          selected: selected.contains(name == "city" ? Folding.fold(value) : value))
      }
    }
    return Facet(
      field: name, values: Array(known.prefix(30)), other: max(0, known.count - 30),
      missing: rows.first { $0.value == nil }?.count ?? 0)
  }
}
