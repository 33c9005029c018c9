import JSON
import SQLite
import Testing

@testable import Catalog
@testable import CatalogForm
@testable import CatalogModel

/// A programme of talks, each as id, title and speakers; speakers have codes, and talks too.
func programme(_ talks: [(id: String, title: String, speakers: [String])]) -> ImportBatch {
  var batch = ImportBatch(source: Source(id: "pretalx", title: "pretalx"), origin: "x.json")
  var conference = Conference(id: "sotm-2022", name: "State of the Map")
  conference.year = 2022
  conference.sources = [Attribution(all: "pretalx")]
  batch.document.conferences = [conference]
  batch.document.tracks = [Track(id: "sotm-2022-talks", conference: "sotm-2022", name: "Talks")]
  batch.document.rooms = [Room(id: "sotm-2022-hall", conference: "sotm-2022", name: "Hall")]
  let people = Set(talks.flatMap(\.speakers)).sorted()
  batch.document.speakers = people.map { Speaker(id: $0, name: $0.uppercased()) }
  batch.document.sessions = talks.map { talk in
    var session = Session(
      id: "sotm-2022-\(talk.id)", conference: "sotm-2022", kind: "paper", title: talk.title)
    session.track = "sotm-2022-talks"
    session.room = "sotm-2022-hall"
    session.speakers = talk.speakers.map { SpeakerReference(to: $0) }
    return session
  }
  for (kind, slugs) in [
    (RecordKind.session, batch.document.sessions.map(\.id)), (.speaker, people),
    (.track, ["sotm-2022-talks"]), (.room, ["sotm-2022-hall"]),
  ] {
    batch.externalIDs += slugs.map {
      ExternalID(kind: kind, slug: $0, system: "pretalx", scope: "sotm-2022", value: $0)
    }
  }
  batch.completeProgrammes = ["sotm-2022"]
  return batch
}

@Suite struct `Merging programmes` {
  private static let draft = programme([
    ("a", "Opening", ["ann"]), ("b", "Maps", ["bob", "ann"]), ("c", "Gone", ["cid"]),
  ])

  @Test func `The final programme adds, changes and removes exactly what differs`() throws {
    let final = programme([
      ("a", "Opening", ["ann"]), ("b", "More maps", ["bob"]), ("d", "New", ["dan"]),
    ])
    try withEmptyCatalog { store in
      try store.merge([Self.draft])
      let report = try store.merge([final])
      #expect(
        report.counts["session"] == .init(created: 1, updated: 1, deleted: 1, unchanged: 1))
      #expect(report.counts["speaker"]?.deleted == 1 && report.counts["speaker"]?.created == 1)
      #expect(
        try store.count("SELECT count(*) FROM change WHERE op = 'delete'") == 2)
      #expect(!(try store.merge([final]).hasChanges))
    }
  }

  @Test func `The change log holds what records were, from which revision until which`() throws {
    let final = programme([("a", "Opening", ["ann"]), ("b", "More maps", ["bob"])])
    try withEmptyCatalog { store in
      try store.merge([Self.draft])
      #expect(try store.count("SELECT count(*) FROM change WHERE op <> 'create'") == 0)
      try store.merge([final], origin: WriteOrigin(actor: "ann"))
      let changes = try store.database.readSync { connection in
        try connection.all(
          """
          SELECT op || ' ' || (object ->> 'title') || ' ' || since || '-' || change.revision
            || ' ' || actor
          FROM change JOIN revision ON number = change.revision WHERE kind = 'session' AND op <> 'create'
          ORDER BY 1
          """
        ) { $0.text(0) }
      }
      #expect(changes == ["delete Gone 1-2 ann", "update Maps 1-2 ann"])
    }
  }

  @Test func `Nothing is removed where a part could not be read`() throws {
    var broken = programme([("a", "Opening", ["ann"])])
    broken.problems = [ImportProblem(.skipped, file: "x.json", reason: "no title")]
    try withEmptyCatalog { store in
      try store.merge([Self.draft])
      let report = try store.merge([broken])
      #expect(report.counts["session"]?.deleted == 0 && report.notices.count == 1)
      #expect(try store.count("SELECT count(*) FROM session") == 3)
    }
  }

  @Test func `What others wrote stays when a programme drops its own`() throws {
    try withEmptyCatalog { store in
      try store.merge([Self.draft])
      var edit = CatalogDocument()
      edit.sessions = [
        Session(id: "sotm-2022-party", conference: "sotm-2022", kind: "social", title: "Party")
      ]
      try store.add(edit)
      try store.merge([programme([("a", "Opening", ["ann"])])])
      #expect(try store.count("SELECT count(*) FROM session") == 2)
    }
  }

  @Test func `A talk that another source calls by another id is found by title and time`() throws {
    var other = Self.draft
    other.source = Source(id: "frab", title: "frab")
    for index in other.document.sessions.indices { other.document.sessions[index].id += "-x" }
    other.externalIDs = other.externalIDs.map { id in
      var id = id
      id.system = "frab"
      if id.kind == .session { id.slug += "-x" }
      return id
    }
    var later = other
    later.document.sessions[0].startsAt = ZonedInstant(Instant(seconds: 0), offset: 0)
    later.document.sessions.append(later.document.sessions[0])
    later.document.sessions[3].id = "sotm-2022-again"
    later.document.sessions[3].startsAt = ZonedInstant(Instant(seconds: 3_600), offset: 0)
    try withEmptyCatalog { store in
      try store.merge([Self.draft])
      let report = try store.merge([other])
      #expect(report.counts["session"]?.created == 0 && report.counts["speaker"]?.created == 0)
      let second = try store.merge([later])
      #expect(second.counts["session"]?.created == 1)
      #expect(try store.count("SELECT count(*) FROM session") == 4)
    }
  }

  @Test func `A speaker of the same name elsewhere is another person`() throws {
    var other = programme([("z", "Elsewhere", ["ann"])])
    other.document.conferences[0].id = "other-2022"
    other.document.tracks[0].conference = "other-2022"
    other.document.tracks[0].id = "other-2022-talks"
    other.document.rooms[0].conference = "other-2022"
    other.document.rooms[0].id = "other-2022-hall"
    other.document.sessions[0].id = "other-2022-z"
    other.document.sessions[0].conference = "other-2022"
    other.document.sessions[0].track = "other-2022-talks"
    other.document.sessions[0].room = "other-2022-hall"
    other.externalIDs = []
    other.completeProgrammes = ["other-2022"]
    try withEmptyCatalog { store in
      try store.merge([Self.draft])
      try store.merge([other])
      #expect(try store.count("SELECT count(*) FROM speaker WHERE name = 'ANN'") == 2)
      #expect(!(try store.merge([other]).hasChanges))
    }
  }

  /// Lists of sessions count by these, and begin their walks where these say.
  @Test func `A conference knows how many sessions it has, and between which times`() throws {
    let wrong = """
      SELECT count(*) FROM conference WHERE (session_count, sessions_from, sessions_to) IS NOT (
        SELECT count(*), min(sort_start), max(sort_start) FROM session
        WHERE conference_id = conference.id)
      """
    try withSeededCatalog { store in
      #expect(try store.count("SELECT count(*) FROM conference WHERE session_count > 1") > 1)
      #expect(try store.count(wrong) == 0)
      try store.merge([Self.draft])
      #expect(try store.count(wrong) == 0)
      let before = try store.count("SELECT count(*) FROM session")
      // A complete programme without a session takes it out.
      try store.merge([programme([("a", "Opening", ["ann"])])])
      #expect(try store.count("SELECT count(*) FROM session") < before)
      #expect(try store.count(wrong) == 0)
    }
  }

  /// Names change under records that were filed with them: the search index must forget the old
  /// words, and the words that are put in at once must be those that are taken out later.
  @Test func `Once every record is taken out of the search index no word is left in it`() throws {
    try withSeededCatalog { store in
      try store.merge([Self.draft])
      var renamed = programme([("a", "Opening", ["ann"]), ("b", "Maps", ["bob", "ann"])])
      renamed.document.speakers[0].name = "Ann Renamed"
      renamed.document.rooms[0].name = "Great Hall"
      renamed.document.tracks[0].name = "Long talks"
      renamed.document.conferences[0].acronym = "SotM"
      try store.merge([renamed])
      var edit = CatalogDocument()
      edit.topics = [
        Topic(id: "nlp", label: "Language")
      ]
      edit.places = [
        Place(
          id: "us", kind: "country", name: "United States", altNames: ["Yankeeland"], country: "US")
      ]
      edit.series = [Series(id: "icml", name: "The ICML")]
      try store.add(edit)
      try store.database.writeSync { connection in
        let writer = try CatalogWriter(connection, now: .now)
        for kind in SearchDocument.allCases {
          for id in try connection.all("SELECT id FROM \(kind.table)", row: { $0.int64(0) }) {
            try writer.search.unindex(kind, id)
          }
        }
        let left = try connection.all("SELECT term FROM search_word LIMIT 20") { $0.text(0) }
        #expect(left.isEmpty)
      }
    }
  }
}
