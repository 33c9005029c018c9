import SQLite

/// The conditions of the filters that concern a conference, over any column that holds a
/// conference's id.
struct ConferenceConditions {
  /// One for each filter that is set, but those of dates and places.
  var filters: [Selection.Filter] = []
  var dates: Graded?
  var place: Graded?
  /// Whether there is a coarser area in which the place that is asked for may lie.
  private(set) var hasCoarser = false
  /// Counts what has no place that is known well enough.
  var unlocated: SQLCondition?
  /// The kilometres from the centre.
  var distance: SQLCondition?

  /// Values of filters under which conferences are filed.
  struct Filed {
    var name: String
    /// "city" and, where candidates count, "city?".
    var filters: [String]
    var values: [String]

    var pair: (filter: String, value: String)? {
      filters.count == 1 && values.count == 1 ? (filters[0], values[0]) : nil
    }

    var condition: SQLCondition {
      SQLCondition.all([.among("filter", filters), .among("value", values)])
    }
  }

  /// A filter that knows more than yes and no.
  struct Graded {
    var certain: SQLCondition
    /// And what may fit by its dates, or names the place among others.
    var usual: SQLCondition
    /// And whatever cannot be ruled out.
    var possible: SQLCondition
    /// What is possible and not usual, where that can be said in short.
    var unknown: SQLCondition?

    func condition(_ match: Match) -> SQLCondition {
      switch match {
      case .certain: certain
      case .usual: usual
      case .possible: possible
      }
    }

    /// What could fit, and is left out.
    func excluded(_ match: Match) -> SQLCondition {
      switch (match, unknown) {
      case (.possible, _): SQLCondition("0")
      case (.usual, let unknown?): unknown
      default: .all([possible, condition(match).negated])
      }
    }
  }

  private let id: String
  /// The table that has a conference's place in the order of lists (`sort_start`, `slug`) and
  /// `filter_end`: "conference", or "walk" over `filing`; nil where another kind is listed.
  private let row: String?

  /// Makes the conditions over `id`, the expression for the conference's id.
  init(
    _ filter: CatalogFilter, id: String, row: String? = nil, longestSpan: Int,
    cityAreas: (String) throws -> [(country: String, region: String?)]
  ) rethrows {
    self.id = id
    self.row = row
    for (name, choice) in Self.filedChoices(filter, ofConferences: row != nil) {
      add(name, [name], choice)
    }
    addPlaces(filter, try Self.areas(filter, cityAreas))
    if let venue = filter.venue {
      filters.append(
        .init(
          name: "venue",
          condition: within(
            "SELECT conference_id FROM location WHERE venue_id = ?", [venue])))
    }
    if let near = filter.near { add(near, filter.match) }
    if let deadlines = filter.deadlines { add(deadlines) }
    if filter.from != nil || filter.to != nil {
      addDates(filter.from, filter.to, longestSpan: longestSpan)
    }
  }

  /// The filters under whose values conferences are filed, but those of places.
  ///
  /// The last three mean the conference itself only where conferences are listed.
  private static func filedChoices(
    _ filter: CatalogFilter, ofConferences: Bool
  ) -> [(name: String, choice: Choice)] {
    [
      ("topic", filter.topics), ("topic.exact", filter.exactTopics),
      ("audience", filter.audiences), ("series", filter.series), ("year", filter.years),
      ("verified", filter.verifications), ("rank", filter.ranks), ("has", filter.parts),
    ]
      + (ofConferences
        ? [("format", filter.formats), ("kind", filter.kinds), ("status", filter.statuses)] : [])
  }

  /// What may be walked in the order of a list of conferences.
  static func filed(_ filter: CatalogFilter) -> [Filed] {
    var filed = filedChoices(filter, ofConferences: true).filter { !$0.choice.included.isEmpty }
      .map { Filed(name: $0.name, filters: [$0.name], values: $0.choice.included) }
    let places = [
      ("city", filter.cities), ("region", filter.regions), ("country", filter.countries),
    ].filter { !$0.1.included.isEmpty }
    // What names a place more coarsely is not filed under it.
    if let (name, choice) = places.first, places.count == 1, filter.match != .possible {
      let filters = filter.match == .certain ? [name] : [name, "\(name)?"]
      filed.append(Filed(name: name, filters: filters, values: choice.included))
    }
    return filed
  }

  mutating func add(_ name: String, _ filters: [String], _ choice: Choice) {
    if !choice.included.isEmpty {
      let filed = Filed(name: name, filters: filters, values: choice.included)
      self.filters.append(.init(name: name, condition: among(filed)))
    }
    if !choice.excluded.isEmpty {
      let condition = among(Filed(name: name, filters: filters, values: choice.excluded))
      self.filters.append(.init(name: name, condition: condition.negated))
    }
  }

  /// Whether a conference is filed under one of some values.
  func among(_ filed: Filed) -> SQLCondition {
    let condition = filed.condition
    if let row {
      return SQLCondition(
        """
        EXISTS (SELECT 1 FROM filing WHERE \(condition.sql)
          AND filing.sort_start = \(row).sort_start AND filing.slug = \(row).slug)
        """, values: condition.values)
    }
    return SQLCondition(
      "\(id) IN (SELECT conference_id FROM filing WHERE \(condition.sql))",
      values: condition.values)
  }

  private func within(_ sql: String, _ values: [any Bindable]) -> SQLCondition {
    SQLCondition("\(id) IN (\(sql))", values: values)
  }

  // MARK: - Dates

  private mutating func addDates(_ from: Day?, _ to: Day?, longestSpan: Int) {
    let first = from?.description ?? "0000-01-01"
    let last = to?.description ?? "9999-12-31"
    // What starts longer before than anything lasts need not be looked at.
    let bound = from.map { ($0 + -longestSpan).description } ?? ""
    let table = row ?? "conference"
    // Behind the day stands a digit for how exact it is.
    let usual = wrapped(
      SQLCondition(
        "\(table).sort_start >= ? AND \(table).sort_start < ? AND \(table).filter_end >= ?", bound,
        "\(last)2", first))
    let certain = wrapped(
      SQLCondition(
        """
        \(table).sort_start >= ? AND conference.start_latest <= ?
          AND conference.end_earliest >= ?
        """, bound, last, first))
    // An undated conference comes after all days.
    let unknown = wrapped(SQLCondition("\(table).sort_start >= '9999-12-310'"))
    dates = Graded(
      certain: certain, usual: usual, possible: .any([usual, unknown]), unknown: unknown)
  }

  /// A condition on a conference's row as one on its id, where another kind is listed.
  private func wrapped(_ condition: SQLCondition) -> SQLCondition {
    row != nil
      ? condition
      : within("SELECT conference.id FROM conference WHERE \(condition.sql)", condition.values)
  }

  // MARK: - Deadlines

  private mutating func add(_ deadlines: DeadlineFilter) {
    var conditions = [SQLCondition("status IS NULL")]
    if !deadlines.kinds.included.isEmpty {
      conditions.append(.among("kind", deadlines.kinds.included))
    }
    if !deadlines.kinds.excluded.isEmpty {
      conditions.append(.among("kind", deadlines.kinds.excluded, excluded: true))
    }
    conditions += Self.closing(deadlines.from, deadlines.to)
    let all = SQLCondition.all(conditions)
    filters.append(
      .init(
        name: "deadline",
        condition: within("SELECT conference_id FROM deadline WHERE \(all.sql)", all.values)))
  }

  /// A deadline that may close within some time; one that is known by its day only spans it.
  static func closing(_ from: Instant?, _ to: Instant?) -> [SQLCondition] {
    guard from != nil || to != nil else { return [] }
    var conditions = [SQLCondition("sort_at < 253402300800")]
    if let from { conditions.append(SQLCondition("sort_at >= ?", from.seconds)) }
    if let to {
      // A month is the vaguest that a deadline can be.
      conditions.append(
        SQLCondition(
          "sort_at <= ? AND coalesce(at_utc, not_before_utc) <= ?", to.seconds + 33 * 86_400,
          to.seconds))
    }
    return conditions
  }

  // MARK: - Places

  private static func areas(
    _ filter: CatalogFilter, _ find: (String) throws -> [(country: String, region: String?)]
  ) rethrows -> [SQLCondition] {
    if !filter.cities.included.isEmpty {
      return try filter.cities.included.flatMap { city in
        try find(city).map { area in
          SQLCondition(
            "city IS NULL AND country = ? AND (region IS NULL OR region = ?)", area.country,
            area.region)
        }
      }
    }
    return filter.regions.included.map {
      SQLCondition("region IS NULL AND city IS NULL AND country = ?", String($0.prefix(2)))
    }
  }

  private mutating func addPlaces(_ filter: CatalogFilter, _ areas: [SQLCondition]) {
    let levels = [
      ("city", "city_folded", filter.cities), ("region", "region", filter.regions),
      ("country", "country", filter.countries),
    ]
    for (name, _, choice) in levels where !choice.excluded.isEmpty {
      let filed = Filed(name: name, filters: [name, "\(name)?"], values: choice.excluded)
      filters.append(.init(name: name, condition: among(filed).negated))
    }
    let asked = levels.filter { !$0.2.included.isEmpty }
    guard let only = asked.first else { return }
    let certain: SQLCondition
    let usual: SQLCondition
    if asked.count == 1 {
      func filed(_ filters: String...) -> SQLCondition {
        among(Filed(name: only.0, filters: filters, values: only.2.included))
      }
      certain = filed(only.0)
      usual = filed(only.0, "\(only.0)?")
    } else {
      // One and the same place must be in the city, the region and the country.
      let all = SQLCondition.all(asked.map { .among($0.1, $0.2.included) })
      certain = location(all, " AND certainty = 'stated'")
      usual = location(all, "")
    }
    place = Graded(
      certain: certain, usual: usual, possible: usual, unknown: SQLCondition("0"))
    guard !areas.isEmpty else { return }
    var conditions = [SQLCondition.any(areas)]
    if !filter.countries.included.isEmpty {
      conditions.append(.among("country", filter.countries.included))
    }
    let coarser = location(.all(conditions), "")
    place = Graded(
      certain: certain, usual: usual, possible: .any([usual, coarser]),
      unknown: .all([coarser, usual.negated]))
    hasCoarser = true
  }

  private func location(_ condition: SQLCondition, _ extra: String) -> SQLCondition {
    within(
      """
      SELECT conference_id FROM location
      WHERE conference_id IS NOT NULL AND \(condition.sql)\(extra)
      """, condition.values)
  }

  // MARK: - Distance

  private mutating func add(_ near: Near, _ match: Match) {
    let box = near.box
    let distance = near.distance()
    var conditions = [box, SQLCondition("\(distance.sql) <= ?", values: distance.values)]
    conditions[1].values.append(near.kilometres)
    if match == .certain { conditions.append(SQLCondition("certainty = 'stated'")) }
    let all = SQLCondition.all(conditions)
    filters.append(
      .init(
        name: "near",
        condition: within(
          """
          SELECT conference_id FROM location_point JOIN location USING (id)
          WHERE \(all.sql) AND conference_id IS NOT NULL
          """, all.values)))
    guard row != nil else { return }
    self.distance = SQLCondition(
      """
      (SELECT min(\(distance.sql)) FROM location JOIN location_point USING (id)
        WHERE conference_id = \(id))
      """, values: distance.values)
    unlocated = SQLCondition(
      """
      NOT EXISTS (SELECT 1 FROM location JOIN location_point USING (id)
        WHERE conference_id = \(id))
      """)
  }
}
