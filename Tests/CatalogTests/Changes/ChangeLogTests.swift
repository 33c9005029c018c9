import JSON
import SQLite
import Testing

@testable import Catalog
@testable import CatalogForm
@testable import CatalogModel

extension CatalogStore {
  /// Writes a document in the native format.
  func write(_ json: String, origin: WriteOrigin = WriteOrigin()) throws {
    var batch = ImportBatch(source: nil, origin: "")
    let records = try JSONParser.parse(Array("[\(json)]".utf8)).array ?? []
    for record in records {
      let mistakes = batch.document.append(record)
      #expect(mistakes.isEmpty, "\(mistakes)")
    }
    try merge([batch], origin: origin)
  }

  /// The elements of the feed, as "op kind id".
  func told(
    since: Int = 0, kinds: Set<RecordKind> = [], each: Bool = false, limit: Int = 500,
    _ filter: ((inout CatalogFilter) -> Void)? = nil
  ) throws -> [String] {
    var query = ChangeQuery(since: since, limit: limit)
    query.kinds = kinds
    query.tellsEachStep = each
    if let filter {
      var narrowed = CatalogFilter(now: Instant(seconds: 1_780_000_000))
      filter(&narrowed)
      query.filter = narrowed
    }
    return try database.readSync { [query] connection in
      try CatalogReader(connection).changeLog.page(query).steps.map { step in
        "\(step.operation.rawValue) \(step.kind.rawValue) \(step.slug)"
          + (step.previousSlug.map { " (\($0))" } ?? "")
      }
    }
  }

  var logEnd: Int {
    get throws { try count("SELECT coalesce(max(id), 0) FROM change") }
  }
}

@Suite struct `Change log` {
  private static let vldb = #"""
    {"type":"topic","id":"db","label":"Databases"},
    {"type":"topic","id":"ml","label":"Machine learning"},
    {"type":"series","id":"vldb","name":"VLDB"},
    {"type":"conference","id":"vldb-2026","name":"VLDB 2026","series":["vldb"],"topics":["db"]}
    """#

  @Test func `Each kind of change is told once, in the order of commits`() throws {
    try withEmptyCatalog { store in
      try store.write(Self.vldb)
      #expect(
        try store.told() == [
          "create topic db", "create topic ml", "create series vldb", "create conference vldb-2026",
        ])
      let start = try store.logEnd
      try store.write(#"{"type":"conference","id":"vldb-2026","name":"VLDB"}"#)
      try store.write(#"{"type":"conference","id":"vldb-2026","name":"VLDB","tagline":"Data"}"#)
      #expect(try store.told(since: start) == ["update conference vldb-2026"])
      #expect(try store.told(since: start, each: true).count == 2)
      try store.write(#"{"type":"conference","id":"vldb-2026","removed":true}"#)
      #expect(try store.told(since: start) == ["delete conference vldb-2026"])
      #expect(try store.told(kinds: [.conference]) == ["delete conference vldb-2026"])
      #expect(try store.told(since: try store.logEnd).isEmpty)
    }
  }

  @Test func `What says nothing new leaves no row`() throws {
    try withEmptyCatalog { store in
      try store.write(Self.vldb)
      let end = try store.logEnd
      try store.write(Self.vldb)
      #expect(try store.logEnd == end)
    }
  }

  @Test func `A revision has one row for each record`() throws {
    try withEmptyCatalog { store in
      try store.write(
        Self.vldb + #",{"type":"conference","id":"vldb-2026","name":"VLDB twice"}"#)
      #expect(try store.told(kinds: [.conference], each: true) == ["create conference vldb-2026"])
      let end = try store.logEnd
      try store.write(
        #"{"type":"series","id":"x","name":"X"},{"type":"series","id":"x","removed":true}"#)
      #expect(try store.told(since: end).isEmpty)
    }
  }

  @Test func `A page at a time tells what the whole tells`() throws {
    try withEmptyCatalog { store in
      try store.write(Self.vldb)
      try store.write(#"{"type":"series","id":"icml","name":"ICML"}"#)
      try store.write(#"{"type":"series","id":"vldb","name":"VLDB","summary":"Databases"}"#)
      try store.write(#"{"type":"series","id":"icml","removed":true}"#)
      let whole = try store.told()
      var (pages, position, hasMore): ([String], Int, Bool) = ([], 0, true)
      while hasMore {
        let page = try store.database.readSync { [position] connection in
          try CatalogReader(connection).changeLog.page(ChangeQuery(since: position, limit: 1))
        }
        #expect(page.steps.count <= 1 && page.position > position)
        pages += page.steps.map { "\($0.kind.rawValue) \($0.slug)" }
        (position, hasMore) = (page.position, page.hasMore)
      }
      #expect(pages == whole.map { $0.split(separator: " ").dropFirst().joined(separator: " ") })
    }
  }

  @Test func `A filter is evaluated before and after`() throws {
    try withEmptyCatalog { store in
      try store.write(Self.vldb)
      func aboutDatabases(since: Int) throws -> [String] {
        try store.told(since: since) { $0[.topic].included = ["db"] }
      }
      #expect(try aboutDatabases(since: 0) == ["create conference vldb-2026"])
      #expect(try store.told { $0[.topic].included = ["ml"] }.isEmpty)
      let start = try store.logEnd
      try store.write(#"{"type":"conference","id":"vldb-2026","name":"VLDB 2026","topics":["ml"]}"#)
      let topics = try store.database.readSync { try Conference.load("vldb-2026", $0)?.topics }
      #expect(topics == ["ml"])
      #expect(try aboutDatabases(since: start) == ["move_out conference vldb-2026"])
      #expect(
        try store.told(since: start) { $0[.topic].included = ["ml"] }
          == ["move_in conference vldb-2026"])
      let moved = try store.logEnd
      try store.write(#"{"type":"conference","id":"vldb-2026","removed":true}"#)
      #expect(try aboutDatabases(since: moved).isEmpty)
      #expect(
        try store.told(since: moved) { $0[.topic].included = ["ml"] }
          == ["delete conference vldb-2026"])
      // The client that has it from the beginning must hear that it is gone.
      #expect(try aboutDatabases(since: start) == ["delete conference vldb-2026"])
    }
  }

  @Test func `Some conferences are followed by their IDs`() throws {
    try withEmptyCatalog { store in
      try store.write(Self.vldb)
      let start = try store.logEnd
      func told(_ choice: ValueFilter) throws -> [String] {
        try store.told(since: start) { $0[.conference] = choice }
      }
      let (mine, others) = (
        ValueFilter(included: ["vldb-2026"]), ValueFilter(excluded: ["vldb-2026"])
      )
      try store.write(#"{"type":"conference","id":"icml-2026","name":"ICML 2026"}"#)
      #expect(try told(mine).isEmpty)
      #expect(try told(others) == ["create conference icml-2026"])
      try store.write(#"{"type":"conference","id":"vldb-2026","name":"VLDB 2026","tagline":"X"}"#)
      #expect(try told(mine) == ["update conference vldb-2026"])
      try store.write(#"{"type":"conference","id":"vldb-2026","removed":true}"#)
      #expect(try told(mine) == ["delete conference vldb-2026"])
      #expect(try told(others) == ["create conference icml-2026"])
    }
  }

  @Test func `What another record does to the filters of a conference is told`() throws {
    try withEmptyCatalog { store in
      try store.write(Self.vldb)
      let start = try store.logEnd
      try store.write(#"{"type":"series","id":"vldb","name":"VLDB","topics":["ml"]}"#)
      #expect(
        try store.told(since: start) { $0[.topic].included = ["ml"] }
          == ["move_in conference vldb-2026"])
      #expect(try store.told(since: start) == ["update series vldb"])
    }
  }

  @Test func `The removal of a track changes the sessions and deadlines that name it`() throws {
    try withEmptyCatalog { store in
      try store.write(
        Self.vldb
          + #"""
          ,{"type":"track","id":"t","conference":"vldb-2026","name":"T"},
          {"type":"session","id":"s","conference":"vldb-2026","kind":"oral","title":"S","track":"t"}
          """#)
      let start = try store.logEnd
      try store.database.writeSync { connection in
        let writer = try CatalogWriter(connection, now: .now)
        let id = try writer.slugs.id(.track, "t", for: "")
        try RecordRewriter(writer: writer).remove(.track, id, "t", conference: nil)
        try writer.finish()
      }
      #expect(try store.told(since: start) == ["update session s", "delete track t"])
    }
  }

  @Test func `A load tells the same as single records`() throws {
    let sessions = (1...1_100).map {
      #"{"type":"session","id":"s-\#($0)","conference":"vldb-2026","kind":"oral","title":"T \#($0)"}"#
    }
    try withEmptyCatalog { store in
      try store.write(([Self.vldb] + sessions).joined(separator: ","))
      #expect(try store.count("SELECT count(*) FROM change WHERE kind = 'session'") == 1_100)
      #expect(
        try store.told(kinds: [.session], limit: 3) == (1...3).map { "create session s-\($0)" })
    }
  }

  @Test func `An older database begins its log at its present revision`() throws {
    let connection = try Connection(path: "", access: .memory)
    let migrations = CatalogStore.migrations
    try Migrator(Array(migrations.prefix(8))).migrate(connection)
    try connection.execute(
      """
      INSERT INTO revision VALUES (1, 10, 'ann'), (2, 20, NULL);
      UPDATE catalog_state SET revision = 2;
      INSERT INTO change (revision, kind, slug, op, since, object)
        VALUES (2, 'series', 'x', 'update', 1, '{"type":"series","id":"x","name":"X"}');
      """)
    try Migrator(migrations).migrate(connection)
    let reader = try CatalogReader(connection)
    let state = try reader.changeLog.state()
    #expect(state.horizon == state.newest && state.newest.position == 1)
    #expect(ChangeCursor(state.newest.description) == state.newest)
    #expect(try reader.history.formerVersions(of: .series, "x", limit: 5).count == 1)
    #expect(try reader.changeLog.page(ChangeQuery(since: 1, limit: 5)).steps.isEmpty)
  }
}
