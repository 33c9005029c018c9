import JSON
import Testing

@testable import Catalog
@testable import CatalogForm
@testable import CatalogModel

/// The query grammar over the wire, against answers computed from the seeds' own text, without SQL.
@Suite(.serialized) final class `The query grammar` {
  private let server: ServerProcess
  private let seeds: CatalogDocument

  init() throws {
    server = try ServerProcess()
    seeds = try CatalogStore.seeds()
  }

  deinit { _ = server.stop() }

  /// All ids of a list, page by page, and the total that it states.
  private func ask(_ path: String) throws -> (ids: Set<String>, total: Int?) {
    var ids: Set<String> = []
    var total: Int?
    var next: String? = "\(path)\(path.contains("?") ? "&" : "?")limit=500&fields=id"
    while let path = next {
      let (status, body) = try server.curl(path)
      guard status == 200 else {
        throw ServerProcess.Failure(description: "\(path): \(status)")
      }
      ids.formUnion(body["data"]?.array?.compactMap { $0["id"]?.string } ?? [])
      total = body["page"]?["total"]?.integer.map { Int($0) }
      next = body["page"]?["next"]?.string.map { url in
        String(url.drop { $0 != ":" }.dropFirst(3).drop { $0 != "/" })
      }
    }
    return (ids, total)
  }

  private func expect(_ path: String, _ expected: [String]) throws {
    let (ids, total) = try ask(path)
    #expect(ids == Set(expected), "\(path)")
    #expect(total == expected.count, "\(path)")
  }

  private func conferences(_ condition: (Conference) -> Bool) -> [String] {
    seeds.conferences.filter(condition).map(\.id)
  }

  /// The topics of each conference with those of its series and of the series above these.
  private lazy var topics: [String: Set<String>] = {
    let series = Dictionary(uniqueKeysWithValues: seeds.series.map { ($0.id, $0) })
    return Dictionary(
      uniqueKeysWithValues: seeds.conferences.map { conference in
        let lineage = conference.series.compactMap { series[$0] }
        let above = lineage.compactMap { $0.parent.flatMap { series[$0] } }
        let inherited = (lineage + above).filter { $0.kind == "recurring" }.flatMap(\.topics)
        return (conference.id, Set(conference.topics + inherited))
      })
  }()

  private func conferences(
    onTopics condition: (Set<String>) -> Bool, _ other: (Conference) -> Bool = { _ in true }
  ) -> [String] {
    conferences { condition(topics[$0.id] ?? []) && other($0) }
  }

  private func sessions(_ condition: (Session) -> Bool) -> [String] {
    seeds.sessions.filter(condition).map(\.id)
  }

  /// A topic with all that is narrower.
  private func narrower(_ topic: String) -> Set<String> {
    var all: Set<String> = [topic]
    while case let more = seeds.topics.filter({
      !all.contains($0.id) && !all.isDisjoint(with: $0.broader)
    }), !more.isEmpty {
      all.formUnion(more.map(\.id))
    }
    return all
  }

  @Test func `Topics are joined, excluded and widened to what is narrower`() throws {
    let ai = narrower("ai")
    let vision = narrower("computer-vision")
    let nlp = narrower("nlp")
    #expect(ai.count > 20 && ai.isSuperset(of: vision))
    try expect("/conferences?topic=ai", conferences(onTopics: { !ai.isDisjoint(with: $0) }))
    try expect("/conferences?topic.exact=ai", conferences(onTopics: { $0.contains("ai") }))
    let either = nlp.union(vision)
    for path in ["topic=nlp,computer-vision", "topic=nlp&topic=Computer+Vision"] {
      try expect("/conferences?\(path)", conferences(onTopics: { !either.isDisjoint(with: $0) }))
    }
    try expect(
      "/conferences?topic=ai,-computer-vision",
      conferences(onTopics: { !ai.isDisjoint(with: $0) && vision.isDisjoint(with: $0) }))
    try expect("/conferences?topic=-ai", conferences(onTopics: { ai.isDisjoint(with: $0) }))
  }

  @Test func `Parameters are joined by and`() throws {
    let vision = narrower("computer-vision")
    try expect(
      "/conferences?topic=computer-vision&country=US,CA&year=2026&has=deadlines",
      conferences(onTopics: { !vision.isDisjoint(with: $0) }) { conference in
        conference.year == 2026 && !conference.deadlines.isEmpty
          && conference.locations.contains { ["US", "CA"].contains($0.country) }
      })
    try expect(
      "/conferences?format=-online&verified=-single-source",
      conferences { $0.format != "virtual" && $0.verification.state != "single-source" })
    try expect("/conferences?format=onsite", conferences { $0.format == "in-person" })
  }

  /// 0 where the dates cannot fit, 1 where they are unknown, 2 where they may, 3 where they must.
  private func grade(_ dates: EventDates?, _ first: Day, _ last: Day) -> Int {
    guard let dates, let earliest = dates.startEarliest, let latest = dates.startLatest,
      let end = dates.endEarliest
    else { return 1 }
    guard earliest <= last, (dates.endLatest ?? latest + 10) >= first else { return 0 }
    return latest <= last && end >= first ? 3 : 2
  }

  @Test func `Dates are certain, possible or unknown, and what is left out is counted`() throws {
    for (from, to) in [
      ("2026-01-01", "2026-01-31"), ("2026-01-10", "2026-01-12"), ("2026-07-12", "2026-07-14"),
      ("2027-08-31", "2027-09-02"), ("2020-07-12", "2020-07-12"),
    ] {
      let (first, last) = (try #require(Day(from)), try #require(Day(to)))
      func found(_ lowest: Int) -> [String] {
        conferences { grade($0.dates, first, last) >= lowest }
      }
      let path = "/conferences?from=\(from)&to=\(to)"
      try expect(path, found(2))
      try expect("\(path)&match=certain", found(3))
      try expect("\(path)&match=possible", found(1))
      let left = try server.curl("\(path)&match=certain").body["meta"]?["vague_excluded"]
      #expect(left == .integer(Int64(found(1).count - found(3).count)), "\(path)")
    }
  }

  @Test func `An umbrella is found by its days, and as uncertain within them`() throws {
    let umbrella = ["january-2026-international-conferences"]
    try expect("/series?city=San+Diego&month=2026-01", umbrella)
    try expect("/series?from=2026-01-10&to=2026-01-12&match=certain", [])
    let hit = try server.curl("/series?from=2026-01-10&to=2026-01-12").body["data"]?[0]
    #expect(hit?["match"]?["dates"] == .string("possible"))
    try expect("/series?when=past&kind=umbrella", umbrella)
    try expect("/series?month=2026-02", [])
  }

  @Test func `Sessions are found across conferences, by what is theirs and their track's`() throws {
    let tracks = Dictionary(uniqueKeysWithValues: seeds.tracks.map { ($0.id, $0.topics) })
    let events = Dictionary(uniqueKeysWithValues: seeds.conferences.map { ($0.id, $0) })
    // What titles name is held by the tests of derived topics; here it is taken as it is shown.
    let shown = try server.curl("/sessions?topic=nlp&kind=tutorial,keynote&limit=500").body["data"]
    let derived = Dictionary(
      uniqueKeysWithValues: (shown?.array ?? []).map { session in
        (
          session["id"]?.string ?? "",
          (session["derived_topics"]?.array ?? []).compactMap { $0.string }
        )
      })
    func topics(_ session: Session) -> Set<String> {
      let found = session.topics + (session.track.flatMap { tracks[$0] } ?? [])
      let inherited = found.isEmpty ? self.topics[session.conference] ?? [] : Set(found)
      return inherited.union(derived[session.id] ?? [])
    }
    let nlp = narrower("nlp")
    try expect(
      "/sessions?topic=nlp&kind=tutorial,keynote",
      sessions {
        ["tutorial", "keynote"].contains($0.kind) && !nlp.isDisjoint(with: topics($0))
      })
    try expect(
      "/sessions?country=SG&kind=-poster,-paper",
      sessions { session in
        !["poster", "paper"].contains(session.kind)
          && events[session.conference]?.locations.contains { $0.country == "SG" } == true
      })
    try expect("/sessions", sessions { _ in true })
    // What a list is walked by counts too, where words are looked for besides.
    let words = try server.ids("/conferences?q=conference&limit=500")
    try expect(
      "/conferences?q=conference&topic.exact=nlp,speech&sort=name",
      conferences(onTopics: { !Set(["nlp", "speech"]).isDisjoint(with: $0) }) {
        words.contains($0.id)
      })
    try expect(
      "/sessions?country=SG",
      sessions { events[$0.conference]?.locations.contains { $0.country == "SG" } == true })
    try expect("/sessions?status=cancelled", sessions { $0.status == "cancelled" })
    let speaker = try #require(seeds.sessions.first { !$0.speakers.isEmpty }?.speakers[0].id)
    let theirs = sessions { $0.speakers.contains { $0.id == speaker } }
    try expect("/sessions?speaker=\(speaker)", theirs)
    try expect("/speakers/\(speaker)/sessions", theirs)
  }

  @Test(arguments: [
    "/conferences?country=US&sort=-name", "/conferences?sort=deadline,-start",
    "/conferences?near=48.2,16.4&radius=2000km&sort=distance", "/conferences?q=learning",
    "/sessions?conference=colt-2020&sort=-title,start", "/deadlines?kind=abstract&sort=-at",
    "/series?sort=-updated", "/search?q=vision&type=conference,series",
    "/conferences/colt-2020/speakers",
  ])
  func `Every record is on one page, whatever the page's length`(_ path: String) throws {
    func walk(_ limit: Int) throws -> [String] {
      var ids: [String] = []
      var next: String? = "\(path)\(path.contains("?") ? "&" : "?")limit=\(limit)"
      while let path = next {
        let body = try server.curl(path).body
        // Deadlines are told apart by their URLs.
        ids += body["data"]?.array?.compactMap { $0["url"]?.string } ?? []
        next = body["page"]?["next"]?.string.map { url in
          String(url.drop { $0 != ":" }.dropFirst(3).drop { $0 != "/" })
        }
      }
      return ids
    }
    let whole = try walk(500)
    #expect(whole.count > 20)
    #expect(Set(whole).count == whole.count)
    #expect(try walk(17) == whole)
  }

  @Test func `Mistakes say what was given, what is right and where else it is known`() throws {
    let cases: [(path: String, value: String, expected: String, suggestion: String?)] = [
      ("/conferences?city=Florida", "Florida", "as a region", "region=Florida"),
      ("/conferences?region=Boston", "Boston", "as a city", "city=Boston"),
      ("/conferences?country=Boston", "Boston", "as a city", "city=Boston"),
      ("/conferences?month=January", "January", "such as 2026-01", nil),
      (
        "/conferences?topic=machine+lerning", "machine lerning", "in the catalog",
        "Machine learning"
      ),
      ("/conferences?topic=tethered+drones", "tethered drones", "in the catalog", "drones"),
      ("/sessions?status=canceld", "canceld", "cancelled", "cancelled"),
      ("/conferences?rank=core:Z", "core:Z", "core:A*", nil),
      ("/conferences?near=0x10,0", "0x10,0", "such as 37.77", nil),
      ("/conferences?near=1,2&radius=0x10", "0x10", "such as 100km", nil),
      // Nobody is led on to another URL with a question that is wrong.
      ("/series/nips/conferences?topc=ai", "ai", "topic", nil),
      ("/series/nips/conferences?topic=machine+lerning", "machine lerning", "in the catalog", nil),
      ("/conferences?sort=date", "date", "start, end", "start"),
      ("/conferences?when=soon", "soon", "upcoming, past", "upcoming"),
      ("/conferences?month=March+2027", "March 2027", "such as 2026-01", "2027-03"),
      ("/deadlines?conference=icml-2030", "icml-2030", "in the catalog", "icml-2026"),
      ("/conferences?sort=start,-start", "start", "a list that names each key once", nil),
      (
        "/conferences?from=2026-05-01&to=2026-04-01", "2026-04-01", "on or after its first day", nil
      ),
    ]
    for (path, value, expected, suggestion) in cases {
      let (status, body) = try server.curl(path)
      #expect(status == 400, "\(path)")
      #expect(body["errors"]?.array?.count == 1, "\(path)")
      #expect(body["errors"]?[0]?["value"] == .string(value), "\(path)")
      #expect(body["errors"]?[0]?["expected"]?.string?.contains(expected) == true, "\(path)")
      if let suggestion {
        #expect(body["errors"]?[0]?["did_you_mean"] == .string(suggestion), "\(path)")
      }
    }
    let month = try server.curl("/conferences?month=january").body["errors"]?[0]?["did_you_mean"]
    #expect(month?.string?.hasSuffix("-01") == true)
    for path in ["fields=-id", "facets=-topic", "include=-tracks", "avoid=-aim-2026"] {
      #expect(try server.curl("/conferences?\(path)").status == 400, "\(path)")
    }
    // The parser refuses a member that stands twice.
    let twice = try server.curl("/conferences?fields=id,id&facets=kind,kind&limit=1").body
    #expect(twice["data"]?[0]?["id"]?.string != nil)
    #expect(try server.curl("/search?q=ai&type=topic,-topic").status == 400)
    let unknown = try server.curl("/conferences?tz=Nowhere").body
    #expect(unknown["errors"]?.array?.count == 1)
  }

  @Test(arguments: [
    ("/api/v1/conferences", "/conferences"), ("/event", "/conferences"),
    ("/topic/nlp", "/topics/nlp"), ("/conference/vldb-2026", "/conferences/vldb-2026"),
    ("/conferences/vldb-2026/cfp", "/conferences/vldb-2026/deadlines"),
    ("/conferences/vldb-2026/program", "/conferences/vldb-2026/schedule"),
    ("/series/vldb/editions", "/series/vldb/conferences"), ("/search/nlp", "/search?q=nlp"),
    ("/feed.xml", "/conferences.atom"), ("/swagger", "/openapi.json"),
    ("/confrences", "/conferences"), ("/nothing", nil), ("/conferences/vldb-2026/nothing", nil),
  ])
  func `An unknown page leads to the one that was meant`(_ path: String, _ meant: String?) throws {
    let (status, body) = try server.curl(path)
    #expect(status == 404)
    #expect(body["did_you_mean"]?[0]?.string == meant)
  }

  @Test func `A place is found by its name`() throws {
    #expect(try server.curl("/places/bavaria", ["-L"]).body["data"]?["id"] == .string("de-by"))
  }

  @Test func `Names are in the order of the alphabet, whatever their case and accents`() throws {
    let path = "/series?sort=name&limit=500&fields=display_name"
    let all = try server.curl(path).body["data"]?.array ?? []
    let keys = all.compactMap { $0["display_name"]?.string }.map { name in
      String(decoding: Folding.order(name).utf8, as: UTF8.self)
    }
    #expect(keys.count > 50)
    #expect(keys == keys.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) })
    #expect(Folding.order("Éric Öz, É\u{1f}") == "eric oz, e ")
  }

  @Test func `Records are put into the records that they belong to, and theirs into these`() throws
  {
    let path = "/conferences/colt-2020?include=sessions.speakers,tracks.sessions"
    let sessions = try server.curl(path).body["data"]?["sessions"]?.array ?? []
    let talk = try #require(sessions.first { $0["speakers"]?.array?.isEmpty == false })
    let named = talk["speakers"]?.array?.compactMap { $0["id"]?.string }
    #expect(talk["speaker_records"]?.array?.compactMap { $0["id"]?.string } == named)
    #expect(talk["speaker_records"]?[0]?["type"] == .string("speaker"))
    #expect(try server.curl("/conferences/colt-2020?include=sessions.rooms").status == 400)
    let session = try #require(seeds.sessions.first { $0.track != nil })
    let record = try server.curl("/sessions/\(session.id)?include=track").body["data"]
    #expect(record?["track_record"]?["id"]?.string == session.track)
  }

  @Test func `A word is known again whose first letter is wrong, missing, added or misplaced`()
    throws
  {
    for word in ["teinforcement", "einforcement", "xreinforcement", "erinforcement"] {
      let meta = try server.curl("/search?q=\(word)&limit=1&total=none").body["meta"]
      #expect(meta?["did_you_mean"] == .string("reinforcement"), "\(word)")
    }
  }

  @Test func `Leniency passes over what is unknown and never acts on it`() throws {
    let (status, body) = try server.curl(
      "/topics?city=Nowhere&tz=X&limit=1", ["-H", "Prefer: handling=lenient"])
    #expect(status == 200)
    #expect(body["meta"]?["ignored"] == .array([.string("city"), .string("tz")]))
  }

  @Test func `A problem names its request, by the client's own id where that is one`() throws {
    let mine = try server.curl("/nothing", ["-H", "X-Request-Id: a-b.1"]).body
    #expect(mine["request_id"] == .string("a-b.1"))
    for header in ["X-Request-Id: a b", "X-Request-Id: \"", "X-A: b"] {
      let new = try server.curl("/conferences?topc=1", ["-H", header]).body["request_id"]?.string
      #expect(new?.utf8.count == 15 && new?.allSatisfy(\.isHexDigit) == true)
    }
  }
}
