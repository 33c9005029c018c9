import Foundation
import JSON
import SQLite
import Testing

@testable import Catalog

/// A catalog with the seeds in it, in a folder of its own.
func withSeededCatalog(_ body: (CatalogStore) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  let store = try CatalogStore(path: "\(folder)/x.db", seed: true)
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
        let reader = CatalogReader(connection)
        var byTopic = ConferenceQuery()
        byTopic.topics.included = try reader.topics(named: entry.topic)
        var byPlace = ConferenceQuery()
        byPlace.cities.included = try reader.cities(named: entry.place)
        if byPlace.cities.isEmpty {
          byPlace.regions.included = try reader.regions(named: entry.place)
        }
        var byDate = ConferenceQuery()
        byDate.from = Day(entry.from)
        byDate.to = Day(entry.to)
        #expect(!byTopic.topics.isEmpty && (!byPlace.cities.isEmpty || !byPlace.regions.isEmpty))
        for query in [byTopic, byPlace, byDate] {
          let answer = try reader.conferences(query, page: PageRequest(limit: 500))
          #expect(answer.page.elements.contains { $0.conference.id == entry.id }, "\(query)")
          let total = try reader.counts().first?.count ?? 0
          #expect(answer.page.elements.count < total)
        }
      }
    }
  }

  @Test func `What the article leaves vague stays vague`() throws {
    try withSeededCatalog { store in
      try store.database.readSync { connection in
        let reader = CatalogReader(connection)
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
        let umbrella = try #require(try reader.series("january-2026-international-conferences"))
        #expect(umbrella.kind == "umbrella" && umbrella.locations.count == 3)
        let request = PageRequest(limit: 10)
        let sessions = try reader.sessions(
          conference: "vldb-2026", tracks: Choice(), kinds: Choice(), page: request)
        #expect(sessions.total == 0)
        #expect(try reader.conference("vldb-2026")?.programmeStatus == "not_announced")
      }
    }
  }

  @Test func `The advice names the eight series for their audiences`() throws {
    try withSeededCatalog { store in
      try store.database.readSync { connection in
        let reader = CatalogReader(connection)
        func series(_ audience: String) throws -> Set<String> {
          Set(
            try reader.recommendations(audiences: try reader.audiences(named: audience))
              .compactMap(\.series))
        }
        let forResearcher = try series("researcher")
        #expect(forResearcher == ["neurips", "icml", "aaai"])
        let forPractitioner = try series("practitioner")
        #expect(forPractitioner == ["odsc-east", "cvpr", "machine-learning-week"])
        let forBusinessLeader = try series("business-leader")
        #expect(forBusinessLeader == ["ai-summit-new-york", "kdd"])
        let forStartup = try series("startup")
        #expect(forStartup == ["kdd", "odsc"])
        #expect(try reader.series(named: "NIPS") == ["neurips"])
      }
    }
  }

  @Test func `Pages in any size and direction show every conference once, in order`() throws {
    try withSeededCatalog { store in
      try store.database.readSync { connection in
        let reader = CatalogReader(connection)
        for sort in ConferenceQuery.Sort.allCases {
          var query = ConferenceQuery()
          query.sort = sort
          query.descending = sort == .name
          let whole = try reader.conferences(query, page: PageRequest(limit: 500))
          let all = whole.page.elements.map(\.conference.id)
          let expected = min(500, whole.page.total)
          #expect(Set(all).count == expected)
          for limit in [3, 7, 100] {
            var request = PageRequest(limit: limit)
            var seen: [String] = []
            var back: [String]?
            while seen.count < expected {
              let page = try reader.conferences(query, page: request).page
              seen += page.elements.map(\.conference.id)
              if seen.count > limit { back = page.previous }
              guard let next = page.next else { break }
              request.after = next
            }
            #expect(Array(seen.prefix(expected)) == all)
            if let back {
              let page = try reader.conferences(
                query, page: PageRequest(limit: limit, before: back)
              ).page
              #expect(page.elements.count == limit)
            }
          }
        }
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
