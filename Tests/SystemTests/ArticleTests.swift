import JSON
import Testing

/// The article's own words, asked of the running server.
@Suite(.serialized) struct `The article` {
  struct Entry {
    let id: String
    var topics: [String] = []
    var places: [String] = []
    var days: [(from: String, to: String)] = []
    var audiences: [String] = []
  }

  static let january = [("2026-01-01", "2026-01-31"), ("2026-01-10", "2026-01-12")]
  static let cities = ["city=Honolulu", "city=San+Diego", "city=NYC", "region=Hawaii"]

  static let entries = [
    Entry(
      id: "aim-2026",
      topics: [
        "neural+network+architectures", "generative+systems", "reinforcement+learning", "robotics",
        "AI+in+healthcare", "AI", "machine+learning",
      ],
      places: ["city=San+Francisco,+CA", "city=SF", "region=California", "format=hybrid"],
      days: [("2026-04-27", "2026-04-29"), ("2026-04-29", "2026-05-31")],
      audiences: ["graduate+students", "researchers", "companies"]),
    Entry(
      id: "icmlaids-2026",
      topics: [
        "autonomous+systems", "deep+learning", "natural+language+processing", "cloud+computing",
        "big+data+analytics", "data+science",
      ],
      places: ["region=Florida", "region=FL&country=USA"],
      days: [("2026-03-20", "2026-03-21"), ("2026-03-21", "2026-03-21")],
      audiences: ["early-career+researchers", "industry+professionals"]),
    Entry(
      id: "pubscholars-ml-symposium-2026", topics: ["AI", "machine+learning"],
      places: ["city=San+Diego", "region=California", "kind=symposium"],
      days: [("2026-04-25", "2026-04-26")]),
    Entry(
      id: "humanx-2026",
      topics: ["enterprise+AI+strategy", "AI+business+strategies", "investment+trends"],
      places: ["city=San+Francisco", "country=United+States"], days: [("2026-04-06", "2026-04-09")],
      audiences: ["executives", "decision-makers", "entrepreneurs", "venture+capitalists", "VCs"]),
    Entry(
      id: "vldb-2026",
      topics: [
        "data+management", "scalable+data+science", "machine+learning+for+databases",
        "intelligent+data+processing", "big+data+infrastructure",
      ],
      places: ["city=Boston", "city=Boston,+MA", "region=Massachusetts", "month=2026-09"],
      days: [("2026-08-31", "2026-08-31"), ("2026-09-04", "2026-09-30")],
      audiences: ["professionals"]),
    Entry(
      id: "tech-summit-2026", topics: ["big+data", "data+science", "applied+ML"],
      places: ["city=Orlando,+Florida", "region=FL", "kind=summit"],
      days: [("2026-04-13", "2026-04-14")],
      audiences: ["researchers", "industry+practitioners"]),
    Entry(
      id: "icmlc-2026", topics: ["machine+learning", "cybernetics"], places: cities, days: january),
    Entry(id: "iccit-2026", topics: ["information+technologies"], places: cities, days: january),
    Entry(
      id: "icuic-2026", topics: ["unsupervised+intelligent+computing"], places: cities,
      days: january),
    Entry(id: "icail-2026", topics: ["AI+law"], places: cities, days: january),
  ]

  @Test func `Each entry is found by what the article says of it, and says where that is from`()
    throws
  {
    let server = try ServerProcess()
    for entry in Self.entries {
      let questions =
        entry.topics.map { "topic=\($0)" } + entry.places
        + entry.days.map { "from=\($0.from)&to=\($0.to)" }
        + entry.audiences.map { "audience=\($0)" }
      for question in questions {
        let found = try server.ids("/conferences?\(question)&limit=500")
        #expect(found.contains(entry.id), "\(entry.id) by \(question)")
      }
      for question in ["city=Seoul", "from=2027-01-01", "topic=computer+graphics"] {
        let found = try server.ids("/conferences?\(question)&limit=500")
        #expect(!found.isEmpty && !found.contains(entry.id), "\(entry.id) by \(question)")
      }
      let record = try server.curl("/conferences/\(entry.id)").body["data"]
      let state = entry.id == "vldb-2026" ? "corroborated" : "single-source"
      #expect(record?["verification"]?["state"] == .string(state))
      #expect(record?["sources"]?[0]?["source"] == .string("seed-article"))
      #expect(record?["programme_status"] == .null)
      for list in ["tracks", "sessions", "speakers"] {
        #expect(try server.ids("/conferences/\(entry.id)/\(list)") == [], "\(entry.id)/\(list)")
      }
    }
    #expect(server.stop() == 0)
  }

  @Test func `The advice and the guide are whole, and nothing is invented for the advised`() throws
  {
    let server = try ServerProcess()
    let advice = [
      "researchers/academics": ["neurips", "icml", "aaai"],
      "practitioners": ["odsc-east", "cvpr", "machine-learning-week"],
      "business+leaders": ["ai-summit-new-york", "kdd"],
      "startups": ["kdd", "odsc"],
    ]
    for (audience, series) in advice {
      let rows = try server.curl("/recommendations?audience=\(audience)").body["data"]?.array ?? []
      #expect(rows.compactMap { $0["series"]?.string } == series, "\(audience)")
      #expect(rows.allSatisfy { $0["source"] == .string("seed-article") })
    }
    for (kind, count) in [("why", 5), ("expect", 6), ("choose", 4), ("tip", 5)] {
      let items = try server.curl("/guide?kind=\(kind)").body["data"]?.array
      #expect(items?.count == count, "\(kind)")
    }
    for series in ["odsc", "odsc-east", "machine-learning-week", "ai-summit-new-york"] {
      #expect(try server.ids("/series/\(series)/conferences") == [], "\(series)")
    }
    let umbrella = try server.curl("/series/january-2026-international-conferences").body["data"]
    let members = umbrella?["conferences"]?.array?.compactMap { $0["id"]?.string }
    #expect(members == ["icail-2026", "iccit-2026", "icmlc-2026", "icuic-2026"])
    #expect(server.stop() == 0)
  }
}
