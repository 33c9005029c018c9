import CatalogModel

/// The filters of conferences.
enum Filters {
  /// Those that also find what belongs to a conference; `topics` says what has a topic where that is
  /// not the conference.
  static func ofConferences(
    _ what: String, topics: ((_ name: String) -> (Filter.Condition, FacetSource.Values))? = nil
  ) -> [Filter] {
    let (topic, topicValues) = topics?("topic") ?? (.filed, .filed())
    let (exact, exactValues) = topics?("topic.exact") ?? (.filed, .filed())
    return [
      self.topic(what, topic, counting: topicValues),
      exactTopic(
        "\(what) on a topic itself, without what is narrower.", exact, counting: exactValues),
      audience("For whom it is, by any label.", example: "researcher"),
      series(
        "The series that it belongs to, by id, name or alias.", example: "vldb"),
      city("A city that it takes place in.", example: "San Francisco"),
      region(
        "A region, by name or ISO 3166-2 code, a continent, or a group of countries such as the EU.",
        example: "Europe"),
      country("A country, by name or ISO 3166-1 code.", example: "US"),
      near(
        "Around a city or a point; only places that are known to the city or better are near"
          + " anything.", radius: "How far from `near`; 100km unless told.", example: "Boston",
        radiusExample: "100km", .ofConferences { try $0.add(near: $1[.near], $1.match) }),
      year,
      .choices(
        "verified", Verification.states, "How well the record is supported.",
        example: "corroborated"),
      rank(
        "A rank of its series, as system:value.", example: "core:A*"),
      .choices(
        "has", ["sessions", "tracks", "deadlines", "links", "dates", "data_issues"],
        "What must be known of it.", example: "sessions"),
      .choices(
        "session_kind", Session.kinds, "It is known to have sessions of this kind.",
        example: "panel"),
      deadline, match, venue,
    ]
  }

  /// Those that mean the conference itself.
  static let conferences: [Filter] = [
    .choices(
      "format", Conference.formats,
      "How it is attended; conferences that do not say are not found.", example: "hybrid"),
    .choices(
      "kind", Conference.kinds, "The kind of event.", example: "symposium"),
    .choices(
      "status", Conference.statuses, "Whether it takes place.", example: "cancelled"),
    Filter(
      "id", [Parameter("id", .names, "Conferences by their ids.", example: "aim-2026,vldb-2026")],
      keys: [FilterKey.conference.name],
      .ofConferences { conditions, filter in
        conditions.filters += conditions.reader.columnFilters([
          ("id", "\(Table.conference.slug)", filter[.conference])
        ])
      }
    ) { $0.filter[.conference] = try $0.slugs("id", .conference) },
    avoid, phase, conferenceDays("It has a day"),
  ]

  static let year = Filter(
    "year",
    [
      Parameter(
        "year", .integers(1950...2100), "The year in the edition's name.", example: "2026")
    ], .filed, facet: FacetSource(values: .filed())
  ) { $0.filter[FilterKey("year")] = $0.arguments.integers("year") }

  static let match = Filter(
    "match",
    [
      Parameter(
        "match", .oneOf(["certain", "possible"]),
        "Where dates or places are vague: only what surely fits, or whatever may. Left out: what may"
          + " fit by its dates, and what names the place among several.", example: "certain")
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

  /// One deadline must fit all of it.
  private static let deadline = Filter(
    "deadline",
    [
      Parameter(
        "deadline.kind", .choices(Deadline.kinds), "It has a deadline of this kind.",
        example: "paper"),
      Parameter(
        "deadline.from", .instant, "It has a deadline at or after this.", example: "today"),
      Parameter("deadline.to", .instant, "It has a deadline at or before this.", example: "+30d"),
      Parameter(
        "deadline.within", .duration, "It has a deadline from now until then.", example: "30d"),
    ], keys: [FilterKey.deadlineKind.name, FilterKey.deadlineTime.name],
    .ofConferences { conditions, filter in
      let (kinds, time) = (filter[.deadlineKind], filter[.deadlineTime])
      var all = [
        SQLFragment("status IS NULL"),
        SQLFragment("conference_id NOT IN (\(CatalogReader.unheldConferences))"),
      ]
      if !kinds.included.isEmpty { all.append(.among("kind", kinds.included)) }
      if !kinds.excluded.isEmpty { all.append(.among("kind", kinds.excluded, excluded: true)) }
      all += closing(time, column: "sort_at")
      try conditions.add("deadline", .init(table: "deadline", condition: .all(all)))
    },
    facet: FacetSource(
      values: .pairs(
        "SELECT conference_id AS owner, kind AS value FROM deadline WHERE status IS NULL"),
      name: "deadline.kind", label: { CodeText.of($1) })
  ) { decoder in
    decoder.filter[.deadlineKind] = decoder.arguments.choices("deadline.kind")
    decoder.filter[.deadlineTime] = decoder.instants(prefix: "deadline.")
  }

  private static let avoid = Filter(
    "avoid",
    [
      Parameter(
        "avoid", .names, "It overlaps, for all that is known, with none of these conferences.",
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
        "avoid", "-\(excluded)", expected: "ids without a hyphen before them")
    }
    decoder.filter[avoided] = try choice.included.compactMap {
      try decoder.reader.conference($0)?.dates
    }
  }

  /// Dates with which a conference must not overlap, not even possibly.
  private static var avoided: FilterKey<[EventDates]> { FilterKey("avoid", unset: []) }
}
