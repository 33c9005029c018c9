import CatalogForm
import CatalogModel
import Foundation
import Testing

@testable import CatalogImport

/// Bytes that no one wrote in good faith: each ends in a problem that names file and line, and in
/// nothing worse.
@Suite struct `Hostile files` {
  private func problems(
    _ bytes: [UInt8], name: String, format: ImportFormat? = nil
  ) -> [ImportProblem] {
    ImportReader.read([InputFile(name: name, bytes: bytes)], format: format).flatMap(\.problems)
  }

  private func refusal(_ text: String, _ name: String, _ format: ImportFormat) -> String {
    let problems = problems(Array(text.utf8), name: name, format: format)
    return problems.first { $0.severity == .refused }?.description ?? "not refused: \(problems)"
  }

  @Test func `YAML aliases do not expand to billions`() {
    var laughs = "a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
    for (name, before) in zip("bcdefghij", "abcdefghi") {
      laughs +=
        "\(name): &\(name) [" + String(repeating: "*\(before), ", count: 9) + "*\(before)]\n"
    }
    var refusal = ""
    let time = cpuTime { refusal = self.refusal(laughs, "bomb.yml", .hfDeadlines) }
    #expect(refusal == "bomb.yml:5: aliases expand to more than 100000 nodes")
    #expect(time < .seconds(5))
  }

  @Test func `ten thousand equal records take no longer than different ones`() throws {
    let many = 10_000
    let rows = String(repeating: "7,A Title,Ann\n", count: many)
    let events = String(
      repeating: "BEGIN:VEVENT\nUID:one\nSUMMARY:A\nDTSTART:20260501T100000Z\nEND:VEVENT\n",
      count: many)
    let deadlines = String(repeating: "    - {type: paper, label: x, date: TBA}\n", count: many)
    var batches: [ImportBatch] = []
    let time = try cpuTime {
      batches = [
        try read("UID,title,authors\n" + rows, name: "demo2026/papers.csv"),
        try read("BEGIN:VCALENDAR\n\(events)END:VCALENDAR\n", name: "demo-2026.ics"),
        try read("- title: A\n  year: 2026\n  deadlines:\n" + deadlines, name: "a.yml"),
      ]
    }
    #expect(batches[0].document.sessions.count == many)
    #expect(batches[1].document.sessions.count == 1)
    #expect(batches[2].document.conferences.first?.deadlines.count == many)
    for batch in batches { Soundness.check(batch) }
    // A search for every one among all before it takes minutes.
    #expect(time < .seconds(60))
  }

  @Test func `a file with very many problems is refused, and not all are stored`() {
    let many = BatchBuilder.maximumProblems
    let rows = "[" + String(repeating: "1,", count: many + 50) + "1]"
    let problems = problems(Array(rows.utf8), name: "2026/data.json", format: .confsTech)
    #expect(problems.count == many + 1 && problems.last?.severity == .refused)
  }

  @Test func `a text of megabytes is dropped`() {
    let long = String(repeating: "<b>x</b> ", count: 200_000)
    let text = "[{\"name\": \"\(long)\", \"startDate\": \"2026-05-04\"}]"
    let problems = problems(Array(text.utf8), name: "2026/data.json", format: .confsTech)
    #expect(problems.map(\.reason) == ["a text has more than 1 MiB", "no name"])
  }

  @Test func `XML and calendars of very many megabytes are refused before they are read`() {
    let xml = "<schedule>" + String(repeating: " ", count: XMLReader.maximumBytes)
    #expect(
      refusal(xml, "a.xml", .scheduleXML)
        == "a.xml: is XML of more than 64 MiB; split the file")
    let calendar = "BEGIN:VCALENDAR\n" + String(repeating: "X", count: ICalendarReader.maximumBytes)
    #expect(
      refusal(calendar, "a.ics", .iCalendar)
        == "a.ics: is a calendar of more than 64 MiB; split the file")
  }

  @Test func `a tag with very many attributes is refused`() {
    let attributes = (0..<50_000).map { " a\($0)='x'" }.joined()
    #expect(
      refusal("<schedule\(attributes)/>", "a.xml", .scheduleXML)
        == "a.xml:1: not well-formed XML: more than 1000 attributes in one tag")
  }

  @Test func `YAML of very many rows is refused before it is read`() {
    let row = "- title: A\n  year: 2026\n"
    let text = String(repeating: row, count: YAMLReader.maximumBytes / row.utf8.count + 1)
    #expect(
      refusal(text, "a.yml", .hfDeadlines)
        == "a.yml: is YAML of more than 32 MiB; split the file")
  }

  @Test func `an alias must not contain itself`() {
    #expect(refusal("a: &a [*a]", "self.yml", .hfDeadlines).contains("has no anchor"))
  }

  @Test func `nesting is limited in every tree`() {
    let deep = 100_000
    let json = String(repeating: "[", count: deep)
    #expect(refusal(json, "deep.json", .confsTech).contains("nested deeper than 64 levels"))
    #expect(refusal(json, "deep.json", .catalogJSON).contains("nested deeper than 64 levels"))
    #expect(
      refusal("- " + json, "deep.yml", .hfDeadlines).contains("nested deeper than 64 levels"))
    let xml = String(repeating: "<a>", count: deep)
    #expect(refusal(xml, "deep.xml", .scheduleXML).contains("nested deeper than 64 levels"))
    let calendar = String(repeating: "BEGIN:VALARM\n", count: deep)
    #expect(refusal(calendar, "deep.ics", .iCalendar).contains("nested deeper than 16 levels"))
    let lines = problems(Array("{\"a\":\(json)".utf8), name: "deep.ndjson", format: .catalogNDJSON)
    #expect(lines.map(\.severity) == [.skipped] && lines[0].line == 1)
  }

  @Test func `entities of XML are neither expanded nor fetched`() {
    let laughs = """
      <?xml version="1.0"?>
      <!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;">]>
      <schedule><conference><title>&lol2;</title></conference></schedule>
      """
    #expect(refusal(laughs, "bomb.xml", .scheduleXML).contains("with declarations"))
    let external = """
      <!DOCTYPE schedule SYSTEM "http://127.0.0.1:9/evil.dtd">
      <schedule><conference><title>&xxe;</title></conference></schedule>
      """
    #expect(
      refusal(external, "evil.xml", .scheduleXML)
        == "evil.xml:2: not well-formed XML: the entity &xxe; is not defined")
  }

  @Test(arguments: ImportFormat.all)
  func `any bytes end in problems, not in a crash`(_ format: ImportFormat) {
    var generator = SplitMix(state: 42)
    let seeds = [
      "[{\"title\": \"A\", \"year\": 2026, \"deadlines\": [{\"date\": \"x\"}]}]",
      "- title: A\n  year: 2026\n  confs:\n    - {year: 2026, timeline: [{deadline: TBD}]}\n",
      "<schedule><conference><title>A 2026</title></conference><day date=\"2026-01-01\"></day>",
      "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;TZID=\"x:20260101T000000\nEND:VEVENT\nEND:VCALENDAR",
      "UID,title,authors\n1,\"a\n\"b\",c\n",
      "{\"schedule\": {\"conference\": {\"days\": [{\"rooms\": 7}]}}}",
      "{\"talks\": [{\"title\": {}, \"start\": 5}], \"rooms\": 3}",
      "{\"conferences\": [{\"id\": 7}]}",
      "{\"events\": {\"a\": 1, \"b\": {\"paper_ids\": \"x\"}}, \"papers\": [], \"sessions\": {\"s\": []}}",
    ]
    for seed in seeds {
      for _ in 0..<60 {
        var bytes = Array(seed.utf8)
        for _ in 0..<Int.random(in: 0...4, using: &generator) {
          let place = Int.random(in: 0..<bytes.count, using: &generator)
          switch Int.random(in: 0..<3, using: &generator) {
          case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
          case 1: bytes.removeSubrange(place...)
          default: bytes.insert(contentsOf: bytes.prefix(place), at: place)
          }
          if bytes.isEmpty { bytes = [0x7b] }
        }
        let batches = ImportReader.read(
          [InputFile(name: "demo2026.\(format.name)", bytes: bytes)], format: format)
        for batch in batches { Soundness.check(batch) }
      }
    }
  }

  @Test(arguments: [
    ("\u{feff}- {title: A, year: 2026}", nil),
    ("- {title: A\u{0}, year: 2026}", "control characters were removed"),
  ])
  func `a byte order mark is accepted, a NUL is removed`(_ text: String, _ reason: String?) {
    let problems = problems(Array(text.utf8), name: "a.yml", format: .hfDeadlines)
    #expect(problems.first?.reason == reason)
    if reason != nil { #expect(problems.first?.line == 1) }
  }

  @Test func `UTF-16 with a byte order mark is read, UTF-16 without one and Latin-1 are reported`()
  {
    let text = "- {title: Ünï, year: 2026}\n"
    let units = Array(text.utf16)
    let little: [UInt8] =
      [0xff, 0xfe] + units.flatMap { (unit) -> [UInt8] in [UInt8(unit & 0xff), UInt8(unit >> 8)] }
    let big: [UInt8] =
      [0xfe, 0xff] + units.flatMap { (unit) -> [UInt8] in [UInt8(unit >> 8), UInt8(unit & 0xff)] }
    for bytes in [little, big] {
      let batches = ImportReader.read(
        [InputFile(name: "a.yml", bytes: bytes)], format: .hfDeadlines)
      #expect(batches.first?.document.series.first?.name == "Ünï")
    }
    let bare = problems(Array(little.dropFirst(2)), name: "a.yml", format: .hfDeadlines)
    #expect(bare.first?.reason.contains("looks like UTF-16") == true)
    let database = problems(
      Array("SQLite format 3\0".utf8) + [0x20, 0, 1, 1, 0, 0x40, 0x20, 0x20], name: "catalog.db",
      format: nil)
    #expect(database.first?.reason.contains("SQLite database") == true, "\(database)")
    let half = problems(Array(little.dropLast()), name: "a.yml", format: .hfDeadlines)
    #expect(half.first?.reason == "is not well-formed UTF-16")
    let latin = problems(
      Array("- title: A\n- title: ".utf8) + [0xdc, 0x6e, 0xfc], name: "a.yml",
      format: .hfDeadlines)
    #expect(latin.first?.reason.contains("is not UTF-8") == true && latin.first?.line == 2)
    let unknown = problems([0xdc, 0x6e, 0xff], name: "mystery.bin")
    #expect(unknown.map(\.severity) == [.refused])
  }

  @Test(
    arguments: [
      ("ISO-8859-1", [0xfc], "Dü"), ("windows-1252", [0x96, 0xdf], "D–ß"),
      ("ISO-8859-1", [0x93, 0xfc, 0x94], "D“ü”"), ("iso-8859-15", [0xa4, 0xbd], "D€œ"),
    ] as [(String, [UInt8], String)])
  func `XML in Latin-1 is read if it declares it`(
    _ encoding: String, _ text: [UInt8], _ name: String
  ) {
    let head = "<?xml version=\"1.0\" encoding=\"\(encoding)\"?><schedule><conference><title>D"
    let bytes = Array(head.utf8) + text + Array(" 2026</title></conference></schedule>".utf8)
    let batches = ImportReader.read([InputFile(name: "schedule.xml", bytes: bytes)])
    #expect(batches.first?.document.conferences.first?.name == "\(name) 2026")
  }

  @Test(arguments: [
    ("[{\"name\": \"A\"", ImportFormat.confsTech), ("- title: \"A", .hfDeadlines),
    ("<schedule><conference>", .scheduleXML), ("{\"schedule\": {", .scheduleJSON),
    ("name,start\n\"A", .csv), ("BEGIN:VC", .iCalendar), ("", .confsTech), ("", .scheduleXML),
    ("", .csv),
  ])
  func `a truncated file is refused with its position`(_ text: String, _ format: ImportFormat) {
    let problems = problems(Array(text.utf8), name: "cut", format: format)
    #expect(problems.contains { $0.severity == .refused && $0.file == "cut" })
  }

  @Test func `values that would break a page or a terminal become harmless`() throws {
    let batch = try read(
      """
      [{"name": "A\\u0000\\u001b[31m<script>x</script>B", "url": "javascript:alert(1)",
        "startDate": "2026-05-04", "endDate": "2026-05-05", "cfpUrl": "https://a.example/\\"x"}]
      """, name: "2026/data.json")
    let conference = try #require(batch.document.conferences.first)
    #expect(conference.name == "AB")
    #expect(conference.links.isEmpty)
    #expect(batch.problems.count == 3)
  }

  @Test(arguments: [("\"talk\"", " (\"talk\")"), ("talk", " (\"talk\")"), (nil, "")])
  func `A message has the value in one pair of quotes`(_ value: String?, _ told: String) {
    let problem = ImportProblem(.skipped, file: "x", line: 3, reason: "no", value: value)
    #expect(problem.description == "x:3: no\(told)")
  }
}

/// A small generator with a fixed start, so that a failure comes again.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}

/// The processor time that the work takes on this thread, which other tests do not lengthen.
private func cpuTime(_ work: () throws -> Void) rethrows -> Duration {
  func now() -> Duration {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }
  let start = now()
  try work()
  return now() - start
}
