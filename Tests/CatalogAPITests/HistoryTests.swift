import Catalog
import CatalogForm
import CatalogModel
import HTTP
import JSON
import Testing

@testable import CatalogAPI

/// What happened to records, who did it, and records as they were.
@Suite struct `The history of records` {
  private static let document = #"""
    {"series": [{"id": "vldb", "name": "VLDB"}],
     "conferences": [{"id": "vldb-2026", "name": "VLDB 2026", "series": ["vldb"]}]}
    """#

  /// Revision 2 gives the conference a tagline, revision 3 another, and revision 4 deletes it.
  private func withHistory(_ body: (ResponderProbe, CatalogStore) async throws -> Void) async throws
  {
    try await ResponderProbe.withStore(Self.document) { store, _ in
      func write(_ members: String, at second: Int, _ origin: WriteOrigin) throws {
        var batch = ImportBatch(source: nil, origin: "")
        let line = #"{"type":"conference","id":"vldb-2026",\#(members)}"#
        #expect(batch.document.append(try JSONParser.parse(Array(line.utf8))).isEmpty)
        try store.merge([batch], now: Instant(seconds: 4_000_000_000 + second), origin: origin)
      }
      var ann = WriteOrigin(actor: "ann", via: .http, requestID: "r1", address: "192.0.2.1")
      ann.reason = "It was announced"
      try write(#""name":"VLDB 2026","tagline":"One""#, at: 10, ann)
      var ben = WriteOrigin(actor: "ben", via: .http)
      ben.hidesActor = true
      try write(#""name":"VLDB 2026","tagline":"Two""#, at: 20, ben)
      try write(#""removed":true"#, at: 30, WriteOrigin(actor: "import", via: .import))
      try await body(ResponderProbe(store), store)
    }
  }

  @Test func `A history has each change with its values, and no secret`() async throws {
    try await withHistory { probe, _ in
      let history = try await probe.json("/conferences/vldb-2026/history")
      let entries = try #require(history["data"]?.array)
      #expect(
        entries.map { $0["action"]?.string } == [
          "conference.delete", "conference.update", "conference.update", "conference.create",
        ])
      #expect(entries.map { $0["revision"]?.integer } == [4, 3, 2, 1])
      #expect(entries.map { $0["previous_revision"]?.integer } == [3, 2, 1, nil])
      #expect(entries.map { $0["actor"]?.string } == ["import", nil, "ann", nil])
      let first = entries[2]
      #expect(first["via"]?.string == "http" && first["reason"]?.string == "It was announced")
      #expect(first["at"]?.string == "2096-10-02T07:06:50Z" && first["address"] == nil)
      let change = first["changes"]?[0]
      #expect(change?["field"] == .string("tagline"))
      #expect(change?["before"] == .null && change?["after"] == .string("One"))
      let page = try await probe.json("/conferences/vldb-2026/history?limit=3")
      let next = try #require(page["page"]?["next"]?.string).dropFirst(
        "http://localhost:8080".count)
      #expect(try await probe.json(String(next))["data"]?.array?.count == 1)
      #expect(try await probe.response("/conferences/nothing/history").status == .notFound)
      #expect(try await probe.response("/series/vldb/history.html").text.contains("Series created"))
    }
  }

  @Test func `A page of a history ends early where the versions are large`() async throws {
    try await ResponderProbe.withStore(Self.document) { store, _ in
      for number in 0..<48 {
        var batch = ImportBatch(source: nil, origin: "")
        let summary = String(repeating: "\(number % 10)", count: 100_000)
        let line = #"{"type":"conference","id":"vldb-2026","name":"V","summary":"\#(summary)"}"#
        #expect(batch.document.append(try JSONParser.parse(Array(line.utf8))).isEmpty)
        try store.merge([batch])
      }
      let probe = ResponderProbe(store)
      var path: String? = "/conferences/vldb-2026/history?limit=500"
      var revisions: [Int] = []
      while let next = path {
        let response = try await probe.response(next)
        #expect(response.status == .ok && response.content.count < 4 << 20)
        let page = try JSONParser.parse(response.content)
        revisions += page["data"]?.array?.compactMap { $0["revision"]?.integer } ?? []
        path = page["page"]?["next"]?.string?.replacing("http://localhost:8080", with: "")
      }
      #expect(revisions == Array((1...49).reversed()))
    }
  }

  @Test func `The audit log has everything, for those who may see it`() async throws {
    try await withHistory { probe, store in
      func status() async throws -> Int { try await probe.response("/audit").status.code }
      #expect(try await status() == 403)
      let reader = try store.addToken(name: "w", scopes: [.write], now: .now)
      let admin = try store.addToken(name: "a", scopes: [.admin], now: .now)
      #expect(try await status() == 401)
      func ask(_ query: String, _ token: String) async throws -> Response {
        try await probe.response("/audit?\(query)", ["Authorization": "Bearer \(token)"])
      }
      #expect(try await ask("", reader).status == .forbidden)
      for (query, count) in [
        ("", 5), ("actor=ann", 1), ("actor=ben", 1), ("record=conferences/vldb-2026", 4),
        ("action=conference.update", 2), ("from=2096-10-02T07:07:00Z", 2), ("limit=2", 2),
        ("record=series/vldb", 1), ("actor=nobody", 0),
      ] {
        let response = try await ask(query, admin)
        #expect(response.fields["Cache-Control"] == "no-store")
        #expect(try JSONParser.parse(response.content)["data"]?.array?.count == count, "\(query)")
      }
      let ann = try JSONParser.parse(try await ask("actor=ann", admin).content)["data"]?[0]
      #expect(ann?["address"] == .string("192.0.2.1") && ann?["request_id"] == .string("r1"))
      #expect(try await ask("record=vldb", admin).status == .badRequest)
    }
  }

  @Test(arguments: [
    ("as_of_revision=1", 200, nil), ("as_of_revision=2", 200, "One"),
    ("as_of_revision=3", 200, "Two"), ("as_of_revision=4", 410, nil),
    ("as_of_revision=0", 404, nil), ("as_of_revision=5", 400, nil),
    ("as_of=2096-10-02T07:06:55Z", 200, "One"), ("as_of=2096-10-02T07:06:50Z", 200, "One"),
    ("as_of=2000-01-01", 404, nil), ("as_of=never", 400, nil),
    ("as_of=2096-10-02&as_of_revision=1", 400, nil),
  ])
  func `A record is shown as it was`(
    _ query: String, _ status: Int, _ tagline: String?
  ) async throws {
    try await withHistory { probe, _ in
      let response = try await probe.response("/conferences/vldb-2026?\(query)")
      #expect(response.status.code == status, "\(response.text)")
      let record = try JSONParser.parse(response.content)["data"]
      #expect(record?["tagline"]?.string == tagline)
      if status == 200 { #expect(record?["display_name"] == .string("VLDB 2026")) }
    }
  }

  @Test(arguments: ["conferences/vldb-2026", "series/vldb", "conferences/vldb-2026/deadlines/cfp"])
  func `What was before the history begins is unknown, and the answer says when that is`(
    _ path: String
  ) async throws {
    try await ResponderProbe.withStore(
      #"{"series": [{"id": "vldb", "name": "VLDB"}], "conferences": [{"id": "vldb-2026", "name":"#
        + #" "VLDB 2026", "deadlines": [{"id": "cfp", "kind": "paper", "local": "2026-01-02"}]}]}"#
    ) { store, _ in
      let probe = ResponderProbe(store)
      let path =
        path.hasSuffix("/cfp") ? path.replacing("/cfp", with: "/vldb-2026--cfp") : path
      let stamp = try await probe.json("/series/vldb")["data"]?["updated_at"]
      for query in ["as_of=2000-01-01", "as_of_revision=0"] {
        let response = try await probe.response("/\(path)?\(query)")
        let problem = try JSONParser.parse(response.content)
        #expect(response.status == .notFound, "\(problem.text)")
        #expect(problem["type"]?.string?.hasSuffix("#problem-history-unknown") == true)
        #expect(problem["revision"] == .integer(1) && problem["at"] == stamp, "\(problem.text)")
      }
    }
  }

  @Test func `A read waits for the revision that it needs`() async throws {
    try await ResponderProbe.withStore(Self.document) { store, _ in
      let probe = ResponderProbe(store)
      #expect(try await probe.response("/series?min_revision=1").status == .ok)
      #expect(try await probe.response("/series?min_revision=x").status == .badRequest)
      for path in ["/series?min_revision=2", "/changes?min_revision=2"] {
        let late = try await probe.response(path)
        #expect(late.status == .serviceUnavailable && late.fields["Retry-After"] != nil)
      }
      async let series = probe.json("/series/vldb?min_revision=2")
      var batch = ImportBatch(source: nil, origin: "")
      let line = #"{"type":"series","id":"vldb","name":"VLDB","summary":"Data"}"#
      #expect(batch.document.append(try JSONParser.parse(Array(line.utf8))).isEmpty)
      try store.merge([batch])
      #expect(try await series["data"]?["summary"] == .string("Data"))
    }
  }

  @Test func `Feeds tell what has left their list`() async throws {
    try await withHistory { probe, store in
      let feed = try await probe.response("/conferences.atom?series=vldb").text
      #expect(feed.contains("VLDB 2026: deleted"))
      let changes = try await probe.response("/changes.atom")
      #expect(changes.fields["Content-Type"] == "application/atom+xml")
      #expect(changes.text.contains("conference vldb-2026: deleted"))
      #expect(changes.text.contains("series vldb: new"))
      #expect(
        try await probe.response("/changes.atom?kind=topic").text.contains("<entry>") == false)
    }
  }
}
