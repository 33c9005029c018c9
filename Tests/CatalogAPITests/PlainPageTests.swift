import CatalogForm
import Foundation
import HTTP
import JSON
import Testing

@testable import Catalog
@testable import CatalogAPI
@testable import CatalogModel

/// HTML pages say in words what the data says in codes, and lead on to what readers look for.
@Suite struct `Pages in plain words` {
  private static let document = #"""
    {"topics": [{"id": "zoo", "label": "Animals"}, {"id": "nlp", "label": "Language"},
       {"id": "art", "label": "Zen"}],
     "series": [{"id": "x", "name": "Able"}, {"id": "a", "name": "Zulu"},
       {"id": "b", "name": "Mike"}],
     "conferences": [
       {"id": "a-2027", "name": "A", "topics": ["nlp"], "time_zone": "Australia/Melbourne",
        "dates": {"edtf": "2027-04-02/2027-04-04"},
        "locations": [{"city": "Berlin", "country": "DE"}]},
       {"id": "b-2027", "name": "B", "topics": ["nlp"], "time_zone": "America/Los_Angeles",
        "dates": {"edtf": "2027-04-02/2027-04-04"},
        "locations": [{"city": "Boston", "country": "US"}]},
       {"id": "c-2027", "name": "C", "topics": ["nlp"], "time_zone": "Asia/Singapore",
        "dates": {"edtf": "2027-04-02/2027-04-04"}, "locations": [{"country": "SG"}],
        "deadlines": [
          {"id": "paper", "kind": "paper", "local": "2027-03-01 23:59:59",
           "time_zone_declared": "AoE"},
          {"id": "news", "kind": "notification", "local": "TBD",
           "time_zone_declared": "AoE"}]},
       {"id": "d-2026", "name": "D", "dates": {"edtf": "2026-12-01"}}],
     "places": [
       {"id": "europe", "kind": "continent", "name": "Europe", "countries": ["DE", "FR"]},
       {"id": "de", "kind": "country", "name": "Germany", "country": "DE"},
       {"id": "us", "kind": "country", "name": "United States", "country": "US"},
       {"id": "fr", "kind": "country", "name": "France", "country": "FR"},
       {"id": "sg", "kind": "country", "name": "Singapore", "country": "SG"}]}
    """#
  private static let page: Fields = ["Accept": "text/html"]

  /// Writes one line of the native format as a revision of its own.
  private func edit(_ store: CatalogStore, _ line: String) throws {
    var batch = ImportBatch(source: nil, origin: "")
    #expect(batch.document.append(try JSONParser.parse(Array(line.utf8))).isEmpty)
    try store.merge(
      [batch], now: Instant(seconds: 1_806_591_600), origin: WriteOrigin(actor: "ann", via: .http))
  }

  @Test func `The changes have a page, newest first, which leads to older ones and back`()
    async throws
  {
    try await ResponderProbe.withStore(Self.document) { store, _ in
      let probe = ResponderProbe(store)
      try edit(
        store,
        #"{"type":"conference","id":"a-2027","name":"A","tagline":"X","format":"hybrid"}"#)
      try edit(store, #"{"type":"conference","id":"b-2027","removed":true}"#)
      let newest = try await probe.response("/changes?limit=1&q=&kind=", Self.page)
      #expect(newest.status == .ok && newest.fields["Cache-Control"] == "no-store")
      #expect(newest.fields["Content-Type"] == "text/html; charset=utf-8")
      #expect(newest.fields["Content-Security-Policy"] == HTMLPage.securityPolicy)
      #expect(newest.text.contains("<h3>b-2027 <span class=\"badge\">Conference</span>"))
      #expect(newest.text.contains("Removed.") && !newest.text.contains(">← Newer<"))
      let link = try #require(newest.text.firstMatch(of: /href="([^"]+)" rel="next nofollow"/))
      let path = String(link.1.dropFirst("http://localhost:8080".count)).replacing(
        "&amp;", with: "&")
      let second = try await probe.response(path, Self.page).text
      #expect(second.contains("Changed: format, tagline.") || second.contains("tagline, format."))
      #expect(second.contains(">A</a>") && second.contains(">← Newer<"))
      let filtered = try await probe.response("/changes?kind=topic", Self.page).text
      #expect(filtered.contains(">Language</a>") && !filtered.contains(">A</a>"))
      #expect(filtered.contains("aria-label=\"Remove the filter Kind: Topic\""))
      // Programs get the feed from its beginning, as before.
      let feed = try await probe.json("/changes?limit=1")
      #expect(feed["data"]?[0]?["revision"] == .integer(1))
    }
  }

  @Test func `The feed of changes has the newest ones, however large the records are`()
    async throws
  {
    let text = String(repeating: "x", count: 30_000)
    let conferences = (1...120).map { #"{"id":"c\#($0)","name":"C","summary":"\#(text)"}"# }
    try await ResponderProbe.withStore(
      "{\"conferences\": [\(conferences.joined(separator: ","))]}"
    ) { store, _ in
      try edit(store, #"{"type":"conference","id":"c7","name":"C","tagline":"X"}"#)
      let feed = try await ResponderProbe(store).response("/changes.atom").text
      let first = try #require(feed.firstMatch(of: /<entry>\n.*\n<title>([^<]*)/))
      #expect(first.1 == "conference c7: changed")
      #expect(feed.components(separatedBy: "<entry>").count == 101)
    }
  }

  @Test func `A history has names, dates and places in words`() async throws {
    try await ResponderProbe.withStore(Self.document) { store, _ in
      try edit(
        store,
        #"{"type":"conference","id":"a-2027","name":"A","topics":["art"],"format":"in-person","#
          + #""dates":{"edtf":"2027-05"},"locations":[{"city":"Paris","country":"FR"}]}"#)
      let html = try await ResponderProbe(store).response(
        "/conferences/a-2027/history", Self.page
      ).text
      for text in [
        "<del>Language</del>", "<ins>Zen</ins>", "<ins>In person</ins>",
        "<del>2–4 Apr 2027</del>", "<ins>May 2027</ins>",
        "<del>Berlin, Germany</del>", "<ins>Paris, France</ins>", "by ann · by way of the API",
      ] { #expect(html.contains(text), "\(text)") }
      #expect(!html.contains("edtf") && !html.contains("certainty"))
    }
  }

  @Test func `A removed record's page leads to its history and to the search`() async throws {
    try await ResponderProbe.withStore(Self.document) { store, _ in
      try edit(store, #"{"type":"conference","id":"b-2027","removed":true}"#)
      let response = try await ResponderProbe(store).response("/conferences/b-2027", Self.page)
      #expect(response.status == .gone)
      for text in [
        "<h1>Removed</h1>", "was deleted on 1 Apr 2027", "href=\"/conferences/b-2027/history\"",
        "Search for “b 2027”", "Start page",
      ] { #expect(response.text.contains(text), "\(text)") }
    }
  }

  @Test func `A page says when a record was removed, and when the history begins, in words`()
    async throws
  {
    try await ResponderProbe.withStore(
      #"{"conferences": [{"id": "at-2026-01-01", "name": "At 2026-01-01T00:00:00Z"}]}"#
    ) { store, _ in
      try edit(store, #"{"type":"conference","id":"at-2026-01-01","removed":true}"#)
      let probe = ResponderProbe(store)
      let html = try await probe.response("/conferences/at-2026-01-01", Self.page).text
      #expect(html.contains("conference &quot;at-2026-01-01&quot; was deleted on 1 Apr 2027,"))
      let json = try await probe.json("/conferences/at-2026-01-01")
      let detail = json["detail"]?.string ?? ""
      #expect(detail.contains("was deleted at 2027-04-01T"), "\(detail)")
      #expect(detail.hasSuffix("by revision 2."), "\(detail)")
    }
  }

  @Test func `A cancelled conference is marked everywhere and offers no calendar`() async throws {
    let catalog = try LocalCatalog(
      """
      {"series": [{"id": "s", "name": "S"}],
       "topics": [{"id": "nlp", "label": "Language"}],
       "conferences": [
         {"id": "off-2027", "name": "Off", "series": ["s"], "status": "cancelled",
          "topics": ["nlp"], "dates": {"edtf": "2027-06-01/2027-06-03"}},
         {"id": "on-2027", "name": "On", "series": ["s"], "topics": ["nlp"],
          "dates": {"edtf": "2027-06-02/2027-06-04"}}]}
      """, now: "2027-04-01T17:00:00Z")
    let badge = "<span class=\"badge cancelled\">Cancelled</span>"
    for path in [
      "/", "/conferences", "/conferences/off-2027", "/conferences/on-2027", "/series/s",
      "/topics/nlp", "/search?q=off", "/conferences?layout=timeline",
    ] {
      let html = try await catalog.get(path, Self.page).text
      #expect(html.contains(badge), "\(path)")
      #expect(!html.contains(/off-2027\.ics" (aria-label|class)=/), "\(path)")
    }
    let list = try await catalog.get("/conferences", Self.page).text
    #expect(list.contains("/conferences/on-2027.ics\" aria-label="))
  }

  @Test func `A place of several is one of these, and only the first series leads to a page`()
    async throws
  {
    let catalog = try LocalCatalog(
      """
      {"series": [{"id": "s", "name": "S"}, {"id": "t", "name": "T"}],
       "conferences": [{"id": "a-2027", "name": "A", "series": ["s", "t"],
         "locations": [{"city": "Berlin", "country": "DE", "certainty": "candidate"},
           {"city": "Boston", "country": "US", "certainty": "candidate"}]}]}
      """, now: "2027-04-01T17:00:00Z")
    let html = try await catalog.get("/conferences/a-2027", Self.page).text
    #expect(html.contains("<dd>One of these:<br>Berlin"))
    let crumbs = try #require(html.firstMatch(of: /<nav class="crumbs".*?<\/nav>/))
    #expect(crumbs.0.contains("/series/s\"") && !crumbs.0.contains("/series/t\""))
  }

  @Test func `A session's page names its speakers and shows no IDs`() async throws {
    let catalog = try LocalCatalog(
      """
      {"conferences": [{"id": "a-2027", "name": "A", "dates": {"edtf": "2027-06-01"}}],
       "speakers": [{"id": "ada-x", "name": "Ada"}, {"id": "bob-x", "name": "Bob"}],
       "sessions": [{"id": "t", "conference": "a-2027", "kind": "paper", "title": "T",
         "work": "work-of-t", "speakers": ["ada-x", "bob-x"]}]}
      """, now: "2027-04-01T17:00:00Z")
    let html = try await catalog.get("/sessions/t", Self.page).text
    #expect(html.contains(">Ada</a>, <a "))
    for text in [">Work<", ">work-of-t<", "Speaker ids"] {
      #expect(!html.contains(text), "\(text)")
    }
  }

  @Test func `A removed deadline's page leads to its history`() async throws {
    try await ResponderProbe.withStore(Self.document) { store, _ in
      try edit(
        store,
        #"{"type":"conference","id":"c-2027","name":"C","deadlines":[{"id":"paper","kind":"#
          + #""paper","local":"2027-03-01 23:59:59","time_zone_declared":"AoE"}]}"#)
      let path = "/conferences/c-2027/deadlines/c-2027--news"
      let response = try await ResponderProbe(store).response(path, Self.page)
      #expect(response.status == .gone)
      #expect(response.text.contains("href=\"\(path)/history\""))
      #expect(try await ResponderProbe(store).response("\(path)/history").status == .ok)
    }
  }

  @Test(arguments: ["", "&kind=topic,series", "&country=DE"])
  func `Older changes leave none out`(_ filters: String) async throws {
    try await ResponderProbe.withStore(Self.document) { store, _ in
      for number in 1...40 {
        try edit(
          store, #"{"type":"conference","id":"a-2027","name":"A \#(number)"}"#)
        if number.isMultiple(of: 5) {
          try edit(store, #"{"type":"topic","id":"zoo","label":"Animals \#(number)"}"#)
        }
      }
      let probe = ResponderProbe(store)
      func histories(_ html: String) -> Int {
        html.components(separatedBy: ">History</a>").count - 1
      }
      let all = try await probe.response("/changes?limit=250\(filters)", Self.page).text
      var path: String? = "/changes?limit=3\(filters)"
      var found = 0
      var pages = 0
      while let next = path, pages < 60 {
        let page = try await probe.response(next, Self.page).text
        found += histories(page)
        pages += 1
        path = page.firstMatch(of: /href="([^"]+)" rel="next nofollow"/).map {
          String($0.1.dropFirst("http://localhost:8080".count)).replacing("&amp;", with: "&")
        }
      }
      #expect(histories(all) >= (filters.isEmpty ? 48 : 9))
      #expect(found >= histories(all) && pages < 60)
    }
  }

  @Test func `A page of a former state says so, and no search engine indexes it`() async throws {
    try await ResponderProbe.withStore(Self.document) { store, _ in
      try edit(store, #"{"type":"conference","id":"a-2027","name":"Another name"}"#)
      let probe = ResponderProbe(store)
      let former = try await probe.response("/conferences/a-2027?as_of_revision=1", Self.page).text
      #expect(former.contains("This is the record as it was at revision 1."))
      #expect(former.contains("noindex") && !former.contains("Another name"))
      let now = try await probe.response("/conferences/a-2027", Self.page).text
      #expect(!now.contains("as it was") && !now.contains("noindex"))
      let topic = try await probe.response("/topics/nlp?as_of_revision=1", Self.page).text
      #expect(topic.contains("as it was at revision 1"))
    }
  }

  /// Each page, texts that it has, and texts that it does not have.
  private static let words: [(path: String, texts: [String], others: [String])] = [
    // It is 2 April in Melbourne and Singapore, and 1 April in Los Angeles.
    ("/conferences", ["<h2>On now</h2>", "<h2>April 2027</h2>"], []),
    (
      "/places?kind=country",
      [">Germany</a>\u{a0}<span class=\"soft small\">1</span>", "1 country without conferences"], []
    ),
    ("/topics", [], []),
    ("/conferences?region=europe", ["Region: Europe"], ["Region: europe"]),
    ("/conferences/c-2027/deadlines/paper", [], ["More facts", "Time zone declared"]),
    ("/conferences/c-2027", ["To be announced"], ["TBD"]),
    ("/conferences/a-2027/similar", [">B"], ["name=\"tz\"", ">Tz<"]),
    ("/search?q=nothinglikethis", ["<h1>Search results</h1>", "Check the spelling"], []),
    (
      "/conferences?when=upcoming", ["April 2027", "?month=2027-04\""],
      ["when=upcoming&amp;month=2027-04"]
    ),
    ("/", ["?month=2027-04\"", "/changes\""], ["when=upcoming&amp;month="]),
  ]

  @Test func `Pages have the words that readers expect`() async throws {
    let catalog = try LocalCatalog(Self.document, now: "2027-04-01T17:00:00Z")
    for (path, texts, others) in Self.words {
      let html = try await catalog.get(path, Self.page).text
      for text in texts { #expect(html.contains(text), "\(path): no \(text)") }
      for text in others { #expect(!html.contains(text), "\(path): \(text)") }
    }
  }

  @Test func `Each heading of a list comes once, and names come in alphabetical order`()
    async throws
  {
    let catalog = try LocalCatalog(Self.document, now: "2027-04-01T17:00:00Z")
    let list = try await catalog.get("/conferences", Self.page).text
    #expect(list.components(separatedBy: "<h2>On now</h2>").count == 2)
    let topics = try await catalog.get("/topics", Self.page).text
    let labels = topics.matches(of: /<h3><a href="[^"]*\/topics\/[^"]*">([^<]*)/).map { $0.1 }
    #expect(labels == ["Animals", "Language", "Zen"])
    // The order of the page has cursors of its own.
    let series = try await catalog.get("/series?limit=1", Self.page)
    #expect(series.text.contains(">Able</a>"))
    let next = try #require(series.text.firstMatch(of: /<link rel="next" href="([^"]*)"/))
    let address = String(next.1).replacing("&amp;", with: "&")
    #expect(try await catalog.get(address, Self.page).text.contains(">Mike</a>"))
    #expect(try await catalog.get(address).status == 400)
  }

  @Test func `Frequent months of the past do not hide the months to come`() async throws {
    let past = (0..<80).map { number in
      let month = "\(2019 + number % 40 / 12)-\(number % 12 + 1 < 10 ? "0" : "")\(number % 12 + 1)"
      return #"{"id":"p\#(number)","name":"P","dates":{"edtf":"\#(month)-02"}}"#
    }
    let catalog = try LocalCatalog(
      """
      {"conferences": [\(past.joined(separator: ",")),
        {"id": "next-2027", "name": "N", "dates": {"edtf": "2027-06-02"}}]}
      """, now: "2027-04-01T17:00:00Z")
    for path in ["/", "/conferences"] {
      let html = try await catalog.get(path, Self.page).text
      #expect(html.contains("?month=2027-06\""), "\(path)")
    }
  }
}
