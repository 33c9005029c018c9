import HTTP
import JSON
import Testing

@testable import Catalog
@testable import CatalogAPI
@testable import CatalogModel

@Suite struct `Validators of responses` {
  private static let document = """
    {"topics": [{"id": "nlp", "label": "NLP"}],
     "series": [{"id": "s", "name": "S"}, {"id": "t", "name": "T"}],
     "speakers": [{"id": "p", "name": "P"}],
     "conferences": [{"id": "a-2027", "name": "A", "series": ["s"], "topics": ["nlp"],
       "dates": {"edtf": "2027-05-01/2027-05-03"}, "deadlines": [
        {"id": "paper", "kind": "paper", "local": "2027-01-10 12:30", "time_zone_declared": "UTC"},
        {"id": "camera-ready", "kind": "camera-ready", "local": "2027-03-10 12:30",
         "time_zone_declared": "UTC"}]}],
     "sessions": [{"id": "a-1", "conference": "a-2027", "kind": "paper", "title": "One",
       "speakers": ["p"], "starts_at": "2027-05-01T09:00:00Z"}]}
    """
  /// Concerns nothing of what is asked.
  private static let unrelated = """
    {"series": [{"id": "z", "name": "Z"}], "speakers": [{"id": "zz", "name": "ZZ"}],
     "conferences": [{"id": "z-2027", "name": "Z", "series": ["z"],
       "dates": {"edtf": "2027-06-01"}, "deadlines": [{"id": "paper", "kind": "paper",
       "local": "2027-01-01"}]}],
     "sessions": [{"id": "z-1", "conference": "z-2027", "kind": "paper", "title": "Two",
       "speakers": ["zz"]}]}
    """
  private static let now = "2026-11-29T12:00:00Z"

  private static let paths = [
    "/conferences/a-2027", "/conferences/a-2027?include=sessions.speakers",
    "/conferences/a-2027?pretty", "/conferences/a-2027?fields=id",
    "/conferences/a-2027?tz=Europe/Berlin", "/conferences?series=s",
    "/conferences?series=s&facets=topic", "/conferences?series=t", "/conferences?topic=nlp",
    "/conferences/a-2027/sessions", "/conferences/a-2027/schedule",
    "/conferences/a-2027/deadlines?sort=at&fields=id,status", "/sessions/a-1",
    "/sessions?speaker=p&q=one", "/series/s", "/series/s/conferences", "/series/s/deadlines",
    "/speakers/p", "/topics/nlp", "/search?q=one", "/guide", "/problems", "/docs",
  ]

  /// All forms of a path.
  private static func forms(_ path: String) -> [String] {
    let parts = path.split(separator: "?", maxSplits: 1)
    let query = parts.count > 1 ? "?\(parts[1])" : ""
    return [path]
      + ["csv", "ndjson", "ics", "atom", "jsonld", "html"].map { "\(parts[0]).\($0)\(query)" }
  }

  @Test(.disabled(if: isUnderSanitizer, "values that one thread makes"))
  func `A write that leaves a response as it was leaves its validators, in every form`()
    async throws
  {
    let catalog = try LocalCatalog(Self.document, now: Self.now)
    let (one, other) = (catalog.responder(), catalog.responder())
    var known: [(path: String, fields: Fields)] = []
    for path in Self.paths.flatMap(Self.forms) {
      let answer = try await catalog.get(path, by: one)
      // This page counts the other topics, too, and so the conferences without one.
      if path == "/conferences.html?topic=nlp" { continue }
      if answer.status == 200 { known.append((path, answer.fields)) }
    }
    #expect(known.count > 80)
    try catalog.set("2026-11-29T12:00:20Z")
    try catalog.add(Self.unrelated)
    for (path, before) in known {
      let tag = try #require(before["ETag"], "\(path)")
      for responder in [one, other] {
        let same = try await catalog.get(path, ["If-None-Match": tag], by: responder)
        #expect(same.status == 304 && same.fields["ETag"] == tag, "\(path)")
        #expect(same.fields["Last-Modified"] == before["Last-Modified"], "\(path)")
        #expect(same.fields["X-Revision"] != before["X-Revision"], "\(path)")
        let whole = try await catalog.get(path, by: responder)
        #expect(whole.fields["ETag"] == tag, "\(path)")
      }
      guard let modified = before["Last-Modified"] else { continue }
      let unchanged = try await catalog.get(path, ["If-Modified-Since": modified], by: one)
      #expect(unchanged.status == 304, "\(path)")
    }
  }

  @Test func `A write that changes a response changes its tag`() async throws {
    let catalog = try LocalCatalog(Self.document, now: Self.now)
    let responder = catalog.responder()
    let paths = ["/conferences/a-2027", "/conferences?series=s", "/series/s", "/conferences.csv"]
    var known: [(path: String, fields: Fields)] = []
    for path in paths { known.append((path, try await catalog.get(path, by: responder).fields)) }
    try catalog.set("2026-11-29T12:00:01Z")
    try catalog.add(
      """
      {"series": [{"id": "s", "name": "S renamed"}],
       "conferences": [{"id": "a-2027", "name": "A renamed"}]}
      """)
    for (path, fields) in known {
      let tag = try #require(fields["ETag"])
      let answer = try await catalog.get(path, ["If-None-Match": tag], by: responder)
      #expect(answer.status == 200 && answer.fields["ETag"] != tag, "\(path)")
      let since = try await catalog.get(
        path, ["If-Modified-Since": try #require(fields["Last-Modified"])], by: responder)
      #expect(since.status == 200, "\(path)")
    }
  }

  @Test(.disabled(if: isUnderSanitizer, "values that one thread makes"))
  func `Equal content has equal tags on every server, and other content has others`()
    async throws
  {
    let servers = [
      try LocalCatalog(Self.document, now: Self.now),
      try LocalCatalog(Self.document, now: Self.now),
    ]
    var contents: [String: [UInt8]] = [:]
    for path in Self.paths.flatMap(Self.forms) {
      for coding in ["identity", "gzip"] {
        var tags: [String] = []
        for server in servers {
          let answer = try await server.get(path, ["Accept-Encoding": "\(coding)"])
          guard answer.status == 200, let tag = answer.fields["ETag"] else { continue }
          tags.append(tag)
          #expect(contents[tag] ?? answer.bytes == answer.bytes, "\(path)")
          contents[tag] = answer.bytes
        }
        #expect(Set(tags).count <= 1, "\(path)")
      }
    }
    #expect(contents.count > 80)
  }

  @Test func `A tag lasts until the clock changes the response`() async throws {
    let catalog = try LocalCatalog(Self.document, now: Self.now)
    let responder = catalog.responder()
    let tag = try #require(try await catalog.get("/conferences/a-2027").fields["ETag"])
    for (now, status) in [
      ("2026-12-24T00:00:00Z", 304), ("2027-01-10T12:30:00Z", 304), ("2027-01-10T12:30:01Z", 200),
    ] {
      try catalog.set(now)
      for _ in 1...2 {
        let answer = try await catalog.get(
          "/conferences/a-2027", ["If-None-Match": tag], by: responder)
        #expect(answer.status == status, "\(now)")
      }
    }
  }

  @Test func `No response tells the state of the data but those that are about it`() async throws {
    let catalog = try LocalCatalog(Self.document, now: Self.now)
    for path in Self.paths {
      let meta = try await catalog.get(path).body["meta"]
      #expect(meta?["revision"] == nil && meta?["as_of"] == nil, "\(path)")
    }
    for path in ["/", "/revision"] {
      let data = try await catalog.get(path).body["data"]
      #expect(data?["revision"] == .integer(1) && data?["as_of"] == .string(Self.now), "\(path)")
    }
  }

  @Test func `A condition is judged without making the response again`() async throws {
    let catalog = try LocalCatalog(Self.document, now: Self.now)
    let tag = try #require(
      try await catalog.get("/series/s", by: catalog.responder()).fields["ETag"])
    // A loop that has not made the response itself.
    let other = catalog.responder()
    let request = try catalog.request("/series/s", ["If-None-Match": tag])
    let response = other.respond(to: request) { _ in Issue.record("a reader was asked") }
    #expect(response?.status == .notModified)
    let changed = try catalog.request("/series/s", ["If-Match": "\"x\""])
    #expect(
      other.respond(to: changed) { _ in Issue.record("a reader was asked") }?.status
        == .preconditionFailed)
  }

  @Test(arguments: 0..<70)
  func `Every byte of a content counts for its hash`(count: Int) {
    let content = (0..<count).map { UInt8($0) }
    var hashes: Set = [ContentHash(content).text]
    for index in 0..<count {
      var other = content
      other[index] ^= 0x80
      hashes.insert(ContentHash(other).text)
    }
    hashes.insert(ContentHash(content + [0]).text)
    #expect(hashes.count == count + 2)
  }

  @Test func `The hash is MurmurHash3`() {
    // The reference implementation's digests with the seed 0.
    func words(_ text: String) -> String { ContentHash(Array(text.utf8)).text }
    func text(_ one: UInt64, _ two: UInt64) -> String {
      String(one, radix: 36) + "." + String(two, radix: 36)
    }
    #expect(words("") == text(0, 0))
    #expect(words("hello") == text(0xcbd8_a7b3_41bd_9b02, 0x5b1e_906a_48ae_1d19))
    #expect(
      words("The quick brown fox jumps over the lazy dog")
        == text(0xe34b_bc7b_bc07_1b6c, 0x7a43_3ca9_c49a_9347))
  }
}
