import HTTP
import JSON
import Testing

@testable import CatalogAPI

/// A programme with a poster session, a night, another part of a workshop, and what has no time.
private let programme = """
  {"conferences": [{"id": "camp-2026", "name": "Camp of Tests", "acronym": "Camp", "year": 2026,
    "dates": {"edtf": "2026-08-01/2026-08-02"}, "time_zone": "Europe/Berlin",
    "locations": [{"city": "Berlin", "country": "DE", "precision": "city"}]}],
  "tracks": [{"id": "camp-2026-ai", "conference": "camp-2026", "name": "AI & more"}],
  "rooms": [{"id": "camp-2026-hall", "conference": "camp-2026", "name": "Hall <1>"}],
  "speakers": [{"id": "ada", "name": "Ada L.", "bio": "Counts."}, {"id": "bob", "name": "Bob"}],
  "sessions": [
    {"id": "posters", "conference": "camp-2026", "kind": "poster", "title": "Posters", "track": "camp-2026-ai",
     "starts_at": "2026-08-01T14:00:00+02:00", "ends_at": "2026-08-01T15:30:00+02:00",
     "speakers": [{"id": "ada", "role": "chair"}]},
    {"id": "paper-1", "conference": "camp-2026", "kind": "poster", "title": "One", "parent": "posters",
     "room": "camp-2026-hall", "starts_at": "2026-08-01T14:00:00+02:00", "speakers": ["bob"]},
    {"id": "paper-2", "conference": "camp-2026", "kind": "poster", "title": "Two", "parent": "posters",
     "room": "camp-2026-hall", "starts_at": "2026-08-01T14:45:00+02:00"},
    {"id": "paper-3", "conference": "camp-2026", "kind": "poster", "title": "Later",
     "parent": "posters", "starts_at": "2026-08-02T09:00:00+02:00"},
    {"id": "party", "conference": "camp-2026", "kind": "social", "title": "Party",
     "starts_at": "2026-08-02T01:00:00+02:00", "ends_at": "2026-08-02T03:00:00+02:00"},
    {"id": "own", "conference": "camp-2026", "kind": "keynote", "title": "Own",
     "abstract": "Short.", "description": "Long.", "do_not_record": true,
     "starts_at": "2026-08-02T08:00:00Z", "ends_at": "2026-08-02T09:00:00Z",
     "external_ids": {"guid": "8079583E-8321-506c-95af-fd2903a5f075"},
     "links": [{"rel": "home", "url": "https://camp.test/own"},
       {"rel": "slides", "url": "https://camp.test/own.pdf"}]},
    {"id": "off", "conference": "camp-2026", "title": "Off", "status": "cancelled",
     "kind": "keynote", "starts_at": "2026-08-02T12:00:00+02:00"},
    {"id": "sometime", "conference": "camp-2026", "kind": "other", "title": "Sometime"}]}
  """

@Suite struct `Programmes for conference apps` {
  private static func events(_ schedule: JSONValue) -> [JSONValue] {
    (schedule["schedule"]?["conference"]?["days"]?.array ?? []).flatMap { day in
      guard case .object(let rooms)? = day["rooms"] else { return [JSONValue]() }
      return rooms.members.flatMap { $0.value.array ?? [] }
    }
  }

  @Test func `A session stands for its papers, and a night belongs to the day before`() async throws
  {
    let catalog = try LocalCatalog(programme, now: "2026-07-01T00:00:00Z")
    let answer = try await catalog.get("/conferences/camp-2026/schedule.json")
    #expect(answer.status == 200 && answer.fields["Content-Type"] == "application/json")
    let conference = try #require(answer.body["schedule"]?["conference"])
    #expect(conference["acronym"]?.string == "camp2026")
    #expect(conference["time_zone_name"]?.string == "Europe/Berlin")
    let days = try #require(conference["days"]?.array)
    #expect(days.compactMap { $0["date"]?.string } == ["2026-08-01", "2026-08-02"])
    #expect(days[0]["day_start"]?.string == "2026-08-01T04:00:00+02:00")
    #expect(days[0]["day_end"]?.string == "2026-08-02T03:59:00+02:00")
    #expect(days[0]["rooms"]?["Hall <1>"]?.array?.count == 1)
    #expect(days[0]["rooms"]?["Room not announced"]?.array?.first?["title"]?.string == "Party")
    let events = Self.events(answer.body)
    #expect(events.compactMap { $0["title"]?.string } == ["Posters", "Party", "Later", "Own"])
    #expect(events[0]["description"]?.string == "One — Bob\n14:45 Two")
    #expect(events[0]["duration"]?.string == "01:30" && events[2]["duration"]?.string == "00:00")
    #expect(events[0]["persons"]?.array?.first?["public_name"]?.string == "Ada L.")
    #expect(events[3]["start"]?.string == "10:00")
  }

  @Test func `What a programme published comes out again, and the rest is made from the IDs`()
    async throws
  {
    let catalog = try LocalCatalog(programme, now: "2026-07-01T00:00:00Z")
    let events = Self.events(try await catalog.get("/conferences/camp-2026/schedule.json").body)
    let own = try #require(events.last)
    #expect(own["guid"]?.string == "8079583e-8321-506c-95af-fd2903a5f075")
    #expect(own["abstract"]?.string == "Short." && own["description"]?.string == "Long.")
    #expect(own["do_not_record"] == .bool(true) && own["url"]?.string == "https://camp.test/own")
    // The GUID of "posters", for good: an app has it as the key of somebody's favourite.
    #expect(events[0]["guid"]?.string == NameUUID.text("session/posters"))
    #expect(NameUUID.text("session/posters") == "1c4a88f6-98fc-8500-a8a0-57dd9c67e686")
    #expect(Set(events.compactMap { $0["id"]?.integer }).count == events.count)
  }

  @Test(arguments: [
    ("/schedule", "application/json", "\"type\":\"schedule\""),
    ("/schedule?format=json", "application/json", "\"type\":\"schedule\""),
    ("/schedule.json", "application/json", "\"daysCount\":2"),
    ("/schedule?format=schedule-json", "application/json", "\"daysCount\":2"),
    ("/schedule.xml", "application/xml", "<day_change>04:00:00</day_change>"),
    ("/schedule?format=schedule-xml", "application/xml", "<room name=\"Hall &lt;1&gt;\""),
    ("/sessions.json", "application/json", "\"page\":"),
  ])
  func `The name of a file means one format`(_ path: String, _ type: String, _ part: String)
    async throws
  {
    let catalog = try LocalCatalog(programme, now: "2026-07-01T00:00:00Z")
    let answer = try await catalog.get("/conferences/camp-2026\(path)")
    #expect(answer.status == 200 && answer.fields["Content-Type"] == type)
    #expect(answer.text.contains(part), "\(answer.text.prefix(500))")
  }

  @Test func `Only programmes have the formats of apps`() async throws {
    let catalog = try LocalCatalog(programme, now: "2026-07-01T00:00:00Z")
    #expect(try await catalog.get("/conferences/camp-2026.xml").status == 406)
    #expect(try await catalog.get("/sessions?format=schedule-xml").status == 406)
  }

  @Test(arguments: [
    ("/conferences/camp-2026/schedule.ics", ["posters", "paper-3", "own", "off", "party"]),
    (
      "/conferences/camp-2026/schedule.ics?papers=include",
      ["posters", "paper-1", "paper-2", "paper-3", "own", "off", "party"]
    ),
    ("/conferences/camp-2026/sessions.ics", ["posters", "paper-3", "own", "off", "party"]),
    (
      "/conferences/camp-2026/sessions.ics?kind=poster",
      ["posters", "paper-1", "paper-2", "paper-3"]
    ),
    ("/speakers/bob.ics", ["paper-1"]),
  ])
  func `The calendar of a programme has its papers on request`(_ path: String, _ ids: [String])
    async throws
  {
    let catalog = try LocalCatalog(programme, now: "2026-07-01T00:00:00Z")
    let text = try await catalog.get(path).text
    let found = text.split(separator: "\r\n").filter { $0.hasPrefix("UID:session-") }
      .map { $0.dropFirst("UID:session-".count).prefix { $0 != "@" } }
    #expect(Set(found.map(String.init)) == Set(ids) && found.count == ids.count, "\(text)")
  }
}
