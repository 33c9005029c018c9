import Foundation
import SQLite
import Testing

@testable import Catalog
@testable import CatalogForm
@testable import CatalogModel

@Suite struct `Topics that titles name` {
  private static let labels = [
    "Natural language processing", "NLP", "Machine translation", "Translation",
    "Large language models", "LLM", "Robotics", "search", "Reinforcement learning", "RL", "IT",
  ]

  @Test(arguments: [
    (
      "Machine Translation of Large Language Model Outputs",
      ["Machine translation", "Large language models"]
    ),
    ("LLMs for NLP: where are we?", ["LLM", "NLP"]), ("Robotic surgery", ["Robotics"]),
    ("Trends in robotics", ["Robotics"]), ("A search for meaning", []), ("it works", []),
    ("REINFORCEMENT LEARNING IN IT", ["Reinforcement learning"]), ("", []),
    ("Deep reinforcement-learning (RL)", ["Reinforcement learning", "RL"]),
  ])
  func `A title names a topic by several words, its own name or an abbreviation`(
    title: String, expected: [String]
  ) {
    let taxonomy = TitleTopics(
      Self.labels.enumerated().map { (Int64($0), $1, $1.count > 6 && $1 != "search") })
    #expect(taxonomy.topics(in: title).map { Self.labels[Int($0)] } == expected)
  }

  @Test(arguments: ["-----", "😀😀", "…", ""])
  func `A label without words is in no title`(_ label: String) {
    let taxonomy = TitleTopics([(1, label, true), (2, "Robotics", true)])
    #expect(taxonomy.topics(in: "Robotics ----- 😀😀") == [2])
  }

  private func document(_ topics: String, _ title: String) throws -> CatalogDocument {
    try CatalogDocument(
      json: Array(
        """
        {"topics": [\(topics)], "conferences": [{"id": "c-2026", "name": "C", "year": 2026}],
         "sessions": [{"id": "s", "conference": "c-2026", "kind": "paper", "title": "\(title)"}]}
        """.utf8))
  }

  private func derived(_ store: CatalogStore) throws -> [[String]] {
    try store.database.readSync { connection in
      let reader = try CatalogReader(connection)
      let row = try #require(try reader.row(.session, "s"))
      guard case .session(let session)? = try reader.record(.session, row) else { return [] }
      #expect(session.topics == [])
      let found = try session.derivedTopics.filter { topic in
        var filter = CatalogFilter(now: .now)
        filter[.topic].included = [topic]
        let list = try reader.list(ListQuery(.session, filter), page: PageRequest(limit: 9))
        return list.page.total == 1
      }
      return [session.derivedTopics, found]
    }
  }

  @Test func `They follow the title and the taxonomy, and are not exported`() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let store = try CatalogStore(path: path, seed: false, readTime: .seconds(120))
    defer { store.close() }
    let robots = #"{"id": "robots", "label": "Robot learning"}"#
    try store.add(try document(robots, "Robot learning and graph learning"))
    #expect(try derived(store) == [["robots"], ["robots"]])
    let graphs = #"{"id": "graphs", "label": "Graph learning"}"#
    try store.add(try document(robots + "," + graphs, "Robot learning and graph learning"))
    #expect(try derived(store) == [["robots", "graphs"], ["robots", "graphs"]])
    try store.add(try document("", "Graph learning alone"))
    #expect(try derived(store) == [["graphs"], ["graphs"]])
    let export = try store.database.readSync { connection in
      var export: [UInt8] = []
      try CatalogExport.write(connection, as: .ndjson) { export += $0 }
      return String(decoding: export, as: UTF8.self)
    }
    #expect(!export.contains("derived_topics") && !export.contains(#""topics":["graphs"]"#))
  }
}
