import Catalog
import JSON

/// Programmes as a whole, and conferences beside each other.
enum ProgrammeEndpoints {
  static let list = [schedule, similar, conflicts, seriesDeadlines]

  /// The programme by day and room, or by day and track.
  static let schedule = Endpoint(
    "/conferences/{conference}/schedule",
    "The programme by day and room, or by day and track, in the event's own time and in UTC",
    [
      Parameter("by", .oneOf(["room", "track"]), "What a day is divided by.", example: "track"),
      Parameter("day", .day, "One day of it.", example: "2023-12-07"),
      Parameter("kind", .choices(Session.kinds), "The kind of session.", example: "keynote"),
      Parameter(
        "track", .names, "Sessions of a track, by its id or name.", example: "NLP Applications"),
      Parameter("room", .names, "Sessions in a room, by its id or name.", example: "East Foyer"),
      FilterParameters.topic("Sessions"), FilterParameters.zone,
    ]
  ) { call in
    var filter = try call.filter()
    if let day = call.arguments.day("day") { (filter.from, filter.to) = (day, day) }
    let divides = call.arguments.oneOf("by") ?? "room"
    let zone = call.arguments.zone("tz")
    try call.checkArguments()
    let row = try call.row(.conference, "conference")
    guard case .conference(let conference)? = try call.reader.record(.conference, row) else {
      throw Problem.notFound("conference", call.capture("conference"), nearest: [])
    }
    filter.conferences.included = [conference.id]
    let schedule = Schedule(
      conference, try call.sessions(filter), zones: call.reader.context().zones)
    return .document(
      call.document { schedule.write(to: &$0, by: divides, localZone: zone, call.baseURL) })
  }

  static let similar = Endpoint(
    "/conferences/{conference}/similar",
    "Conferences of other series that share the most, and the rarest, topics",
    [Parameter("limit", .integer(1...50), "How many; 10 unless told.", example: "5")]
  ) { call in
    let limit = call.arguments.integer("limit") ?? 10
    try call.checkArguments()
    let row = try call.row(.conference, "conference")
    let similar = try call.reader.similar(to: row, limit: limit)
    return .document(
      try call.document(list: similar) { json, other in
        var object: [UInt8] = []
        guard
          try call.reader.append(.conference, other.id, &call.filling, to: &object)
        else { return }
        json.object { json in
          json.member("score", (other.score * 1_000).rounded() / 1_000)
          json.member("shared_topics", other.topics)
          json.key("conference")
          json.value(raw: object)
        }
      })
  }

  static let conflicts = Endpoint(
    "/conflicts", "Which of some conferences overlap in time, certainly or possibly",
    [
      Parameter(
        "ids", .names, "The conferences, two to fifty of them.", example: "humanx-2026,aim-2026",
        isRequired: true)
    ]
  ) { call in
    let reader = call.reader
    let ids = try call.arguments.names(
      "ids", resolve: { try reader.slugs(.conference, named: $0) },
      known: { try reader.slugs(.conference, like: call.arguments.values("ids").first ?? "") })
    var conferences: [Conference] = []
    for id in ids.included where !conferences.contains(where: { $0.id == id }) {
      if let conference = try reader.conference(id) { conferences.append(conference) }
    }
    if call.arguments.mistakes.isEmpty, !(2...50).contains(conferences.count) {
      call.arguments.report(
        "ids", call.arguments.values("ids").joined(separator: ","),
        expected: "two to fifty different conferences by their ids, with commas between",
        code: call.arguments.isGiven("ids") ? "invalid-value" : "missing")
    }
    try call.checkArguments()
    let overlaps = Overlap.all(of: conferences)
    return .document(
      call.document(
        list: overlaps,
        meta: { json in
          json.member("compared", conferences.map(\.id))
          json.member("undated", conferences.filter { $0.dates?.startEarliest == nil }.map(\.id))
        }
      ) { json, overlap in overlap.write(to: &json, call.baseURL) })
  }

  static let seriesDeadlines = Endpoint(
    "/series/{series}/deadlines",
    "When deadlines of a series' editions closed, counted from their starts, and what to expect",
    [Parameter("kind", .choices(Deadline.kinds), "The kind of deadline.", example: "paper")]
  ) { call in
    let kinds = call.arguments.choices("kind")
    try call.checkArguments()
    let row = try call.row(.series, "series")
    guard case .series(let series)? = try call.reader.record(.series, row) else {
      throw Problem.notFound("series", call.capture("series"), nearest: [])
    }
    let editions = try call.reader.editions(series: series.id).compactMap {
      try call.reader.conference($0)
    }
    let histories = DeadlineHistory.all(of: editions, today: call.arguments.today).filter {
      (kinds.included.isEmpty || kinds.included.contains($0.kind))
        && !kinds.excluded.contains($0.kind)
    }
    call.filling.note(changedAt: Instant(call.arguments.today))
    call.filling.note(changesAt: Instant(call.arguments.today + 1))
    return .document(
      call.document(list: histories, meta: { $0.member("series", series.id) }) {
        $1.write(to: &$0, call.baseURL)
      })
  }
}

extension Call {
  /// All sessions of a filter in their order, page by page.
  func sessions(_ filter: CatalogFilter) throws -> [Session] {
    var question = ListQuestion(.session, filter)
    question.countsTotal = false
    var sessions: [Session] = []
    var page = PageRequest(limit: 500)
    repeat {
      let answer = try reader.list(question, page: page)
      for hit in answer.page.elements {
        if case .session(let session)? = try reader.record(.session, hit.id) {
          sessions.append(session)
        }
      }
      page.after = answer.page.next
    } while page.after != nil
    return sessions
  }
}
