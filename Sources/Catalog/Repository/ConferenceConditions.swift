import CatalogModel
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

  /// Rows that name a conference, as a set of ids to look into or to be looked up one by one.
  struct ConferenceSet {
    /// The table whose `conference_id` it is.
    var table: String
    var condition: SQLCondition
    /// A table with the same ids that is read beside it.
    var beside: String?

    /// Its rows.
    var rows: String { table + (beside.map { " JOIN \($0) USING (id)" } ?? "") }

    /// All conferences of the set, sorted out first.
    func contains(_ id: String) -> SQLCondition {
      SQLCondition(
        "\(id) IN (SELECT conference_id FROM \(rows) WHERE \(condition.sql))",
        values: condition.values)
    }

    /// One look-up for each conference that is asked about: for sets that are large.
    func probed(_ id: String) -> SQLCondition {
      let beside = beside.map { " CROSS JOIN \($0) USING (id)" } ?? ""
      return SQLCondition(
        """
        EXISTS (SELECT 1 FROM \(table) AS probed INDEXED BY \(table)_by_conference\(beside)
          WHERE probed.conference_id = \(id) AND \(condition.sql))
        """, values: condition.values)
    }
  }

  private let id: String
  /// Whether a set is too large to be sorted out.
  private let isLarge: (ConferenceSet) throws -> Bool
  /// Whether one of the sets is small, where conferences are listed: a list need not be walked.
  private(set) var hasSmallSet = false
  /// The table that has a conference's place in the order of lists (`sort_start`, `slug`) and
  /// `filter_end`: "conference", or "walk" over `filing`; nil where another kind is listed.
  private let row: String?

  /// Makes the conditions over `id`, the expression for the conference's id.
  init(
    _ filter: CatalogFilter, id: String, row: String? = nil, longestSpan: Int,
    cityAreas: (String) throws -> [(country: String, region: String?)],
    isLarge: @escaping (ConferenceSet) throws -> Bool
  ) throws {
    self.id = id
    self.row = row
    self.isLarge = isLarge
    for (name, choice) in Self.filedChoices(filter, ofConferences: row != nil) {
      try add(name, [name], choice)
    }
    try addPlaces(filter, try Self.areas(filter, cityAreas))
    if let venue = filter.venue {
      let here = ConferenceSet(table: "location", condition: SQLCondition("venue_id = ?", venue))
      filters.append(.init(name: "venue", condition: try within(here)))
    }
    if let near = filter.near { try add(near, filter.match) }
    if let deadlines = filter.deadlines { try add(deadlines) }
    if row == nil, let day = filter.endedBefore {
      let ended = SQLCondition("conference.filter_end < ?", day.description)
      filters.append(.init(name: "ended", condition: try wrapped(ended)))
    }
    if filter.from != nil || filter.to != nil {
      try addDates(filter.from, filter.to, longestSpan: longestSpan)
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
      ("session_kind", filter.sessionKinds),
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

  mutating func add(_ name: String, _ filters: [String], _ choice: Choice) throws {
    if !choice.included.isEmpty {
      let filed = Filed(name: name, filters: filters, values: choice.included)
      self.filters.append(.init(name: name, condition: try among(filed)))
    }
    if !choice.excluded.isEmpty {
      let condition = try among(Filed(name: name, filters: filters, values: choice.excluded))
      self.filters.append(.init(name: name, condition: condition.negated))
    }
  }

  /// Whether a conference is filed under one of some values.
  func among(_ filed: Filed) throws -> SQLCondition {
    let condition = filed.condition
    if let row {
      return SQLCondition(
        """
        EXISTS (SELECT 1 FROM filing WHERE \(condition.sql)
          AND filing.sort_start = \(row).sort_start AND filing.slug = \(row).slug)
        """, values: condition.values)
    }
    let set = ConferenceSet(table: "filing", condition: condition)
    return try isLarge(set) ? set.probed(id) : set.contains(id)
  }

  private mutating func within(
    _ set: ConferenceSet, isAsked: Bool = true
  ) throws -> SQLCondition {
    if try isLarge(set) { return set.probed(id) }
    if isAsked { hasSmallSet = true }
    return set.contains(id)
  }

  // MARK: - Dates

  private mutating func addDates(_ from: Day?, _ to: Day?, longestSpan: Int) throws {
    let first = from?.description ?? "0000-01-01"
    let last = to?.description ?? "9999-12-31"
    // What starts longer before than anything lasts need not be looked at.
    let bound = from.map { ($0 + -longestSpan).description } ?? ""
    let table = row ?? "conference"
    // Behind the day stands a digit for how exact it is.
    let usual = try wrapped(
      SQLCondition(
        "\(table).sort_start >= ? AND \(table).sort_start < ? AND \(table).filter_end >= ?", bound,
        "\(last)2", first))
    let certain = try wrapped(
      SQLCondition(
        """
        \(table).sort_start >= ? AND conference.start_latest <= ?
          AND conference.end_earliest >= ?
        """, bound, last, first))
    // An undated conference comes after all days.
    let unknown = try wrapped(SQLCondition("\(table).sort_start >= '9999-12-310'"))
    dates = Graded(
      certain: certain, usual: usual, possible: .any([usual, unknown]), unknown: unknown)
  }

  /// A condition on a conference's row as one on its id, where another kind is listed.
  private func wrapped(_ condition: SQLCondition) throws -> SQLCondition {
    guard row == nil else { return condition }
    let isLarge = try isLarge(ConferenceSet(table: "conference", condition: condition))
    return SQLCondition(
      isLarge
        ? "EXISTS (SELECT 1 FROM conference WHERE conference.id = \(id) AND \(condition.sql))"
        : "\(id) IN (SELECT conference.id FROM conference WHERE \(condition.sql))",
      values: condition.values)
  }

  // MARK: - Deadlines

  private mutating func add(_ deadlines: DeadlineFilter) throws {
    var conditions = [
      SQLCondition("status IS NULL"),
      SQLCondition("conference_id NOT IN (\(CatalogReader.unheldConferences))"),
    ]
    if !deadlines.kinds.included.isEmpty {
      conditions.append(.among("kind", deadlines.kinds.included))
    }
    if !deadlines.kinds.excluded.isEmpty {
      conditions.append(.among("kind", deadlines.kinds.excluded, excluded: true))
    }
    conditions += Self.closing(deadlines.from, deadlines.to)
    let set = ConferenceSet(table: "deadline", condition: .all(conditions))
    filters.append(.init(name: "deadline", condition: try within(set)))
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
    return filter.regions.included.filter { !SQLCondition.isGroup($0) }.map {
      SQLCondition("region IS NULL AND city IS NULL AND country = ?", String($0.prefix(2)))
    }
  }

  private mutating func addPlaces(_ filter: CatalogFilter, _ areas: [SQLCondition]) throws {
    let levels = [
      ("city", "city_folded", filter.cities), ("region", "effective_region", filter.regions),
      ("country", "country", filter.countries),
    ]
    for (name, _, choice) in levels where !choice.excluded.isEmpty {
      let filed = Filed(name: name, filters: [name, "\(name)?"], values: choice.excluded)
      filters.append(.init(name: name, condition: try among(filed).negated))
    }
    let asked = levels.filter { !$0.2.included.isEmpty }
    guard let only = asked.first else { return }
    let certain: SQLCondition
    let usual: SQLCondition
    if asked.count == 1 {
      func filed(_ filters: String...) throws -> SQLCondition {
        try among(Filed(name: only.0, filters: filters, values: only.2.included))
      }
      certain = try filed(only.0)
      usual = try filed(only.0, "\(only.0)?")
    } else {
      // One and the same place must be in the city, the region and the country.
      let all = SQLCondition.all(
        asked.map { name, column, choice in
          name == "region"
            ? .within(choice.included, region: column, country: "country")
            : .among(column, choice.included)
        })
      let isAsked = filter.match != .possible
      certain = try location(
        .all([all, SQLCondition("certainty = 'stated'")]), isAsked: isAsked)
      usual = try location(all, isAsked: isAsked)
    }
    place = Graded(
      certain: certain, usual: usual, possible: usual, unknown: SQLCondition("0"))
    guard !areas.isEmpty else { return }
    var conditions = [SQLCondition.any(areas)]
    if !filter.countries.included.isEmpty {
      conditions.append(.among("country", filter.countries.included))
    }
    let coarser = try location(.all(conditions), isAsked: false)
    place = Graded(
      certain: certain, usual: usual, possible: .any([usual, coarser]),
      unknown: .all([coarser, usual.negated]))
    hasCoarser = true
  }

  private mutating func location(
    _ condition: SQLCondition, isAsked: Bool
  ) throws -> SQLCondition {
    let named = SQLCondition("conference_id IS NOT NULL")
    return try within(
      ConferenceSet(table: "location", condition: .all([named, condition])), isAsked: isAsked)
  }

  // MARK: - Distance

  private mutating func add(_ near: Near, _ match: Match) throws {
    let box = near.box
    let distance = near.distance()
    var conditions = [box, SQLCondition("\(distance.sql) <= ?", values: distance.values)]
    conditions[1].values.append(near.kilometres)
    if match == .certain { conditions.append(SQLCondition("certainty = 'stated'")) }
    conditions.append(SQLCondition("conference_id IS NOT NULL"))
    let set = ConferenceSet(
      table: "location", condition: .all(conditions), beside: "location_point")
    filters.append(.init(name: "near", condition: try within(set)))
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
