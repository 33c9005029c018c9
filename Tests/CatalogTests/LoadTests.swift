import Synchronization
import Testing

@testable import Catalog
@testable import CatalogForm
@testable import CatalogModel
@testable import SQLite

/// A programme of the catalog's own form, of so many sessions.
private func programme(_ conference: String, sessions: Int) -> ImportBatch {
  var batch = ImportBatch(source: nil, origin: "programme.ndjson")
  batch.document.conferences = [Conference(id: conference, name: conference.uppercased())]
  batch.document.tracks = [
    Track(id: "\(conference)-track", conference: conference, name: "Deep learning")
  ]
  batch.document.rooms = [Room(id: "\(conference)-room", conference: conference, name: "Aula")]
  for number in 0..<sessions {
    let speaker = Speaker(id: "\(conference)-speaker-\(number)", name: "Ada \(number)")
    var session = Session(
      id: "\(conference)-session-\(number)", conference: conference, kind: "paper",
      title: "Talk \(number) of graphs")
    session.track = "\(conference)-track"
    session.room = "\(conference)-room"
    session.speakers = [SpeakerReference(to: speaker.id)]
    session.startsAt = ZonedInstant(Instant(seconds: 1_780_000_000 - number * 60), offset: 7_200)
    batch.document.speakers.append(speaker)
    batch.document.sessions.append(session)
  }
  return batch
}

extension CatalogStore {
  /// All that is found by words and by indexes, as text.
  fileprivate var whatIsFound: [String] {
    get throws {
      try database.readSync { connection in
        try connection.all("SELECT term || ' ' || doc || ' ' || cnt FROM search_word") {
          $0.text(0)
        }
          + connection.all(
            "SELECT rowid FROM search WHERE search MATCH 'graphs' ORDER BY rowid"
          ) { "\($0.int64(0))" }
          + connection.all("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY sql") {
            $0.text(0)
          }
          + connection.integrityCheck()
          + connection.all("PRAGMA page_size") { "\($0.int(0)) bytes to a page" }
      }
    }
  }
}

@Suite struct `A large import into an empty catalog` {
  @Test func `It leaves the same indexes, words and rows as small ones`() throws {
    try withEmptyCatalog { large in
      try withEmptyCatalog { small in
        let batch = programme("conf", sessions: 1_200)
        try large.merge([batch])
        var first = batch
        first.document.sessions = []
        first.document.speakers.removeLast(600)
        var second = ImportBatch(source: nil, origin: "")
        second.document.speakers = Array(batch.document.speakers.suffix(600))
        try small.merge([first])
        try small.merge([second])
        for start in stride(from: 0, to: 1_200, by: 300) {
          var part = ImportBatch(source: nil, origin: "")
          part.document.sessions = Array(batch.document.sessions[start..<start + 300])
          try small.merge([part])
        }
        #expect(try large.whatIsFound == small.whatIsFound)
        #expect(try large.count("SELECT count(*) FROM search WHERE search MATCH 'graphs'") == 1_200)
        #expect(!(try large.merge([batch]).hasChanges))
      }
    }
  }

  @Test func `What was found by words before is found after`() throws {
    try withEmptyCatalog { store in
      try store.merge([programme("old", sessions: 0)])
      try store.merge([programme("new", sessions: 1_000)])
      for word in ["old", "new", "aula"] {
        let found = try store.count("SELECT count(*) FROM search WHERE search MATCH '\(word)'")
        #expect(found > 0 || word == "aula" && found == 1_000, "\(word)")
      }
    }
  }

  @Test(arguments: [1_000, 2_000])
  func `What changes on the way is as it was last said`(sessions: Int) throws {
    try withEmptyCatalog { store in
      var changed = programme("conf", sessions: 0)
      changed.document.tracks[0].name = "Sparse learning"
      var more = programme("conf", sessions: sessions + 10)
      more.document.tracks[0].name = "Sparse learning"
      let batches = Mutex([more, changed, programme("conf", sessions: sessions)])
      try store.merge(next: { batches.withLock { $0.popLast() } })
      #expect(try store.count("SELECT count(*) FROM search WHERE search MATCH 'deep'") == 0)
      #expect(
        try store.count("SELECT count(*) FROM search WHERE search MATCH 'sparse'")
          == sessions + 11)
      #expect(try store.count("SELECT count(*) FROM sqlite_schema WHERE tbl_name = 'session'") > 10)
    }
  }

  @Test func `Words that are taken out on the way are out, and in again once`() throws {
    try withEmptyCatalog { store in
      var conference = Conference(id: "old", name: "Old")
      var place = Location(text: "Paris")
      (place.city, place.country, place.precision) = ("Paris", "FR", "city")
      conference.locations = [place]
      var first = programme("small", sessions: 20)
      first.document.conferences.append(conference)
      try store.merge([first])
      var batch = programme("new", sessions: 1_000)
      batch.document.places = [
        Place(id: "fr", kind: "country", name: "France", altNames: ["Frankreich"], country: "FR")
      ]
      try store.merge([batch])
      #expect(try store.count("SELECT count(*) FROM search WHERE search MATCH 'frankreich'") == 1)
      #expect(try store.count("SELECT count(*) FROM search WHERE search MATCH 'graphs'") == 1_020)
      let old = "SELECT cnt FROM search_word WHERE term = 'old'"
      // In the name and in the ID.
      #expect(try store.count(old) == 2)
      // A record that was put in twice is found once, but the index counts it twice.
      try withEmptyCatalog { small in
        try small.merge([first])
        var parts = Array(repeating: batch, count: 2)
        parts[0].document.sessions.removeAll()
        parts[0].document.speakers.removeLast(500)
        parts[1].document = CatalogDocument()
        parts[1].document.speakers = Array(batch.document.speakers.suffix(500))
        for part in parts { try small.merge([part]) }
        for start in [0, 500] {
          var part = ImportBatch(source: nil, origin: "")
          part.document.sessions = Array(batch.document.sessions[start..<start + 500])
          try small.merge([part])
        }
        let counts = try [store, small].map { store in
          try store.database.readSync {
            try $0.first("SELECT hex(block) FROM search_data WHERE id = 1") { $0.text(0) }
          }
        }
        #expect(counts[0] == counts[1])
      }
      #expect(try store.whatIsFound.allSatisfy { !$0.contains("malformed") })
    }
  }

  @Test func `A load that begins on the way has the words of what came before`() throws {
    try withEmptyCatalog { one in
      try withEmptyCatalog { two in
        let before = programme("early", sessions: 40)
        let batch = programme("conf", sessions: 1_100)
        let batches = Mutex([batch, before])
        try one.merge(next: { batches.withLock { $0.popLast() } })
        try two.merge([before])
        try two.merge([batch])
        #expect(try one.whatIsFound == two.whatIsFound)
        #expect(try one.count("SELECT count(*) FROM search WHERE search MATCH 'graphs'") == 1_140)
      }
    }
  }

  @Test(arguments: [false, true])
  func `Records that are not new are found amid those that are`(changes: Bool) throws {
    try withEmptyCatalog { large in
      try withEmptyCatalog { small in
        let old = programme("conf", sessions: 300)
        var batch = programme("conf", sessions: 1_500)
        if changes { batch.document.sessions[7].title = "Another talk of graphs" }
        // The first is new, so that a load begins; one stands twice.
        batch.document.sessions.reverse()
        batch.document.speakers.reverse()
        batch.document.sessions.append(batch.document.sessions[1_000])
        batch.document.speakers.insert(batch.document.speakers[100], at: 101)
        for store in [large, small] { try store.merge([old]) }
        let report = try large.merge([batch])
        // Less than a load needs at a time.
        var parts = [ImportBatch(source: nil, origin: ""), ImportBatch(source: nil, origin: "")]
        parts[0].document.speakers = Array(batch.document.speakers.prefix(800))
        parts[1].document.speakers = Array(batch.document.speakers.dropFirst(800))
        for start in stride(from: 0, to: batch.document.sessions.count, by: 800) {
          var part = ImportBatch(source: nil, origin: "")
          part.document.sessions = Array(batch.document.sessions[start...].prefix(800))
          parts.append(part)
        }
        for part in parts { try small.merge([part]) }
        #expect(report.counts["session"]?.created == 1_200)
        #expect(report.counts["session"]?.updated == (changes ? 1 : 0))
        #expect(report.counts["speaker"]?.created == 1_200)
        #expect(try large.count("SELECT count(*) FROM session") == 1_500)
        let words = "SELECT cnt FROM search_word WHERE term = 'another'"
        #expect(try large.count("SELECT coalesce((\(words)), 0)") == (changes ? 1 : 0))
        for query in [
          "SELECT term || ' ' || doc || ' ' || cnt FROM search_word",
          "SELECT slug || title FROM session ORDER BY slug",
          "SELECT slug || name FROM speaker ORDER BY slug",
        ] {
          func all(_ store: CatalogStore) throws -> [String] {
            try store.database.readSync { try $0.all(query) { $0.text(0) } }
          }
          #expect(try all(large) == all(small))
        }
        #expect(try large.database.readSync { try $0.integrityCheck() }.isEmpty)
      }
    }
  }

  @Test(arguments: [true, false])
  func `After a load foreign keys are looked up again`(isGood: Bool) throws {
    try withEmptyCatalog { store in
      var batch = programme("conf", sessions: 1_000)
      if !isGood { batch.document.sessions[999].room = "nowhere" }
      let report = try? store.merge([batch])
      #expect((report != nil) == isGood)
      #expect(throws: SQLiteError.self) {
        try store.database.writeSync { connection in
          try connection.run("INSERT INTO session_speaker VALUES (-1, 0, -1, 'speaker')")
        }
      }
    }
  }

  @Test func `A load that fails leaves the catalog as it was`() throws {
    try withEmptyCatalog { store in
      try store.merge([programme("old", sessions: 0)])
      let before = try store.whatIsFound
      var broken = programme("new", sessions: 1_000)
      broken.document.sessions[999].track = "nowhere"
      #expect(throws: ReferenceError.self) { try store.merge([broken]) }
      #expect(try store.whatIsFound == before)
      #expect(try store.merge([programme("new", sessions: 1_000)]).revision == 2)
    }
  }

  @Test func `Every kind of record has a place of its own`() {
    let places = RecordKind.allCases.map(\.place)
    #expect(places.sorted() == Array(0..<places.count))
  }
}
