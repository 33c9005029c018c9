import JSON
import SQLite
import Testing

@testable import Catalog
@testable import CatalogForm
@testable import CatalogModel

private func document(_ json: String) throws -> CatalogDocument {
  try CatalogDocument(json: Array(json.utf8))
}

private let programme = """
  {"conferences": [{"id": "demo-2026", "name": "Demo"}], "sessions": [{"id": "demo-2026-a",
    "conference": "demo-2026", "kind": "paper", "title": "A talk", "abstract": "Words",
    "level": "beginner", "language": "en", "links": [
      {"rel": "slides", "url": "https://demo.example/a.pdf", "title": "Slides"}]%@}]}
  """

private func programme(adding members: String = "") throws -> CatalogDocument {
  try document(programme.split(separator: "%@").joined(separator: members))
}

extension CatalogStore {
  fileprivate func session(_ slug: String) throws -> Session {
    try #require(try database.readSync { try Session.load(slug, $0) })
  }
}

@Suite struct `The catalog's own form` {
  @Test func `What is null or missing stays, and only what is named under "clear" is emptied`()
    throws
  {
    try withEmptyCatalog { store in
      try store.add(try programme())
      let edit = """
        {"sessions": [{"id": "demo-2026-a", "conference": "demo-2026", "kind": "paper",
          "title": "A talk", "abstract": null, "clear": ["level", "links"]}]}
        """
      try store.add(try document(edit))
      let session = try store.session("demo-2026-a")
      #expect(session.abstract == "Words" && session.language == "en")
      #expect(session.level == nil && session.links.isEmpty)
      #expect(!(try store.add(try document(edit)).hasChanges))
    }
  }

  @Test func `A session says who chairs it, and is found by them`() throws {
    try withEmptyCatalog { store in
      let people = #""speakers": [{"id": "ann", "name": "Ann"}, {"id": "bob", "name": "Bob"}]"#
      try store.add(try document("{\(people)}"))
      func bill(_ people: String) throws -> Session {
        try store.add(try programme(adding: #", "speakers": [\#(people)]"#))
        return try store.session("demo-2026-a")
      }
      let chair = SpeakerReference(id: "bob", name: "Bob", role: "chair")
      let bob = #"{"id": "bob", "role": "chair"}"#
      #expect(try bill(#""ann", \#(bob)"#).speakers == [.init(id: "ann", name: "Ann"), chair])
      var json = JSONWriter()
      try store.session("demo-2026-a").writeForm(to: &json)
      let text = String(decoding: json.bytes, as: UTF8.self)
      let members = #"[{"id":"ann","name":"Ann"},{"id":"bob","name":"Bob","role":"chair"}]"#
      #expect(text.contains(members), "\(text)")
      let roles = try store.database.readSync { connection in
        let reader = CatalogReader(writing: connection)
        return try ["ann", "bob"].map { slug in
          try reader.row(.speaker, slug).map { try reader.sessions(speaker: $0).map(\.role) }
        }
      }
      #expect(roles == [[nil], ["chair"]])
      #expect(try bill(#"\#(bob), "bob""#).speakers == [chair, .init(id: "bob", name: "Bob")])
    }
  }

  @Test func `A role that nobody knows is a mistake, with those that are known`() throws {
    let error = try #require(throws: DocumentError.self) {
      try programme(adding: #", "speakers": [{"id": "ann", "role": "boss"}]"#)
    }
    #expect(
      error.description.contains("/sessions/0/speakers/0/role: expected one of speaker, chair"),
      "\(error)")
  }

  @Test func `A field that is not there cannot be cleared`() throws {
    let error = try #require(throws: DocumentError.self) {
      try programme(adding: #", "clear": ["abstrct"]"#)
    }
    #expect(error.description.contains("did you mean abstract?"), "\(error)")
  }

  @Test func `A session's links are kept, and a source adds its own`() throws {
    try withEmptyCatalog { store in
      try store.add(try programme())
      let link = Link(to: "https://demo.example/a.pdf", as: "slides", title: "Slides")
      #expect(try store.session("demo-2026-a").links == [link])
      var batch = ImportBatch(source: Source(id: "frab", title: "frab"), origin: "x.json")
      batch.document.conferences = [Conference(id: "demo-2026", name: "Demo")]
      var session = Session(
        id: "demo-2026-a", conference: "demo-2026", kind: "paper", title: "A talk")
      let video = Link(to: "https://demo.example/a.mp4", as: "video")
      session.links = [link, video]
      batch.document.sessions = [session]
      try store.merge([batch])
      #expect(try store.session("demo-2026-a").links == [link, video])
      #expect(!(try store.merge([batch]).hasChanges))
    }
  }

  @Test func `A new record takes the stamp and the place that it had, one that is there does not`()
    throws
  {
    let kept = #", "kept": {"updated_at": "2025-01-02T03:04:05Z", "sequence": 7, "position": 3}"#
    try withEmptyCatalog { store in
      try store.add(try programme(adding: kept))
      let stamp = try store.session("demo-2026-a").stamp
      #expect(stamp?.sequence == 7 && stamp?.updatedAt.description == "2025-01-02T03:04:05Z")
      #expect(try store.count("SELECT position FROM session") == 3)
      #expect(try store.session("demo-2026-a").stamp?.revision == 1)
    }
    try withEmptyCatalog { store in
      try store.add(try programme())
      #expect(!(try store.add(try programme(adding: kept)).hasChanges))
      #expect(try store.session("demo-2026-a").stamp?.sequence == 0)
    }
  }

  @Test(arguments: [
    (#""said": [{"source": "x", "file": "0", "fields": "12"}]"#, "16 hexadecimal digits"),
    (#""ids": [{"system": "frab"}]"#, "/kept/ids/0/id"), (#""sequenc": 1"#, "sequence"),
    (#""updated_at": "yesterday""#, "RFC 3339"),
    (#""sequence": 9223372036854775807"#, "from 0 to 1000000000"),
  ])
  func `What is kept must be well-formed`(member: String, word: String) throws {
    let error = try #require(throws: DocumentError.self) {
      try programme(adding: #", "kept": {\#(member)}"#)
    }
    #expect(error.description.contains(word), "\(error)")
  }
}

@Suite struct `A document that says a thing twice` {
  @Test func `The first makes the record, and the last word counts`() throws {
    let twice = """
      {"series": [{"id": "b", "name": "B", "website": "https://b.example/"},
        {"id": "b", "name": "C"}],
       "speakers": [{"id": "ann", "name": "Ann"}, {"id": "ann", "name": "Anne"}],
       "audiences": [{"id": "all", "label": "All"}, {"id": "all", "label": "Everyone"}]}
      """
    try withEmptyCatalog { store in
      let report = try store.add(try document(twice))
      #expect(report.counts["series"] == .init(created: 1, updated: 1))
      #expect(report.counts["speaker"] == .init(created: 1, updated: 1))
      #expect(try store.count("SELECT count(*) FROM speaker WHERE name = 'Anne'") == 1)
      #expect(try store.count("SELECT count(*) FROM search WHERE search MATCH 'anne'") == 1)
      #expect(try store.count("SELECT count(*) FROM search WHERE search MATCH 'ann'") == 0)
    }
  }
}

@Suite struct `What sources leave open` {
  private func batch(_ source: String, room: String) -> ImportBatch {
    var batch = ImportBatch(source: Source(id: source, title: source), origin: "\(source).json")
    batch.document.conferences = [Conference(id: "demo-2026", name: "Demo")]
    batch.document.rooms = [
      Room(id: "demo-2026-\(room)", conference: "demo-2026", name: room)
    ]
    var session = Session(
      id: "demo-2026-a", conference: "demo-2026", kind: "paper", title: "A talk")
    session.room = "demo-2026-\(room)"
    batch.document.sessions = [session]
    return batch
  }

  @Test func `What two sources say of a session is kept for a person, until they agree`() throws {
    try withEmptyCatalog { store in
      try store.merge([batch("one", room: "aula")])
      try store.merge([batch("two", room: "hall")])
      func findings() throws -> [Finding] {
        try store.database.readSync { connection in
          var findings: [Finding] = []
          try CatalogCheck.run(connection, now: .now) { finding in
            if finding.code == "contradiction" { findings.append(finding) }
          }
          return findings
        }
      }
      #expect(try findings().map(\.id) == ["demo-2026-a"])
      let session = try store.session("demo-2026-a")
      var (answer, export) = (JSONWriter(), JSONWriter())
      session.write(to: &answer, in: RepresentationContext(isResponse: true))
      session.write(to: &export, in: .export)
      let issue = #""data_issues":[{"field":"room","values":[{"value":"demo-2026-aula""#
      #expect(String(decoding: answer.bytes, as: UTF8.self).contains(issue))
      #expect(!String(decoding: export.bytes, as: UTF8.self).contains("data_issues"))
      #expect(try findings().first?.message.contains("demo-2026-hall") == true)
      #expect(!(try store.merge([batch("two", room: "hall")]).hasChanges))
      try store.merge([batch("two", room: "aula")])
      #expect(try findings().isEmpty)
    }
  }

  @Test func `A topic is found by any of its labels, and unknown words make one notice`() throws {
    try withEmptyCatalog { store in
      try store.add(
        try document(
          #"{"topics": [{"id": "planning", "label": "Planning", "#
            + #""alt_labels": ["Automated planning"]}]}"#))
      var batch = batch("one", room: "aula")
      batch.document.topics = [Topic(id: "automated-planning", label: "Automated Planning")]
      batch.document.sessions[0].topics =
        ["automated-planning", "planning"] + (0..<50).map { "word-\($0)" }
      let report = try store.merge([batch])
      #expect(try store.session("demo-2026-a").topics == ["planning"])
      #expect(try store.count("SELECT count(*) FROM topic") == 1)
      #expect(report.notices.count == 1 && report.notices[0].contains("50 keywords"))
      #expect(!(try store.merge([batch]).hasChanges))
    }
  }

  private func calendar(_ talks: [String]) -> ImportBatch {
    var batch = programme(talks.map { ($0, "Talk \($0)", []) })
    batch.isSurelyWhole = false
    return batch
  }

  @Test func `A calendar takes away what it no longer has, but not what another calendar has`()
    throws
  {
    try withEmptyCatalog { store in
      try store.merge([calendar(["a", "b", "c"])])
      let other = try store.merge([calendar(["x", "y"])])
      #expect(other.counts["session"] == .init(created: 2))
      let newer = try store.merge([calendar(["a", "b", "x", "y"])])
      #expect(newer.counts["session"]?.deleted == 1)
    }
  }

  @Test func `A calendar that comes again takes nothing from another one`() throws {
    try withEmptyCatalog { store in
      try store.merge([calendar(["a", "b"])])
      try store.merge([calendar(["x", "y", "z"])])
      #expect(!(try store.merge([calendar(["x", "y", "z"])]).hasChanges))
      #expect(!(try store.merge([calendar(["a", "b"])]).hasChanges))
      #expect(!(try store.merge([calendar(["x", "y", "z"])]).hasChanges))
      #expect(try store.count("SELECT count(*) FROM session WHERE room_id IS NOT NULL") == 5)
    }
  }

  @Test func `A calendar that gives its events new identifiers doubles none`() throws {
    func calendar(_ talks: [(uid: String, title: String)]) throws -> ImportBatch {
      var batch = programme(talks.map { ($0.uid, $0.title, []) })
      batch.isSurelyWhole = false
      for index in batch.document.sessions.indices {
        batch.document.sessions[index].startsAt = ZonedInstant(
          Instant(seconds: 1_780_000_000), offset: 0)
      }
      return batch
    }
    try withEmptyCatalog { store in
      try store.merge([calendar([("a", "Opening"), ("b", "Posters"), ("c", "Posters")])])
      let next = try calendar([("x", "Opening"), ("y", "Posters"), ("z", "Posters")])
      #expect(try store.merge([next]).counts["session"]?.created == 0)
      #expect(!(try store.merge([next]).hasChanges))
      // What the calendar still has is not what another event of it is called.
      let more = try calendar([
        ("x", "Opening"), ("y", "Posters"), ("z", "Posters"), ("q", "Posters"),
      ])
      #expect(try store.merge([more]).counts["session"] == .init(created: 1, unchanged: 3))
    }
  }

  @Test func `What the gazetteer lacks is one finding, however many are there`() throws {
    try withEmptyCatalog { store in
      var document = CatalogDocument()
      document.conferences = ["Busan", "BUSAN", "Daegu"].enumerated().map { number, city in
        var conference = Conference(id: "c-\(number)", name: "C \(number)")
        var location = Location(text: city)
        (location.city, location.country, location.precision) = (city, "KR", "city")
        conference.locations = [location]
        return conference
      }
      try store.add(document)
      let findings = try store.database.readSync { connection in
        var findings: [Finding] = []
        try CatalogCheck.run(connection, now: .now) { findings.append($0) }
        return findings.filter { $0.code == "unknown-city" }
      }
      #expect(findings.map(\.id) == ["c-0", "c-2"])
    }
  }

  @Test func `Sessions outside their conference are one finding for it`() throws {
    try withEmptyCatalog { store in
      var document = CatalogDocument()
      document.conferences = [Conference(id: "demo-2026", name: "Demo")]
      document.conferences[0].dates = try EventDates(edtf: "2026-05-01/2026-05-02", text: nil)
      document.sessions = (0..<9).map { number in
        var session = Session(
          id: "demo-2026-\(number)", conference: "demo-2026", kind: "paper", title: "\(number)")
        // From the second of May, a day each.
        session.startsAt = ZonedInstant(
          Instant(Day("2026-05-02") ?? Day(number: 0), second: 36_000 + number * 86_400), offset: 0)
        return session
      }
      try store.add(document)
      let findings = try store.database.readSync { connection in
        var findings: [Finding] = []
        try CatalogCheck.run(connection, now: .now) { findings.append($0) }
        return findings.filter { $0.code == "session-outside-conference" }
      }
      #expect(findings.map(\.id) == ["demo-2026"])
      #expect(
        findings.first?.message.contains("8 of 9 sessions are on 2026-05-03 to 2026-05-10") == true,
        "\(findings)")
    }
  }
}
