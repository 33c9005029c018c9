import Catalog
import CatalogForm
import CatalogModel
import HTTP
import JSON
import Testing

@testable import CatalogAPI

/// Edits of single records over HTTP, in the terms of the requests and answers.
@Suite struct `Writing records` {
  static let catalog = """
    {"topics": [{"id": "nlp", "label": "Language"}, {"id": "vision", "label": "Vision"}],
     "audiences": [{"id": "student", "label": "Students"}],
     "sources": [{"id": "site", "title": "A site"}, {"id": "ranks", "title": "Rankings"}],
     "guide": [{"id": "hint", "kind": "tip", "title": "Go", "source": "ranks"}],
     "series": [{"id": "acl", "name": "ACL"}, {"id": "icml", "name": "ICML",
      "rankings": [{"system": "core", "value": "A*", "source": "ranks"}]}],
     "conferences": [
      {"id": "acl-2031", "name": "ACL 2031", "year": 2031, "series": ["acl"], "topics": ["nlp"],
       "dates": {"edtf": "2031-05"}, "deadlines": [{"id": "paper", "kind": "paper",
       "local": "2031-01-10", "time_zone_declared": "AoE", "sources": [{"source": "site"}]}]},
      {"id": "icml-2031", "name": "ICML 2031", "series": ["icml"]}],
     "tracks": [{"id": "main", "conference": "acl-2031", "name": "Main"},
      {"id": "other", "conference": "icml-2031", "name": "Other"}],
     "speakers": [{"id": "ann", "name": "Ann"}],
     "sessions": [{"id": "talk", "conference": "acl-2031", "title": "A talk", "track": "main",
      "speakers": ["ann"]}]}
    """

  /// A catalog with a token that may write.
  struct Desk {
    let probe: ResponderProbe
    let store: CatalogStore
    let token: String

    func ask(
      _ method: HTTP.Method, _ path: String, _ body: String = "", _ fields: Fields = [:],
      token: String? = nil
    ) async throws -> Response {
      var fields = fields
      fields["Authorization"] = "Bearer \(token ?? self.token)"
      if !body.isEmpty, fields["Content-Type"] == nil {
        fields["Content-Type"] = "application/json"
      }
      return try await probe.response(path, fields, method: method, body: body)
    }

    /// One edit for which the client knows the state.
    func edit(_ method: HTTP.Method, _ path: String, _ body: String = "") async throws -> Response {
      try await ask(method, path, body, ["If-Match": "*"])
    }

    func data(_ path: String) async throws -> JSONValue {
      try #require(try await probe.json(path)["data"])
    }
  }

  static func withDesk(_ body: (Desk) async throws -> Void) async throws {
    try await ResponderProbe.withStore(catalog) { store, _ in
      let token = try store.addToken(name: "ed", scopes: [.write])
      try await body(Desk(probe: ResponderProbe(store), store: store, token: token))
    }
  }

  @Test(arguments: [
    (
      "/conferences", #"{"acronym": "ABC", "name": "A b c", "year": 2032}"#, "/conferences/abc-2032"
    ),
    ("/series", #"{"name": "Ünïcode Days"}"#, "/series/unicode-days"),
    ("/speakers", #"{"name": "Ann"}"#, "/speakers/ann-2"),
    ("/speakers", #"{"name": "\u4f1a Ann \u4f1a B \u4f1a"}"#, "/speakers/ann-b"),
    ("/speakers", #"{"name": "\u4f1a"}"#, "/speakers/speaker"),
    ("/topics", #"{"label": "Speech", "broader": ["nlp"]}"#, "/topics/speech"),
    ("/audiences", #"{"label": "Press"}"#, "/audiences/press"),
    ("/guide", #"{"title": "Book early", "kind": "tip"}"#, "/guide/book-early"),
    ("/conferences/acl-2031/sessions", #"{"title": "Two", "track": "main"}"#, "/sessions/two"),
    ("/conferences/acl-2031/tracks", #"{"name": "Main"}"#, "/tracks/main-2"),
    (
      "/conferences/acl-2031/deadlines", #"{"kind": "abstract", "local": "2031-01-03"}"#,
      "/conferences/acl-2031/deadlines/acl-2031--abstract"
    ),
    ("/speakers", #"{"id": "bob", "name": "Bob"}"#, "/speakers/bob"),
    ("/conferences/acl-2031/rooms", #"{"name": "Hall", "capacity": 90}"#, "/rooms/hall"),
    (
      "/places", #"{"name": "Aix", "kind": "city", "country": "FR"}"#, "/places/aix"
    ), ("/sources", #"{"title": "A list", "website": "https://a.test/"}"#, "/sources/a-list"),
    (
      "/recommendations", #"{"audience": "student", "series": "acl", "reason": "It is near"}"#,
      "/recommendations/student--acl"
    ),
  ])
  func `What is created is answered as GET gives it, and comes back unchanged`(
    _ collection: String, _ body: String, _ path: String
  ) async throws {
    try await Self.withDesk { desk async throws in
      let created = try await desk.ask(.post, collection, body)
      #expect(created.status == .created, "\(created.text)")
      #expect(created.fields[.location] == "http://localhost:8080\(path)")
      #expect(created.fields[.cacheControl] == "no-store")
      let read = try await desk.probe.response(path)
      #expect(read.text == created.text)
      #expect(read.fields[.etag] == created.fields[.etag])
      let tag = try #require(read.fields[.etag])
      let data = try #require(try JSONParser.parse(read.content)["data"])
      let same = try await desk.ask(.put, path, data.text, ["If-Match": tag])
      #expect(same.status == .ok && same.text == read.text, "\(same.text)")
      #expect(same.fields[.etag] == tag)
      let gone = try await desk.ask(.delete, path, "", ["If-Match": tag])
      #expect(gone.status == .noContent, "\(gone.text)")
      #expect(try await desk.probe.response(path).status == .gone)
      #expect(try await desk.edit(.patch, path, "{}").status == .gone)
    }
  }

  @Test func `A change needs the state that it is for`() async throws {
    try await Self.withDesk { desk async throws in
      let path = "/conferences/acl-2031"
      let read = try await desk.probe.response(path)
      let tag = try #require(read.fields[.etag])
      let revision = try #require(try await desk.data(path)["revision"]?.integer)
      let change = #"{"tagline": "New"}"#
      let cases: [(Fields, query: String, status: Status)] = [
        ([:], "", .preconditionRequired), (["If-Match": "\"x\""], "", .preconditionFailed),
        (["If-Match": "W/\(tag)"], "", .preconditionFailed),
        (["If-Match": "nonsense"], "", .preconditionFailed),
        ([:], "?if_revision=999", .preconditionFailed),
        ([:], "?if_revision=x", .badRequest),
        (["If-Match": tag], "?if_revision=999", .preconditionFailed),
        (["If-Match": "*", "If-None-Match": "*"], "", .preconditionFailed),
        (["If-Match": "*", "If-None-Match": "\"a\", W/\(tag)"], "", .preconditionFailed),
      ]
      for (fields, query, status) in cases {
        let answer = try await desk.ask(.patch, path + query, change, fields)
        #expect(answer.status == status, "\(fields) \(query) \(answer.text)")
      }
      for (field, value, detail) in [
        ("If-Match", "W/\(tag)", "without W/"), ("If-Match", "*, \"a\"", "must be * or a list"),
        ("If-Match", "\"a\"", "has changed"), ("If-None-Match", "*", "only creates a new one"),
      ] as [(FieldName, String, String)] {
        let answer = try await desk.ask(.put, path, #"{"name": "X"}"#, [field: value])
        #expect(
          answer.status == .preconditionFailed && answer.text.contains(detail), "\(answer.text)")
      }
      // Another record, and how this one is shown, have nothing to do with it.
      #expect(try await desk.edit(.patch, "/series/icml", #"{"summary": "x"}"#).status == .ok)
      let pretty = try await desk.probe.response(path + "?pretty")
      let shown = try #require(pretty.fields[.etag])
      let changed = try await desk.ask(.patch, path, change, ["If-Match": "\"a\", \(shown)"])
      #expect(changed.status == .ok, "\(changed.text)")
      let problem = try JSONParser.parse(
        try await desk.ask(.patch, path + "?if_revision=\(revision)", change).content)
      #expect(problem["changed_fields"]?.array == [.string("tagline")])
      #expect(problem["revision"]?.integer == 3)
      #expect(problem["url"]?.string == "http://localhost:8080\(path)")
      let again = try await desk.ask(.patch, path + "?if_revision=3", change)
      #expect(again.fields[.xRevision] == "3", "nothing has changed")
    }
  }

  @Test func `PUT replaces the whole, PATCH what it names`() async throws {
    try await Self.withDesk { desk async throws in
      let path = "/conferences/acl-2031"
      var answer = try await desk.edit(
        .patch, path, #"{"topics": ["vision"], "dates": {"edtf": "2031-05-02/2031-05-04"}}"#)
      var data = try #require(try JSONParser.parse(answer.content)["data"])
      #expect(data["topics"]?.text == #"["vision"]"#)
      #expect(data["dates"]?["start"]?.string == "2031-05-02")
      #expect(data["year"]?.integer == 2031 && data["deadlines"]?.array?.count == 1)
      answer = try await desk.edit(.patch, path, #"{"dates": null, "year": null}"#)
      data = try #require(try JSONParser.parse(answer.content)["data"])
      #expect(data["dates"] == .null && data["year"] == .null)
      answer = try await desk.edit(.put, path, #"{"name": "Bare"}"#)
      data = try #require(try JSONParser.parse(answer.content)["data"])
      #expect(data["topics"]?.text == "[]" && data["series"]?.text == "[]")
      #expect(data["deadlines"]?.text == "[]" && data["name"]?.string == "Bare")
    }
  }

  @Test func `PUT creates only what is said to be new`() async throws {
    try await Self.withDesk { desk async throws in
      let cases: [(String, Fields, Status)] = [
        ("/series/new", [:], .preconditionRequired),
        ("/series/new", ["If-Match": "*"], .preconditionFailed),
        ("/series/new?if_revision=1", [:], .preconditionFailed),
        ("/series/new", ["If-None-Match": "*"], .created),
        ("/series/new", ["If-None-Match": "*"], .preconditionFailed),
      ]
      for (path, fields, status) in cases {
        let answer = try await desk.ask(.put, path, #"{"name": "New"}"#, fields)
        #expect(answer.status == status, "\(path) \(fields) \(answer.text)")
      }
      #expect(try await desk.edit(.patch, "/series/none", "{}").status == .notFound)
      #expect(try await desk.edit(.delete, "/series/none").status == .notFound)
    }
  }

  @Test(arguments: [
    (#"{"dates": {"start": "2031-05-06", "end": "2031-05-08"}}"#, ["/dates/start", "/dates/end"]),
    (#"{"dates": {"edtf": null, "start": "2031-05-06"}}"#, ["/dates/edtf"]),
  ])
  func `Days that are derived from the EDTF date are not dropped without a word`(
    _ body: String, _ places: [String]
  ) async throws {
    try await Self.withDesk { desk async throws in
      let answer = try await desk.edit(.patch, "/conferences/acl-2031", body)
      #expect(answer.status == .unprocessableContent, "\(answer.text)")
      let errors = try JSONParser.parse(answer.content)["errors"]?.array ?? []
      #expect(errors.compactMap { $0["pointer"]?.string } == places)
      // Of a record without dates, it is the same.
      let other = try await desk.edit(.patch, "/conferences/icml-2031", body)
      #expect(other.status == .unprocessableContent && other.text.contains("2031-05-06"))
    }
  }

  @Test func `An import tells of a new record only the members that it has`() async throws {
    try await Self.withDesk { desk async throws in
      let answer = try await desk.ask(
        .post, "/import", #"{"type":"speaker","id":"new","name":"Ann","affiliation":null}"#,
        ["Content-Type": "application/x-ndjson"])
      let result = try JSONParser.parse(answer.content)["data"]?["results"]?[0]
      #expect(result?["op"] == .string("create"))
      #expect(result?["changed_fields"] == .array([.string("name")]))
    }
  }

  @Test func `An object with very many members is refused before it takes time`() async throws {
    try await Self.withDesk { desk async throws in
      let members = (0..<1_001).map { "\"a\($0)\": 1" }.joined(separator: ", ")
      let answer = try await desk.edit(.patch, "/sessions/talk", "{\"x\": {\(members)}}")
      #expect(answer.status == .unprocessableContent && answer.text.contains("1000 members"))
    }
  }

  @Test(arguments: [
    ("/conferences/acl-2031/rooms", #"{"name": "Hall", "capacity": -4}"#, "/capacity"),
    ("/conferences", #"{"name": "X", "edition_number": -1}"#, "/edition_number"),
    ("/conferences", #"{"name": "X", "year": 2000000000}"#, "/year"),
    ("/guide", #"{"title": "X", "kind": "tip", "order": -1}"#, "/order"),
    ("/series", #"{"name": ""}"#, "/name"), ("/series", #"{"name": " \u00a0\u200b"}"#, "/name"),
    (
      "/conferences",
      #"{"name": "X", "deadlines": [{"id": "a", "kind": "paper"}, {"id": "a", "kind": "paper"}]}"#,
      "/deadlines/1/id"
    ),
  ])
  func `A value that makes no sense is refused with its place`(
    _ path: String, _ body: String, _ pointer: String
  ) async throws {
    try await Self.withDesk { desk async throws in
      let answer = try await desk.ask(.post, path, body)
      #expect(answer.status == .unprocessableContent)
      let errors = try JSONParser.parse(answer.content)["errors"]?.array ?? []
      #expect(errors.compactMap { $0["pointer"]?.string } == [pointer])
    }
  }

  @Test func `Every mistake is named by its place`() async throws {
    try await Self.withDesk { desk async throws in
      let wrong = """
        {"type": "series", "nam": "x", "year": "x", "status": "cancled", "topics": ["nlp", "nlpp"], "series": ["none"],
         "dates": {"edtf": "2031-05-09/2031-05-01"}, "time_zone": "Europe/Viena", "website": "javascript:1",
         "locations": [{"city": "Bonn", "country": "XX"}],
         "deadlines": [{"id": "paper", "kind": "papr", "track": "other", "local": "2031-02-30",
           "time_zone_declared": "Mars"}], "clear": ["topics"]}
        """
      let answer = try await desk.ask(.post, "/conferences", wrong)
      #expect(answer.status == .unprocessableContent)
      let errors = try #require(try JSONParser.parse(answer.content)["errors"]?.array)
      let found = Dictionary(
        errors.map { ($0["pointer"]?.string ?? "", $0["code"]?.string ?? "") },
        uniquingKeysWith: { first, _ in first })
      #expect(
        found == [
          "/type": "contradiction", "/name": "missing", "/nam": "unknown-member",
          "/year": "invalid-value",
          "/status": "invalid-value", "/topics/1": "unknown-reference",
          "/series/0": "unknown-reference", "/dates/edtf": "invalid-value",
          "/time_zone": "invalid-value", "/website": "invalid-value",
          "/locations/0/country": "unknown-reference", "/deadlines/0/kind": "invalid-value",
          "/deadlines/0/track": "contradiction", "/clear": "unknown-member",
          "/deadlines/0/local": "invalid-value",
          "/deadlines/0/time_zone_declared": "invalid-value",
        ])
      #expect(errors.contains { $0["did_you_mean"]?.string == "cancelled" })
      #expect(errors.contains { $0["did_you_mean"]?.string == "Europe/Vienna" })
      #expect(errors.contains { $0["did_you_mean"]?.string == "nlp" })
      let session = try await desk.edit(
        .patch, "/sessions/talk",
        #"{"track": "other", "starts_at": "2031-05-02T10:00:00Z", "ends_at": "2031-05-02T09:00:00Z"}"#
      )
      #expect(session.status == .unprocessableContent)
      #expect(session.text.contains(#""/track""#) && session.text.contains(#""/ends_at""#))
      #expect(try await desk.data("/sessions/talk")["track"]?.string == "main")
    }
  }

  @Test(arguments: [
    ("{\"name\": 1,\n \"name\": 2}", 2), ("{\"name\": \"\\ud800\"}", 1), ("", 1), ("{", 1),
    (String(repeating: "[", count: 80), 1), ("{\"a\": \"\\u0000\"}", 1), ("{}{}", 1),
  ])
  func `What is no JSON is refused with its place`(_ body: String, _ line: Int) async throws {
    try await Self.withDesk { desk async throws in
      let answer = try await desk.ask(
        .post, "/speakers", body, ["Content-Type": "application/json"])
      #expect(answer.status == .badRequest, "\(answer.text)")
      #expect(try JSONParser.parse(answer.content)["line"]?.integer == line)
    }
  }

  @Test func `A renamed record leads on, and what refers to it follows`() async throws {
    try await Self.withDesk { desk async throws in
      #expect(try await desk.edit(.patch, "/series/acl", #"{"id": "icml"}"#).status == .conflict)
      #expect(
        try await desk.edit(.patch, "/series/acl", #"{"id": "A B"}"#).status
          == .unprocessableContent)
      let renamed = try await desk.edit(.patch, "/series/acl", #"{"id": "ling", "summary": "S"}"#)
      #expect(renamed.status == .ok, "\(renamed.text)")
      #expect(renamed.fields[.location] == "http://localhost:8080/series/ling")
      for method in [HTTP.Method.get, .patch, .put, .delete] {
        let old = try await desk.edit(
          method, "/series/acl", method == .get ? "" : #"{"name": "x"}"#)
        #expect(old.status == .permanentRedirect, "\(method) \(old.text)")
        #expect(old.fields[.location] == "http://localhost:8080/series/ling")
      }
      #expect(try await desk.data("/conferences/acl-2031")["series"]?.text == #"["ling"]"#)
      #expect(try await desk.edit(.patch, "/conferences/acl-2031", #"{"id": "x-1"}"#).status == .ok)
      #expect(try await desk.data("/sessions/talk")["conference"]?.string == "x-1")
      #expect(
        try await desk.probe.response("/conferences/x-1/deadlines/x-1--paper").status == .ok)
    }
  }

  @Test(arguments: [
    ("/conferences/acl-2031", "/sessions/talk", Status.gone),
    ("/series/acl", "/conferences/acl-2031", .gone),
    ("/topics/nlp", "/conferences/acl-2031", .ok), ("/speakers/ann", "/sessions/talk", .ok),
    ("/tracks/main", "/sessions/talk", .ok), ("/sources/site", "/conferences/acl-2031", .ok),
    ("/sources/ranks", "/series/icml", .ok), ("/sources/ranks", "/guide/hint", .ok),
  ])
  func `What others need goes only with them, or with their references`(
    _ path: String, _ other: String, _ status: Status
  ) async throws {
    try await Self.withDesk { desk async throws in
      let refused = try await desk.edit(.delete, path)
      #expect(refused.status == .conflict, "\(refused.text)")
      #expect(refused.text.contains("http://localhost:8080\(other)"))
      let gone = try await desk.edit(.delete, path + "?cascade=true")
      #expect(gone.status == .noContent, "\(gone.text)")
      #expect(try await desk.probe.response(path).status == .gone)
      #expect(try await desk.probe.response(other).status == status)
    }
  }

  @Test func `A deadline is changed with its conference, and has a state of its own`() async throws
  {
    try await Self.withDesk { desk async throws in
      let path = "/conferences/acl-2031/deadlines/acl-2031--paper"
      let tag = try #require(try await desk.probe.response(path).fields[.etag])
      #expect(
        try await desk.edit(.patch, "/conferences/acl-2031", #"{"theme": "T"}"#).status == .ok)
      let moved = try await desk.ask(
        .patch, path, #"{"local": "2031-01-12 23:59"}"#, ["If-Match": tag])
      #expect(moved.status == .ok, "\(moved.text)")
      #expect(moved.text.contains("2031-01-13T11:59:00Z"))
      #expect(try await desk.data("/conferences/acl-2031")["theme"]?.string == "T")
      let wrong = try await desk.edit(.patch, path, #"{"kind": "papr"}"#)
      #expect(wrong.text.contains(#""pointer": "/kind""#), "\(wrong.text)")
      #expect(try await desk.edit(.delete, path).status == .noContent)
      #expect(try await desk.probe.response(path).status == .gone)
    }
  }

  @Test func `A venue is made by hand or by the place of an event, and is one`() async throws {
    try await Self.withDesk { desk async throws in
      let made = try await desk.ask(
        .post, "/venues",
        #"{"name": "Big Hall", "city": "Bonn", "country": "DE", "capacity": 500}"#)
      #expect(made.status == .created, "\(made.text)")
      let path = try #require(made.fields[.location]).replacing("http://localhost:8080", with: "")
      #expect(path == "/venues/big-hall-bonn")
      let place = #"{"locations": [{"venue": "Big Hall", "city": "Bonn", "country": "DE"}]}"#
      #expect(try await desk.edit(.patch, "/conferences/acl-2031", place).status == .ok)
      #expect(try await desk.probe.json("/venues")["page"]?["total"]?.integer == 1)
      let renamed = try await desk.edit(.patch, path, #"{"id": "hall", "capacity": 600}"#)
      #expect(renamed.status == .ok && renamed.text.contains("600"), "\(renamed.text)")
      #expect(try await desk.probe.response(path).status == .permanentRedirect)
      // The place still has the name, and the name means the same venue.
      #expect(try await desk.edit(.patch, "/conferences/icml-2031", place).status == .ok)
      #expect(try await desk.probe.json("/venues")["page"]?["total"]?.integer == 1)
      #expect(try await desk.edit(.delete, "/venues/hall").status == .conflict)
      #expect(try await desk.edit(.delete, "/venues/hall?cascade=true").status == .noContent)
      let left = try await desk.data("/conferences/acl-2031")["locations"]?[0]
      #expect(left?["city"]?.string == "Bonn" && left?["venue"] == .null)
    }
  }

  @Test func `Little is answered to who wants little`() async throws {
    try await Self.withDesk { desk async throws in
      let minimal: Fields = ["Prefer": "return=minimal", "If-Match": "*"]
      let created = try await desk.ask(.post, "/speakers", #"{"name": "Bob"}"#, minimal)
      #expect(created.status == .created && created.content.isEmpty)
      let changed = try await desk.ask(.patch, "/speakers/bob", #"{"bio": "B"}"#, minimal)
      #expect(changed.status == .noContent && changed.content.isEmpty)
      for answer in [created, changed] {
        #expect(answer.fields[.preferenceApplied] == "return=minimal")
        #expect(answer.fields[.etag] != nil && answer.fields[.xRevision] != nil)
      }
    }
  }

  @Test func `A repeated key returns the stored response without a second effect`() async throws {
    try await Self.withDesk { desk async throws in
      let key: Fields = ["Idempotency-Key": "\"k-1\""]
      let first = try await desk.ask(.post, "/speakers", #"{"name": "Bob"}"#, key)
      let second = try await desk.ask(
        .post, "/speakers", #"{"name": "Bob"}"#, ["Idempotency-Key": "k-1"])
      #expect(second.status == .created && second.text == first.text)
      #expect(second.fields["Idempotency-Replayed"] == "true")
      #expect(second.fields[.location] == first.fields[.location])
      let other = try await desk.ask(.post, "/speakers", #"{"name": "Cid"}"#, key)
      #expect(other.status == .unprocessableContent)
      #expect(try await desk.ask(.post, "/series", #"{"name": "Bob"}"#, key).status == other.status)
      let long = String(repeating: "k", count: 256)
      #expect(
        try await desk.ask(.post, "/speakers", "{}", ["Idempotency-Key": long]).status
          == .badRequest)
      let half: Fields = ["Idempotency-Key": "\"k"]
      #expect(try await desk.ask(.post, "/speakers", "{}", half).status == .badRequest)
      // What was refused has left no key.
      let retried: Fields = ["Idempotency-Key": "k-2"]
      #expect(
        try await desk.ask(.post, "/speakers", "{}", retried).status == .unprocessableContent)
      #expect(
        try await desk.ask(.post, "/speakers", #"{"name": "Dan"}"#, retried).status == .created)
    }
  }

  @Test func `An import is all or nothing`() async throws {
    try await Self.withDesk { desk async throws in
      let lines: Fields = ["Content-Type": "application/x-ndjson"]
      let good = """
        {"type": "speaker", "id": "bob", "name": "Bob"}
        {"type": "session", "id": "two", "conference": "acl-2031", "title": "Two", "speakers": ["bob"]}
        """
      let dry = try await desk.ask(.post, "/import?dry_run=true", good, lines)
      #expect(dry.status == .ok && dry.text.contains(#""op":"create""#), "\(dry.text)")
      #expect(try await desk.probe.response("/speakers/bob").status == .notFound)
      let bad = good + "\n{\"type\": \"session\", \"id\": \"x\", \"conference\": \"no\"}\n"
      let refused = try await desk.ask(.post, "/import", bad, lines)
      #expect(refused.status == .unprocessableContent)
      #expect(refused.text.contains("/2/conference") && refused.text.contains("/2/title"))
      let broken = try await desk.ask(.post, "/import", good + "\n{\"a\":", lines)
      #expect(broken.status == .badRequest && broken.text.contains(#""line": 3"#), "\(broken.text)")
      #expect(try await desk.probe.response("/speakers/bob").status == .notFound)
      let done = try await desk.ask(.post, "/import", good, lines)
      #expect(done.status == .ok && done.text.contains(#""created":1"#), "\(done.text)")
      let entry = try await desk.probe.json("/sessions/two/history")["data"]?[0]
      #expect(entry?["via"] == .string("import") && entry?["actor"] == .string("ed"))
      let document = #"{"speakers": [{"id": "bob", "name": "Bob B."}]}"#
      #expect(try await desk.ask(.post, "/import", document).text.contains(#""op":"update""#))
    }
  }

  @Test func `An import lists as many changes as a response may have records`() async throws {
    try await ResponderProbe.withStore(Self.catalog) { store, _ in
      let token = try store.addToken(name: "ed", scopes: [.write])
      let desk = Desk(
        probe: ResponderProbe(store) { $0.limits.records = 3 }, store: store, token: token)
      let records = (1...5).map { #"{"id": "s\#($0)", "name": "S \#($0)"}"# }
      let answer = try await desk.ask(
        .post, "/import", #"{"speakers": [\#(records.joined(separator: ", "))]}"#)
      let data = try JSONParser.parse(Array(answer.text.utf8))["data"]
      #expect(data?["results"]?.array?.count == 3 && data?["results_omitted"] == .integer(2))
      #expect(data?["counts"]?["speaker"]?["created"] == .integer(5))
    }
  }

  @Test func `An import of what is kept beside a record is a change of it`() async throws {
    try await Self.withDesk { desk async throws in
      #expect(try await desk.probe.response("/series/acl-then").status == .notFound)
      let record = """
        {"series": [{"id": "acl", "name": "ACL", "kept": {"updated_at": "2030-01-01T00:00:00Z",
          "formerly": ["acl-then"], "ids": [{"system": "dblp", "id": "conf/acl"}]}}]}
        """
      let first = try await desk.ask(.post, "/import", record)
      #expect(first.fields["X-Revision"] == "2", "\(first.text)")
      #expect(try await desk.probe.response("/series/acl-then").status == .permanentRedirect)
      let told = try await desk.probe.json("/changes?kind=series&expand=each")["data"]?.array
      #expect(told?.last?["op"] == .string("update") && told?.last?["id"] == .string("acl"))
      let again = try await desk.ask(.post, "/import", record)
      #expect(again.fields["X-Revision"] == "2" && again.text.contains(#""results":[]"#))
    }
  }

  @Test func `An edit holds against sources until one of them changes its claim`() async throws {
    try await Self.withDesk { desk async throws in
      let source = Source(id: "list", title: "A list")
      func batch(_ theme: String) throws -> ImportBatch {
        var batch = ImportBatch(source: source, origin: "list")
        batch.document = try CatalogDocument(
          json: Array(
            #"{"conferences": [{"id": "acl-2031", "name": "ACL 2031", "series": ["acl"], "year": 2031, "format": "\#(theme)"}]}"#
              .utf8))
        return batch
      }
      try desk.store.merge([try batch("virtual")])
      #expect(try await desk.data("/conferences/acl-2031")["format"]?.string == "virtual")
      #expect(
        try await desk.edit(.patch, "/conferences/acl-2031", #"{"format": "hybrid"}"#).status == .ok
      )
      try desk.store.merge([try batch("virtual")])
      #expect(try await desk.data("/conferences/acl-2031")["format"]?.string == "hybrid")
    }
  }
}
