import CatalogForm
import CatalogModel
import SQLite

extension ListReader {
  func prepareSessions(_ question: ListQuery) throws -> PreparedQuery {
    let (filter, filters) = (question.filter, RecordList.sessions.filters)
    let session = Table.session
    let ofConferences = ConferenceQuery(filter, filters)
    let isByTime = question.sort.first.map { $0.name == "start" } ?? true
    let isNamed = [FilterKey.conference, .track, .room].contains {
      !filter[$0].included.isEmpty
    }
    let (ofThem, scope) = try restriction(
      ofConferences, on: session.conference_id, isNamed: isNamed)
    let context = ListContext(
      reader: reader, filter: filter, table: session, isByTime: isByTime)
    var restrictions = [ofThem] + (try reader.conditions.restrictions(context, filters))
    restrictions.append(try reader.conditions.updated(session, filter))
    let few = filter.text == nil ? nil : try reader.conditions.few("session", restrictions)
    restrictions += try reader.search.words(filter, .session, rows: few)
    let usual: [Selection.SortKey] = [
      .init(expression: "session.sort_start", type: .integer),
      .init(expression: "session.position", type: .integer), .init(expression: "session.slug"),
    ]
    var selection = Selection(
      source: .init(session), id: session.id, filters: restrictions.page,
      sort: sortKeys(
        question.sort, usual: usual,
        named: [
          "start": Array(usual.prefix(2)), "title": [.init(expression: "session.title_key")],
          "updated": [.init(expression: "session.updated_at", type: .integer)],
        ]))
    let many = scope == .many ? ofConferences : nil
    let isDivided =
      question.dividedAt != nil && question.sort.isEmpty
      && filter.text?.expression == nil
    if !restrictions.leavesFew, !isDivided {
      let isByUpdate = question.sort.first?.name == "updated"
      try bound(&selection, filter, many, isByUpdate: isByUpdate)
    }
    // Totals and facets use the conditions on conferences, whichever way the page is read.
    let conditions = try conditions(ofConferences, id: "\(session.conference_id)")
    var counted = selection
    counted.filters = conditions.all(filter.match) + restrictions.counted
    var prepared = PreparedQuery(
      selection: selection, counted: counted, whole: counted,
      dates: restrictions.lazy.compactMap(\.graded).first,
      place: conditions.place, hasCoarser: conditions.hasCoarser, match: filter.match)
    if restrictions.dropFirst().allSatisfy(\.counted.isEmpty) {
      prepared.total = try sessionCount(ofConferences, scope)
    }
    if isDivided, let now = question.dividedAt {
      let column: SQLFragment =
        restrictions.leavesFew ? "+\(session.sort_start)" : "\(session.sort_start)"
      prepared.divide(AheadFirst(sessionsAt: now, column: column))
      if !restrictions.leavesFew, let many {
        let between = try span(many)
        for index in prepared.parts.indices { prepared.parts[index].filters += between }
      }
    }
    prepared.few = few
    prepared.sortsFewRows = restrictions.leavesFew
    return prepared
  }

  /// Returns a query for the total if only filters by conference are set: it adds up their numbers
  /// of sessions.
  private func sessionCount(
    _ question: ConferenceQuery, _ scope: ConferenceScope
  ) throws -> SQLFragment {
    let sum: SQLFragment = "SELECT coalesce(sum(session_count), 0) FROM conference"
    guard scope != .all else { return sum }
    return "\(sum) WHERE id IN (\(try conferences(question).ids))"
  }

  /// Returns the conditions that sessions lie between the first and the last session of some
  /// conferences.
  ///
  /// Without them, a scan for upcoming or past sessions reads to its end if the conferences have
  /// none.
  private func span(_ conferences: ConferenceQuery) throws -> [Selection.Condition] {
    try [false, true].compactMap { backwards in
      try sessionTimeBound(conferences, backwards: backwards).map { bound in
        let sign = backwards ? "<=" : ">="
        return .init(
          name: "edge", condition: SQLFragment("session.sort_start \(sign) ?", bound))
      }
    }
  }

  /// Lets a scan begin at the first session that can meet the filters by date and conference.
  private func bound(
    _ selection: inout Selection, _ filter: CatalogFilter, _ conferences: ConferenceQuery?,
    isByUpdate: Bool
  ) throws {
    let first = selection.sort[0]
    let sign = first.descending ? "<=" : ">="
    var bound: Int?
    if let conferences, let edge = try sessionTimeBound(conferences, backwards: first.descending) {
      bound = edge
      selection.filters.append(
        .init(name: "edge", condition: SQLFragment("session.sort_start \(sign) ?", edge)))
    }
    // Must include every session that `Filters.sessionDays` accepts.
    let days = filter[.days]
    if first.descending {
      let last = filter.match == .possible ? nil : days.to ?? days.endedBefore
      bound = [bound, last.map { ($0.number + 1) * 86_400 + 50_400 }].compactMap(\.self).min()
    } else {
      bound = [bound, days.from.map { ($0.number - 11) * 86_400 }].compactMap(\.self).max()
    }
    guard let bound, isByUpdate else { return }
    // Sessions of one import have the same `updated_at`, and are in the order of time within it.
    let edge = first.descending ? "max" : "min"
    let condition = SQLFragment(
      """
      (session.updated_at, session.sort_start) \(sign) ((SELECT \(edge)(updated_at) FROM session), ?)
      """, bound)
    selection.filters.append(.init(name: "edge", condition: condition))
  }
}
