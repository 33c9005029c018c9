import CatalogForm
import CatalogModel

/// Filters by days, by instants, and by the phase at the time of the request.
extension Filters {
  private static let session = Table.session

  /// Returns conferences that overlap a range of days; lists of their records offer the filter too.
  static func conferenceDays(_ what: String) -> Filter {
    days(
      what, .ofConferences { try $0.add(days: $1[.days]) },
      counting:
        "CASE WHEN date_precision IN ('day', 'month') THEN substr(start_earliest, 1, 7) END")
  }

  static func days(
    _ what: String, _ condition: Filter.Condition, counting month: String? = nil
  ) -> Filter {
    Filter(
      "dates",
      [
        Parameter("from", .day, "\(what) on or after this day.", example: "2026-04-01"),
        Parameter("to", .day, "\(what) on or before this day.", example: "2026-04-30"),
        Parameter("month", .month, "\(what) in this month.", example: "2026-01"),
        Parameter("when", .span, "\(what) in this period.", example: "upcoming"),
      ], keys: [FilterKey.days.name], condition,
      facet: month.map { FacetSource(values: .column($0), name: "month", leavesOut: ["dates"]) }
    ) { $0.filter[.days] = $0.days() }
  }

  /// Uses the days of the session's local time.
  ///
  /// A session without a time is a hit only for `match=possible`.
  static let sessionDays = days(
    "It takes place",
    .ofRecords { list in
      let (days, reader) = (list.filter[.days], list.reader)
      var filters: [Selection.Condition] = []
      let graded = days.isRange ? sessionTimes(days.from, days.to) : nil
      if let graded {
        filters.append(.init(name: "dates", condition: graded.condition(list.filter.match)))
      }
      if let day = days.endedBefore {
        filters.append(
          .init(
            name: "ended",
            condition: SQLFragment(
              """
              \(session.sort_start) < ? AND (\(session.sort_start) < ?
                OR coalesce(\(session.ends_at), \(session.starts_at)) < ?)
              """, day.number * 86_400, (day.number - 11) * 86_400, day.number * 86_400)))
      }
      var restriction = try reader.conditions.materialized(
        filters, session.sort_start, isInOrder: list.isByTime)
      restriction.graded = graded
      return [restriction]
    }, counting: "strftime('%Y-%m', starts_at + coalesce(starts_offset, 0), 'unixepoch')")

  private static func sessionTimes(_ from: Day?, _ to: Day?) -> ConferenceConditions.GradedFilter {
    var conditions: [SQLFragment] = []
    // No session lasts longer than 10 days, and no time zone is further than 14 hours from UTC. The
    // first comparison needs only the index and decides most rows.
    let clock = 50_400
    if let from {
      let start = from.number * 86_400
      conditions.append(
        SQLFragment(
          """
          \(session.sort_start) >= ? AND (\(session.sort_start) >= ?
            OR coalesce(\(session.ends_at) - 1, \(session.starts_at))
              + coalesce(\(session.starts_offset), 0) >= ?)
          """, start - 11 * 86_400, start + clock, start))
    }
    if let to {
      let end = (to.number + 1) * 86_400
      conditions.append(
        SQLFragment(
          """
          \(session.sort_start) < ? AND (\(session.sort_start) < ?
            OR \(session.starts_at) + coalesce(\(session.starts_offset), 0) < ?)
          """, end + clock, end - clock, end))
    } else {
      conditions.append(SQLFragment("\(session.sort_start) < \(SharedConditions.never)"))
    }
    let unknown = SQLFragment("\(session.sort_start) >= \(SharedConditions.never)")
    let certain = SQLFragment.all(conditions)
    return .init(
      certain: certain, usual: certain, possible: .any([certain, unknown]), unknown: unknown)
  }

  /// Only an umbrella series has dates of its own.
  static let umbrellaDays = days(
    "The umbrella series takes place",
    .ofRecords { list in
      let days = list.filter[.days]
      // The same end as `EventDates.endLatestForFilter`.
      let end = "coalesce(end_latest, date(start_latest, '+10 days'))"
      var restriction = IndexedFilter([])
      if days.isRange {
        let first = days.from?.description ?? "0000-01-01"
        let last = days.to?.description ?? "9999-12-31"
        let usual = SQLFragment("start_earliest <= ? AND \(end) >= ?", last, first)
        let unknown = SQLFragment("series.kind = 'umbrella' AND start_earliest IS NULL")
        let graded = ConferenceConditions.GradedFilter(
          certain: SQLFragment("start_latest <= ? AND end_earliest >= ?", last, first),
          usual: usual, possible: .any([usual, unknown]), unknown: unknown)
        restriction = IndexedFilter([
          .init(name: "dates", condition: graded.condition(list.filter.match))
        ])
        restriction.graded = graded
      }
      guard let day = days.endedBefore else { return [restriction] }
      let ended = SQLFragment("\(end) < ?", day.description)
      return [restriction, IndexedFilter([.init(name: "ended", condition: ended)])]
    })

  // MARK: - Instants

  /// The time at which a listed deadline closes.
  static let closing = Filter(
    "dates",
    [
      Parameter("from", .instant, "It closes at or after this time.", example: "today"),
      Parameter("to", .instant, "It closes at or before this time.", example: "+30d"),
      Parameter("month", .month, "It closes in this month, in UTC.", example: "2027-01"),
      Parameter(
        "within", .duration, "It closes from now to the end of this duration.", example: "30d"),
    ], keys: [FilterKey.closing.name],
    .ofRecords { list in
      let conditions = closing(
        list.filter[.closing], column: "\(Table.deadline.sort_at)")
      return [
        try list.reader.conditions.materialized(
          conditions.map { .init(name: "dates", condition: $0) }, Table.deadline.sort_at,
          isInOrder: list.isByTime)
      ]
    },
    facet: FacetSource(
      values: .column(
        """
        CASE WHEN sort_at < \(SharedConditions.never) THEN strftime('%Y-%m', sort_at, 'unixepoch') END
        """), name: "month", leavesOut: ["dates"])
  ) { decoder in
    var time = decoder.instants(prefix: "")
    if let month = decoder.arguments.month("month") {
      let first = Instant(month.first)
      let last = Instant(seconds: Instant(month.last + 1).seconds - 1)
      time.from = max(time.from ?? first, first)
      time.to = min(time.to ?? last, last)
    }
    decoder.filter[.closing] = time
  }

  /// Returns conditions that a deadline may close within a range of time.
  ///
  /// A deadline without a time spans its day or month.
  static func closing(_ time: InstantFilter, column: SQLFragment) -> [SQLFragment] {
    guard time != InstantFilter() else { return [] }
    var conditions = [SQLFragment("\(column) < \(SharedConditions.never)")]
    if let from = time.from { conditions.append(SQLFragment("\(column) >= ?", from.seconds)) }
    if let to = time.to {
      // 33 days are more than the longest span, a month in any time zone.
      conditions.append(
        SQLFragment(
          "\(column) <= ? AND coalesce(at_utc, not_before_utc) <= ?", to.seconds + 33 * 86_400,
          to.seconds))
    }
    return conditions
  }

  // MARK: - Phases

  /// Changes with every quarter of an hour, since a day begins at one in every time zone.
  static let phase = phase(
    Conference.phases,
    .ofConferences { conditions, filter in
      let days = try conditions.reader.conditions.localDays(filter.now)
      let (row, id) = (conditions.rowTable, conditions.id)
      let phases = conditions.reader.conditions.phases(filter) {
        days.condition($0, row: row, id: id)
      }
      conditions.filters += phases.included + phases.excluded
    }, facet: FacetSource(values: .phases, label: { CodeText.of($1) })
  ) { decoder in
    let quarter = LocalDays.nextQuarter(after: decoder.filling.now)
    decoder.filling.note(changedAt: Instant(seconds: quarter.seconds - 900))
    decoder.filling.note(changesAt: quarter)
  }

  /// The longest time, in seconds, for which a session is ongoing; covers all sessions that AheadFirst
  /// counts as ongoing.
  private static let longestSession = 11 * 86_400

  static let sessionPhase = phase(
    ["upcoming", "ongoing", "past"],
    ofTime(session.sort_start) { phase, now in
      let longest = now - longestSession
      return switch phase {
      case "upcoming":
        SQLFragment(
          "\(session.sort_start) > ? AND \(session.sort_start) < \(SharedConditions.never)", now)
      case "past":
        SQLFragment(
          """
          \(session.sort_start) <= ? AND (\(session.sort_start) < ?
            OR coalesce(\(session.ends_at) <= ?, 1))
          """, now, longest, now)
      default:
        SQLFragment(
          "\(session.sort_start) <= ? AND \(session.sort_start) >= ? AND \(session.ends_at) > ?",
          now,
          longest, now)
      }
    },
    facet: .codes(
      .expression { now in
        SQLFragment(
          """
          CASE WHEN \(session.sort_start) >= \(SharedConditions.never) THEN NULL
            WHEN \(session.sort_start) > ? THEN 'upcoming'
            WHEN \(session.ends_at) > ? AND \(session.sort_start) >= ? THEN 'ongoing' ELSE 'past' END
          """, now.seconds, now.seconds, now.seconds - longestSession)
      })
  ) { $0.filling.dependsOnSecond() }

  static let deadlinePhase = phase(
    ["upcoming", "past"],
    ofTime(Table.deadline.sort_at) { phase, now in
      phase == "past"
        ? SQLFragment("\(Table.deadline.sort_at) < ?", now)
        : SQLFragment(
          "\(Table.deadline.sort_at) >= ? AND \(Table.deadline.sort_at) < \(SharedConditions.never)",
          now)
    },
    facet: .codes(
      .expression { now in
        SQLFragment(
          """
          CASE WHEN \(Table.deadline.sort_at) < ? THEN 'past'
            WHEN \(Table.deadline.sort_at) < \(SharedConditions.never) THEN 'upcoming' END
          """, now.seconds)
      })
  ) { $0.filling.dependsOnSecond() }

  private static func phase(
    _ phases: [String], _ condition: Filter.Condition, facet: FacetSource? = nil,
    noteClock: @escaping @Sendable (FilterDecoder) -> Void
  ) -> Filter {
    Filter(
      "phase",
      [
        Parameter(
          "phase", .choices(phases),
          "Its phase at the time of the request, as the record shows it.",
          example: phases[0])
      ], condition, facet: facet
    ) { decoder in
      let phases = decoder.arguments.choices("phase")
      decoder.filter[.phase] = phases
      if !phases.isEmpty { noteClock(decoder) }
    }
  }

  /// Phases as ranges of a column with instants.
  private static func ofTime(
    _ column: Column,
    _ condition: @escaping @Sendable (_ phase: String, _ now: Int) -> SQLFragment
  ) -> Filter.Condition {
    .ofRecords { list in
      let now = list.filter.now.seconds
      let phases = list.reader.conditions.phases(list.filter) { condition($0, now) }
      return [
        try list.reader.conditions.materialized(
          phases.included, column, isInOrder: list.isByTime),
        IndexedFilter(phases.excluded, column),
      ]
    }
  }
}

extension FilterDecoder {
  /// Returns the days that meet all of `from`, `to`, `month` and `when`.
  fileprivate func days() -> DayFilter {
    var days = DayFilter(
      from: arguments.day("from"), to: arguments.day("to", isEnd: true))
    func narrow(_ first: Day, _ last: Day) {
      days.from = max(days.from ?? first, first)
      days.to = min(days.to ?? last, last)
    }
    if let month = arguments.month("month") { narrow(month.first, month.last) }
    let today = arguments.today
    switch arguments.span("when") {
    case .days(let first, let last): narrow(first, last)
    case .upcoming: days.from = max(days.from ?? today, today)
    case .ongoing: narrow(today, today)
    case .past: days.endedBefore = today
    case nil: break
    }
    if ["from", "to", "when"].contains(where: isRelative) { dependsOnDay() }
    if let from = days.from, let to = days.to, from > to {
      let name = ["to", "month", "when", "from"].first(where: arguments.isGiven) ?? "to"
      arguments.report(
        name, arguments.values(name).first ?? "",
        expected: "a range that ends on or after its first day; the query has \(from) to"
          + " \(to)", code: "bad-combination")
    }
    return days
  }

  /// Returns the range of time that meets all of `from`, `to` and `within`.
  func instants(prefix: String) -> InstantFilter {
    var time = InstantFilter()
    let now = filling.now
    time.from = arguments.instant("\(prefix)from")
    time.to = arguments.instant("\(prefix)to", isEnd: true)
    if let end = arguments.within("\(prefix)within") {
      time.from = max(time.from ?? now, now)
      time.to = min(time.to ?? end, end)
    }
    if ["from", "to", "within"].contains(where: { isRelative(prefix + $0) }) {
      filling.dependsOnSecond()
    }
    return time
  }
}
