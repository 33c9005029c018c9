import HTTP
import JSON
import Testing

@testable import Catalog
@testable import CatalogModel

@Suite struct `The default order of lists` {
  /// Conferences around 29 November 2026, in zones in which days begin up to 26 hours apart.
  private static let document: String = {
    var conferences: [String] = []
    let zones = [
      "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu", "America/New_York", nil,
    ]
    for (index, zone) in zones.enumerated() {
      for (days, edtf) in [
        ("past", "2026-11-20/2026-11-21"), ("one", "2026-11-29"),
        ("two", "2026-11-28/2026-11-30"), ("open", "2026-11-20/"), ("next", "2026-12-01"),
        ("month", "2026-11"), ("later", "2027-03"), ("year", "2026"),
      ] {
        let zone = zone.map { ",\"time_zone\":\"\($0)\"" } ?? ""
        conferences.append(
          "{\"id\":\"\(days)-\(index)\",\"name\":\"\(days)\",\"series\":[\"s\"],\"dates\":{\"edtf\":\"\(edtf)\"}\(zone)}"
        )
      }
    }
    conferences.append("{\"id\":\"undated\",\"name\":\"U\"}")
    conferences.append("{\"id\":\"words\",\"name\":\"W\",\"dates\":{\"text\":\"soon\"}}")
    return """
      {"series":[{"id":"s","name":"S"}],"conferences":[\(conferences.joined(separator: ","))]}
      """
  }()

  /// What JSON shows of a conference.
  private struct Shown {
    var id: String
    var phase: String?
    var start: String

    init(_ json: JSONValue) {
      id = json["id"]?.string ?? ""
      phase = json["phase"]?.string
      start = json["dates"]?["start_earliest"]?.string ?? ""
    }
  }

  @Test(.disabled(if: isUnderSanitizer, "values that one thread makes"))
  func `Conferences stand as their phases tell, at every hour and in every zone`()
    async throws
  {
    let catalog = try LocalCatalog(Self.document, now: "2026-11-28T00:00:00Z")
    for hour in 0..<96 {
      let now = "2026-11-\(28 + hour / 24)T\(hour % 24 < 10 ? "0" : "")\(hour % 24):00:00Z"
      try catalog.set(now.replacing("-31T", with: "-30T"))
      let list = try await catalog.get("/conferences?limit=500").body["data"]?.array ?? []
      let shown = list.map(Shown.init)
      #expect(shown.count == 42)
      let ahead = shown.prefix { $0.phase != "past" && $0.phase != nil }
      let past = shown.dropFirst(ahead.count).prefix { $0.phase == "past" }
      #expect(ahead.map(\.start) == ahead.map(\.start).sorted(), "\(now)")
      #expect(past.map(\.start) == past.map(\.start).sorted(by: >), "\(now)")
      #expect(shown.dropFirst(ahead.count + past.count).allSatisfy { $0.phase == nil }, "\(now)")
      for phase in Conference.phases {
        let found = try await catalog.get("/conferences?limit=500&phase=\(phase)")
        let expected = shown.filter { $0.phase == phase }.map(\.id)
        #expect(found.ids == expected, "\(now) \(phase)")
        #expect(found.body["page"]?["total"] == .integer(Int64(expected.count)))
        let others = try await catalog.get("/conferences?limit=500&phase=-\(phase)&series=s").ids
        #expect(
          others == shown.filter { $0.phase != phase && $0.phase != nil }.map(\.id),
          "\(now) -\(phase)")
      }
    }
  }

  @Test(arguments: ["/conferences?limit=3", "/conferences?series=s&limit=7&total=none"])
  func `A walk across midnight meets every conference once, there and back`(path: String)
    async throws
  {
    let catalog = try LocalCatalog(Self.document, now: "2026-11-29T09:00:00Z")
    let whole = try await catalog.get(path.replacing("limit=", with: "limit=5")).ids
    var page = try await catalog.get(path)
    var found = page.ids
    var hour = 9
    while let next = page.body["page"]?["next"]?.string {
      hour = min(hour + 2, 23)
      try catalog.set("2026-11-30T\(hour < 10 ? "0" : "")\(hour):00:00Z")
      page = try await catalog.get(next)
      found += page.ids
    }
    #expect(found == whole)
    var back = page.ids
    while let previous = page.body["page"]?["prev"]?.string {
      page = try await catalog.get(previous)
      back = page.ids + back
    }
    #expect(back == whole)
  }

  @Test(arguments: [
    "/conferences?limit=3", "/conferences.csv?limit=3", "/conferences.html?limit=9",
  ])
  func `A page is the same until its order changes, with its links to others`(path: String)
    async throws
  {
    let catalog = try LocalCatalog(Self.document, now: "2026-11-29T12:01:00Z")
    let first = try await catalog.get(path)
    try catalog.set("2026-11-29T12:13:59Z")
    let later = try await catalog.get(path)
    #expect(first.bytes == later.bytes && first.fields["Link"] == later.fields["Link"])
    #expect(first.fields["ETag"] == later.fields["ETag"])
  }

  private static let deadlines = """
    {"conferences": [{"id": "c", "name": "C", "deadlines": [
      \(["01-10 12:00", "01-08 12:00", "01-09", "01-07 12:00", "01-11 12:00"].enumerated().map {
        "{\"id\":\"d\($0)\",\"kind\":\"paper\",\"local\":\"2027-\($1)\",\"time_zone_declared\":\"UTC\"}"
      }.joined(separator: ",")),
      {"id": "tba", "kind": "paper"}]}]}
    """

  @Test(arguments: [
    ("2027-01-01T00:00:00Z", "d3 d1 d2 d0 d4 tba"), ("2027-01-08T12:00:00Z", "d1 d2 d0 d4 d3 tba"),
    ("2027-01-08T12:01:00Z", "d2 d0 d4 d1 d3 tba"), ("2027-01-10T00:00:00Z", "d0 d4 d2 d1 d3 tba"),
    ("2027-02-01T00:00:00Z", "d4 d0 d2 d1 d3 tba"),
  ])
  func `Deadlines stand around now`(now: String, expected: String) async throws {
    let catalog = try LocalCatalog(Self.deadlines, now: now)
    let ids = expected.split(separator: " ").map { "c--\($0)" }
    for path in ["/deadlines", "/conferences/c/deadlines", "/deadlines.jsonld?limit=10"] {
      let answer = try await catalog.get(path)
      if path.contains("jsonld") { continue }
      #expect(answer.ids == ids, "\(path)")
    }
    let table = try await catalog.get("/deadlines.csv?fields=id").text
    #expect(table.split(separator: "\r\n").dropFirst().map(String.init) == ids)
    // Lines of JSON are the pages of JSON, one after the other.
    let lines = try await catalog.get("/deadlines.ndjson").text.split(separator: "\n")
    let order = try lines.map { try JSONParser.parse(Array($0.utf8))["id"]?.string }
    #expect(order == ids)
    let byTime = try await catalog.get("/deadlines?sort=at").ids
    #expect(byTime == ["c--d3", "c--d1", "c--d2", "c--d0", "c--d4", "c--tba"])
    let count = try await catalog.get("/deadlines?phase=past").ids.count
    #expect(count == ids.count - (ids.firstIndex(of: "c--tba") ?? 0) || count <= 5)
  }

  @Test func `An answer is not fresh beyond the instant at which its order changes`()
    async throws
  {
    let catalog = try LocalCatalog(Self.deadlines, now: "2027-01-07T11:58:00Z")
    let responder = catalog.responder()
    let path = "/deadlines.csv?fields=id&limit=2"
    for _ in 1...3 {
      let answer = try await catalog.get(path, by: responder)
      #expect(answer.text == "id\r\nc--d3\r\nc--d1\r\n" && answer.maxAge == 60)
    }
    for (now, most) in [("2027-01-07T11:59:30Z", 30), ("2027-01-07T12:00:00Z", 0)] {
      try catalog.set(now)
      let answer = try await catalog.get(path, by: responder)
      #expect(answer.text.contains("c--d3") && answer.maxAge ?? 99 <= most, "\(now)")
      #expect(answer.fields["Cache-Control"]?.contains("stale-while-revalidate") == false)
    }
    try catalog.set("2027-01-07T12:00:01Z")
    let answer = try await catalog.get(path, by: responder)
    #expect(answer.text == "id\r\nc--d1\r\nc--d2\r\n")
  }

  private static let sessions = """
    {"conferences": [{"id": "c", "name": "C"}, {"id": "d", "name": "D"}],
     "speakers": [{"id": "p", "name": "P"}],
     "tracks": [{"id": "t", "conference": "c", "name": "T"}],
     "sessions": [\([
        ("exhibition", "01-05T08:00:00Z", "01-09T18:00:00Z"),
        ("first", "01-06T09:00:00Z", "01-06T10:00:00Z"),
        ("second", "01-06T10:00:00Z", "01-06T11:00:00Z"),
        ("open", "01-06T10:30:00Z", ""), ("third", "01-06T11:00:00Z", "01-06T12:00:00Z"),
      ].enumerated().map { index, session in
        """
        {"id":"\(session.0)","conference":"c","track":"t","kind":"paper","title":"\(session.0)",
        "speakers":["p"],"starts_at":"2027-\(session.1)"
        \(session.2.isEmpty ? "" : ",\"ends_at\":\"2027-\(session.2)\"")}
        """
      }.joined(separator: ",")),
      {"id": "some-day", "conference": "d", "kind": "paper", "title": "Some day",
       "speakers": ["p"]}]}
    """

  @Test(arguments: [
    ("2027-01-01T00:00:00Z", "exhibition first second open third some-day"),
    ("2027-01-06T09:30:00Z", "exhibition first second open third some-day"),
    ("2027-01-06T10:00:00Z", "exhibition second open third first some-day"),
    ("2027-01-06T11:30:00Z", "exhibition third open second first some-day"),
    ("2027-01-09T18:00:00Z", "third open second first exhibition some-day"),
  ])
  func `Sessions stand around now, and programmes in the order of time`(
    now: String, expected: String
  ) async throws {
    let catalog = try LocalCatalog(Self.sessions, now: now)
    let ids = expected.split(separator: " ").map(String.init)
    #expect(try await catalog.get("/sessions").ids == ids)
    #expect(try await catalog.get("/sessions?kind=paper").ids == ids)
    #expect(try await catalog.get("/speakers/p/sessions").ids == ids)
    let programme = ["exhibition", "first", "second", "open", "third"]
    #expect(try await catalog.get("/conferences/c/sessions").ids == programme)
    #expect(try await catalog.get("/tracks/t/sessions").ids == programme)
    #expect(try await catalog.get("/sessions?sort=start").ids == programme + ["some-day"])
    var parted: [String] = []
    for phase in ["ongoing", "upcoming", "past"] {
      parted += try await catalog.get("/sessions?phase=\(phase)").ids
    }
    #expect(Set(parted) == Set(programme) && parted.count == 5)
  }

  @Test func `A walk meets every session and deadline once while the clock goes on`() async throws {
    for (document, path, start, end) in [
      (Self.sessions, "/sessions?limit=1", "2027-01-06T09:30:00Z", "2027-01-06T11:30:00Z"),
      (Self.deadlines, "/deadlines?limit=2", "2027-01-07T00:00:00Z", "2027-01-09T00:00:00Z"),
    ] {
      let catalog = try LocalCatalog(document, now: start)
      let whole = try await catalog.get(path.replacing("limit=", with: "limit=5")).ids
      var page = try await catalog.get(path)
      var found = page.ids
      try catalog.set(end)
      while let next = page.body["page"]?["next"]?.string {
        page = try await catalog.get(next)
        found += page.ids
      }
      #expect(found == whole)
    }
  }

  @Test func `A cursor of another order or of none is refused`() async throws {
    let catalog = try LocalCatalog(Self.deadlines, now: "2027-01-01T00:00:00Z")
    let page = try await catalog.get("/deadlines?limit=2&sort=at")
    let cursor = try #require(
      page.body["page"]?["next"]?.string?.split(separator: "cursor=").last)
    #expect(try await catalog.get("/deadlines?limit=2&cursor=\(cursor)").status == 400)
    #expect(try await catalog.get("/deadlines?limit=2&cursor=x").status == 400)
    #expect(try await catalog.get("/deadlines.ndjson?limit=2&cursor=\(cursor)").status == 400)
  }

  @Test(arguments: [
    ("2026-11-29T00:00:00Z", ["z-2027", "z-2028", "z-2025"]),
    ("2028-01-01T00:00:00Z", ["z-2028", "z-2027", "z-2025"]),
    ("2029-01-01T00:00:00Z", ["z-2028", "z-2027", "z-2025"]),
  ])
  func `The name of a series among conferences suggests the next edition first`(
    now: String, expected: [String]
  ) async throws {
    let editions = [2023, 2024, 2025, 2027, 2028].map {
      "{\"id\":\"z-\($0)\",\"name\":\"Z\",\"series\":[\"zed\"],\"dates\":{\"edtf\":\"\($0)-05-01\"}}"
    }
    let catalog = try LocalCatalog(
      """
      {"series":[{"id":"zed","name":"Zed","aliases":["Zee"]}],
      "conferences":[\(editions.joined(separator: ","))]}
      """, now: now)
    for name in ["zed", "zee", "zed-26", "zee2026"] {
      let problem = try await catalog.get("/conferences/\(name)")
      #expect(problem.status == 404)
      #expect(
        problem.body["did_you_mean"]?.array?.prefix(3).map(\.string) == expected, "\(name)")
    }
  }
}
