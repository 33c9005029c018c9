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
  var unlocated: SQLFragment?
  /// The kilometres from the centre.
  var distance: SQLFragment?

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

    var condition: SQLFragment {
      SQLFragment.all([.among("filter", filters), .among("value", values)])
    }
  }

  /// A filter that knows more than yes and no.
  struct Graded {
    var certain: SQLFragment
    /// And what may fit by its dates, or names the place among others.
    var usual: SQLFragment
    /// And whatever cannot be ruled out.
    var possible: SQLFragment
    /// What is possible and not usual, where that can be said in short.
    var unknown: SQLFragment?

    func condition(_ match: Match) -> SQLFragment {
      switch match {
      case .certain: certain
      case .usual: usual
      case .possible: possible
      }
    }

    /// What could fit, and is left out.
    func excluded(_ match: Match) -> SQLFragment {
      switch (match, unknown) {
      case (.possible, _): SQLFragment("0")
      case (.usual, let unknown?): unknown
      default: .all([possible, condition(match).negated])
      }
    }
  }

  /// Rows that name a conference, as a set of ids to look into or to be looked up one by one.
  struct ConferenceSet {
    /// The table whose `conference_id` it is.
    var table: String
    var condition: SQLFragment
    /// A table with the same ids that is read beside it.
    var beside: String?

    /// Its rows.
    var rows: String { table + (beside.map { " JOIN \($0) USING (id)" } ?? "") }

    /// All conferences of the set, sorted out first.
    func contains(_ id: SQLFragment) -> SQLFragment {
      "\(id) IN (SELECT conference_id FROM \(rows) WHERE \(condition))"
    }

    /// One look-up for each conference that is asked about: for sets that are large.
    func probed(_ id: SQLFragment) -> SQLFragment {
      let beside = beside.map { " CROSS JOIN \($0) USING (id)" } ?? ""
      return """
        EXISTS (SELECT 1 FROM \(table) AS probed INDEXED BY \(table)_by_conference\(beside)
          WHERE probed.conference_id = \(id) AND \(condition))
        """
    }
  }

  let reader: CatalogReader
  /// The expression for the conference's ID.
  let id: SQLFragment
  private let lookUp: CatalogReader.LookUp
  /// Whether one of the sets is small, where conferences are listed: a list need not be walked.
  private(set) var hasSmallSet = false
  /// The table that has a conference's place in the order of lists (`sort_start`, `slug`) and
  /// `filter_end`: "conference", or "walk" over `filing`; nil where another kind is listed.
  private let row: Table?

  /// The same table, or that of conferences where another kind is listed.
  var rowTable: Table { row ?? .conference }

  /// Makes the conditions of those filters that concern conferences; the walk over the values of
  /// `walked` need not ask for them again.
  init(
    _ reader: CatalogReader, _ filter: CatalogFilter, _ filters: [Filter], id: SQLFragment,
    row: Table? = nil, lookUp: CatalogReader.LookUp = .sets, walked: String? = nil
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
        places.append(
          (declared.name, SQLFragment(raw: column), filter[FilterKey(declared.name)]))
      case .ofConferences(let add): try add(&self, filter)
      case .ofRecords, .none: break
      }
    }
    if !places.isEmpty { try addPlaces(filter, places) }
  }

  private typealias Place = (name: String, column: SQLFragment, choice: Choice)

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
  func among(_ filed: Filed) throws -> SQLFragment {
    let condition = filed.condition
    if let row {
      return """
        EXISTS (SELECT 1 FROM filing WHERE \(condition)
          AND filing.sort_start = \(row.sort_start) AND filing.slug = \(row.slug))
        """
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
    case .bySize: try !reader.isFew(set.rows, set.condition, ListPlan.sortable)
    }
  }

  private mutating func within(
    _ set: ConferenceSet, isAsked: Bool = true
  ) throws -> SQLFragment {
    if try isLarge(set) { return set.probed(id) }
    if isAsked { hasSmallSet = true }
    return set.contains(id)
  }

  // MARK: - Dates

  mutating func add(days: DayFilter) throws {
    if let day = days.endedBefore {
      let ended = SQLFragment("\(rowTable.filter_end) < ?", day.description)
      filters.append(.init(name: "ended", condition: try wrapped(ended)))
    }
    guard days.isRange else { return }
    let (from, to) = (days.from, days.to)
    let longestSpan = from == nil ? 0 : try reader.longestSpan()
    let first = from?.description ?? "0000-01-01"
    let last = to?.description ?? "9999-12-31"
    // What starts longer before than anything lasts need not be looked at.
    let bound = from.map { ($0 + -longestSpan).description } ?? ""
    let (start, conference) = (rowTable.sort_start, Table.conference)
    // Behind the day stands a digit for how exact it is.
    let usual = try wrapped(
      SQLFragment(
        "\(start) >= ? AND \(start) < ? AND \(rowTable.filter_end) >= ?", bound, "\(last)2", first))
    let certain = try wrapped(
      SQLFragment(
        """
        \(start) >= ? AND \(conference.start_latest) <= ? AND \(conference.end_earliest) >= ?
        """, bound, last, first))
    // An undated conference comes after all days.
    let unknown = try wrapped("\(start) >= '9999-12-310'")
    dates = Graded(
      certain: certain, usual: usual, possible: .any([usual, unknown]), unknown: unknown)
  }

  /// A condition on a conference's row as one on its id, where another kind is listed.
  private func wrapped(_ condition: SQLFragment) throws -> SQLFragment {
    guard row == nil else { return condition }
    let isLarge = try isLarge(ConferenceSet(table: "conference", condition: condition))
    return isLarge
      ? "EXISTS (SELECT 1 FROM conference WHERE conference.id = \(id) AND \(condition))"
      : "\(id) IN (SELECT conference.id FROM conference WHERE \(condition))"
  }

  // MARK: - Places

  /// The coarser areas in which the places may lie.
  private func areas(_ filter: CatalogFilter) throws -> [SQLFragment] {
    let cities = filter[.city].included
    guard cities.isEmpty else {
      return try cities.flatMap { city in
        try reader.connection.all(
          """
          SELECT country, region FROM place JOIN place_label ON place_id = place.id
          WHERE kind = 'city' AND place_label.folded = ?1
          """, city
        ) { row in
          SQLFragment(
            "city IS NULL AND country = ? AND (region IS NULL OR region = ?)", row.text(0),
            row.textOrNil(1))
        }
      }
    }
    return filter[.region].included.filter { !SQLFragment.isGroup($0) }.map {
      SQLFragment("region IS NULL AND city IS NULL AND country = ?", String($0.prefix(2)))
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
    let certain: SQLFragment
    let usual: SQLFragment
    if asked.count == 1 {
      func filed(_ filters: String...) throws -> SQLFragment {
        try among(Filed(name: only.name, filters: filters, values: only.choice.included))
      }
      certain = try filed(only.name)
      usual = try filed(only.name, "\(only.name)?")
    } else {
      // One and the same place must be in the city, the region and the country.
      let all = SQLFragment.all(
        asked.map { name, column, choice in
          name == "region"
            ? .within(choice.included, region: column, country: "country")
            : .among(column, choice.included)
        })
      let isAsked = filter.match != .possible
      certain = try location(
        .all([all, SQLFragment("certainty = 'stated'")]), isAsked: isAsked)
      usual = try location(all, isAsked: isAsked)
    }
    place = Graded(
      certain: certain, usual: usual, possible: usual, unknown: SQLFragment("0"))
    guard !areas.isEmpty else { return }
    var conditions = [SQLFragment.any(areas)]
    let countries = filter[.country].included
    if !countries.isEmpty { conditions.append(.among("country", countries)) }
    let coarser = try location(.all(conditions), isAsked: false)
    place = Graded(
      certain: certain, usual: usual, possible: .any([usual, coarser]),
      unknown: .all([coarser, usual.negated]))
    hasCoarser = true
  }

  private mutating func location(
    _ condition: SQLFragment, isAsked: Bool
  ) throws -> SQLFragment {
    let named = SQLFragment("conference_id IS NOT NULL")
    return try within(
      ConferenceSet(table: "location", condition: .all([named, condition])), isAsked: isAsked)
  }

  // MARK: - Distance

  mutating func add(near: Near?, _ match: Match) throws {
    guard let near else { return }
    let box = near.box
    let distance = near.distance()
    var conditions = [box, SQLFragment("\(distance) <= ?", near.kilometres)]
    if match == .certain { conditions.append(SQLFragment("certainty = 'stated'")) }
    conditions.append(SQLFragment("conference_id IS NOT NULL"))
    try add(
      "near",
      ConferenceSet(table: "location", condition: .all(conditions), beside: "location_point"))
    guard row != nil else { return }
    self.distance = near.distance(of: id)
    unlocated = """
      NOT EXISTS (SELECT 1 FROM location JOIN location_point USING (id)
        WHERE conference_id = \(id))
      """
  }
}
