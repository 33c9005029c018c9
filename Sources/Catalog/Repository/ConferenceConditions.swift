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

  /// All conditions, with dates and places as certain as `match` wants them.
  func all(_ match: Match) -> [Selection.Filter] {
    filters
      + [("dates", dates), ("place", place)].compactMap { name, graded in
        graded.map { .init(name: name, condition: $0.condition(match)) }
      }
  }

  /// Values of filters under which conferences are filed.
  struct Filed {
    var name: String
    /// "city" and, where candidates count, "city?".
    var filters: [String]
    var values: [String]
    var isPlace = false

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

  let reader: CatalogReader
  /// The expression for the conference's ID.
  let id: String
  private let lookUp: CatalogReader.LookUp
  /// Whether one of the sets is small, where conferences are listed: a list need not be walked.
  private(set) var hasSmallSet = false
  /// The table that has a conference's place in the order of lists (`sort_start`, `slug`) and
  /// `filter_end`: "conference", or "walk" over `filing`; nil where another kind is listed.
  private let row: String?

  /// The same table, or that of conferences where another kind is listed.
  var rowTable: String { row ?? "conference" }

  /// Makes the conditions of those filters that concern conferences; the walk over the values of
  /// `walked` need not ask for them again.
  init(
    _ reader: CatalogReader, _ filter: CatalogFilter, _ filters: [Filter], id: String,
    row: String?, lookUp: CatalogReader.LookUp, walked: String?
  ) throws {
    (self.reader, self.id, self.row, self.lookUp) = (reader, id, row, lookUp)
    var places: [Place] = []
    for declared in filters where filter.isSet(declared) {
      switch declared.condition {
      case .filed:
        try add(
          declared.name, [declared.name], filter[FilterKey(declared.name)],
          isWalked: declared.name == walked)
      case .place(let column):
        places.append((declared.name, column, filter[FilterKey(declared.name)]))
      case .ofConferences(let add): try add(&self, filter)
      case .ofRecords, .none: break
      }
    }
    if !places.isEmpty { try addPlaces(filter, places) }
  }

  private typealias Place = (name: String, column: String, choice: Choice)

  /// What may be walked in the order of a list of conferences.
  static func filed(_ filter: CatalogFilter, _ filters: [Filter]) -> [Filed] {
    var filed: [Filed] = []
    var places: [Filed] = []
    for declared in filters where filter.isSet(declared) {
      let name = declared.name
      let values = filter[FilterKey<Choice>(name)].included
      switch declared.condition {
      case .filed where !values.isEmpty:
        filed.append(Filed(name: name, filters: [name], values: values))
      case .place where !values.isEmpty:
        let names = filter.match == .certain ? [name] : FacetSource.filed(declared)
        places.append(Filed(name: name, filters: names, values: values, isPlace: true))
      default: break
      }
    }
    // What names a place more coarsely is not filed under it.
    return places.count == 1 && filter.match != .possible ? filed + places : filed
  }

  private mutating func add(
    _ name: String, _ filters: [String], _ choice: Choice, isWalked: Bool
  ) throws {
    if !choice.included.isEmpty, !isWalked {
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

  /// Adds a condition that the conferences of a set fulfil.
  mutating func add(_ name: String, _ set: ConferenceSet) throws {
    filters.append(.init(name: name, condition: try within(set)))
  }

  private func isLarge(_ set: ConferenceSet) throws -> Bool {
    switch lookUp {
    case .sets: false
    case .probes: true
    case .bySize: try !reader.isFew(set.rows, set.condition, CatalogReader.sortable)
    }
  }

  private mutating func within(
    _ set: ConferenceSet, isAsked: Bool = true
  ) throws -> SQLCondition {
    if try isLarge(set) { return set.probed(id) }
    if isAsked { hasSmallSet = true }
    return set.contains(id)
  }

  // MARK: - Dates

  mutating func add(days: DayFilter) throws {
    if let day = days.endedBefore {
      let ended = SQLCondition("\(rowTable).filter_end < ?", day.description)
      filters.append(.init(name: "ended", condition: try wrapped(ended)))
    }
    guard days.isRange else { return }
    let (from, to) = (days.from, days.to)
    let longestSpan = from == nil ? 0 : try reader.longestSpan()
    let first = from?.description ?? "0000-01-01"
    let last = to?.description ?? "9999-12-31"
    // What starts longer before than anything lasts need not be looked at.
    let bound = from.map { ($0 + -longestSpan).description } ?? ""
    let table = rowTable
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

  // MARK: - Places

  /// The coarser areas in which the places may lie.
  private func areas(_ filter: CatalogFilter) throws -> [SQLCondition] {
    let cities = filter[.city].included
    guard cities.isEmpty else {
      return try cities.flatMap { city in
        try reader.connection.all(
          """
          SELECT country, region FROM place JOIN place_label ON place_id = place.id
          WHERE kind = 'city' AND place_label.folded = ?1
          """, city
        ) { row in
          SQLCondition(
            "city IS NULL AND country = ? AND (region IS NULL OR region = ?)", row.text(0),
            row.textOrNil(1))
        }
      }
    }
    return filter[.region].included.filter { !SQLCondition.isGroup($0) }.map {
      SQLCondition("region IS NULL AND city IS NULL AND country = ?", String($0.prefix(2)))
    }
  }

  private mutating func addPlaces(_ filter: CatalogFilter, _ levels: [Place]) throws {
    for (name, _, choice) in levels where !choice.excluded.isEmpty {
      let filed = Filed(name: name, filters: [name, "\(name)?"], values: choice.excluded)
      filters.append(.init(name: name, condition: try among(filed).negated))
    }
    let areas = try areas(filter)
    let asked = levels.filter { !$0.choice.included.isEmpty }
    guard let only = asked.first else { return }
    let certain: SQLCondition
    let usual: SQLCondition
    if asked.count == 1 {
      func filed(_ filters: String...) throws -> SQLCondition {
        try among(Filed(name: only.name, filters: filters, values: only.choice.included))
      }
      certain = try filed(only.name)
      usual = try filed(only.name, "\(only.name)?")
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
    let countries = filter[.country].included
    if !countries.isEmpty { conditions.append(.among("country", countries)) }
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

  mutating func add(near: Near?, _ match: Match) throws {
    guard let near else { return }
    let box = near.box
    let distance = near.distance()
    var conditions = [box, SQLCondition("\(distance.sql) <= ?", values: distance.values)]
    conditions[1].values.append(near.kilometres)
    if match == .certain { conditions.append(SQLCondition("certainty = 'stated'")) }
    conditions.append(SQLCondition("conference_id IS NOT NULL"))
    try add(
      "near",
      ConferenceSet(table: "location", condition: .all(conditions), beside: "location_point"))
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
