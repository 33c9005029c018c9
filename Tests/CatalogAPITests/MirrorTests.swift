import Catalog
import CatalogForm
import CatalogModel
import Foundation
import HTTP
import JSON
import SQLite
import Synchronization
import Testing

@testable import CatalogAPI

/// A copy of the catalog that is kept through the export and the changes.
@Suite struct `A mirror` {
  /// Random edits in the native format, which refer to whatever may be there.
  private struct Edits {
    var random: SeededGenerator

    mutating func pick(_ prefix: String, _ count: Int) -> String {
      "\(prefix)\(Int.random(in: 0..<count, using: &random))"
    }

    mutating func chance(_ percent: Int) -> Bool {
      Int.random(in: 0..<100, using: &random) < percent
    }

    mutating func line() -> String {
      let number = Int.random(in: 0..<1_000, using: &random)
      let topic = pick("t", 4)
      let city = ["Berlin", "Paris", "Boston"].randomElement(using: &random) ?? "Berlin"
      switch Int.random(in: 0..<12, using: &random) {
      case 0:
        let broader = chance(50) ? #","broader":["t0"]"# : ""
        let name = pick("t", 4)
        return #"{"type":"topic","id":"\#(name)","label":"\#(name) \#(number % 7)""#
          + (name == "t0" ? "" : broader) + "}"
      case 1:
        let topics = chance(50) ? #""\#(topic)""# : ""
        return
          #"{"type":"series","id":"\#(pick("s", 3))","name":"S \#(number)","topics":[\#(topics)]}"#
      case 2:
        return #"{"type":"speaker","id":"\#(pick("p", 4))","name":"P \#(number)"}"#
      case 3:
        return #"{"type":"track","id":"\#(pick("r", 4))","conference":"c0","name":"R \#(number)"}"#
      case 4, 5:
        let track = chance(50) ? #","track":"\#(pick("r", 4))""# : ""
        let speaker = chance(50) ? #","speakers":[{"id":"\#(pick("p", 4))"}]"# : ""
        return #"{"type":"session","id":"\#(pick("x", 6))","conference":"c0","kind":"oral","#
          + #""title":"X \#(number)"\#(track)\#(speaker)}"#
      case 6:
        let kind = ["session", "conference", "series", "speaker"].randomElement(using: &random)
        let prefix = ["session": "x", "conference": "c", "series": "s", "speaker": "p"]
        let id = pick(prefix[kind ?? ""] ?? "x", 3)
        let into = chance(30) ? pick(prefix[kind ?? ""] ?? "x", 3) : id
        return into == id
          ? #"{"type":"\#(kind ?? "")","id":"\#(id)","removed":true}"#
          : #"{"type":"\#(kind ?? "")","id":"\#(id)","merged_into":"\#(into)"}"#
      default:
        let day = Int.random(in: 10...28, using: &random)
        let series = chance(50) ? #","series":["\#(pick("s", 3))"]"# : ""
        let deadline =
          chance(40)
          ? #","deadlines":[{"id":"d","kind":"paper","local":"2026-03-\#(day) 12:00:00"}]"# : ""
        return #"{"type":"conference","id":"\#(pick("c", 6))","name":"C \#(number)","#
          + #""topics":["\#(topic)"],"dates":{"edtf":"2026-05-\#(day)"},"#
          + #""locations":[{"city":"\#(city)","country":"DE"}]\#(series)\#(deadline)}"#
      }
    }
  }

  /// Writes some random lines as one revision; what cannot be written is undone.
  private static func write(_ edits: inout Edits, to store: CatalogStore) throws {
    var batch = ImportBatch(source: nil, origin: "")
    for _ in 0..<Int.random(in: 1...3, using: &edits.random) {
      _ = batch.document.append(try JSONParser.parse(Array(edits.line().utf8)))
    }
    do {
      try store.merge([batch])
    } catch is ReferenceError {
    } catch is ParentCycleError {}
  }

  /// The records of an export by type and ID, and its cursor.
  private static func export(_ store: CatalogStore) throws -> ([String: String], ChangeCursor) {
    let state = try store.database.readSync { try CatalogReader($0).changeLog.state() }
    var export = SnapshotExport(state)
    var records: [String: String] = [:]
    while true {
      let now = export
      let part = try store.database.readSync { connection in
        var next = now
        let lines = try next.next(CatalogReader(connection))
        return (lines, next)
      }
      guard let lines = part.0 else { return (records, state.newest) }
      export = part.1
      for line in lines.split(separator: 0x0a) {
        let value = try JSONParser.parse(Array(line))
        let name = "\(value["type"]?.string ?? "") \(try id(value))"
        #expect(records[name] == nil, "\(name) is exported twice")
        records[name] = String(decoding: line, as: UTF8.self)
      }
    }
  }

  /// The ID of a record as the feed names it.
  private static func id(_ record: JSONValue) throws -> String {
    try #require(record["id"]?.string)
  }

  private static func follow(
    _ store: CatalogStore, _ records: inout [String: String], from position: Int, limit: Int,
    _ filter: CatalogFilter? = nil, pages: Int = .max
  ) throws -> Int {
    var position = position
    var pages = pages
    while true {
      let since = position
      let page = try store.database.readSync { connection in
        var query = ChangeQuery(since: since, limit: limit)
        query.filter = filter
        return try CatalogReader(connection).changeLog.page(query)
      }
      for step in page.steps {
        let kind = step.kind.rawValue
        if let previous = step.previousSlug { records["\(kind) \(previous)"] = nil }
        records["\(kind) \(step.slug)"] = step.record.map { String(decoding: $0, as: UTF8.self) }
      }
      position = page.position
      pages -= 1
      guard page.hasMore, pages > 0 else { return position }
    }
  }

  @Test(arguments: 1...6)
  func `An export and the changes since then are the later export`(seed: UInt64) throws {
    try Self.withStore { store in
      var edits = Edits(random: SeededGenerator(seed: seed))
      for _ in 0..<20 { try Self.write(&edits, to: store) }
      var (mirror, cursor) = try Self.export(store)
      var position = cursor.position
      for round in 1...12 {
        for _ in 0..<Int.random(in: 1...6, using: &edits.random) {
          try Self.write(&edits, to: store)
        }
        position = try Self.follow(store, &mirror, from: position, limit: round % 4 + 1)
        let (now, end) = try Self.export(store)
        #expect(Self.differences(mirror, now).isEmpty, "round \(round)")
        #expect(position == end.position || position < end.position)
      }
    }
  }

  @Test(arguments: 1...4)
  func `A filter's hits and the changes since then are the later hits`(seed: UInt64) throws {
    try Self.withStore { store in
      var edits = Edits(random: SeededGenerator(seed: seed &+ 1_000))
      for _ in 0..<20 { try Self.write(&edits, to: store) }
      let filters = Self.filters
      var mirrors = try filters.map { try Self.hits(store, $0) }
      var position = try store.database.readSync {
        try CatalogReader($0).changeLog.state().newest.position
      }
      for round in 1...8 {
        for _ in 0..<Int.random(in: 1...6, using: &edits.random) {
          try Self.write(&edits, to: store)
        }
        var end = position
        for (index, filter) in filters.enumerated() {
          end = try Self.follow(
            store, &mirrors[index], from: position, limit: round % 3 + 1, filter)
          let now = try Self.hits(store, filter)
          let differences = Self.differences(mirrors[index], now)
          #expect(differences.isEmpty, "filter \(index), round \(round)")
        }
        position = end
      }
    }
  }

  /// A client may be told of a record ahead of its place in the log, and then lag behind.
  @Test(arguments: 1...4)
  func `A mirror of a filter that lags behind ends equal`(seed: UInt64) throws {
    try Self.withStore { store in
      var edits = Edits(random: SeededGenerator(seed: seed &+ 2_000))
      for _ in 0..<10 { try Self.write(&edits, to: store) }
      var mirrors = try Self.filters.map { try Self.hits(store, $0) }
      let start = try store.database.readSync {
        try CatalogReader($0).changeLog.state().newest.position
      }
      var positions = [Int](repeating: start, count: mirrors.count)
      for round in 0...30 {
        if round < 30 {
          for _ in 0..<2 { try Self.write(&edits, to: store) }
        }
        for (index, filter) in Self.filters.enumerated() {
          positions[index] = try Self.follow(
            store, &mirrors[index], from: positions[index], limit: 2, filter,
            pages: round < 30 ? 1 : .max)
        }
      }
      for (index, filter) in Self.filters.enumerated() {
        let differences = Self.differences(mirrors[index], try Self.hits(store, filter))
        #expect(differences.isEmpty, "filter \(index)")
      }
    }
  }

  private static let filters: [CatalogFilter] = {
    var filters: [CatalogFilter] = []
    for change: (inout CatalogFilter) -> Void in [
      { $0[.topic].included = ["t0"] }, { $0[.series].included = ["s1"] },
      { $0[.city].included = ["berlin"] },
      { $0[FilterKey<ValueFilter>("has")].included = ["deadlines"] },
      {
        $0[.days] = DayFilter(from: Day("2026-05-15"), to: Day("2026-05-20"))
      },
      { $0[.topic].excluded = ["t1"] }, { $0.text = SearchText("Berlin") },
    ] {
      var filter = CatalogFilter(now: Instant(seconds: 1_780_000_000))
      change(&filter)
      filters.append(filter)
    }
    return filters
  }()

  @Test func `A mirror ends equal while several write`() throws {
    try Self.withStore { store in
      var edits = Edits(random: SeededGenerator(seed: 77))
      for _ in 0..<10 { try Self.write(&edits, to: store) }
      let remaining = Atomic(4)
      let failure = Locked<String?>(nil)
      for writer in 0..<4 {
        Thread.detachNewThread {
          var edits = Edits(random: SeededGenerator(seed: UInt64(writer) + 7))
          do {
            for _ in 0..<15 { try Self.write(&edits, to: store) }
          } catch {
            failure.withLock { $0 = "\(error)" }
          }
          remaining.subtract(1, ordering: .acquiringAndReleasing)
        }
      }
      // Exports begin and go on while records change under them.
      var (mirror, cursor) = try Self.export(store)
      var position = cursor.position
      repeat {
        position = try Self.follow(store, &mirror, from: position, limit: 3)
      } while remaining.load(ordering: .acquiring) > 0
      _ = try Self.follow(store, &mirror, from: position, limit: 3)
      #expect(failure.withLock { $0 } == nil)
      #expect(Self.differences(mirror, try Self.export(store).0).isEmpty)
    }
  }

  /// The records that are not the same in two copies.
  private static func differences(
    _ mirror: [String: String], _ now: [String: String]
  ) -> [String] {
    Set(mirror.keys).union(now.keys).filter { mirror[$0] != now[$0] }.sorted().map { name in
      "\(name): \(mirror[name] ?? "nothing") and now \(now[name] ?? "nothing")"
    }
  }

  /// The hits of a filter, in the native format.
  private static func hits(
    _ store: CatalogStore, _ filter: CatalogFilter
  ) throws -> [String: String] {
    let (all, _) = try export(store)
    let slugs = try store.database.readSync { connection in
      let reader = try CatalogReader(connection)
      var list = ListQuery(.conference, filter)
      list.countsTotal = false
      let hits = try reader.list(list, page: PageRequest(limit: 500)).page.elements
      return try hits.compactMap { hit -> String? in
        guard case .conference(let conference)? = try reader.record(.conference, hit.id) else {
          return nil
        }
        return conference.id
      }
    }
    let names = Set(slugs.map { "conference \($0)" })
    return all.filter { names.contains($0.key) }
  }

  private static func withStore(_ body: (CatalogStore) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent(UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = try CatalogStore(path: "\(folder)/x.db", seed: false, readTime: .seconds(120))
    defer { store.close() }
    try body(store)
  }
}

/// Random numbers that are the same in each run (SplitMix64).
private struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
    return bits ^ (bits >> 31)
  }
}
