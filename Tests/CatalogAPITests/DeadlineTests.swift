import HTTP
import JSON
import SQLite
import Testing

@testable import Catalog
@testable import CatalogForm
@testable import CatalogModel

@Suite struct `Deadlines as records` {
  private static let document = """
    {"conferences": [
      {"id": "a-2027", "name": "A", "acronym": "A", "year": 2027,
       "dates": {"edtf": "2027-05-01/2027-05-03"}, "deadlines": [
        {"id": "paper", "kind": "paper", "local": "2027-01-10 12:00", "time_zone_declared": "UTC"},
        {"id": "paper-2", "kind": "paper", "round": 2, "local": "2027-02-10 12:00",
         "time_zone_declared": "UTC", "supersedes": "paper"},
        {"id": "notification", "kind": "notification", "local": "2027-03-10"},
        {"id": "camera-ready", "kind": "camera-ready", "status": "tba"}]},
      {"id": "a-2027-2", "name": "A2", "deadlines": [
        {"id": "paper", "kind": "paper", "local": "2027-01-11 12:00", "time_zone_declared": "UTC"}]},
      {"id": "off-2027", "name": "Off", "status": "cancelled", "deadlines": [
        {"id": "abstract", "kind": "abstract", "local": "2026-11-01 12:00",
         "time_zone_declared": "UTC"},
        {"id": "paper", "kind": "paper", "local": "2027-01-01 12:00", "time_zone_declared": "UTC"},
        {"id": "camera-ready", "kind": "camera-ready", "status": "tba"}]},
      {"id": "later-2027", "name": "Later", "status": "postponed", "deadlines": [
        {"id": "paper", "kind": "paper", "local": "2027-01-02 12:00",
         "time_zone_declared": "UTC"}]}]}
    """
  private static let now = "2026-11-29T12:00:00Z"

  @Test
  func `Every deadline has an ID of its own and a URL that leads to it, wherever it is shown`()
    async throws
  {
    let catalog = try LocalCatalog(Self.document, now: Self.now)
    let list = try await catalog.get("/deadlines").body["data"]?.array ?? []
    var shown = list
    for id in ["a-2027", "a-2027-2", "off-2027", "later-2027"] {
      shown += try await catalog.get("/conferences/\(id)").body["data"]?["deadlines"]?.array ?? []
      shown += try await catalog.get("/conferences/\(id)/deadlines").body["data"]?.array ?? []
    }
    #expect(list.count == 9 && shown.count == 27)
    #expect(Set(list.compactMap { $0["id"]?.string }).count == 9)
    for deadline in shown {
      let url = try #require(deadline["url"]?.string)
      let one = try await catalog.get(url)
      #expect(one.status == 200, "\(url)")
      #expect(one.body["data"]?["id"] == deadline["id"])
      #expect(one.body["data"]?["url"] == deadline["url"])
    }
    let table = try await catalog.get("/deadlines.csv?fields=id,url,supersedes").text
    #expect(
      table.contains(
        "a-2027--paper-2,http://x.test/conferences/a-2027/deadlines/a-2027--paper-2,a-2027--paper"))
  }

  @Test func `A deadline that is named in another way leads to its URL`() async throws {
    let catalog = try LocalCatalog(Self.document, now: Self.now)
    let url = "http://x.test/conferences/a-2027/deadlines/a-2027--paper"
    for path in [
      "/conferences/a-2027/deadlines/paper", "/deadlines/a-2027--paper",
    ] {
      let answer = try await catalog.get(path)
      #expect(answer.status == 308 && answer.fields["Location"] == url, "\(path)")
    }
    let page = try await catalog.get("/conferences/a-2027/deadlines/paper.html?tz=UTC")
    #expect(page.fields["Location"] == "\(url).html?tz=UTC")
    for form in ["html", "csv", "ndjson", "ics", "atom", "jsonld"] {
      #expect(try await catalog.get("\(url).\(form)").status == 200, "\(form)")
    }
  }

  @Test(arguments: [
    "/conferences/a-2027/deadlines/papers", "/conferences/a-2027/deadlines/a-2027--papers",
    "/conferences/a-2027/deadlines/a-2027-2--paper", "/conferences/none/deadlines/paper",
    "/deadlines/paper", "/deadlines/none--paper", "/deadlines/a-2027--", "/deadlines/--paper",
    "/conferences/a-2027/deadlines/a-2027--paper--paper",
  ])
  func `A deadline that does not exist is not found`(path: String) async throws {
    let catalog = try LocalCatalog(Self.document, now: Self.now)
    #expect(try await catalog.get(path).status == 404)
  }

  @Test func `A deadline that does not exist is answered with the nearest`() async throws {
    let catalog = try LocalCatalog(Self.document, now: Self.now)
    let problem = try await catalog.get("/conferences/a-2027/deadlines/papr").body
    #expect(problem["did_you_mean"]?.array?.first == .string("a-2027--paper"))
  }

  @Test func `The subscribers of calendars and feeds keep the IDs that they have`() async throws {
    let catalog = try LocalCatalog(Self.document, now: Self.now)
    let calendar = try await catalog.get("/deadlines.ics").text
    #expect(calendar.contains("UID:deadline-a-2027.paper@"))
    #expect(calendar.contains("URL:http://x.test/conferences/a-2027/deadlines/a-2027--paper\r\n"))
    #expect(try await catalog.get("/deadlines.atom").text.contains("deadline/a-2027.paper</id>"))
  }

  @Test func `An ID stays when a source moves, drops and adds deadlines`() async throws {
    func list(_ deadlines: String) -> String {
      """
      {"conferences": [{"id": "b-2027", "name": "B", "deadlines": [\(deadlines)],
        "sources": [{"source": "list"}]}], "sources": [{"id": "list", "title": "List"}]}
      """
    }
    func paper(_ id: String, _ day: String) -> String {
      "{\"id\": \"\(id)\", \"kind\": \"paper\", \"local\": \"2027-\(day)\"}"
    }
    let catalog = try LocalCatalog(
      list(paper("paper", "01-10") + "," + paper("paper-2", "02-10")), now: Self.now)
    // An answer can be imported, and names the same deadlines.
    let steps = [
      (list(paper("paper", "01-17") + "," + paper("paper-2", "02-10")), ["01-17", "02-10"]),
      (
        list(paper("b-2027--paper", "01-18") + "," + paper("b-2027--paper-2", "02-10")),
        ["01-18", "02-10"]
      ),
    ]
    for (document, days) in steps {
      try catalog.add(document)
      let found = try await catalog.get("/conferences/b-2027/deadlines")
      #expect(found.ids == ["b-2027--paper", "b-2027--paper-2"])
      #expect(
        found.body["data"]?.array?.compactMap { $0["local"]?.string } == days.map { "2027-\($0)" })
    }
    #expect(throws: DocumentError.self) { try catalog.add(list(paper("c-2027--paper", "01-18"))) }
  }

  @Test func `The deadlines of an old database have IDs and stand in their order`() async throws {
    let catalog = try LocalCatalog("{}", now: Self.now) { path in
      let old = try Database(
        path: path, options: DatabaseOptions(applicationID: CatalogStore.applicationID),
        migrations: Array(CatalogStore.migrations.prefix(1)))
      defer { old.close() }
      try old.writeSync { connection in
        try connection.execute(
          """
          UPDATE catalog_state SET seeds = 'declined';
          INSERT INTO conference (id, slug, name, name_key, revision, updated_at, edtf,
            start_earliest, start_latest, end_earliest, end_latest)
          VALUES (1, 'past', 'Past', 'past', 1, 0, '2026-01-01', '2026-01-01', '2026-01-01',
            '2026-01-01', '2026-01-01'),
            (2, 'next', 'Next', 'next', 1, 0, '2027-01-01', '2027-01-01', '2027-01-01',
            '2027-01-01', '2027-01-01');
          INSERT INTO deadline (slug, conference_id, position, kind, local, precision,
            not_before_utc, not_after_utc, revision, updated_at)
          VALUES ('paper', 1, 0, 'paper', '2025-10-01', 'date', 1759276800, 1759363199, 1, 0),
            ('paper', 2, 0, 'paper', '2026-12-01', 'date', 1796083200, 1796169599, 1, 0);
          """)
      }
    }
    #expect(try await catalog.get("/conferences").ids == ["next", "past"])
    #expect(try await catalog.get("/deadlines").ids == ["next--paper", "past--paper"])
    let one = try await catalog.get("/conferences/next/deadlines/next--paper").body["data"]
    #expect(one?["local"] == .string("2026-12-01"))
  }

  @Test(arguments: [
    ("2026-11-29T12:00:00Z", "a-2027--paper"), ("2027-01-10T12:00:00Z", "a-2027--paper"),
    ("2027-01-10T12:01:00Z", "a-2027--paper-2"), ("2027-02-10T12:01:00Z", "a-2027--notification"),
    ("2027-03-11T12:01:00Z", nil),
  ])
  func `A conference shows its next deadline`(now: String, id: String?) async throws {
    let catalog = try LocalCatalog(Self.document, now: now)
    let answer = try await catalog.get("/conferences/a-2027")
    let next = answer.body["data"]?["next_deadline"]
    #expect(next?["id"]?.string == id)
    guard let url = next?["url"]?.string else { return }
    let deadline = try await catalog.get(url).body["data"]
    for name in ["kind", "label", "at_utc", "not_before_utc", "not_after_utc"] {
      #expect(next?[name] == deadline?[name], "\(name)")
    }
  }

  @Test func `What has not passed when a conference is cancelled is not open`() async throws {
    let catalog = try LocalCatalog(Self.document, now: Self.now)
    let statuses = try await catalog.get("/deadlines?conference=off-2027&sort=at").body["data"]?
      .array?.compactMap { $0["status"]?.string }
    #expect(statuses == ["passed", "cancelled", "cancelled"])
    let conference = try await catalog.get("/conferences/off-2027").body["data"]
    #expect(conference?["next_deadline"] == .null)
    for status in ["open", "passed", "cancelled", "postponed", "tba"] {
      let found = try await catalog.get("/deadlines?status=\(status)")
      let data = found.body["data"]?.array ?? []
      #expect(data.allSatisfy { $0["status"]?.string == status }, "\(status)")
      #expect(found.body["page"]?["total"] == .integer(Int64(data.count)))
    }
    #expect(try await catalog.get("/deadlines?status=cancelled").ids.count == 2)
    #expect(try await catalog.get("/deadlines?status=postponed").ids == ["later-2027--paper"])
    for query in ["deadline.within=60d", "deadline.kind=paper", "sort=deadline&limit=3"] {
      #expect(
        !(try await catalog.get("/conferences?\(query)").ids.contains("off-2027")), "\(query)")
    }
    let calendar = try await catalog.get("/deadlines.ics?conference=off-2027").text
    #expect(calendar.contains("STATUS:CANCELLED") && !calendar.contains("STATUS:CONFIRMED"))
  }
}
