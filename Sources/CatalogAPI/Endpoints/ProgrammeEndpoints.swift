import Catalog
import JSON

enum ProgrammeEndpoints {
  static let list = [
    conferenceTracks, conferenceSessions, conferenceSpeakers, sessions, session, track, speakers,
    speaker,
  ]

  private static let sessionFilters = [
    Parameter("track", .names, "Sessions of a track, by its id.", example: ""),
    Parameter("kind", .choices(Session.kinds), "The kind of session.", example: "tutorial"),
    Parameter.limit, .cursor,
  ]

  static let conferenceTracks = Endpoint(
    "/conferences/{conference}/tracks", "The tracks of a conference"
  ) { call in
    try call.checkArguments()
    let conference = try conference(call)
    let tracks = try call.reader.tracks(conference: conference.id)
    return try call.list(
      Page(elements: tracks, total: tracks.count, previous: nil, next: nil), limit: tracks.count,
      meta: { $0.member("programme_status", conference.programmeStatus) }
    ) { $1.track.write(to: &$0, in: call.context, sessions: $1.sessions) }
  }

  static let conferenceSessions = Endpoint(
    "/conferences/{conference}/sessions", "The programme of a conference in the order of its times",
    sessionFilters
  ) { call in
    try sessions(call, of: try conference(call))
  }

  static let sessions = Endpoint(
    "/sessions", "Sessions of all conferences", sessionFilters
  ) { call in
    try sessions(call, of: nil)
  }

  private static func sessions(
    _ call: borrowing Call, of conference: Conference?
  ) throws -> Answer {
    let reader = call.reader
    let tracks = try call.arguments.names(
      "track", resolve: { try reader.tracks(slug: $0).map(\.track.id) },
      known: { try reader.slugs(.track) })
    let kinds = call.arguments.choices("kind")
    let request = call.arguments.page()
    try call.checkArguments()
    let page = try reader.sessions(
      conference: conference?.id, tracks: tracks, kinds: kinds, page: request)
    return try call.list(
      page, limit: request.limit,
      meta: { json in
        guard let conference else { return }
        json.member("programme_status", conference.programmeStatus)
        json.member("session_kinds", conference.sessionKinds)
      }
    ) { $1.write(to: &$0, in: call.context) }
  }

  static let conferenceSpeakers = Endpoint(
    "/conferences/{conference}/speakers", "Who speaks at a conference, by name", [.limit, .cursor]
  ) { call in
    let request = call.arguments.page()
    try call.checkArguments()
    let conference = try conference(call)
    let page = try call.reader.speakers(conference: conference.id, page: request)
    return try call.list(page, limit: request.limit) { $1.write(to: &$0, in: call.context) }
  }

  static let session = Endpoint("/sessions/{session}", "One session") { call in
    try call.checkArguments()
    let slug = call.capture("session")
    guard let session = try call.reader.session(slug) else {
      try call.missing("session", slug, .session)
    }
    return try call.one { session.write(to: &$0, in: call.context) }
  }

  static let track = Endpoint("/tracks/{track}", "One track") { call in
    try call.checkArguments()
    let slug = call.capture("track")
    guard let found = try call.reader.tracks(slug: slug).first else {
      try call.missing("track", slug, .track)
    }
    return try call.one {
      found.track.write(to: &$0, in: call.context, sessions: found.sessions)
    }
  }

  static let speakers = Endpoint("/speakers", "Speakers by name", [.limit, .cursor]) { call in
    let request = call.arguments.page()
    try call.checkArguments()
    let page = try call.reader.speakers(conference: nil, page: request)
    return try call.list(page, limit: request.limit) { $1.write(to: &$0, in: call.context) }
  }

  static let speaker = Endpoint("/speakers/{speaker}", "One speaker and their sessions") { call in
    try call.checkArguments()
    let slug = call.capture("speaker")
    guard let found = try call.reader.speaker(slug) else {
      try call.missing("speaker", slug, .speaker)
    }
    return try call.one { json in
      found.speaker.write(to: &json, in: call.context) { json in
        json.list("sessions", found.sessions) { json, session in
          json.object { json in
            json.member("id", session)
            json.member("url", "\(call.baseURL)/sessions/\(session)")
          }
        }
      }
    }
  }

  private static func conference(_ call: borrowing Call) throws -> Conference {
    let slug = call.capture("conference")
    guard let conference = try call.reader.conference(slug) else {
      try call.missing("conference", slug, .conference)
    }
    return conference
  }
}
