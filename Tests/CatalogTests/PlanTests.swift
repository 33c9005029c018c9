import Foundation
import SQLite
import Testing

@testable import Catalog

/// How SQLite answers each filter and order, in a catalog in which no value is rare enough to be
/// sorted whole.
@Suite struct `Plans of questions` {
  /// 900 conferences in three years, each with five sessions and a deadline.
  private static let document: String = {
    var conferences: [String] = []
    var sessions: [String] = []
    var tracks: [String] = []
    for number in 0..<900 {
      let (month, day) = (number % 12 + 1, number % 20 + 1)
      func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
      let date = "\(2025 + number % 3)-\(two(month))-\(two(day))"
      conferences.append(
        """
        {"id":"c-\(number)","name":"Conference \(number)","year":\(2025 + number % 3),
        "kind":"conference","dates":{"edtf":"\(date)/\(date)"},"format":"hybrid","topics":["nlp"],
        "locations":[{"city":"Boston","region":"US-MA","country":"US","precision":"city",
        "certainty":"stated"}],"deadlines":[{"id":"paper","kind":"paper",
        "local":"\(date) 23:59:59","time_zone_declared":"AoE"}]}
        """)
      tracks.append(
        "{\"id\":\"c-\(number)-t\",\"conference\":\"c-\(number)\",\"name\":\"Track \(number)\"}")
      for session in 0..<5 {
        sessions.append(
          """
          {"id":"c-\(number)-s-\(session)","conference":"c-\(number)","track":"c-\(number)-t",
          "kind":"\(session < 3 ? "paper" : "poster")","title":"Talk \(number) \(session)",
          "language":"en","level":"beginner","format":"virtual",
          "starts_at":"\(date)T1\(session):00:00Z","ends_at":"\(date)T1\(session):30:00Z"}
          """)
      }
    }
    return """
      {"topics":[{"id":"ai","label":"AI"},{"id":"nlp","label":"NLP","broader":["ai"]}],
      "conferences":[\(conferences.joined(separator: ","))],
      "tracks":[\(tracks.joined(separator: ","))],"sessions":[\(sessions.joined(separator: ","))]}
      """
  }()

  private static func question(
    _ kind: RecordKind, sort: [SortTerm] = [], change: (inout CatalogFilter) -> Void = { _ in }
  ) -> ListQuestion {
    var filter = CatalogFilter(now: Instant(seconds: 1_780_000_000))
    change(&filter)
    var question = ListQuestion(kind, filter)
    question.sort = sort
    question.explains = true
    question.countsTotal = false
    return question
  }

  private static var questions: [(name: String, question: ListQuestion)] {
    var all: [(String, ListQuestion)] = []
    let orders: [(RecordKind, [String])] = [
      (.conference, ["start", "end", "name", "updated"]),
      (.session, ["start", "title", "updated"]),
      (.track, ["name", "updated"]), (.deadline, ["at", "updated"]),
      (.speaker, ["name", "updated"]),
    ]
    for (kind, names) in orders {
      all.append(("\(kind)", question(kind)))
      for name in names {
        for descending in [false, true] {
          let term = SortTerm(name: name, descending: descending)
          all.append(("\(kind) by \(descending ? "-" : "")\(name)", question(kind, sort: [term])))
        }
      }
    }
    let filters: [(String, (inout CatalogFilter) -> Void)] = [
      ("topic", { $0.topics.included = ["nlp"] }), ("year", { $0.years.included = ["2026"] }),
      ("not a topic", { $0.topics.excluded = ["ai"] }),
      ("city", { $0.cities.included = ["boston"] }),
      ("country", { $0.countries.included = ["US"] }),
      ("format", { $0.formats.included = ["hybrid"] }), ("has", { $0.parts.included = ["dates"] }),
      ("updated_since", { $0.updatedSince = Instant(seconds: 0) }),
      ("conference", { $0.conferences.included = ["c-7"] }),
      ("dates", { ($0.from, $0.to) = (Day("2026-03-01"), Day("2026-03-31")) }),
    ]
    for kind in [RecordKind.conference, .session, .deadline] {
      for (name, change) in filters {
        all.append(("\(kind), \(name)", question(kind, change: change)))
      }
    }
    let ofSessions: [(String, (inout CatalogFilter) -> Void)] = [
      ("a kind", { $0.kinds.included = ["paper"] }),
      ("kinds", { $0.kinds.included = ["paper", "poster"] }),
      ("a language", { $0.languages.included = ["en"] }),
      ("a level", { $0.levels.included = ["beginner"] }),
      ("a rare level", { $0.levels.included = ["expert"] }),
      ("a status", { $0.statuses.included = ["cancelled"] }),
      ("a track", { $0.tracks.included = ["c-7-t"] }),
    ]
    for (name, change) in ofSessions {
      all.append(("session, \(name)", question(.session, change: change)))
    }
    let title = [SortTerm(name: "title")]
    all.append(
      ("papers by title", question(.session, sort: title) { $0.kinds.included = ["paper"] }))
    return all
  }

  /// A step that reads a whole table, or sorts all that it has found.
  private static func isUnbounded(_ step: String) -> Bool {
    let scans = step.hasPrefix("SCAN") && !step.contains("INDEX") && !step.contains("VIRTUAL")
    return scans || step.contains("TEMP B-TREE FOR ORDER BY")
  }

  @Test func `Every filter and order of a first page walks an index, and sorts no whole list`()
    throws
  {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
      .path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = try CatalogStore(path: "\(folder)/x.db", seed: false, readTime: .seconds(600))
    defer { store.close() }
    _ = try store.add(try CatalogDocument(json: Array(Self.document.utf8)))
    for (name, question) in Self.questions {
      let plan = try store.database.readSync { connection in
        try CatalogReader(connection).list(question, page: PageRequest(limit: 20)).plan
      }
      #expect(!plan.isEmpty, "\(name)")
      // What belongs to one conference may be sorted, or what changed where that is little.
      let isLittle =
        name.hasSuffix("conference") && question.kind != .conference
        || question.kind != .session && question.filter.updatedSince != nil
      #expect(isLittle || !plan.contains(where: Self.isUnbounded), "\(name): \(plan)")
    }
  }
}
