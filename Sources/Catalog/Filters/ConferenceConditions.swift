import CatalogForm
import CatalogModel
import SQLite

/// The conditions of the filters by conference, over any column with a conference's row ID.
struct ConferenceConditions {
  /// The conditions of all filters that are set, without those by dates and places.
  var filters: [Selection.Condition] = []
  var dates: GradedFilter?
  var place: GradedFilter?
  /// Whether the requested place lies in coarser areas that some conferences have as their place.
  private(set) var hasCoarser = false
  /// The condition of conferences without a located place.
  var unlocated: SQLFragment?
  /// The expression of the distance from the centre, in kilometres.
  var distance: SQLFragment?

  /// Returns all conditions, those on dates and places with the certainty that `match` requires.
  func all(_ match: Match) -> [Selection.Condition] {
    filters
      + [("dates", dates), ("place", place)].compactMap { name, graded in
        graded.map { .init(name: name, condition: $0.condition(match)) }
      }
  }

  /// Keys of the filter index: values of one filter.
  struct FilterIndexKey {
    var name: String
    /// The names in the index: "city" and, if candidates count, "city?".
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

  /// A filter with three match levels.
  struct GradedFilter {
    var certain: SQLFragment
    /// The hits of `certain`, and those whose dates may fit or that name the place as one of
    /// several.
    var usual: SQLFragment
    /// The hits of `usual`, and all others that cannot be ruled out.
    var possible: SQLFragment
    /// The condition of hits of `possible` that are no hits of `usual`, if there is a short one.
    var unknown: SQLFragment?

    func condition(_ match: Match) -> SQLFragment {
      switch match {
      case .certain: certain
      case .usual: usual
      case .possible: possible
      }
    }

    /// Returns the condition of records that could be hits and that the match level excludes.
    func excluded(_ match: Match) -> SQLFragment {
      switch (match, unknown) {
      case (.possible, _): SQLFragment("0")
      case (.usual, let unknown?): unknown
      default: .all([possible, condition(match).negated])
      }
    }
  }

  /// A set of conferences: rows that refer to one.
  struct ConferenceSet {
    /// The table that refers to the conference by `conference_id`.
    var table: String
    var condition: SQLFragment
    /// A table with the same row IDs to join.
    var beside: String?

    /// The `FROM` clause of its rows.
    var rows: String { table + (beside.map { " JOIN \($0) USING (id)" } ?? "") }

    /// Whether a conference is in the set, which SQLite builds first.
    func contains(_ id: SQLFragment) -> SQLFragment {
      "\(id) IN (SELECT conference_id FROM \(rows) WHERE \(condition))"
    }

    /// Whether a conference is in the set, by one lookup for each conference: for large sets.
    func correlatedLookup(_ id: SQLFragment) -> SQLFragment {
      let beside = beside.map { " CROSS JOIN \($0) USING (id)" } ?? ""
      return """
        EXISTS (SELECT 1 FROM \(table) AS probed INDEXED BY \(table)_by_conference\(beside)
          WHERE probed.conference_id = \(id) AND \(condition))
        """
    }
  }

  let reader: CatalogReader
  /// The expression of the conference's row ID.
  let id: SQLFragment
  private let lookUp: SharedConditions.LookUp
  /// Whether one of the sets is small, so that a list of conferences needs no scan.
  private(set) var hasSmallSet = false
  /// The table that has a conference's sort key (`sort_start`, `slug`) and `filter_end`.
  ///
  /// "conference", or "walk" for a scan of `filing`; `nil` if another kind of record is listed.
  private let row: Table?

  /// The table `row`; "conference" if another kind of record is listed.
  var rowTable: Table { row ?? .conference }

  /// Creates the conditions of those filters that concern conferences, without the included values
  /// of the filter `walked`, whose rows of the filter index the list scans.
  init(
    _ reader: CatalogReader, _ filter: CatalogFilter, _ filters: [Filter], id: SQLFragment,
    row: Table? = nil, lookUp: SharedConditions.LookUp = .sets, walked: String? = nil
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

  private typealias Place = (name: String, column: SQLFragment, choice: ValueFilter)

  /// Returns the keys of the filter index that a list of conferences may scan.
  static func filed(_ filter: CatalogFilter, _ filters: [Filter]) -> [FilterIndexKey] {
    var filed: [FilterIndexKey] = []
    var places: [FilterIndexKey] = []
    for declared in filters where filter.isSet(declared) {
      let name = declared.name
      let values = filter[FilterKey<ValueFilter>(name)].included
      switch declared.condition {
      case .filed where !values.isEmpty:
        filed.append(FilterIndexKey(name: name, filters: [name], values: values))
      case .place where !values.isEmpty:
        let names = filter.match == .certain ? [name] : FacetSource.filed(declared)
        places.append(FilterIndexKey(name: name, filters: names, values: values, isPlace: true))
      default: break
      }
    }
    // With `possible`, conferences with a coarser place count too, and these are not under the
    // place's key.
    return places.count == 1 && filter.match != .possible ? filed + places : filed
  }

  private mutating func add(
    _ name: String, _ filters: [String], _ choice: ValueFilter, isWalked: Bool
  ) throws {
    if !choice.included.isEmpty, !isWalked {
      let filed = FilterIndexKey(name: name, filters: filters, values: choice.included)
      self.filters.append(.init(name: name, condition: try among(filed)))
    }
    if !choice.excluded.isEmpty {
      let condition = try among(
        FilterIndexKey(name: name, filters: filters, values: choice.excluded))
      self.filters.append(.init(name: name, condition: condition.negated))
    }
  }

  /// Whether the filter index has a conference under one of some values.
  func among(_ filed: FilterIndexKey) throws -> SQLFragment {
    let condition = filed.condition
    if let row {
      return """
        EXISTS (SELECT 1 FROM filing WHERE \(condition)
          AND filing.sort_start = \(row.sort_start) AND filing.slug = \(row.slug))
        """
    }
    let set = ConferenceSet(table: "filing", condition: condition)
    return try isLarge(set) ? set.correlatedLookup(id) : set.contains(id)
  }

  /// Adds the condition that a conference is in a set.
  mutating func add(_ name: String, _ set: ConferenceSet) throws {
    filters.append(.init(name: name, condition: try within(set)))
  }

  private func isLarge(_ set: ConferenceSet) throws -> Bool {
    switch lookUp {
    case .sets: false
    case .probes: true
    case .bySize: try !reader.conditions.hasFewRows(set.rows, set.condition, ListPlan.sortable)
    }
  }

  private mutating func within(
    _ set: ConferenceSet, isAsked: Bool = true
  ) throws -> SQLFragment {
    if try isLarge(set) { return set.correlatedLookup(id) }
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
    let longestSpan = from == nil ? 0 : try reader.conditions.longestSpan()
    let first = from?.description ?? "0000-01-01"
    let last = to?.description ?? "9999-12-31"
    // A conference that starts earlier than the longest duration before the range cannot overlap
    // it.
    let bound = from.map { ($0 + -longestSpan).description } ?? ""
    let (start, conference) = (rowTable.sort_start, Table.conference)
    // `sort_start` is a day and a digit for its precision, so "2" sorts after all starts on that
    // day.
    let usual = try wrapped(
      SQLFragment(
        "\(start) >= ? AND \(start) < ? AND \(rowTable.filter_end) >= ?", bound, "\(last)2", first))
    let certain = try wrapped(
      SQLFragment(
        """
        \(start) >= ? AND \(conference.start_latest) <= ? AND \(conference.end_earliest) >= ?
        """, bound, last, first))
    // The sort key of an undated conference is behind all days.
    let unknown = try wrapped("\(start) >= '9999-12-310'")
    dates = GradedFilter(
      certain: certain, usual: usual, possible: .any([usual, unknown]), unknown: unknown)
  }

  /// Turns a condition on a conference's row into one on its row ID if another kind of record is
  /// listed.
  private func wrapped(_ condition: SQLFragment) throws -> SQLFragment {
    guard row == nil else { return condition }
    let isLarge = try isLarge(ConferenceSet(table: "conference", condition: condition))
    return isLarge
      ? "EXISTS (SELECT 1 FROM conference WHERE conference.id = \(id) AND \(condition))"
      : "\(id) IN (SELECT conference.id FROM conference WHERE \(condition))"
  }

  // MARK: - Places

  /// Returns the conditions of locations that are known only by a coarser area around the requested
  /// places.
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
      let filed = FilterIndexKey(name: name, filters: [name, "\(name)?"], values: choice.excluded)
      filters.append(.init(name: name, condition: try among(filed).negated))
    }
    let areas = try areas(filter)
    let asked = levels.filter { !$0.choice.included.isEmpty }
    guard let only = asked.first else { return }
    let certain: SQLFragment
    let usual: SQLFragment
    if asked.count == 1 {
      func filed(_ filters: String...) throws -> SQLFragment {
        try among(FilterIndexKey(name: only.name, filters: filters, values: only.choice.included))
      }
      certain = try filed(only.name)
      usual = try filed(only.name, "\(only.name)?")
    } else {
      // One location must be in the requested city, region and country.
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
    place = GradedFilter(
      certain: certain, usual: usual, possible: usual, unknown: SQLFragment("0"))
    guard !areas.isEmpty else { return }
    var conditions = [SQLFragment.any(areas)]
    let countries = filter[.country].included
    if !countries.isEmpty { conditions.append(.among("country", countries)) }
    let coarser = try location(.all(conditions), isAsked: false)
    place = GradedFilter(
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

extension ReaderCache {
  /// Returns the number of conferences under some keys of the filter index.
  func count(_ filed: ConferenceConditions.FilterIndexKey, _ connection: Connection) throws -> Int {
    try total("SELECT count(*) FROM filing WHERE \(filed.condition)", connection)
  }
}
