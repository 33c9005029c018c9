import JSON
import Testing

/// The questions that a new user asks first; expectations name records of the article only.
@Suite(.serialized) struct `Questions with curl` {
  @Test func `The first questions are answered`() throws {
    let server = try ServerProcess()
    let article: Set<String> = [
      "aim-2026", "icmlaids-2026", "pubscholars-ml-symposium-2026", "humanx-2026", "vldb-2026",
      "tech-summit-2026", "icmlc-2026", "iccit-2026", "icuic-2026", "icail-2026",
    ]
    func hits(_ path: String) throws -> [String] {
      try server.ids("\(path)&limit=500").filter { article.contains($0) }
    }
    let members = ["icail-2026", "iccit-2026", "icmlc-2026", "icuic-2026"]

    let root = try server.curl("/").body
    #expect(root["data"]?["collections"]?.array?.count ?? 0 >= 10)
    #expect(root["data"]?["examples"]?.array?.count == 3)

    #expect(try hits("/conferences?topic=nlp") == ["icmlaids-2026"])
    #expect(try hits("/conferences?topic=natural%20language%20processing") == ["icmlaids-2026"])
    #expect(try hits("/conferences?topic=ai").contains("icmlaids-2026"))

    let april = "/conferences?city=San+Francisco&from=2026-04-01&to=2026-04-30&sort=start"
    #expect(try hits(april) == ["humanx-2026", "aim-2026"])

    #expect(try hits("/conferences?month=2026-01") == members)
    let window = "/conferences?from=2026-01-10&to=2026-01-12"
    #expect(try hits(window) == members)
    for hit in try server.curl("\(window)&limit=500").body["data"]?.array ?? []
    where members.contains(hit["id"]?.string ?? "") {
      #expect(hit["match"]?["dates"] == .string("possible"))
    }
    #expect(try hits("\(window)&match=certain") == [])

    // What is past comes last, the latest first.
    #expect(try hits("/conferences?region=FL") == ["tech-summit-2026", "icmlaids-2026"])
    #expect(try hits("/conferences?city=Orlando") == ["tech-summit-2026"])
    let orlando = try server.curl("/conferences?city=Orlando").body["meta"]?["coarser_excluded"]
    #expect(orlando?.integer ?? 0 >= 1)
    let possible = try hits("/conferences?city=Orlando&match=possible")
    #expect(possible == ["tech-summit-2026", "icmlaids-2026"])
    #expect(try hits("/conferences?city=Honolulu") == members)

    let hybrid = try server.curl("/conferences?format=hybrid&facets=format&limit=500").body
    #expect(try hits("/conferences?format=hybrid") == ["aim-2026"])
    #expect(hybrid["facets"]?["format"]?["missing"]?.integer ?? 0 >= 9)

    let clashes = try server.curl("/conflicts?ids=aim-2026,vldb-2026").body
    #expect(clashes["data"]?.array?.isEmpty == true && clashes["page"]?["limit"] == .integer(50))

    let startup = try server.curl("/recommendations?audience=startup").body["data"]?.array ?? []
    #expect(startup.compactMap { $0["series"]?.string } == ["kdd", "odsc"])
    #expect(startup.allSatisfy { $0["reason"]?.string != nil && $0["source"]?.string != nil })

    let (status, problem) = try server.curl("/conferences?topc=nlp&limit=9999")
    #expect(status == 400)
    #expect(problem["errors"]?.array?.count == 2)
    #expect(problem["errors"]?[0]?["did_you_mean"] == .string("topic"))
    #expect(problem["errors"]?[1]?["expected"]?.string?.contains("500") == true)
    #expect(problem["errors"]?[1]?["docs"]?.string == "/docs#op-listConferences-limit")
    let documentation = try #require(problem["type"]?.string)
    let manual = try run("/usr/bin/env", ["curl", "-s", "http://127.0.0.1:\(server.port)/docs"])
      .output
    #expect(manual.contains("id=\"\(documentation.split(separator: "#").last ?? "")\""))
    let missing = try server.curl("/conferences/vdlb-2026")
    #expect(missing.status == 404 && missing.body["did_you_mean"]?[0] == .string("vldb-2026"))
    // A name of another kind of record is found there, and editions by their series' other name.
    let url = "http://127.0.0.1:\(server.port)"
    for (path, expected) in [
      ("/conferences/nips", ["neurips-2025", "neurips-2026", "\(url)/series/neurips"]),
      ("/series/icml-2026", ["\(url)/conferences/icml-2026"]),
      ("/conferences/nlp/sessions", ["\(url)/topics/nlp"]),
    ] {
      let (status, body) = try server.curl(path)
      let suggestions = body["did_you_mean"]?.array?.compactMap(\.string) ?? []
      #expect(status == 404 && expected.allSatisfy(suggestions.contains), "\(path): \(body)")
    }

    let rounds = try server.curl("/conferences/vldb-2026?include=deadlines").body["data"]?[
      "deadlines"]
    #expect(rounds?.array?.count == 12)
    #expect(rounds?[3]?["at_utc"] == .string("2025-07-02T00:00:00Z"))
    #expect(rounds?[11]?["at_utc"] == .string("2026-03-02T01:00:00Z"))

    for path in ["tracks", "sessions"] {
      let list = try server.curl("/conferences/vldb-2026/\(path)").body
      #expect(list["data"] == .array([]))
      #expect(list["meta"]?["programme_status"] == .null)
    }
    #expect(server.stop() == 0)
  }

  @Test func `Every URL in an answer leads somewhere, and pages lead on`() throws {
    let server = try ServerProcess()
    let root = try server.curl("/").body
    for collection in root["data"]?["collections"]?.array ?? [] {
      let url = try #require(collection["url"]?.string)
      let path = String(url.drop { $0 != ":" }.dropFirst(3).drop { $0 != "/" })
      let (status, body) = try server.curl(path)
      // Who changed what is told to those with a token.
      #expect(status == (path == "/audit" ? 403 : 200), "\(path)")
      guard let first = body["data"]?[0]?["url"]?.string, !first.contains("#") else { continue }
      let target = String(first.drop { $0 != ":" }.dropFirst(3).drop { $0 != "/" })
      #expect(try server.curl(target).status == 200, "\(target)")
    }
    let page = try server.curl("/conferences?limit=2").body
    let next = try #require(page["page"]?["next"]?.string)
    let path = String(next.drop { $0 != ":" }.dropFirst(3).drop { $0 != "/" })
    let second = try server.ids(path)
    #expect(second.count == 2)
    #expect(second != page["data"]?.array?.compactMap { $0["id"]?.string })
    let other = path.replacing("limit=2", with: "limit=2&topic=ai")
    #expect(try server.curl(other).status == 400)
    #expect(server.stop() == 0)
  }
}
