import Catalog
import CatalogForm
import CatalogModel
import JSON

/// Schedules and rooms, comparisons of conferences, and what past editions of a series suggest.
enum ProgrammeEndpoints {
  static let list = [schedule, rooms, similar, conflicts, seriesDeadlines, nextEdition]

  /// The programme by day and room, or by day and track.
  static let schedule = Operation(
    "/conferences/{conference}/schedule",
    "The programme by day and room, or by day and track, in local time and UTC",
    [
      Parameter(
        "by", .oneOf(["room", "track"]), "How to group the sessions of a day.", example: "track"),
      Parameter("day", .day, "A day of the programme.", example: "2023-12-07"),
    ] + scheduleFilters.parameters + [
      FilterParameters.text, FilterParameters.zone, FormParameters.papers,
      ProgrammeParts.parameter,
    ], content: .view(.session)
  ) { call in
    var filter = try QueryDecoder(call).filter(scheduleFilters)
    if let day = call.arguments.day("day") { filter[.days] = DayFilter(from: day, to: day) }
    _ = call.arguments.integer(ProgrammeParts.parameter.name)
    let divides = call.arguments.oneOf("by") ?? "room"
    let zone = call.arguments.zone("tz")
    try call.checkArguments()
    let conference = try RecordFinder(call).conference()
    filter[.conference].included = [conference.id]
    let pinned = filter
    var list = ListRequest(
      question: .list(ListQuery(.session, pinned)), page: PageRequest(limit: 50))
    list.localZone = zone
    list.title = "Programme of \(Entry.ParentConference(conference).shortName)"
    return .view(
      View(
        list: list,
        json: {
          let schedule = Schedule(
            conference, try sessions(call, pinned), zones: call.reader.context().zones)
          let status = call.programmeStatus(of: conference)
          return ResponseJSON(call).document {
            schedule.write(
              to: &$0, by: divides, programmeStatus: status, localZone: zone, call.baseURL)
          }
        }, timetable: { try timetable(call, of: conference, pinned) }))
  }

  private static let scheduleFilters = RecordList.sessions.filters.named([
    "kind", "track", "room", "speaker", "topic",
  ])

  static let rooms = Operation(
    "/conferences/{conference}/rooms", "The rooms of a conference, in the order of its programme",
    FilterParameters.one(.room) + [.limit, .cursor], content: .list(.room)
  ) { call in
    var list = ListRequest(question: .these(.room, []), page: call.arguments.page())
    try QueryDecoder(call).finish(&list, .room)
    list.question = .these(
      .room,
      try call.reader.lists.rooms(conference: RecordFinder(call).row(.conference, "conference")))
    return .list(list)
  }

  static let similar = Operation(
    "/conferences/{conference}/similar",
    "Conferences of other series with the most and rarest topics in common",
    FilterParameters.one(.conference, hasTimes: true) + [
      Parameter(
        "limit", .integer(1...50), "Maximum number of conferences (default: 10).", example: "5")
    ], content: .list(.conference)
  ) { call in
    let limit = call.arguments.integer("limit") ?? 10
    var list = ListRequest(question: .these(.conference, []), page: PageRequest(limit: limit))
    try QueryDecoder(call).finish(&list, .conference)
    let row = try RecordFinder(call).row(.conference, "conference")
    list.question = .these(.conference, try call.reader.lists.similar(to: row, limit: limit))
    list.title = "Conferences like \(call.capture("conference"))"
    list.firstColumns = ["similarity", "shared_topics"]
    return .list(list)
  }

  static let conflicts = Operation(
    "/conflicts", "Pairs of conferences that certainly or possibly overlap in time",
    [
      Parameter(
        "ids", .names, "Two to fifty conferences, by their IDs.", example: "humanx-2026,aim-2026",
        isRequired: true)
    ], content: .rows
  ) { call in
    let reader = call.reader
    let ids = try call.arguments.names(
      "ids", resolve: { try reader.names.slugs(.conference, named: $0) },
      known: {
        try reader.names.slugs(.conference, like: call.arguments.values("ids").first ?? "")
      },
      hint: { QueryDecoder.hint(.conference, $0) })
    var conferences: [Conference] = []
    for id in ids.included where !conferences.contains(where: { $0.id == id }) {
      if let conference = try reader.conference(id) { conferences.append(conference) }
    }
    if call.arguments.mistakes.isEmpty, !(2...50).contains(conferences.count) {
      call.arguments.report(
        "ids", call.arguments.values("ids").joined(separator: ","),
        expected: "two to fifty different conferences, by their IDs and separated by commas",
        code: call.arguments.isGiven("ids") ? "invalid-value" : "missing")
    }
    try call.checkArguments()
    var rows = Rows(title: "Conferences that overlap", columns: Overlap.columns)
    rows.emptyText = "No two of these conferences overlap."
    let overlaps = Overlap.all(of: conferences)
    for overlap in overlaps {
      rows.add(overlap.cells) { overlap.write(to: &$0, call.baseURL) }
    }
    rows.list = { page in
      page.element("ul", ["class": "rows"]) { page in
        for overlap in overlaps { overlap.write(to: &page, call.baseURL) }
      }
    }
    let undated = conferences.filter { $0.dates?.startEarliest == nil }.map(\.id)
    rows.meta = { json in
      json.member("compared", conferences.map(\.id))
      json.member("undated", undated)
    }
    return .rows(rows)
  }

  static let seriesDeadlines = Operation(
    "/series/{series}/deadlines",
    "Closing times of deadlines of past editions, in days before the conference, and forecasts",
    [Parameter("kind", .choices(Deadline.kinds), "The kind of deadline.", example: "paper")],
    content: .rows
  ) { call in
    let kinds = call.arguments.choices("kind")
    try call.checkArguments()
    let series = try RecordFinder(call).series()
    let editions = try call.reader.editions(series: series.id).compactMap {
      try call.reader.conference($0)
    }
    let histories = DeadlineHistory.all(of: editions, today: call.arguments.today).filter {
      (kinds.included.isEmpty || kinds.included.contains($0.kind))
        && !kinds.excluded.contains($0.kind)
    }
    call.dependsOnDay()
    var rows = Rows(
      title: "Deadlines of \(series.name) over the years", columns: DeadlineHistory.columns)
    for history in histories {
      rows.add(history.cells) { history.write(to: &$0, call.baseURL) }
    }
    let names = Dictionary(
      editions.map { ($0.id, $0.displayName) }, uniquingKeysWith: { first, _ in first })
    rows.list = { page in
      for history in histories { history.write(to: &page, call.baseURL, names: names) }
    }
    rows.meta = { $0.member("series", series.id) }
    return .rows(rows)
  }

  private static let nextEdition = Operation(
    "/series/{series}/next",
    "The next edition of a series, as announced or expected", content: .page
  ) { call in
    try call.checkArguments()
    let series = try RecordFinder(call).series()
    let editions = try call.reader.editions(series: series.id).compactMap {
      try call.reader.conference($0)
    }
    let zones = call.reader.context().zones
    let next = NextEdition(
      of: series, editions,
      phases: { edition in
        let phases = edition.dates?.phases(zone: edition.timeZone.flatMap(zones.rules))
        return phases.flatMap { call.filling.value(of: $0) }
      }, today: call.arguments.today)
    call.dependsOnDay()
    let page = OperationPage(
      title: "Next edition of \(series.name)", parent: (series.name, "series/\(series.id)")
    ) { page in
      next.write(to: &page, call.baseURL)
    }
    return .page(
      try ResponseJSON(call).document { try next.write(to: &$0, call, series.id) }, page)
  }

  private static func timetable(
    _ call: RequestContext, of conference: Conference, _ filter: CatalogFilter
  ) throws -> Timetable {
    func record(_ kind: RecordKind, _ slug: String) throws -> Record? {
      try call.reader.row(kind, slug).flatMap { try call.reader.record(kind, $0) }
    }
    return try Timetable(
      conference, sessions(call, filter), zones: call.reader.context().zones, baseURL: call.baseURL,
      track: { slug in
        if case .track(let track)? = try record(.track, slug) { track } else { nil }
      },
      speaker: { slug in
        if case .speaker(let speaker)? = try record(.speaker, slug) { speaker } else { nil }
      })
  }

  /// Returns all sessions of a filter by their start; reads them page by page.
  private static func sessions(_ call: RequestContext, _ filter: CatalogFilter) throws -> [Session]
  {
    var question = ListQuery(.session, filter)
    question.countsTotal = false
    question.sort = [SortTerm(name: "start")]
    var sessions: [Session] = []
    var page = PageRequest(limit: 500)
    repeat {
      let answer = try call.reader.list(question, page: page)
      for hit in answer.page.elements {
        if case .session(let session)? = try call.reader.record(.session, hit.id) {
          try call.countRecord()
          sessions.append(session)
        }
      }
      page.after = answer.page.next
    } while page.after != nil
    return sessions
  }
}
