import CatalogModel
import Foundation
import JSON
import Testing

/// What a new user tries first, each task with the real server and the real curl.
///
/// Expectations name records of the article; more may come from the lists.
@Suite(.serialized) final class `What a new user tries first` {
  private let server: ServerProcess

  init() throws {
    server = try ServerProcess()
  }

  deinit { _ = server.stop() }

  static let article: Set<String> = [
    "aim-2026", "icmlaids-2026", "pubscholars-ml-symposium-2026", "humanx-2026", "vldb-2026",
    "tech-summit-2026", "icmlc-2026", "iccit-2026", "icuic-2026", "icail-2026",
  ]
  static let january = ["icail-2026", "iccit-2026", "icmlc-2026", "icuic-2026"]

  /// The article's records among the hits, in their order.
  private func hits(_ path: String) throws -> [String] {
    try server.ids("\(path)&limit=500").filter { Self.article.contains($0) }
  }

  /// The head and the content of an answer, as curl shows them.
  private func answer(
    _ path: String, _ arguments: [String] = []
  ) throws -> (head: String, content: String) {
    let (output, _) = try run(
      "/usr/bin/env",
      ["curl", "-s", "-i", "http://127.0.0.1:\(server.port)\(path)"] + arguments)
    let gap = try #require(output.firstRange(of: "\r\n\r\n"))
    return (String(output[..<gap.lowerBound]), String(output[gap.upperBound...]))
  }

  private func field(_ name: String, _ head: String) -> String? {
    head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("\(name.lowercased()): ") }
      .map { String($0.dropFirst(name.count + 2)) }
  }

  private func path(_ url: String) -> String {
    String(url.drop { $0 != ":" }.dropFirst(3).drop { $0 != "/" })
  }

  @Test func `1 The root is a map with counts, examples and the revision`() throws {
    let root = try server.curl("/").body
    let collections = root["data"]?["collections"]?.array ?? []
    for name in ["conferences", "sessions", "series", "speakers", "topics", "deadlines"] {
      let collection = collections.first { $0["name"] == .string(name) }
      #expect(collection?["url"]?.string?.hasPrefix("http://127.0.0.1:\(server.port)/") == true)
      #expect((collection?["count"]?.integer ?? 0) > 0, "\(name)")
    }
    #expect(root["data"]?["examples"]?.array?.count == 3)
    #expect(root["meta"]?["revision"]?.integer ?? root["data"]?["revision"]?.integer != nil)
  }

  @Test func `2 A topic is found by its id, its label and what is broader`() throws {
    #expect(try hits("/conferences?topic=nlp") == ["icmlaids-2026"])
    #expect(try hits("/conferences?topic=natural%20language%20processing") == ["icmlaids-2026"])
    #expect(try hits("/conferences?topic=ai").contains("icmlaids-2026"))
    #expect(try hits("/conferences?topic=information-technology").contains("icmlaids-2026"))
    #expect(try !hits("/conferences?topic.exact=information-technology").contains("icmlaids-2026"))
  }

  @Test func `3 A city and a month, in the order of time`() throws {
    let april = "/conferences?city=San+Francisco&from=2026-04-01&to=2026-04-30&sort=start"
    #expect(try hits(april) == ["humanx-2026", "aim-2026"])
  }

  @Test func `4 A vague month is certain in the month and possible within it`() throws {
    #expect(try hits("/conferences?month=2026-01&match=certain") == Self.january)
    let window = "/conferences?from=2026-01-10&to=2026-01-12"
    #expect(try hits(window) == Self.january)
    #expect(try hits("\(window)&match=certain") == [])
    for hit in try server.curl("\(window)&limit=500").body["data"]?.array ?? []
    where Self.january.contains(hit["id"]?.string ?? "") {
      #expect(hit["match"]?["dates"] == .string("possible"))
      #expect(hit["dates"]?["start"] == .null && hit["dates"]?["end"] == .null)
    }
    for form in ["csv", "ics", "atom", "jsonld"] {
      // A table has columns for the bounds; they do not say that it begins on one.
      let columns = form == "csv" ? "&fields=id,start,end,edtf" : ""
      let content = try answer("/conferences.\(form)?id=icmlc-2026\(columns)").content
      #expect(!content.contains("2026-01-0") && !content.contains("DTSTART"), "\(form)")
    }
  }

  @Test func `5 Places are certain, one of several, or known more coarsely`() throws {
    // Both are past: the latest comes first.
    #expect(try hits("/conferences?region=FL") == ["tech-summit-2026", "icmlaids-2026"])
    #expect(try hits("/conferences?city=Orlando") == ["tech-summit-2026"])
    #expect(
      try server.curl("/conferences?city=Orlando").body["meta"]?["coarser_excluded"]
        == .integer(1))
    let possible = try server.curl("/conferences?city=Orlando&match=possible&limit=500").body
    let coarser = possible["data"]?.array?.first { $0["id"] == .string("icmlaids-2026") }
    #expect(coarser?["match"]?["place"] == .string("coarser"))
    #expect(try hits("/conferences?city=Honolulu") == Self.january)
    #expect(try hits("/conferences?city=Honolulu&match=certain") == [])
    #expect(
      try server.ids("/series?city=Honolulu&match=certain")
        == ["january-2026-international-conferences"])
  }

  @Test func `6 A format that is not stated is missing, not in-person`() throws {
    let hybrid = try server.curl("/conferences?format=hybrid&facets=format&limit=500").body
    #expect(try hits("/conferences?format=hybrid") == ["aim-2026"])
    #expect(hybrid["facets"]?["format"]?["missing"]?.integer ?? 0 >= 9)
    #expect(try hits("/conferences?format=in-person") == [])
  }

  @Test func `7 One conference with its deadlines on both sides of summer time`() throws {
    let vldb = try server.curl("/conferences/vldb-2026?include=deadlines").body["data"]
    #expect(vldb?["dates"]?["start"] == .string("2026-08-31"))
    #expect(vldb?["dates"]?["end"] == .string("2026-09-04"))
    #expect(vldb?["verification"]?["state"] == .string("corroborated"))
    #expect(vldb?["locations"]?[0]?["city"] == .string("Boston"))
    let rounds = vldb?["deadlines"]?.array ?? []
    #expect(rounds.count == 12)
    #expect(rounds.allSatisfy { $0["time_zone_declared"] == .string("PT") })
    let summer = rounds.first { $0["local"] == .string("2025-07-01 17:00:00") }
    #expect(summer?["at_utc"] == .string("2025-07-02T00:00:00Z"))
    let winter = rounds.first { $0["local"] == .string("2026-03-01 17:00:00") }
    #expect(winter?["at_utc"] == .string("2026-03-02T01:00:00Z"))
  }

  @Test func `8 Deadlines soon, with their instants, the time left and another zone`() throws {
    let soon = try server.curl("/deadlines?kind=paper&within=3000d&tz=Europe/Berlin&sort=at").body
    var before = ""
    for deadline in soon["data"]?.array ?? [] {
      #expect(deadline["kind"] == .string("paper") && deadline["status"] == .string("open"))
      if let at = deadline["at_utc"]?.string {
        #expect(before <= at)
        before = at
        #expect((deadline["seconds_left"]?.integer ?? -1) > 0)
        let local = deadline["at_local"]?.string ?? ""
        #expect(local.hasSuffix("+01:00") || local.hasSuffix("+02:00"))
      } else {
        #expect(deadline["seconds_left"] ?? .null == .null)
      }
    }
    let anywhere = try server.curl("/conferences/accv-2026/deadlines").body["data"]?.array?
      .first { $0["kind"] == .string("paper") }
    #expect(anywhere?["local"] == .string("2026-07-05 23:59:59"))
    #expect(anywhere?["at_utc"] == .string("2026-07-06T11:59:59Z"))
  }

  @Test func `9 Recommendations by audience, with reason and source`() throws {
    let startup = try server.curl("/recommendations?audience=startup").body["data"]?.array ?? []
    #expect(startup.compactMap { $0["series"]?.string } == ["kdd", "odsc"])
    #expect(startup.allSatisfy { $0["reason"]?.string != nil && $0["source"]?.string != nil })
    let research = try server.curl("/recommendations?audience=researcher").body["data"]?.array
    let advised = Set(research?.compactMap { $0["series"]?.string } ?? [])
    #expect(advised.isSuperset(of: ["neurips", "icml", "aaai"]))
  }

  @Test func `10 A filter is a calendar, the same bytes twice, its ends exclusive`() throws {
    let first = try answer("/conferences.ics?topic=big-data").content
    #expect(try answer("/conferences.ics?topic=big-data").content == first)
    let entry = try #require(
      first.split(separator: "BEGIN:VEVENT").first { $0.contains("tech-summit-2026@") })
    #expect(entry.contains("DTSTART;VALUE=DATE:20260413\r\n"))
    #expect(entry.contains("DTEND;VALUE=DATE:20260415\r\n"))
  }

  @Test func `11 A table has a header, filled edtf and no invented day`() throws {
    let table = try answer("/conferences.csv?year=2026&limit=500&fields=id,start,end,edtf,city")
    #expect(field("Content-Type", table.head)?.hasPrefix("text/csv") == true)
    let lines = table.content.split(separator: "\r\n").map(String.init)
    #expect(lines.first == "id,start,end,edtf,city")
    #expect(lines.contains("aim-2026,2026-04-27,2026-04-29,2026-04-27/2026-04-29,San Francisco"))
    #expect(lines.contains { $0.hasPrefix("icmlc-2026,,,2026-01,") })
  }

  @Test func `12 A page of another origin can read, go on and ask again`() throws {
    let question = "/conferences?topic=nlp&facets=country,month&limit=20"
    let origin = ["-H", "Origin: https://example.org"]
    let first = try answer(question, origin)
    #expect(field("Access-Control-Allow-Origin", first.head) == "*")
    let exposed = field("Access-Control-Expose-Headers", first.head) ?? ""
    #expect(exposed.contains("ETag") && exposed.contains("Link"))
    #expect(field("Link", first.head)?.contains("rel=\"next\"") == true)
    let body = try JSONParser.parse(Array(first.content.utf8))
    let next = try server.ids(path(try #require(body["page"]?["next"]?.string)))
    #expect(!next.isEmpty)
    let tag = try #require(field("ETag", first.head))
    let second = try answer(question, origin + ["-H", "If-None-Match: \(tag)"])
    #expect(second.head.hasPrefix("HTTP/1.1 304"))
    #expect(second.content.isEmpty)
  }

  @Test func `13 Every mistake is named in one answer, with what was meant`() throws {
    let (status, problem) = try server.curl("/conferences?topc=nlp&limit=9999")
    #expect(status == 400)
    #expect(problem["errors"]?.array?.count == 2)
    #expect(problem["errors"]?[0]?["did_you_mean"] == .string("topic"))
    #expect(problem["errors"]?[1]?["expected"]?.string?.contains("500") == true)
    #expect(problem["type"]?.string?.contains("/docs#") == true)
    let missing = try server.curl("/conferences/vdlb-2026")
    #expect(missing.status == 404)
    #expect(missing.body["did_you_mean"]?[0] == .string("vldb-2026"))
  }

  @Test func `14 Whatever punctuation is typed is not an error`() throws {
    let texts = [
      "%3F%3F%3F", "%22", "%22%22", "-", "--", "%28%29", "a*b", "NEAR%28a%2Cb%29", "AND", "%27",
      "%2A", "col%3Ax", "%5E", "%7B%7D", "%F0%9F%98%80", "C%2B%2B", "%22open", "-%22x%20y%22",
      "%5C", "%3B--", "-word",
    ]
    for typed in texts {
      for list in ["search", "conferences", "sessions", "deadlines", "series"] {
        #expect(try server.curl("/\(list)?q=\(typed)&limit=1").status == 200, "\(list) \(typed)")
      }
    }
    // What was passed over is said, and nothing is searched for nothing.
    let nothing = try server.curl("/search?q=%3F%3F%3F").body
    #expect(nothing["data"] == .array([]))
    #expect(nothing["meta"]?["ignored"] == .array([.string("q")]))
  }

  @Test func `14 A misspelt search finds what was meant, marked`() throws {
    let found = try server.curl("/search?q=reinforcment%20lerning").body
    let aim = found["data"]?.array?.first { $0["id"] == .string("aim-2026") }
    #expect(aim?["snippet"]?.string?.contains("<mark>") == true)
    #expect(found["meta"]?["did_you_mean"] == .string("reinforcement learning"))
  }
}
