import Foundation
import JSON
import SQLite
import Testing

@testable import Catalog
@testable import CatalogForm
@testable import CatalogModel

/// The seeds' database, made once: planting them takes a debug build long.
private let seededFile: String? = {
  let path = FileManager.default.temporaryDirectory
    .appendingPathComponent("catalog-tests-\(getpid())-planted.db").path
  guard let store = try? CatalogStore(path: path, seed: true) else { return nil }
  store.close()
  atexit { seededFile.map { _ = unlink($0) } }
  return path
}()

/// A catalog with the seeds in it, in a folder of its own.
func withSeededCatalog(_ body: (CatalogStore) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  let seeded = try #require(seededFile)
  try FileManager.default.copyItem(atPath: seeded, toPath: "\(folder)/x.db")
  let store = try CatalogStore(path: "\(folder)/x.db", seed: true, readTime: .seconds(600))
  try body(store)
  store.close()
}

struct ArticleEntry: Sendable, CustomTestStringConvertible {
  let id: String
  let topic: String
  /// A city, or a region where the article names no city.
  let place: String
  let from: String
  let to: String
  var testDescription: String { id }
}

@Suite struct `The seed catalog` {
  @Test(arguments: [
    ArticleEntry(
      id: "aim-2026", topic: "reinforcement-learning", place: "San Francisco", from: "2026-04-29",
      to: "2026-05-30"),
    ArticleEntry(
      id: "icmlaids-2026", topic: "natural language processing", place: "Florida",
      from: "2026-03-01", to: "2026-03-20"),
    ArticleEntry(
      id: "pubscholars-ml-symposium-2026", topic: "machine learning", place: "san diego",
      from: "2026-04-25", to: "2026-04-25"),
    ArticleEntry(
      id: "humanx-2026", topic: "enterprise-ai", place: "San Francisco", from: "2026-04-06",
      to: "2026-04-09"),
    ArticleEntry(
      id: "vldb-2026", topic: "databases", place: "Boston", from: "2026-09-01", to: "2026-09-30"),
    ArticleEntry(
      id: "tech-summit-2026", topic: "big-data", place: "Orlando", from: "2026-04-01",
      to: "2026-04-30"),
    ArticleEntry(
      id: "icmlc-2026", topic: "cybernetics", place: "Honolulu", from: "2026-01-01",
      to: "2026-01-31"),
    ArticleEntry(
      id: "iccit-2026", topic: "information-technology", place: "New York", from: "2026-01-01",
      to: "2026-01-31"),
    ArticleEntry(
      id: "icuic-2026", topic: "unsupervised-learning", place: "San Diego", from: "2026-01-31",
      to: "2026-02-28"),
    ArticleEntry(
      id: "icail-2026", topic: "ai-law", place: "Honolulu", from: "2025-12-01", to: "2026-01-01"),
  ])
  func `Every entry of the article is found by topic, by place and by date`(
    _ entry: ArticleEntry
  ) throws {
    try withSeededCatalog { store in
      try store.database.readSync { connection in
        let reader = try CatalogReader(connection)
        var byTopic = CatalogFilter(now: .now)
        byTopic[.topic].included = try reader.names.topics(named: entry.topic)
        var byPlace = CatalogFilter(now: .now)
        byPlace[.city].included = try reader.names.cities(named: entry.place)
        if byPlace[.city].isEmpty {
          byPlace[.region].included = try reader.names.regions(named: entry.place)
        }
        var byDate = CatalogFilter(now: .now)
        byDate[.days].from = Day(entry.from)
        byDate[.days].to = Day(entry.to)
        #expect(!byTopic[.topic].isEmpty && (!byPlace[.city].isEmpty || !byPlace[.region].isEmpty))
        for filter in [byTopic, byPlace, byDate] {
          let answer = try reader.list(
            ListQuery(.conference, filter), page: PageRequest(limit: 500))
          let ids = try ids(answer, reader)
          #expect(ids.contains(entry.id), "\(filter)")
          let total = try reader.counts().first?.count ?? 0
          #expect(answer.page.elements.count < total && answer.page.total == ids.count)
        }
      }
    }
  }

  /// The slugs of the conferences that an answer holds.
  private func ids(_ answer: ListResult, _ reader: CatalogReader) throws -> [String] {
    try answer.page.elements.compactMap { hit in
      guard case .conference(let conference)? = try reader.record(hit.kind, hit.id) else {
        return nil
      }
      return conference.id
    }
  }

  @Test func `What the article leaves vague stays vague`() throws {
    try withSeededCatalog { store in
      try store.database.readSync { connection in
        let reader = try CatalogReader(connection)
        let florida = try #require(try reader.conference("icmlaids-2026"))
        #expect(florida.locations.map(\.city) == [nil])
        #expect(florida.locations.map(\.region) == ["US-FL"])
        #expect(florida.timeZone == nil && florida.format == nil)
        for id in ["icmlc-2026", "iccit-2026", "icuic-2026", "icail-2026"] {
          let conference = try #require(try reader.conference(id))
          #expect(conference.dates?.edtf == "2026-01" && conference.dates?.start == nil)
          #expect(conference.locations.map(\.certainty) == ["candidate", "candidate", "candidate"])
          #expect(conference.verification.state == "single-source")
        }
        let row = try #require(
          try reader.row(.series, "january-2026-international-conferences"))
        guard case .series(let umbrella)? = try reader.record(.series, row) else {
          Issue.record("no umbrella")
          return
        }
        #expect(umbrella.kind == "umbrella" && umbrella.locations.count == 3)
        var ofVLDB = CatalogFilter(now: .now)
        ofVLDB[.conference].included = ["vldb-2026"]
        let sessions = try reader.list(
          ListQuery(.session, ofVLDB), page: PageRequest(limit: 10))
        #expect(sessions.page.total == 0)
        #expect(try reader.conference("vldb-2026")?.programmeStatus == "not_announced")
      }
    }
  }

  @Test func `The advice names the eight series for their audiences`() throws {
    try withSeededCatalog { store in
      try store.database.readSync { connection in
        let reader = try CatalogReader(connection)
        func series(_ audience: String) throws -> Set<String> {
          var filter = CatalogFilter(now: .now)
          filter[.audience].included = try reader.names.audiences(named: audience)
          let answer = try reader.list(
            ListQuery(.recommendation, filter), page: PageRequest(limit: 50))
          return Set(
            try answer.page.elements.compactMap { hit in
              guard case .recommendation(let advice)? = try reader.record(hit.kind, hit.id) else {
                return nil
              }
              return advice.series
            })
        }
        let forResearcher = try series("researcher")
        #expect(forResearcher == ["neurips", "icml", "aaai"])
        let forPractitioner = try series("practitioner")
        #expect(forPractitioner == ["odsc-east", "cvpr", "machine-learning-week"])
        let forBusinessLeader = try series("business-leader")
        #expect(forBusinessLeader == ["ai-summit-new-york", "kdd"])
        let forStartup = try series("startup")
        #expect(forStartup == ["kdd", "odsc"])
        #expect(try reader.names.series(named: "NIPS") == ["neurips"])
      }
    }
  }

  @Test func `Pages in any size and direction show every conference once, in order`() throws {
    try withSeededCatalog { store in
      try store.database.readSync { connection in
        let reader = try CatalogReader(connection)
        for sort in ["start", "end", "name", "updated", "deadline"] {
          for descending in [false, true] {
            var question = ListQuery(.conference, CatalogFilter(now: .now))
            question.sort = [SortTerm(name: sort, descending: descending)]
            try check(question, reader)
          }
        }
        var mixed = ListQuery(.conference, CatalogFilter(now: .now))
        mixed.sort = [SortTerm(name: "start", descending: true), SortTerm(name: "name")]
        try check(mixed, reader)
        var filtered = ListQuery(.conference, CatalogFilter(now: .now))
        filtered.filter[.topic].included = ["ai"]
        try check(filtered, reader)
      }
    }
  }

  private func check(_ question: ListQuery, _ reader: CatalogReader) throws {
    let whole = try reader.list(question, page: PageRequest(limit: 500))
    let all = whole.page.elements.map(\.id)
    let total = try #require(whole.page.total)
    let expected = min(500, total)
    #expect(Set(all).count == expected)
    for limit in [3, 7, 100] {
      var request = PageRequest(limit: limit)
      var seen: [Int64] = []
      var back: [String]?
      while seen.count < expected {
        let page = try reader.list(question, page: request).page
        seen += page.elements.map(\.id)
        if seen.count > limit { back = page.previous }
        guard let next = page.next else { break }
        request.after = next
      }
      #expect(Array(seen.prefix(expected)) == all)
      if let back {
        let page = try reader.list(question, page: PageRequest(limit: limit, before: back)).page
        #expect(page.elements.count == limit)
      }
    }
  }

  @Test func `A document with mistakes is refused with all of them`() throws {
    let json = """
      {"conferences": [{"id": "Bad Id", "nam": "x", "dates": {"edtf": "soon"}, "format": "hybird"}]}
      """
    let error = #expect(throws: DocumentError.self) { try CatalogDocument(json: Array(json.utf8)) }
    guard case .mistakes(let mistakes)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    let pointers = Set(mistakes.map(\.pointer))
    #expect(
      pointers.isSuperset(of: [
        "/conferences/0/id", "/conferences/0/name", "/conferences/0/nam",
        "/conferences/0/dates/edtf", "/conferences/0/format",
      ]))
    #expect(mistakes.first { $0.pointer.hasSuffix("format") }?.suggestion == "hybrid")
  }

  @Test func `Two installations hold the same bytes, stamped with the day of the seeds`() throws {
    func contents(_ store: CatalogStore) throws -> (stamp: Instant, export: [UInt8]) {
      try store.database.readSync { connection in
        var export: [UInt8] = []
        try CatalogExport.write(connection, as: .ndjson) { export += $0 }
        return (try CatalogReader(connection).revisedAt, export)
      }
    }
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let other = try CatalogStore(path: path, seed: true, readTime: .seconds(600))
    let second = try contents(other)
    other.close()
    try withSeededCatalog { store in
      let first = try contents(store)
      #expect(first.export == second.export)
      let day = try CatalogStore.seeds().sources.compactMap(\.retrievedOn).max()
      #expect(first.stamp == second.stamp && first.stamp.day(offset: 0).description == day)
    }
  }

  @Test func `A database that was declined the seeds stays empty`() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    for seed in [false, true] {
      let store = try CatalogStore(path: path, seed: seed)
      let count = try store.database.readSync { try CatalogReader($0).counts().map(\.count).max() }
      #expect(count == 0)
      store.close()
    }
  }
}
