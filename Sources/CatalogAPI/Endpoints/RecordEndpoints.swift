import Catalog
import CatalogForm
import CatalogModel
import JSON

/// The operations that return one record, for each kind.
enum RecordEndpoints {
  static let list: [Operation] = [
    endpoint(
      "/conferences/{conference}", "One conference with its places, links and deadlines",
      .conference, hasTimes: true
    ) { call, json in
      let url = "\(call.baseURL)/conferences/\(call.capture("conference"))"
      json.member("tracks_url", "\(url)/tracks")
      json.member("sessions_url", "\(url)/sessions")
      json.member("schedule_url", "\(url)/schedule")
    },
    endpoint(
      "/conferences/{conference}/deadlines/{deadline}", "One deadline of a conference", .deadline,
      hasTimes: true, row: { try RecordFinder($0).deadlineRow() }),
    endpoint(
      "/deadlines/{deadline}", "Redirect from the ID of a deadline to its URL", .deadline,
      hasTimes: true, row: { try RecordFinder($0).deadlineRow() }),
    endpoint(
      "/series/{series}", "One series with its editions and recommendations", .series
    ) { call, json in
      let series = call.capture("series")
      guard !call.arguments.list("include").contains(where: { $0.value == "conferences" }) else {
        return
      }
      json.list("conferences", try editions(call, of: series)) { json, edition in
        json.object { json in
          json.member("id", edition.id)
          json.member("url", "\(call.baseURL)/conferences/\(edition.id)")
          json.member("display_name", edition.displayName)
        }
      }
    },
    endpoint("/sessions/{session}", "One session", .session, hasTimes: true) { call, json in
      try writeSources(of: .session, call, &json)
    },
    endpoint("/tracks/{track}", "One track", .track) { call, json in
      try writeSources(of: .track, call, &json)
    },
    endpoint("/rooms/{room}", "One room of a conference", .room),
    endpoint(
      "/recommendations/{recommendation}",
      "One recommendation, by its audience and what it recommends, joined by two hyphens",
      .recommendation),
    endpoint("/speakers/{speaker}", "One speaker and their sessions", .speaker) { call, json in
      try writeSources(of: .speaker, call, &json)
      guard !call.arguments.list("include").contains(where: { $0.value == "sessions" }),
        let row = try call.reader.row(.speaker, call.capture("speaker"))
      else { return }
      json.list("sessions", try call.reader.sessions(speaker: row)) { json, session in
        json.object { json in
          json.member("id", session.id)
          json.member("title", session.title)
          if let role = session.role { json.member("role", role) }
          json.member("url", "\(call.baseURL)/sessions/\(session.id)")
        }
      }
    },
    endpoint("/venues/{venue}", "One venue", .venue),
    endpoint("/places/{place}", "One place", .place),
    endpoint("/topics/{topic}", "One topic, by its ID or any label", .topic),
    endpoint("/audiences/{audience}", "One audience", .audience),
    endpoint("/guide/{guide_item}", "One piece of advice", .guideItem),
    endpoint("/sources/{source}", "One source", .source),
  ]

  private static func writeSources(
    of kind: RecordKind, _ call: RequestContext, _ json: inout JSONWriter
  ) throws {
    guard let row = try call.reader.row(kind, call.capture(kind.rawValue)) else { return }
    try call.reader.writeSources(of: kind, row, to: &json)
  }

  private static func endpoint(
    _ path: String, _ summary: String, _ kind: RecordKind, hasTimes: Bool = false,
    also: @escaping @Sendable (RequestContext, inout JSONWriter) throws -> Void = { _, _ in },
    row: (@Sendable (RequestContext) throws -> Int64)? = nil
  ) -> Operation {
    let keepsFormerStates = HistoryEndpoints.list.contains { $0.path == "\(path)/history" }
    return Operation(
      path, summary,
      FilterParameters.one(kind, hasTimes: hasTimes)
        + (keepsFormerStates ? FormerRecords.parameters : []), content: .one(kind)
    ) { call in
      let revision = try FormerRecords(call).revision()
      let fields = call.arguments.fields("fields")
      let include = call.arguments.fields("include")
      let zone = call.arguments.zone("tz")
      let isBrief = QueryDecoder(call).isBrief(fields: fields)
      try call.checkArguments()
      if let revision {
        return .one(
          RecordRequest(
            kind: kind, row: 0, former: try FormerRecords(call).record(kind, at: revision),
            fields: fields,
            localZone: zone, isBrief: isBrief))
      }
      return .one(
        RecordRequest(
          kind: kind, row: try row?(call) ?? RecordFinder(call).row(kind, kind.rawValue),
          fields: fields,
          include: include, localZone: zone, isBrief: isBrief, also: also))
    }
  }

  /// Returns the editions of a series and of the series below it: upcoming ones first, soonest
  /// first; then past ones, latest first.
  private static func editions(_ call: RequestContext, of series: String) throws -> [Conference] {
    let all = try call.reader.editions(series: series)
    guard !all.isEmpty else { return [] }
    var filter = CatalogFilter(now: call.now)
    filter[.conference].included = all
    var question = ListQuery(.conference, filter)
    question.dividedAt = call.now
    question.countsTotal = false
    let answer = try call.reader.list(question, page: PageRequest(limit: all.count))
    call.filling.note(changesAt: answer.changesAt)
    return try answer.page.elements.compactMap { hit in
      guard case .conference(let edition)? = try call.reader.record(.conference, hit.id) else {
        return nil
      }
      return edition
    }
  }
}
