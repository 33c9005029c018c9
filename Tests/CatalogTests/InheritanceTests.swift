import JSON
import SQLite
import Testing

@testable import Catalog
@testable import CatalogForm
@testable import CatalogModel

/// What conferences and sessions inherit: shown, found by, and kept right by every change.
@Suite struct `Inheritance` {
  private static let catalog = """
    {"topics":[{"id":"ai","label":"AI"},{"id":"ml","label":"ML","broader":["ai"]},
      {"id":"nlp","label":"NLP","broader":["ai"]},{"id":"law","label":"Law"}],
     "audiences":[{"id":"startup","label":"Startup"},{"id":"student","label":"Student"}],
     "series":[{"id":"brand","name":"Brand","topics":["law"]},
      {"id":"east","name":"East","parent":"brand","topics":["ml"]},
      {"id":"umbrella","name":"Umbrella","kind":"umbrella","topics":["nlp"]}],
     "conferences":[
      {"id":"east-1","name":"East 1","series":["east","umbrella"],"topics":["ai"],
       "audiences":["student"],"session_kinds":["panel"]},
      {"id":"lone-1","name":"Lone 1","topics":["nlp"]}],
     "tracks":[{"id":"t-nlp","conference":"lone-1","name":"NLP","topics":["nlp"]},
      {"id":"t-none","conference":"east-1","name":"None"}],
     "sessions":[
      {"id":"both","conference":"lone-1","track":"t-nlp","kind":"paper","title":"1","topics":["law"]},
      {"id":"of-track","conference":"lone-1","track":"t-nlp","kind":"paper","title":"2"},
      {"id":"own","conference":"lone-1","kind":"paper","title":"3","topics":["ml"]},
      {"id":"of-event","conference":"east-1","track":"t-none","kind":"paper","title":"4"},
      {"id":"coffee","conference":"east-1","kind":"break","title":"Coffee"}],
     "recommendations":[{"audience":"startup","series":"brand","reason":"Seen"}]}
    """

  private func add(_ text: String, to store: CatalogStore) throws {
    try store.add(try CatalogDocument(json: Array(text.utf8)))
  }

  private func found(
    _ kind: RecordKind = .conference, in store: CatalogStore,
    _ change: (inout CatalogFilter) -> Void
  ) throws -> [String] {
    var filter = CatalogFilter(now: Instant(seconds: 1_767_225_600))
    change(&filter)
    let question = ListQuery(kind, filter)
    return try store.database.readSync { connection in
      let reader = try CatalogReader(connection)
      let table = kind.rawValue
      return try reader.list(question, page: PageRequest(limit: 50)).page.elements.compactMap {
        hit in
        try connection.first("SELECT slug FROM \(table) WHERE id = ?1", hit.id) { $0.text(0) }
      }.sorted()
    }
  }

  private func conference(_ id: String, in store: CatalogStore) throws -> Conference {
    try #require(try store.database.readSync { try CatalogReader($0).conference(id) })
  }

  @Test(arguments: ["conference", "session"])
  func `The topics of one record are looked up without a walk over the others`(
    kind: String
  ) throws {
    try withEmptyCatalog { store in
      let plan = try store.database.readSync { connection in
        try connection.all(
          "EXPLAIN QUERY PLAN SELECT topic_id FROM \(kind)_effective_topic WHERE \(kind)_id = 1"
        ) { $0.text(3) }
      }
      #expect(plan.contains { $0.hasPrefix("SEARCH \(kind)") })
      let own = "\(kind)_effective_topic"
      let walks = plan.filter { $0.hasPrefix("SCAN") || $0.hasPrefix("MATERIALIZE") }
      #expect(walks.allSatisfy { $0.contains(own) }, "\(plan)")
    }
  }

  @Test func `An edition has the topics of its series and of the series above it`() throws {
    try withEmptyCatalog { store in
      try add(Self.catalog, to: store)
      let east = try conference("east-1", in: store)
      #expect(east.topics == ["ai"])
      #expect(east.inheritedTopics == ["ml", "law"])
      for (topic, expected) in [
        ("ml", ["east-1"]), ("law", ["east-1"]), ("ai", ["east-1", "lone-1"]), ("nlp", ["lone-1"]),
      ] {
        #expect(try found(in: store) { $0[.topic].included = [topic] } == expected, "\(topic)")
        #expect(
          try found(in: store) { $0[.exactTopic].included = [topic] }
            == expected.filter { !(topic == "ai" && $0 == "lone-1") }, "\(topic)")
      }
    }
  }

  @Test func `An edition is for the audiences to which its series is recommended`() throws {
    try withEmptyCatalog { store in
      try add(Self.catalog, to: store)
      let east = try conference("east-1", in: store)
      #expect(east.audiences == ["student"])
      #expect(east.inheritedAudiences == ["startup"])
      #expect(east.recommendations.map(\.reason) == ["Seen"])
      #expect(try found(in: store) { $0[.audience].included = ["startup"] } == ["east-1"])
      #expect(try found(in: store) { $0[.audience].excluded = ["startup"] } == ["lone-1"])
      #expect(
        try found(in: store) { $0[FilterKey("session_kind")].included = ["panel"] } == ["east-1"])
    }
  }

  @Test func `A session has the topics of its track, and those of its conference for want of any`()
    throws
  {
    try withEmptyCatalog { store in
      try add(Self.catalog, to: store)
      for (topic, expected) in [
        ("nlp", ["both", "of-track"]), ("law", ["both", "of-event"]), ("ml", ["of-event", "own"]),
      ] {
        #expect(
          try found(.session, in: store) { $0[.topic].included = [topic] } == expected, "\(topic)")
      }
      let both = try store.database.readSync { try Session.load("both", $0) }
      #expect(both?.topics == ["law"] && both?.inheritedTopics == ["nlp"])
      let event = try store.database.readSync { try Session.load("of-event", $0) }
      #expect(event?.topics == [] && event?.inheritedTopics == ["ai", "ml", "law"])
      // A break that becomes a talk has topics, and loses them again.
      for (kind, expected) in [("paper", ["coffee", "of-event"]), ("social", ["of-event"])] {
        try add(
          #"{"sessions":[{"id":"coffee","conference":"east-1","kind":"\#(kind)","title":"Coffee"}]}"#,
          to: store)
        let hits = try found(.session, in: store) { $0[.exactTopic].included = ["ai"] }
        #expect(hits == expected, "\(kind)")
      }
    }
  }

  @Test(arguments: [
    (#"{"series":[{"id":"east","name":"East","topics":["nlp"]}]}"#, "nlp", "ml"),
    (#"{"series":[{"id":"brand","name":"Brand","topics":["nlp"]}]}"#, "nlp", "law"),
    (#"{"series":[{"id":"brand","name":"Brand","kind":"umbrella"}]}"#, "ml", "law"),
  ])
  func `A change of a series files its editions anew`(
    _ edit: String, _ topic: String, _ former: String
  ) throws {
    try withEmptyCatalog { store in
      try add(Self.catalog, to: store)
      try add(edit, to: store)
      #expect(try found(in: store) { $0[.exactTopic].included = [topic] }.contains("east-1"))
      #expect(try !found(in: store) { $0[.exactTopic].included = [former] }.contains("east-1"))
    }
  }

  @Test func `A later recommendation files the editions anew`() throws {
    try withEmptyCatalog { store in
      try add(Self.catalog, to: store)
      try add(
        #"{"recommendations":[{"audience":"student","series":"brand"},"#
          + #"{"audience":"student","conference":"lone-1"}]}"#, to: store)
      #expect(
        try found(in: store) { $0[.audience].included = ["student"] } == ["east-1", "lone-1"])
      #expect(try conference("lone-1", in: store).inheritedAudiences == ["student"])
    }
  }

  @Test func `What a response marks as inherited is not read as the record's own`() throws {
    let text =
      #"{"conferences":[{"id":"x","name":"X","topics":["a","b"],"inherited_topics":["b"],"#
      + #""topic_names":["A","B"],"audiences":["c"],"inherited_audiences":["c"],"#
      + #""recommended_for":[],"locations":[{"country":"US","country_name":"United States"}]}]}"#
    let document = try CatalogDocument(json: Array(text.utf8))
    #expect(document.conferences.map(\.topics) == [["a"]])
    #expect(document.conferences.map(\.audiences) == [[]])
  }

  /// The migration of a catalog that was written before there was inheritance.
  @Test func `An older catalog is filed as a new one is`() throws {
    try withEmptyCatalog { store in
      try add(Self.catalog, to: store)
      @Sendable func filing(_ connection: Connection) throws -> [String] {
        try connection.all(
          "SELECT filter || ' ' || value || ' ' || slug FROM filing ORDER BY 1"
        ) { $0.text(0) }
          + connection.all("SELECT slug || topic_scope FROM session ORDER BY 1") {
            $0.textOrNil(0) ?? "none"
          }
      }
      let expected = try store.database.readSync { try filing($0) }
      try store.database.writeSync { connection in
        try connection.execute(
          """
          DROP VIEW session_effective_topic; DROP VIEW conference_effective_audience;
          DROP VIEW conference_effective_topic; DROP VIEW conference_lineage;
          DELETE FROM filing WHERE filter = 'session_kind'
            OR (filter IN ('topic', 'topic.exact') AND slug = 'east-1' AND value IN ('ml', 'law'))
            OR (filter = 'audience' AND value = 'startup');
          UPDATE session SET topic_scope = NULL WHERE slug = 'both';
          """)
        #expect(try filing(connection) != expected)
        let migration = try #require(
          CatalogStore.migrations.first { $0.name.hasSuffix("_effective_topics.sql") })
        try connection.execute(String(decoding: migration.sql, as: UTF8.self))
        #expect(try filing(connection) == expected)
      }
    }
  }
}
