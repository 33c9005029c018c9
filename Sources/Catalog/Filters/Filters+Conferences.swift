import CatalogForm
import CatalogModel

/// The filters of conferences.
enum Filters {
  /// Returns the filters by conference, which lists of the records that belong to conferences offer
  /// too.
  ///
  /// `topics` replaces the conditions by topic, if these do not concern the conference.
  static func ofConferences(
    _ what: String, topics: ((_ name: String) -> (Filter.Condition, FacetSource.Values))? = nil
  ) -> [Filter] {
    let (topic, topicValues) = topics?("topic") ?? (.filed, .filed())
    let (exact, exactValues) = topics?("topic.exact") ?? (.filed, .filed())
    return [
      self.topic(what, topic, counting: topicValues),
      exactTopic(
        "\(what) on a topic itself, without its narrower topics.", exact, counting: exactValues),
      audience("An audience, by any label.", example: "researcher"),
      series(
        "A series that it belongs to, by ID, name or alias.", example: "vldb"),
      city("A city where it takes place.", example: "San Francisco"),
      region(
        "A region by name or ISO 3166-2 code, a continent, or a group of countries such as the EU.",
        example: "Europe"),
      country("A country, by name or ISO 3166-1 code.", example: "US"),
      near(
        "The centre of a circle: a city or a point. Only records whose place is known at least by"
          + " city can match.", radius: "Maximum distance from `near` (default: 100km).",
        example: "Boston",
        radiusExample: "100km", .ofConferences { try $0.add(near: $1[.near], $1.match) }),
      year,
      .choices(
        "verified", Verification.states, "How well sources support the record.",
        example: "corroborated"),
      rank(
        "A rank of its series, as system:value.", example: "core:A*"),
      .choices(
        "has", ["sessions", "tracks", "deadlines", "links", "dates", "data_issues"],
        "Data that the record must have.", example: "sessions"),
      .choices(
        "session_kind", Session.kinds, "It has sessions of this kind, as far as known.",
        example: "panel"),
      deadline, match, venue,
    ]
  }

  /// The filters that apply only to conferences themselves.
  static let conferences: [Filter] = [
    .choices(
      "format", Conference.formats,
      "The attendance format; conferences without one do not match.", example: "hybrid"),
    .choices(
      "kind", Conference.kinds, "The kind of conference.", example: "symposium"),
    .choices(
      "status", Conference.statuses, "Whether it takes place.", example: "cancelled"),
    Filter(
      "id", [Parameter("id", .names, "Conferences, by their IDs.", example: "aim-2026,vldb-2026")],
      keys: [FilterKey.conference.name],
      .ofConferences { conditions, filter in
        conditions.filters += conditions.reader.conditions.columnFilters([
          ("id", "\(Table.conference.slug)", filter[.conference])
        ])
      }
    ) { $0.filter[.conference] = try $0.slugs("id", .conference) },
    avoid, phase, conferenceDays("It takes place"),
  ]

  static let year = Filter(
    "year",
    [
      Parameter(
        "year", .integers(1950...2100), "The year in the name of the edition.", example: "2026")
    ], .filed, facet: FacetSource(values: .filed())
  ) { $0.filter[FilterKey("year")] = $0.arguments.integers("year") }

  static let match = Filter(
    "match",
    [
      Parameter(
        "match", .oneOf(["certain", "possible"]),
        "How to treat vague dates and places. `certain`: only sure hits. `possible`: everything that"
          + " cannot be ruled out. Omitted: also hits whose dates may match, or that name the place"
          + " as one of several.", example: "certain")
    ], keys: [], .none
  ) { $0.filter.match = $0.arguments.oneOf("match").flatMap(Match.init) ?? .usual }

  private static let venue = Filter(
    "venue", [],
    .ofConferences { conditions, filter in
      guard let venue = filter[.venue] else { return }
      try conditions.add(
        "venue", .init(table: "location", condition: SQLFragment("venue_id = ?", venue)))
    }
  ) { _ in }

  /// One deadline must meet all the parameters.
  private static let deadline = Filter(
    "deadline",
    [
      Parameter(
        "deadline.kind", .choices(Deadline.kinds), "It has a deadline of this kind.",
        example: "paper"),
      Parameter(
        "deadline.from", .instant, "It has a deadline at or after this time.", example: "today"),
      Parameter(
        "deadline.to", .instant, "It has a deadline at or before this time.", example: "+30d"),
      Parameter(
        "deadline.within", .duration, "It has a deadline from now to the end of this duration.",
        example: "30d"),
    ], keys: [FilterKey.deadlineKind.name, FilterKey.deadlineTime.name],
    .ofConferences { conditions, filter in
      let (kinds, time) = (filter[.deadlineKind], filter[.deadlineTime])
      var all = [
        SQLFragment("status IS NULL"),
        SQLFragment("conference_id NOT IN (\(SharedConditions.unheldConferences))"),
      ]
      if !kinds.included.isEmpty { all.append(.among("kind", kinds.included)) }
      if !kinds.excluded.isEmpty { all.append(.among("kind", kinds.excluded, excluded: true)) }
      all += closing(time, column: "sort_at")
      try conditions.add("deadline", .init(table: "deadline", condition: .all(all)))
    },
    facet: FacetSource(
      values: .ofConferences(
        """
        SELECT conference_id AS owner, kind AS value FROM deadline WHERE status IS NULL
          AND conference_id NOT IN (\(SharedConditions.unheldConferences))
        """),
      name: "deadline.kind", label: { CodeText.of($1) })
  ) { decoder in
    decoder.filter[.deadlineKind] = decoder.arguments.choices("deadline.kind")
    decoder.filter[.deadlineTime] = decoder.instants(prefix: "deadline.")
  }

  private static let avoid = Filter(
    "avoid",
    [
      Parameter(
        "avoid", .names, "Conferences that it must not overlap, by their IDs.",
        example: "aim-2026")
    ],
    .ofConferences { conditions, filter in
      for dates in filter[avoided] {
        guard let start = dates.startEarliest, let end = dates.endLatestForFilter else { continue }
        let row = conditions.rowTable
        let overlap = SQLFragment(
          "\(row.sort_start) < ? AND \(row.filter_end) >= ?", "\(end)2", "\(start)")
        conditions.filters.append(.init(name: "avoid", condition: overlap.negated))
      }
    }
  ) { decoder in
    let choice = try decoder.slugs("avoid", .conference)
    if let excluded = choice.excluded.first {
      decoder.arguments.report(
        "avoid", "-\(excluded)", expected: "IDs without a leading hyphen")
    }
    decoder.filter[avoided] = try choice.included.compactMap {
      try decoder.reader.conference($0)?.dates
    }
  }

  /// The dates that a conference must not overlap, not even possibly.
  private static var avoided: FilterKey<[EventDates]> { FilterKey("avoid", unset: []) }
}
