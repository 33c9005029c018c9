import Foundation
import HTTP
import Testing

@testable import Catalog
@testable import CatalogAPI
@testable import CatalogModel

/// Whole pages, of a small catalog and by a clock that the test sets.
@Suite struct `HTML pages` {
  private func html(_ catalog: LocalCatalog, _ path: String) async throws -> String {
    let answer = try await catalog.get(path)
    #expect(answer.status == 200, "\(path)")
    return String(decoding: answer.bytes, as: UTF8.self)
  }

  private func count(_ part: String, in text: String) -> Int {
    text.components(separatedBy: part).count - 1
  }

  @Test func `A page of a large list is limited and links to the rest`() async throws {
    let conferences = (0..<505).map { number in
      """
      {"id": "c\(number)-2027", "name": "C\(number)", "dates": {"edtf": "2027-05-03/2027-05-04"},
       "locations": [{"city": "Vienna", "country": "AT", "precision": "city",
         "geo": {"lat": 48.2, "lon": 16.4}, "certainty": "stated"}]}
      """
    }
    let sessions = (0..<405).map { number in
      """
      {"id": "s\(number)", "conference": "c0-2027", "kind": "poster", "title": "S\(number)",
       "starts_at": "2027-05-03T09:00:00Z"}
      """
    }
    let catalog = try LocalCatalog(
      """
      {"conferences": [\(conferences.joined(separator: ","))],
       "sessions": [\(sessions.joined(separator: ","))]}
      """, now: "2027-04-01T12:00:00Z")
    let programme = try await html(catalog, "/conferences/c0-2027/schedule.html")
    #expect(count("<li class=\"talk", in: programme) == ProgrammeParts.size)
    #expect(programme.contains("?day=2027-05-03&amp;part=2\">Sessions 401–405 <b>from 09:00</b>"))
    let rest = try await html(catalog, "/conferences/c0-2027/schedule.html?day=2027-05-03&part=2")
    #expect(count("<li class=\"talk", in: rest) == 5)
    let map = try await html(catalog, "/conferences.html?layout=map")
    #expect(map.contains("The first 500 of 505") && count("<circle", in: map) == 1)
    let month = try await html(catalog, "/conferences.html?layout=month&month=2027-05")
    #expect(count("class=\"bar", in: month) == 8 && month.contains("292 more in this week"))
    let list = try await html(catalog, "/conferences.html")
    #expect(count("<li class=\"event", in: list) == 50 && list.contains("rel=\"next\""))
    let long = try await html(catalog, "/conferences.html?limit=500")
    #expect(count("<li class=\"event", in: long) == HTMLPage.maximumRecords)
    #expect(long.contains("rel=\"next\""))
    for page in [programme, map, month, list, long] { #expect(page.utf8.count < 300_000) }
  }

  @Test func `A countdown is made anew when its text changes, and with it the response`()
    async throws
  {
    let catalog = try LocalCatalog(
      """
      {"conferences": [{"id": "a-2027", "name": "A", "dates": {"edtf": "2027-05-03"},
        "deadlines": [{"id": "paper", "kind": "paper", "local": "2027-01-10 12:00",
          "time_zone_declared": "UTC"}]}]}
      """, now: "2027-01-01T00:00:00Z")
    let responder = catalog.responder()
    for (now, text) in [
      ("2027-01-07T12:00:00Z", ">in 3 days<"), ("2027-01-07T12:00:01Z", ">in 2 days<"),
      ("2027-01-08T12:00:01Z", ">in 47 hours<"), ("2027-01-10T11:00:00Z", ">in 1 hour<"),
      ("2027-01-10T11:58:30Z", ">in 1 minute<"),
      ("2027-01-10T11:59:30Z", ">in less than a minute<"),
      ("2027-01-10T12:00:01Z", "All deadlines are past."),
    ] {
      try catalog.set(now)
      // From the second time on, the response may be a kept one.
      for _ in 1...3 {
        let answer = try await catalog.get("/conferences/a-2027.html", by: responder)
        #expect(String(decoding: answer.bytes, as: UTF8.self).contains(text), "\(now) \(text)")
      }
    }
  }

  @Test(arguments: ["/", "/conferences", "/conferences/vague-2027", "/deadlines", "/series", "/x"])
  func `Text of records is text on every page, and so is text of requests`(_ path: String)
    async throws
  {
    let evil = "<script>alert(1)</script>\\\" onload=\\\"x"
    let catalog = try LocalCatalog(
      """
      {"series": [{"id": "evil", "name": "\(evil)"}],
       "conferences": [{"id": "vague-2027", "name": "\(evil)", "series": ["evil"],
        "theme": "\(evil)", "summary": "\(evil)", "dates": {"edtf": "2027-05", "text": "\(evil)"},
        "links": [{"rel": "home", "url": "https://x.test/?a=\\"><script>"}],
        "deadlines": [{"id": "paper", "kind": "paper", "label": "\(evil)",
          "local": "2027-01-10 12:00", "time_zone_declared": "UTC"}]}]}
      """, now: "2027-01-01T00:00:00Z")
    let answer = try await catalog.get(
      path + "?when=%3Cscript%3E", ["Accept": "text/html"])
    let plain = try await catalog.get(path, ["Accept": "text/html"])
    for page in [answer, plain].map({ String(decoding: $0.bytes, as: UTF8.self) }) {
      // In JSON-LD a quote is text, but the end of a script is not.
      let page = page.replacing(/<script type="application.ld.json">[^<]*<.script>/, with: "")
      #expect(!page.contains("<script>") && !page.contains("\" onload"))
      #expect(!page.contains("style=\""))
    }
  }

  /// Each page, and texts that it has once.
  private static let texts: [(path: String, texts: [String])] = [
    (path: "/series/vldb", texts: ["<h1>VLDB ", ">Very Large Data Bases Conference</p>"]),
    (path: "/search?q=vldb", texts: [">VLDB</a>", "Very Large Data Bases Conference</p>"]),
    (path: "/conferences?topc=nlp", texts: ["#op-listConferences-topic\">Manual: topic</a>"]),
    (path: "/conferences?zz=1", texts: ["#op-listConferences\">Manual: all parameters</a>"]),
    (path: "/conferences?year=x", texts: ["#op-listConferences-year\">Manual: year</a>"]),
    (path: "/conferences/a-2072", texts: ["href=\"/conferences/a-2027\">a-2027</a>"]),
    (path: "/conferences?topc=nlp", texts: ["<h1>This query has an error</h1>"]),
    (path: "/conferences/a-2072", texts: ["<h1>Not found</h1>", "/problems/not-found\">About"]),
    (path: "/problems", texts: ["<h1>Problems</h1>", "/problems/id-taken\">ID taken</a>"]),
    (
      path: "/problems/gone",
      texts: ["<h1>Gone</h1>", "<code>/docs#problem-gone</code>", "/problems\">Problems</a>"]
    ),
    (
      path: "/series/vldb/next",
      texts: ["<h1>Next edition of VLDB</h1>", ">A 2027</a>", "<p>2–4 May 2027</p>"]
    ),
    (path: "/guide?kind=tip", texts: [">Tips</a>", "Kind: Tips <"]),
    (path: "/conferences?country=cl", texts: ["No results. Remove a filter to see more."]),
    (path: "/conferencs", texts: ["href=\"/conferences\">/conferences</a>"]),
    (path: "/series/vldb/history", texts: ["<h2>Series created"]),
    (path: "/conferences/c-2027", texts: ["/conferences/c-2027.ics?vague=include\" class"]),
    (path: "/conferences", texts: ["/conferences/c-2027.ics?vague=include\" aria-label"]),
    (path: "/places/cl", texts: [">No conferences are known.</p>"]),
    (path: "/conferences?country=de", texts: ["Country: Germany <"]),
    (path: "/conferences?when=next-month", texts: ["Time: Next month <"]),
    (
      path: "/places?kind=country",
      texts: [
        "/places?kind=country\" aria-current", ">Chile</a></li>", ">Switzerland</a></li></ul>",
      ]
    ),
    (
      path: "/conferences/a-2027",
      texts: [
        "each other about the dates:", "<li>2–4 May 2027 <", "<li>May 2027</li>",
        "about the deadline “Paper”:", "<li>4 Jan 2027, 23:59 AoE</li>",
      ]
    ),
    (path: "/conferences/a-2027/similar", texts: ["<h1>Conferences similar to A 2027</h1>"]),
    (path: "/recommendations", texts: [">VLDB</a>", "Recommended to", "· For its size."]),
    (
      path: "/series/vldb/deadlines",
      texts: ["<h2>Paper</h2>", ">118 days before</div>", ">A 2027</a>", ">4 Jan 2027</p>"]
    ),
    (
      path: "/conflicts?ids=a-2027,b-2027",
      texts: ["Both on 2–4 May 2027", "<p class=\"soft\">B: ", "Jun 2027</p>"]
    ),
    (path: "/conflicts?ids=a-2027,c-2027", texts: ["No two of these conferences overlap."]),
    (path: "/speakers", texts: [">A 2027</p>", ">C · A 2027</p>"]),
    (path: "/sources", texts: [">P · MIT · Read 29 Nov 2026</p>"]),
    (path: "/series/nothing-here", texts: ["/search?q=nothing%20here\">Search for “nothing here”"]),
    (path: "/deadlines", texts: ["4 Jan 2027, 23:59 AoE<", "4 Feb 2027, 23:59 AoE<"]),
    (path: "/conferences?audience=undergraduate", texts: ["Audience: Students <"]),
    (
      path: "/recommendations/student--vldb",
      texts: ["<h1>VLDB ", "Recommended to", "· For its size."]
    ),
    (path: "/sources/s", texts: ["<dd>29 Nov 2026</dd>"]),
    (path: "/guide/g", texts: ["sources/s\">S</a>"]),
    (path: "/search?q=neural+nets", texts: [">Deep <mark>neural</mark> <mark>nets</mark></p>"]),
    (path: "/search?q=size", texts: [">Recommended to students · For its size.</p>"]),
  ]

  @Test func `A page says each thing once, and by the name that readers know`() async throws {
    let catalog = try LocalCatalog(
      """
      {"series": [{"id": "vldb", "acronym": "VLDB", "name": "Very Large Data Bases Conference"}],
       "places": [{"id": "ch", "kind": "country", "name": "Switzerland", "country": "CH"},
         {"id": "cl", "kind": "country", "name": "Chile", "country": "CL"},
         {"id": "de", "kind": "country", "name": "Germany", "country": "DE"}],
       "audiences": [{"id": "student", "label": "Students", "aliases": ["Undergraduate"]}],
       "sources": [{"id": "s", "title": "S", "publisher": "P", "licence": "MIT",
         "retrieved_on": "2026-11-29"}],
       "guide": [{"id": "g", "kind": "tip", "title": "G", "text": "Go.", "source": "s"}],
       "topics": [{"id": "dl", "label": "Deep learning",
         "aliases": ["Deep neural nets", "DNN"]}],
       "speakers": [{"id": "x-1", "name": "X"}, {"id": "x-2", "name": "X", "affiliation": "C"}],
       "sessions": [{"id": "t", "conference": "a-2027", "kind": "paper", "title": "T",
         "speakers": ["x-1", "x-2"]}],
       "recommendations": [{"audience": "student", "series": "vldb", "reason": "For its size."}],
       "conferences": [{"id": "a-2027", "name": "A", "year": 2027, "series": ["vldb"],
         "dates": {"edtf": "2027-05-02/2027-05-04"}, "deadlines": [{"id": "paper",
          "kind": "paper", "local": "2027-01-04 23:59:59", "time_zone_declared": "AoE"}],
         "data_issues": [{"field": "dates", "values": [
            {"value": "2027-05-02/2027-05-04", "source": "x"}, {"value": "2027-05"}]},
          {"field": "deadlines.paper", "values": [{"value": "2027-01-04 23:59:59 AoE"}]}]},
        {"id": "b-2027", "name": "B", "dates": {"edtf": "2027-05-02/2027-06-04"},
         "deadlines": [{"id": "paper", "kind": "paper", "local": "2027-02-04 23:59",
           "time_zone_declared": "UTC-12"}]},
        {"id": "c-2027", "name": "C", "dates": {"edtf": "2027-08"}}]}
      """, now: "2027-01-01T00:00:00Z")
    for (path, texts) in Self.texts {
      let answer = try await catalog.get(path, ["Accept": "text/html"])
      let page = String(decoding: answer.bytes, as: UTF8.self)
      for text in texts { #expect(count(text, in: page) == 1, "\(path): \(text)\n\(page)") }
      #expect(!path.hasPrefix("/conflicts") || !page.contains(">2–4 May 2027"))
    }
  }

  @Test func `A sitemap names every record once, in parts of bounded size`() async throws {
    let catalog = try LocalCatalog(
      """
      {"series": [{"id": "s", "name": "S"}],
       "conferences": [{"id": "a-2027", "name": "A"}, {"id": "b-2027", "name": "B"}]}
      """, now: "2027-01-01T00:00:00Z")
    let index = try await html(catalog, "/sitemap.xml")
    #expect(index.contains("/sitemap.xml?part=conference-0</loc>") && index.contains("series-0"))
    #expect(!index.contains("session-") && !index.contains("conference-1"))
    let part = try await html(catalog, "/sitemap.xml?part=conference-0")
    #expect(count("<url>", in: part) == 2)
    #expect(part.contains("/conferences/a-2027</loc>\n<lastmod>2027-01-01T00:00:00Z</lastmod>"))
    #expect(try await count("<url>", in: html(catalog, "/sitemap.xml?part=conference-1")) == 0)
    for wrong in ["conference", "conference--1", "x-0", "conference-99999999999999999999"] {
      #expect(try await catalog.get("/sitemap.xml?part=\(wrong)").status == 400, "\(wrong)")
    }
  }

  @Test func `Crawlers are kept from the orders and layouts of a list`() async throws {
    let catalog = try LocalCatalog(
      #"{"conferences": [{"id": "a-2027", "name": "A"}]}"#, now: "2027-01-01T00:00:00Z")
    let robots = try await html(catalog, "/robots.txt")
    #expect(robots.contains("Disallow: /*?*layout=") && robots.contains("/sitemap.xml"))
    let page = try await html(catalog, "/conferences.html?sort=name&layout=timeline")
    #expect(page.contains("<link rel=\"canonical\" href=\"http://x.test/conferences\">"))
    for link in page.components(separatedBy: "<a ").dropFirst()
    where link.contains("layout=") || link.contains("sort=") {
      #expect(link.prefix { $0 != ">" }.contains("nofollow"), "\(link.prefix(200))")
    }
  }
}
