import CatalogModel
import SQLite

extension CatalogReader {
  func prepareDeadlines(_ question: ListQuestion) throws -> PreparedQuestion {
    let filter = question.filter
    let ofConferences = filter.ofConferences(topics: true)
    let isByTime = question.sort.first.map { $0.name == "at" } ?? true
    let (ofThem, _) = try restriction(
      ofConferences, on: "conference_id", of: "deadline",
      isNamed: !filter.conferences.included.isEmpty)
    let closing = ConferenceConditions.closing(filter.closesFrom, filter.closesTo).map {
      SQLCondition($0.sql.replacing("sort_at", with: "deadline.sort_at"), values: $0.values)
    }
    let phases = phases(filter)
    let restrictions = [
      ofThem,
      Restriction(
        try belonging("deadline.conference_id", filter.conferences), "conference_id",
        isFew: !filter.conferences.included.isEmpty),
      try restriction("kind", filter.kinds, of: "deadline", isInOrder: isByTime),
      status(filter, isByTime: isByTime),
      try updated("deadline", filter),
      try gathered(
        closing.map { .init(name: "dates", condition: $0) } + phases.included, "sort_at",
        of: "deadline",
        isInOrder: isByTime),
      Restriction(phases.excluded, "sort_at"), Restriction(said(filter)),
    ]
    let usual: [Selection.SortKey] = [
      .init(expression: "deadline.sort_at", type: .integer),
      .init(expression: "deadline.conference_id", type: .integer),
      .init(expression: "deadline.position", type: .integer),
    ]
    let selection = Selection(
      source: SQLCondition("deadline"), id: "deadline.id",
      filters: restrictions.page(of: "deadline"),
      sort: sortKeys(
        question.sort, usual: usual,
        named: [
          "at": [usual[0]],
          "updated": [.init(expression: "deadline.updated_at", type: .integer)],
        ]))
    let conditions = try conferenceConditions(ofConferences, id: "deadline.conference_id")
    var counted = selection
    counted.filters = conditions.filters + restrictions.counted
    if let place = conditions.place {
      counted.filters.append(.init(name: "place", condition: place.condition(filter.match)))
    }
    var prepared = PreparedQuestion(
      selection: selection, counted: counted, whole: counted, place: conditions.place,
      hasCoarser: conditions.hasCoarser, match: filter.match)
    if let now = question.dividedAt, question.sort.isEmpty {
      prepared.divide(
        AheadFirst(
          deadlinesAt: now,
          column: restrictions.leavesFew ? "+deadline.sort_at" : "deadline.sort_at"))
    }
    return prepared
  }

  private func phases(
    _ filter: CatalogFilter
  ) -> (included: [Selection.Filter], excluded: [Selection.Filter]) {
    phases(filter) { phase in
      phase == "past"
        ? SQLCondition("deadline.sort_at < ?", filter.now.seconds)
        : SQLCondition(
          "deadline.sort_at >= ? AND deadline.sort_at < \(Self.never)", filter.now.seconds)
    }
  }

  /// The conferences whose deadlines are cancelled or postponed with them.
  static let unheldConferences = conferences(being: ["cancelled", "postponed"])

  private static func conferences(being statuses: [String]) -> String {
    let values = statuses.map { "'\($0)'" }.joined(separator: ", ")
    return "SELECT conference_id FROM filing WHERE filter = 'status' AND value IN (\(values))"
  }

  /// What a deadline is at an instant, as an expression; NULL while that is not known.
  static func deadlineStatus(_ now: Instant) -> String {
    """
    CASE WHEN deadline.status <> 'tba' THEN deadline.status
      WHEN deadline.status IS NULL AND deadline.sort_at < \(now.seconds) THEN 'passed'
      WHEN deadline.conference_id IN (\(conferences(being: ["cancelled"]))) THEN 'cancelled'
      WHEN deadline.conference_id IN (\(conferences(being: ["postponed"]))) THEN 'postponed'
      WHEN deadline.status = 'tba' OR deadline.sort_at = \(never) THEN 'tba'
      WHEN coalesce(at_utc, not_before_utc) >= \(now.seconds) THEN 'open' END
    """
  }

  /// What was declared or, where nothing was, what the clock tells.
  private func status(_ filter: CatalogFilter, isByTime: Bool) -> Restriction {
    let now = filter.now.seconds
    let status = Self.deadlineStatus(filter.now)
    var filters = columnFilters([("status", status, filter.statuses)])
    // Only what the clock decides has a stretch of time to itself.
    switch filter.statuses.included {
    case ["open"]: filters[0].condition.sql += " AND deadline.sort_at >= \(now)"
    case ["passed"]: filters[0].condition.sql += " AND deadline.sort_at < \(now)"
    default: break
    }
    return Restriction(filters, "sort_at", isInOrder: isByTime)
  }

  /// Words of a deadline and of its conference's name.
  private func said(_ filter: CatalogFilter) -> [Selection.Filter] {
    (filter.text?.terms ?? []).map { term in
      let words = SQLCondition(
        """
        instr(lower(coalesce(label, '') || ' ' || kind || ' ' || coalesce(kind_label, '')
          || ' ' || (SELECT name || ' ' || coalesce(acronym, '') FROM conference
            WHERE conference.id = conference_id)), ?) > 0
        """, term.words.joined(separator: " "))
      return .init(name: "q", condition: term.isExcluded ? words.negated : words)
    }
  }
}
