import JSON
import SQLite
import Testing

@testable import Catalog
@testable import CatalogForm
@testable import CatalogModel

/// What a line of the catalog's own form asks for.
private func lines(_ lines: String...) throws -> ImportBatch {
  var batch = ImportBatch(source: nil, origin: "x.ndjson")
  for line in lines {
    let mistakes = batch.document.append(try JSONParser.parse(Array(line.utf8)))
    try #require(mistakes.isEmpty, "\(mistakes)")
  }
  return batch
}

extension CatalogStore {
  /// The sessions that are found by a word.
  fileprivate func sessions(of word: String) throws -> Int {
    try count(
      """
      SELECT count(*) FROM search WHERE search MATCH '\(word)'
        AND rowid BETWEEN 3 << 40 AND (4 << 40) - 1
      """)
  }
}

@Suite struct `Doubles and what decides between sources` {
  private static let twoOfOne = #"""
    {"conferences": [
        {"id": "right-2026", "name": "Right", "year": 2026, "series": ["one"]},
        {"id": "wrong-2026", "name": "Wrong", "year": 2026, "series": ["two"],
          "locations": [{"country": "KR", "geo": {"lat": 1, "lon": 2}, "city": "Seoul"}]}],
      "series": [{"id": "one", "name": "One"}, {"id": "two", "name": "Two"},
        {"id": "child", "name": "Child", "parent": "two"}],
      "tracks": [{"id": "track", "conference": "wrong-2026", "name": "T"}],
      "rooms": [{"id": "room", "conference": "wrong-2026", "name": "R"}],
      "speakers": [{"id": "ann", "name": "Ann"}, {"id": "anne", "name": "Anne"}],
      "sessions": [{"id": "talk", "conference": "wrong-2026", "kind": "paper", "title": "Talk",
        "track": "track", "room": "room", "speakers": ["ann", "anne"]},
        {"id": "part", "conference": "wrong-2026", "kind": "paper", "title": "Part",
          "parent": "talk", "speakers": ["anne"]}]}
    """#

  private func withTwoOfOne(_ body: (CatalogStore) throws -> Void) throws {
    try withEmptyCatalog { store in
      try store.add(try CatalogDocument(json: Array(Self.twoOfOne.utf8)))
      try body(store)
      #expect(try store.database.readSync { try $0.integrityCheck() }.isEmpty)
    }
  }

  @Test func `A double goes into the record that stays, with its programme, its ids and its slug`()
    throws
  {
    try withTwoOfOne { store in
      var list = try batch("list", dates: "2026-07-06/2026-07-11", id: "wrong-2026")
      list.document.series = []
      list.document.conferences[0].series = []
      try store.merge([list])
      let report = try store.merge([
        try lines(#"{"type":"conference","id":"wrong-2026","merged_into":"right-2026"}"#)
      ])
      #expect(report.counts["conference"] == .init(deleted: 1))
      #expect(report.counts["session"] == .init(updated: 2))
      let talk = try store.database.readSync { try Session.load("talk", $0) }
      #expect(talk?.conference == "right-2026" && talk?.stamp?.sequence == 1)
      #expect(try store.sessions(of: "right") == 2 && store.sessions(of: "wrong") == 0)
      #expect(try store.count("SELECT count(*) FROM location_point") == 0)
      #expect(try store.count("SELECT session_count FROM conference") == 2)
      let target = try store.database.readSync {
        try CatalogReader($0).names.redirects(.conference, "wrong-2026")
      }
      #expect(target == ["right-2026"])
      // The list that had the double goes on with what it was taken for.
      let again = try store.merge([list])
      #expect(again.counts["conference"]?.created ?? 0 == 0)
      #expect(try store.conference("right-2026").dates?.edtf == "2026-07-06/2026-07-11")
      #expect(!(try store.merge([list]).hasChanges))
    }
  }

  @Test func `A list that has both goes on having both, and the catalog one`() throws {
    try withEmptyCatalog { store in
      var list = try batch("list", dates: "2026-07-06/2026-07-11", id: "one-2026") {
        $0.series = ["one"]
        $0.name = "One"
      }
      let other = try batch("list", dates: "2026-07-06/2026-07-11", id: "uno-2026") {
        $0.series = ["uno"]
        $0.name = "Uno"
      }
      list.document.series = [Series(id: "one", name: "One"), Series(id: "uno", name: "Uno")]
      list.document.conferences += other.document.conferences
      list.externalIDs += other.externalIDs
      try store.merge([list])
      #expect(try store.count("SELECT count(*) FROM conference") == 2)
      try store.merge([
        try lines(#"{"type":"conference","id":"uno-2026","merged_into":"one-2026"}"#)
      ])
      #expect(!(try store.merge([list]).hasChanges))
      list.document.conferences[0].dates = try EventDates(edtf: "2026-08-06/2026-08-11", text: nil)
      try store.merge([list])
      #expect(try store.conference("one-2026").dates?.edtf == "2026-08-06/2026-08-11")
      #expect(try store.count("SELECT count(*) FROM conference") == 1)
    }
  }

  @Test func `Who refers to a double refers to what stays`() throws {
    try withTwoOfOne { store in
      try store.merge([
        try lines(
          #"{"type":"series","id":"two","merged_into":"one"}"#,
          #"{"type":"speaker","id":"anne","merged_into":"ann"}"#)
      ])
      #expect(try store.conference("wrong-2026").series == ["one"])
      let (child, talk, part) = try store.database.readSync { connection in
        (
          try Series.load("child", connection), try Session.load("talk", connection),
          try Session.load("part", connection)
        )
      }
      #expect(child?.parent == "one")
      #expect(talk?.speakers.map(\.id) == ["ann"] && part?.speakers.map(\.id) == ["ann"])
      try store.merge([try lines(#"{"type":"session","id":"talk","merged_into":"part"}"#)])
      let left = try store.database.readSync { try Session.load("part", $0) }
      #expect(left?.parent == nil)
    }
  }

  @Test(arguments: ["conference:wrong-2026", "series:two", "session:talk", "speaker:anne"])
  func `What is removed is gone with all that is only its own, and is noted`(
    _ record: String
  ) throws {
    let (kind, slug) = (record.split(separator: ":")[0], record.split(separator: ":")[1])
    try withTwoOfOne { store in
      let line = #"{"type":"\#(kind)","id":"\#(slug)","removed":true}"#
      #expect(try store.merge([try lines(line)]).counts["\(kind)"]?.deleted == 1)
      #expect(try store.count("SELECT count(*) FROM \(kind) WHERE slug = '\(slug)'") == 0)
      #expect(
        try store.count(
          "SELECT count(*) FROM change WHERE op = 'delete' AND kind = '\(kind)' AND slug = '\(slug)'"
        ) == 1)
      if kind == "conference" { #expect(try store.sessions(of: "talk OR part") == 0) }
      let again = try store.merge([try lines(line)])
      #expect(!again.hasChanges && again.notices.count == 1)
    }
  }

  @Test(arguments: [
    (#""merged_into":"nobody""#, "does not exist"), (#""merged_into":"right-2026""#, "another"),
    (#""removed":false"#, "true"), (#""removed":true,"name":"x""#, "no such member"),
  ])
  func `A removal that makes no sense is told`(_ member: String, _ expected: String) throws {
    try withTwoOfOne { store in
      var batch = ImportBatch(source: nil, origin: "x.ndjson")
      let line = #"{"type":"conference","id":"right-2026",\#(member)}"#
      let mistakes = batch.document.append(try JSONParser.parse(Array(line.utf8)))
      if mistakes.isEmpty {
        let error = try #require(throws: ReferenceError.self) { try store.merge([batch]) }
        #expect(error.description.contains(expected))
      } else {
        #expect("\(mistakes)".contains(expected), "\(mistakes)")
      }
    }
  }

  @Test(arguments: ["2026-07-06/2026-07-11", "2026-08-06/2026-08-11"])
  func `A person decides between sources by stating the field, and it stays decided`(
    _ dates: String
  ) throws {
    try withEmptyCatalog { store in
      let sources = try [
        batch("one", dates: "2026-07-06/2026-07-11"), batch("two", dates: "2026-08-06/2026-08-11"),
      ]
      try store.merge(sources)
      #expect(try store.conference().dataIssues.map(\.field) == ["dates"])
      #expect(try store.conference().verification.state == "disputed")
      let other = #"{"type":"conference","id":"icml-2026","name":"ICML 2026","theme":"x"}"#
      try store.merge([try lines(other)])
      #expect(try store.conference().dataIssues.map(\.field) == ["dates"])
      let decision =
        #"{"type":"conference","id":"icml-2026","name":"ICML 2026","dates":{"edtf":"\#(dates)"}}"#
      try store.merge([try lines(decision)])
      #expect(try store.conference().dataIssues.isEmpty)
      #expect(try store.conference().verification.state != "disputed")
      #expect(!(try store.merge(sources).hasChanges))
      #expect(try store.conference().dates?.edtf == dates)
    }
  }

  @Test(arguments: [["a"], ["a", "b"], ["a", "b", "c"]])
  func `What would be part of itself is refused, and nothing is written`(_ slugs: [String]) throws {
    try withEmptyCatalog { store in
      var batch = ImportBatch(source: nil, origin: "x.ndjson")
      batch.document.conferences = [Conference(id: "c", name: "C")]
      for (slug, parent) in zip(slugs, slugs.dropFirst() + slugs) {
        var session = Session(id: slug, conference: "c", kind: "paper", title: slug)
        session.parent = parent
        batch.document.sessions.append(session)
      }
      let error = try #require(throws: ParentCycleError.self) { try store.merge([batch]) }
      #expect(Set(error.slugs) == Set(slugs))
      #expect(error.description.contains("itself") || error.description.contains("its own parent"))
      #expect(try store.count("SELECT count(*) FROM session") == 0)
    }
  }

  @Test func `What is merged one way and then the other leads nowhere but to what is there`() throws
  {
    func merge(_ slug: String, _ other: String) -> String {
      #"{"type":"speaker","id":"\#(slug)","merged_into":"\#(other)"}"#
    }
    try withTwoOfOne { store in
      try store.merge([try lines(merge("ann", "anne"))])
      // A record of another catalog is a new one, although its ID is a former one here.
      try store.merge([try lines(#"{"type":"speaker","id":"ann","name":"Ann","kept":{}}"#)])
      try store.merge([try lines(merge("anne", "ann"))])
      #expect(try store.count("SELECT count(*) FROM redirect WHERE slug = target") == 0)
      #expect(
        try store.count("SELECT count(*) FROM redirect WHERE slug = 'anne' AND target = 'ann'")
          == 1)
    }
  }

  @Test func `What is removed or merged in the file that brings it is no parent of what stays`()
    throws
  {
    func session(_ id: String, parent: String? = nil) -> String {
      #"{"type":"session","id":"\#(id)","conference":"c","kind":"paper","title":"\#(id)""#
        + (parent.map { #","parent":"\#($0)"}"# } ?? "}")
    }
    try withEmptyCatalog { store in
      try store.merge([
        try lines(
          #"{"type":"conference","id":"c","name":"C"}"#, session("gone"), session("one"),
          session("two"), session("three", parent: "one"), session("of-gone", parent: "gone"),
          session("of-one", parent: "one"), session("of-two", parent: "two"),
          #"{"type":"session","id":"gone","removed":true}"#,
          #"{"type":"session","id":"one","merged_into":"two"}"#,
          #"{"type":"session","id":"two","merged_into":"three"}"#)
      ])
      let parents = try ["three", "of-gone", "of-one", "of-two"].map { slug in
        try store.database.readSync { try Session.load(slug, $0)?.parent }
      }
      #expect(parents == [nil, nil, "three", "three"])
    }
  }

  /// Each record is passed once: where every one went its way to the top anew, this took an hour.
  @Test(.timeLimit(.minutes(20)))
  func `A long chain of parts is no circle, and read once; below a circle nothing is hidden`()
    throws
  {
    try withEmptyCatalog { store in
      var batch = ImportBatch(source: nil, origin: "x.ndjson")
      batch.document.conferences = [Conference(id: "c", name: "C")]
      for number in 0..<10_000 {
        var session = Session(id: "s\(number)", conference: "c", kind: "paper", title: "T")
        session.parent = number > 0 ? "s\(number - 1)" : nil
        batch.document.sessions.append(session)
      }
      try store.merge([batch])
      func circles() throws -> [String] {
        try store.database.readSync { connection in
          var found: [String] = []
          try CatalogCheck.run(connection, now: .now) { finding in
            if finding.code == "part-of-itself" { found.append(finding.id) }
          }
          return found
        }
      }
      #expect(try circles().isEmpty)
      try store.database.writeSync { connection in
        try connection.run(
          """
          UPDATE session SET parent_id = (SELECT id FROM session WHERE slug = 's9998')
          WHERE slug = 's9997'
          """)
      }
      #expect(try circles() == ["s9997", "s9998"])
    }
  }

  @Test func `A conference that is named is that one, whatever its series`() throws {
    try withEmptyCatalog { store in
      try store.merge([try batch("one", id: "gathering") { $0.series = ["icml"] }])
      var programme = ImportBatch(source: Source(id: "csv", title: "csv"), origin: "x.csv")
      var conference = Conference(id: "gathering", name: "gathering")
      conference.series = ["gathering"]
      conference.sources = [Attribution(only: ["programme_status"], source: "csv")]
      programme.document.series = [Series(id: "gathering", name: "gathering")]
      programme.document.conferences = [conference]
      programme.document.sessions = [
        Session(id: "talk", conference: "gathering", kind: "paper", title: "Talk")
      ]
      programme.namedConference = "gathering"
      let report = try store.merge([programme])
      #expect(report.counts["conference"]?.created ?? 0 == 0 && report.counts["series"] == nil)
      #expect(try store.conference("gathering").series == ["icml"])
      #expect(try store.count("SELECT session_count FROM conference") == 1)
      programme.namedConference = "gathring"
      programme.document.conferences[0].id = "gathring"
      programme.document.sessions = []
      #expect(try store.merge([programme]).notices.contains { $0.contains("\"gathring\"") })
    }
  }
}
