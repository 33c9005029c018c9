import Foundation
import JSON
import SQLite
import Testing

@testable import Catalog
@testable import CatalogForm
@testable import CatalogModel

/// An empty catalog in a folder of its own.
func withEmptyCatalog(_ body: (CatalogStore) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  let store = try CatalogStore(path: "\(folder)/x.db", seed: false, readTime: .seconds(120))
  try body(store)
  store.close()
}

/// A batch of a source with one edition of one series.
func batch(
  _ source: String, dates: String? = nil, id: String = "icml-2026",
  _ change: (inout Conference) -> Void = { _ in }
) throws -> ImportBatch {
  var batch = ImportBatch(source: Source(id: source, title: source), origin: "\(source).yml")
  var series = Series(id: "icml", name: "ICML")
  series.fullName = "International Conference on Machine Learning"
  series.sources = [Attribution(all: source)]
  var conference = Conference(id: id, name: "ICML 2026")
  conference.series = ["icml"]
  conference.year = 2026
  conference.dates = try dates.map { try EventDates(edtf: $0, text: nil) }
  conference.sources = [Attribution(all: source)]
  change(&conference)
  batch.document.series = [series]
  batch.document.conferences = [conference]
  batch.externalIDs = [
    ExternalID(kind: .conference, slug: id, system: source, scope: "icml.yml", value: id)
  ]
  return batch
}

extension CatalogStore {
  func conference(_ slug: String = "icml-2026") throws -> Conference {
    try #require(try database.readSync { try CatalogReader($0).conference(slug) })
  }

  func count(_ sql: String) throws -> Int {
    try database.readSync { try $0.first(sql) { $0.int(0) } ?? -1 }
  }
}

@Suite struct `Merging sources` {
  @Test func `The same twice changes nothing, the revision included`() throws {
    try withEmptyCatalog { store in
      let first = try store.merge([batch("one", dates: "2026-07-06/2026-07-11")])
      #expect(first.revision == 1 && first.counts["conference"]?.created == 1)
      let second = try store.merge([batch("one", dates: "2026-07-06/2026-07-11")])
      #expect(second.revision == nil && !second.hasChanges && store.revision == 1)
      #expect(second.counts["conference"]?.unchanged == 1)
      #expect(try store.count("SELECT count(*) FROM revision") == 1)
    }
  }

  @Test func `Another source's own slug for an edition of the same series and year is the same`()
    throws
  {
    try withEmptyCatalog { store in
      try store.merge([batch("one", dates: "2026-07-06/2026-07-11")])
      try store.merge([batch("two", dates: "2026-07-06/2026-07-11", id: "icml26")])
      #expect(try store.count("SELECT count(*) FROM conference") == 1)
      let conference = try store.conference()
      #expect(conference.sources.map(\.source) == ["one", "two"])
      #expect(conference.verification.state == "corroborated")
      #expect(conference.stamp?.sequence == 1)
    }
  }

  @Test func `A source that changes its mind is followed, where nobody else spoke`() throws {
    try withEmptyCatalog { store in
      try store.merge([batch("one", dates: "2026-07-06/2026-07-11")])
      let report = try store.merge([batch("one", dates: "2026-07-07/2026-07-12")])
      #expect(report.revision == 2 && report.counts["conference"]?.updated == 1)
      let conference = try store.conference()
      #expect(conference.dates?.edtf == "2026-07-07/2026-07-12")
      #expect(conference.dataIssues.isEmpty && conference.sources.count == 1)
    }
  }

  @Test func `Sources that contradict each other are both kept, and the first is shown`() throws {
    try withEmptyCatalog { store in
      try store.merge([batch("one", dates: "2026-07-06/2026-07-11")])
      let report = try store.merge([batch("two", dates: "2026-07-06/2026-07-12")])
      #expect(report.contradictions.count == 1)
      var conference = try store.conference()
      #expect(conference.dates?.edtf == "2026-07-06/2026-07-11")
      #expect(
        conference.dataIssues == [
          DataIssue(
            field: "dates",
            values: """
              [{"value":"2026-07-06/2026-07-11","source":"one"},\
              {"value":"2026-07-06/2026-07-12","source":"two"}]
              """)
        ])
      #expect(conference.verification.state == "disputed")
      #expect(conference.sources.last?.covers("dates") == false)
      let again = try store.merge([batch("two", dates: "2026-07-06/2026-07-12")])
      #expect(!again.hasChanges)
      // The first comes round, so nothing is left to decide.
      try store.merge([batch("one", dates: "2026-07-06/2026-07-12")])
      conference = try store.conference()
      #expect(conference.dates?.edtf == "2026-07-06/2026-07-12" && conference.dataIssues.isEmpty)
    }
  }

  @Test func `An edit by hand outlives the source's repetition, and its change of mind`() throws {
    try withEmptyCatalog { store in
      try store.merge([batch("one", dates: "2026-07-06/2026-07-11")])
      var edit = CatalogDocument()
      edit.conferences = [try store.conference()]
      edit.conferences[0].dates = try EventDates(edtf: "2026-07-05/2026-07-11", text: nil)
      try store.add(edit)
      #expect(try store.conference().dates?.edtf == "2026-07-05/2026-07-11")
      let same = try store.merge([batch("one", dates: "2026-07-06/2026-07-11")])
      #expect(!same.hasChanges)
      let empty = try store.merge([batch("one")])
      #expect(!empty.hasChanges)
      #expect(try store.conference().dates?.edtf == "2026-07-05/2026-07-11")
      try store.merge([batch("one", dates: "2026-07-08/2026-07-11")])
      let conference = try store.conference()
      #expect(conference.dates?.edtf == "2026-07-05/2026-07-11")
      #expect(conference.dataIssues.map(\.field) == ["dates"])
    }
  }

  @Test(arguments: [
    ("2026-07", "2026-07-06/2026-07-11", "2026-07-06/2026-07-11", false),
    ("2026-07-06/2026-07-11", "2026-07", "2026-07-06/2026-07-11", false),
    ("2026-07-06/..", "2026-07-06/2026-07-11", "2026-07-06/2026-07-11", false),
    ("2026-07-06/2026-07-11", "2026-07-06/..", "2026-07-06/2026-07-11", false),
    ("2026-08", "2026-07-06/2026-07-11", "2026-08", true),
  ])
  func `Of dates that agree the finer are shown`(
    _ ours: String, _ theirs: String, _ shown: String, _ disputed: Bool
  ) throws {
    try withEmptyCatalog { store in
      try store.merge([batch("one", dates: ours)])
      try store.merge([batch("two", dates: theirs)])
      let conference = try store.conference()
      #expect(conference.dates?.edtf == shown && conference.dataIssues.isEmpty != disputed)
    }
  }

  @Test func `The finer place is shown, another one is a contradiction`() throws {
    func place(_ country: String, _ city: String?, _ venue: String? = nil) -> Location {
      var place = Location(text: city ?? country)
      (place.country, place.city, place.venue) = (country, city, venue)
      place.precision = venue != nil ? "venue" : city != nil ? "city" : "country"
      return place
    }
    try withEmptyCatalog { store in
      try store.merge([batch("one") { $0.locations = [place("KR", nil)] }])
      try store.merge([batch("two") { $0.locations = [place("KR", "Seoul", "COEX")] }])
      try store.merge([batch("three") { $0.locations = [place("KR", "Seoul")] }])
      var conference = try store.conference()
      #expect(conference.locations.map(\.venue) == ["COEX"] && conference.dataIssues.isEmpty)
      try store.merge([batch("four") { $0.locations = [place("BR", "Rio de Janeiro")] }])
      conference = try store.conference()
      #expect(conference.locations.map(\.city) == ["Seoul"])
      #expect(conference.dataIssues.map(\.field) == ["locations"])
    }
    // The same words, and yet two halls.
    try withEmptyCatalog { store in
      try store.merge([batch("one") { $0.locations = [place("KR", "Seoul", "COEX")] }])
      try store.merge([batch("two") { $0.locations = [place("KR", "Seoul", "KINTEX")] }])
      #expect(
        try store.conference().dataIssues.map(\.displayText)
          == [#""COEX, Seoul" according to one, "KINTEX, Seoul" according to two"#])
    }
  }

  @Test func `One instant in two writings is one deadline with two sources`() throws {
    func deadline(_ local: String, _ zone: String) -> Deadline {
      Deadline(id: "paper", conference: "icml-2026", kind: "paper", published: local, zone: zone)
    }
    try withEmptyCatalog { store in
      try store.merge([batch("hf") { $0.deadlines = [deadline("2026-01-28 23:59:59", "AoE")] }])
      try store.merge([
        batch("ccf") { $0.deadlines = [deadline("2026-01-29 11:59:59", "UTC+0")] }
      ])
      var conference = try store.conference()
      #expect(conference.deadlines.map(\.local) == ["2026-01-28 23:59:59"])
      #expect(conference.deadlines[0].sources.map(\.source) == ["hf", "ccf"])
      #expect(conference.deadlines[0].sources[1].asStated == "2026-01-29 11:59:59 UTC+0")
      #expect(conference.dataIssues.isEmpty && conference.deadlinesStatus == nil)
      try store.merge([
        batch("ccf") { $0.deadlines = [deadline("2026-02-05 11:59:59", "UTC+0")] }
      ])
      conference = try store.conference()
      #expect(conference.deadlines.map(\.local) == ["2026-01-28 23:59:59"])
      #expect(conference.dataIssues.map(\.field) == ["deadlines.paper"])
    }
  }

  @Test func `Series of one short name and other full names are two`() throws {
    try withEmptyCatalog { store in
      var first = try batch("one")
      first.document.series[0].name = "FSE"
      first.document.series[0].id = "fse"
      first.document.series[0].fullName = "Fast Software Encryption"
      first.document.conferences[0].series = ["fse"]
      var second = first
      second.origin = "other.yml"
      second.document.series[0].fullName = "Foundations of Software Engineering"
      second.externalIDs[0].scope = "other.yml"
      second.document.conferences[0].name = "FSE of the engineers"
      let report = try store.merge([first, second])
      #expect(report.counts["series"]?.created == 2)
      #expect(try store.count("SELECT count(*) FROM conference") == 2)
      #expect(!(try store.merge([first, second]).hasChanges))
    }
  }

  @Test func `Two files of one list that speak of one edition keep their peace`() throws {
    var rates = try batch("one") { $0.acceptance = "{\"accepted\":1}" }
    rates.origin = "rates/icml.yml"
    rates.document.conferences[0].name = "ICML, by its rates"
    try withEmptyCatalog { store in
      for _ in 1...2 {
        try store.merge([batch("one", dates: "2026-07-06/2026-07-11")])
        try store.merge([rates])
      }
      #expect(store.revision == 2)
      #expect(try store.conference().dates?.edtf == "2026-07-06/2026-07-11")
      #expect(try store.conference().acceptance == "{\"accepted\":1}")
      // What one of them changes is followed: nobody but the source has spoken.
      try store.merge([batch("one", dates: "2026-07-07/2026-07-11")])
      #expect(try store.conference().dates?.edtf == "2026-07-07/2026-07-11")
    }
  }

  @Test func `An event that stands twice in a list is one, under all its topics`() throws {
    var twice = try batch("one", dates: "2026-07-06/2026-07-11")
    var series = twice.document.series[0]
    series.id = "icml-2"
    series.name = "Icml"
    var other = twice.document.conferences[0]
    other.id = "icml-2-2026"
    other.series = ["icml-2"]
    other.audiences = []
    other.organizer = "IMLS"
    twice.document.series.append(series)
    twice.document.conferences.append(other)
    twice.externalIDs.append(
      ExternalID(
        kind: .conference, slug: other.id, system: "one", scope: "icml.yml", value: other.id))
    try withEmptyCatalog { store in
      try store.merge([twice])
      #expect(try store.count("SELECT count(*) FROM conference") == 1)
      #expect(try store.count("SELECT count(*) FROM series") == 1)
      #expect(try store.conference().organizer == "IMLS")
      #expect(!(try store.merge([twice]).hasChanges))
    }
  }

  @Test func `A dry run tells what would change, and changes nothing`() throws {
    try withEmptyCatalog { store in
      try store.merge([batch("one", dates: "2026-07-06/2026-07-11")])
      let seen = Seen()
      let report = try store.merge(
        [batch("one", dates: "2026-07-07/2026-07-11")], dryRun: true, observer: { seen.add($0) })
      #expect(report.counts["conference"]?.updated == 1 && store.revision == 1)
      #expect(try store.conference().dates?.edtf == "2026-07-06/2026-07-11")
      let change = try #require(seen.changes.first)
      #expect(change.slug == "icml-2026" && change.fields.map(\.name) == ["dates"])
      #expect(change.fields.first?.after?.contains("2026-07-07") == true)
    }
  }

  @Test func `No two fields of a record share a code`() {
    func holds<Record: CatalogRecord>(_: Record.Type) -> Bool {
      Set(Record.fields.map(\.code)).count == Record.fields.count
    }
    #expect(holds(Conference.self) && holds(Series.self) && holds(Session.self))
    #expect(holds(Speaker.self) && holds(Track.self) && holds(Room.self))
  }
}

/// Collects what an observer is given.
final class Seen: Sendable {
  private let queue = DispatchQueue(label: "seen")
  private let box = Box()

  private final class Box: @unchecked Sendable { var changes: [RecordChange] = [] }

  func add(_ change: RecordChange) { queue.sync { box.changes.append(change) } }
  var changes: [RecordChange] { queue.sync { box.changes } }
}
