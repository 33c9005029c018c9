import Foundation
import JSON
import Testing

/// A form that is asked for in some way, and what must come.
struct FormCase: Sendable, CustomTestStringConvertible {
  let path: String
  var accept: String? = nil
  /// The media type without parameters.
  let type: String
  var status = 200
  var testDescription: String { "\(path), \(accept ?? "no Accept")" }
}

@Suite(.serialized) struct `Forms of answers` {
  private struct Answer {
    let status: Int
    let fields: [String: String]
    let body: Data

    var type: String { fields["content-type"]?.split(separator: ";").first.map(String.init) ?? "" }
  }

  /// Asks with the real curl, and splits what it shows.
  private func ask(
    _ server: ServerProcess, _ path: String, _ fields: [String] = [], options: [String] = []
  ) throws -> Answer {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      ["curl", "-s", "-i", "http://127.0.0.1:\(server.port)\(path)"] + options
      + fields.flatMap { ["-H", $0] }
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let end = try #require(data.range(of: Data("\r\n\r\n".utf8)))
    let lines = String(decoding: data[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
    let pairs = lines.dropFirst().map { line in
      let halves = line.split(separator: ":", maxSplits: 1)
      return (halves[0].lowercased(), halves.last.map { $0.drop { $0 == " " } } ?? "")
    }
    return Answer(
      status: lines.first.flatMap { Int($0.split(separator: " ")[1]) } ?? 0,
      fields: Dictionary(pairs.map { ($0, String($1)) }) { first, _ in first },
      body: data[end.upperBound...])
  }

  private static let cases = [
    FormCase(path: "/conferences", type: "application/json"),
    FormCase(path: "/conferences.json", type: "application/json"),
    FormCase(path: "/conferences.csv", type: "text/csv"),
    FormCase(path: "/conferences?format=csv", type: "text/csv"),
    FormCase(path: "/conferences?format=hybrid&format=ics", type: "text/calendar"),
    FormCase(path: "/conferences", accept: "text/calendar", type: "text/calendar"),
    FormCase(
      path: "/conferences", accept: "text/html,application/xml;q=0.9,*/*;q=0.8",
      type: "text/html"),
    FormCase(path: "/conferences", accept: "*/*", type: "application/json"),
    FormCase(path: "/", accept: "text/html,*/*;q=0.8", type: "text/html"),
    FormCase(path: "/revision", accept: "text/html,*/*;q=0.8", type: "application/json"),
    FormCase(path: "/conferences.html?topic=&q=nlp", type: "text/html"),
    FormCase(path: "/conferences/emnlp-2023/schedule.ics", type: "text/calendar"),
    FormCase(path: "/conferences/emnlp-2023/schedule.html", type: "text/html"),
    FormCase(path: "/conferences/emnlp-2023/schedule.jsonld", type: "application/ld+json"),
    FormCase(path: "/conferences/vldb-2026/similar.ics", type: "text/calendar"),
    FormCase(path: "/conferences/vldb-2026/similar.atom", type: "application/atom+xml"),
    FormCase(path: "/series/vldb/deadlines.csv", type: "text/csv"),
    FormCase(path: "/series/vldb/deadlines.ndjson", type: "application/x-ndjson"),
    FormCase(path: "/conflicts.html?ids=humanx-2026,aim-2026", type: "text/html"),
    FormCase(path: "/search.ics?q=reinforcement", type: "text/calendar"),
    FormCase(path: "/series/vldb/deadlines.ics", type: "application/problem+json", status: 406),
    FormCase(
      path: "/conflicts.atom?ids=humanx-2026,aim-2026", type: "application/problem+json",
      status: 406),
    FormCase(
      path: "/conferences?topc=nlp", accept: "text/html,*/*;q=0.8", type: "text/html", status: 400),
    FormCase(
      path: "/conferences?topc=nlp", accept: "text/calendar", type: "application/problem+json",
      status: 400),
    FormCase(
      path: "/conferences", accept: "application/ld+json, application/json;q=0.5",
      type: "application/ld+json"),
    FormCase(
      path: "/conferences.ics?format=csv", accept: "application/json", type: "text/calendar"),
    FormCase(path: "/conferences?format=csv", accept: "application/json", type: "text/csv"),
    FormCase(path: "/conferences/vldb-2026.ics", type: "text/calendar"),
    FormCase(path: "/conferences/vldb-2026.jsonld", type: "application/ld+json"),
    FormCase(path: "/topics/nlp.atom", type: "application/atom+xml"),
    FormCase(path: "/series/vldb.ics", type: "text/calendar"),
    FormCase(path: "/docs", accept: "application/json", type: "text/html"),
    FormCase(path: "/topics.ics", type: "application/problem+json", status: 406),
    FormCase(path: "/conferences.xml", type: "application/problem+json", status: 406),
    FormCase(
      path: "/conferences", accept: "image/png", type: "application/problem+json", status: 406),
    FormCase(path: "/revision", accept: "text/html", type: "application/json"),
    FormCase(path: "/changes", accept: "text/html", type: "text/html"),
    FormCase(path: "/changes", accept: "*/*", type: "application/json"),
    FormCase(path: "/revision", accept: "text/csv", type: "application/problem+json", status: 406),
    FormCase(path: "/revision.csv", type: "application/problem+json", status: 406),
    FormCase(path: "/topics?format=xml", type: "application/problem+json", status: 400),
    FormCase(path: "/conferences?format=xml", type: "application/problem+json", status: 400),
    FormCase(path: "/conferences.csv?fields=nme", type: "application/problem+json", status: 400),
    FormCase(path: "/series/nips.ics", type: "application/problem+json", status: 308),
    FormCase(path: "/conferences/vdlb-2026.ics", type: "application/problem+json", status: 404),
  ]

  @Test func `The extension decides, then format, then Accept`() throws {
    let server = try ServerProcess()
    defer { _ = server.stop() }
    for example in Self.cases {
      let answer = try ask(server, example.path, example.accept.map { ["Accept: \($0)"] } ?? [])
      #expect(answer.type == example.type, "\(example.testDescription)")
      #expect(answer.status == example.status, "\(example.testDescription)")
      if example.status == 200 {
        #expect(answer.fields["vary"]?.contains("Accept-Encoding") == true)
      }
    }
    let moved = try ask(server, "/series/nips.ics?vague=include")
    #expect(moved.fields["location"]?.hasSuffix("/series/neurips.ics?vague=include") == true)
  }

  @Test func `A compressed answer has a tag of its own, and each copy is confirmed`() throws {
    let server = try ServerProcess()
    defer { _ = server.stop() }
    let coding = "Accept-Encoding: gzip"
    for path in ["/conferences", "/conferences.csv", "/docs", "/openapi.json"] {
      // The second of each comes from the cache.
      for _ in 1...2 {
        let plain = try ask(server, path)
        let small = try ask(server, path, [coding])
        let tag = try #require(plain.fields["etag"])
        let smallTag = try #require(small.fields["etag"])
        #expect(plain.fields["content-encoding"] == nil)
        #expect(small.fields["content-encoding"] == "gzip")
        #expect(Array(small.body.prefix(2)) == [0x1f, 0x8b])
        #expect(small.body.count * 2 < plain.body.count)
        #expect(smallTag == tag.dropLast() + "-gz\"")
        let inflated = try ask(server, path, options: ["--compressed"])
        #expect(inflated.body == plain.body)
        for fields in [[], [coding]] {
          for known in [tag, smallTag] {
            let confirmed = try ask(server, path, fields + ["If-None-Match: \(known)"])
            #expect(confirmed.status == 304 && confirmed.body.isEmpty)
            #expect(confirmed.fields["etag"] == known)
          }
          #expect(try ask(server, path, fields + ["If-None-Match: \"x\""]).status == 200)
        }
      }
    }
    #expect(try ask(server, "/revision", [coding]).fields["content-encoding"] == nil)
    #expect(try ask(server, "/conferences", ["Accept-Encoding: gzip;q=0"]).body.first == 0x7b)
  }

  @Test func `A long list is sent whole, and a page of it on request`() throws {
    let server = try ServerProcess()
    defer { _ = server.stop() }
    let whole = try ask(server, "/sessions.ndjson")
    #expect(whole.fields["content-length"] == "\(whole.body.count)")
    #expect(whole.fields["etag"]?.hasPrefix("\"") == true)
    let packed = try ask(server, "/sessions.ndjson", ["Accept-Encoding: gzip"])
    #expect(packed.fields["transfer-encoding"] == "chunked")
    #expect(packed.fields["etag"]?.hasPrefix("W/") == true)
    let part = try ask(server, "/sessions.ndjson", ["Range: bytes=1000-99999"])
    #expect(part.status == 206 && Array(part.body) == Array(Array(whole.body)[1_000..<100_000]))
    let lines = whole.body.split(separator: 0x0a)
    #expect(lines.count > 4_000 && Set(lines).count == lines.count)
    let unpacked = try ask(server, "/sessions.ndjson", options: ["--compressed"])
    #expect(unpacked.body == whole.body)

    var path: String? = "/sessions.ndjson?limit=500"
    var paged: [Data] = []
    while let next = path {
      let page = try ask(server, next)
      #expect(page.fields["content-length"] != nil)
      paged += page.body.split(separator: 0x0a)
      let link = page.fields["link"].flatMap { $0.contains("rel=\"next\"") ? $0 : nil }
      path = link.map { String($0.drop { $0 != ":" }.dropFirst(3).drop { $0 != "/" }) }
        .flatMap { $0.split(separator: ">").first.map(String.init) }
    }
    #expect(paged == lines)
    let rest = try ask(server, "/sessions.ndjson?tag=1&limit=2")
    #expect(rest.status == 400)
    #expect(try ask(server, "/sessions.csv", options: ["-I"]).body.isEmpty)
  }

  @Test func `The tag of a list lasts until the clock changes one of its records`() throws {
    let server = try ServerProcess(["--query-time", "60000"])
    defer { _ = server.stop() }
    // Deadlines count their seconds.
    let answer = try ask(server, "/deadlines.ndjson")
    let tag = try #require(answer.fields["etag"])
    #expect(answer.fields["cache-control"]?.contains("max-age=0") == true)
    var later = tag
    let limit = Date.now.addingTimeInterval(20)
    while later == tag, Date.now < limit {
      later = try ask(server, "/deadlines.ndjson", ["If-None-Match: \(tag)"]).fields["etag"] ?? ""
    }
    #expect(later != tag)
    for path in ["/deadlines.csv", "/deadlines.ndjson?kind=paper"] {
      #expect(try ask(server, path, ["If-None-Match: \(tag)"]).status == 200, "\(path)")
    }
  }

  @Test func `A copy of a long list is confirmed without reading the list`() throws {
    let server = try ServerProcess()
    defer { _ = server.stop() }
    let first = try ask(server, "/sessions.csv")
    let tag = try #require(first.fields["etag"])
    let confirmed = try ask(server, "/sessions.csv", ["If-None-Match: \(tag)"])
    #expect(confirmed.status == 304 && confirmed.body.isEmpty)
    #expect(confirmed.fields["etag"] == tag)
    #expect(confirmed.fields["cache-control"] == first.fields["cache-control"])
    // What is no list of the server is confirmed by no tag, nor where another condition fails.
    let never = ["If-None-Match: \(tag)", "If-Match: \"x\""]
    #expect(try ask(server, "/sessions.csv", never).status == 412)
    #expect(try ask(server, "/sessions.csv?nothing=1", ["If-None-Match: \(tag)"]).status == 400)
  }

  @Test func `Local times stand in tables and on pages, where a zone is asked for`() throws {
    let server = try ServerProcess()
    defer { _ = server.stop() }
    func text(_ path: String) throws -> String {
      String(decoding: try ask(server, path).body, as: UTF8.self)
    }
    let table = try text("/conferences/vldb-2026/deadlines.csv?tz=Europe/Berlin").split(
      separator: "\r\n")
    #expect(table.first?.hasSuffix(",at_local") == true)
    // The latest that is past comes first.
    #expect(table.dropFirst().first?.hasSuffix(",2026-03-02T02:00:00+01:00") == true)
    #expect(try !text("/conferences/vldb-2026/deadlines.csv").contains("at_local"))
    let page = try text("/conferences/emnlp-2023/schedule.html?kind=keynote&tz=Europe/Berlin")
    #expect(page.contains("2023-12-08T02:30:00+01:00"))
    let one = try text("/sessions/emnlp-2023-opening-session.csv?tz=Europe/Berlin")
    #expect(one.contains("starts_at_local") && one.contains("2023-12-08T02:00:00+01:00"))
  }

  @Test
  func
    `The response has the ID of its request, the client's own if it is safe, also from the cache`()
    throws
  {
    let server = try ServerProcess()
    defer { _ = server.stop() }
    for number in 1...4 {
      let answer = try ask(server, "/topics", ["X-Request-Id: front-\(number)"])
      #expect(answer.fields["x-request-id"] == "front-\(number)")
      // The ID of one client's request is in no other response.
      #expect(try ask(server, "/topics").fields["x-request-id"]?.count == 15)
    }
    for path in ["/healthz", "/nothing", "/sessions.csv", "/topics/nlp.html"] {
      #expect(
        try ask(server, path, ["X-Request-Id: a.b"]).fields["x-request-id"] == "a.b", "\(path)")
    }
    #expect(try ask(server, "/topics", ["X-Request-Id: <a>"]).fields["x-request-id"]?.count == 15)
  }

  @Test func `A feed begins with what changed last`() throws {
    let server = try ServerProcess()
    defer { _ = server.stop() }
    let feed = String(decoding: try ask(server, "/conferences.atom").body, as: UTF8.self)
    #expect(feed.components(separatedBy: "<entry>").count == 101)
    #expect(feed.contains("<link rel=\"next\""))
    // Its order is another one than that of the list, so a cursor of the list is none of the feed.
    let list = try server.curl("/conferences?limit=2").body["page"]?["next"]?.string ?? ""
    let cursor = list.split(separator: "cursor=").last ?? ""
    #expect(try ask(server, "/conferences.csv?limit=2&cursor=\(cursor)").status == 200)
    #expect(try ask(server, "/conferences.atom?limit=2&cursor=\(cursor)").status == 400)
    let dates = feed.components(separatedBy: "<updated>").dropFirst(2).map { $0.prefix(20) }
    #expect(dates == dates.sorted(by: >))
  }
}
