import CatalogForm
import CatalogModel
import Testing

@testable import CatalogImport

/// Files with a few bad places: the records that hold them are left out with a reason, and the
/// others are read.
@Suite struct `Damaged files` {
  /// Reads a text in which each "¿" stands for a byte that is not UTF-8.
  private func damaged(
    _ text: String, name: String, byte: UInt8 = 0xff
  ) throws -> ImportBatch {
    let parts = text.split(separator: "¿", omittingEmptySubsequences: false).map { Array($0.utf8) }
    let bytes = Array(parts.joined(separator: [byte]))
    let batches = ImportReader.read([InputFile(name: name, bytes: bytes)])
    try #require(batches.count == 1)
    return batches[0]
  }

  private func skipped(_ batch: ImportBatch) -> [ImportProblem] {
    batch.problems.filter { $0.severity == .skipped }
  }

  @Test(arguments: [0xff, 0xe2] as [UInt8])
  func `a list in YAML loses the row with a bad byte`(_ byte: UInt8) throws {
    let batch = try damaged(
      """
      - title: A
        year: 2026
        deadline: TBA
      - title: B¿
        year: 2026
      - title: C
        year: 2026
      """, name: "conferences.yml", byte: byte)
    #expect(batch.document.conferences.map(\.id) == ["a-2026", "c-2026"])
    #expect(skipped(batch).map(\.line) == [4])
    #expect(skipped(batch).map(\.reason) == ["has bytes that are not UTF-8, or a NUL"])
  }

  @Test func `a list in JSON loses the element with a bad byte`() throws {
    let batch = try damaged(
      """
      [{"name": "A", "startDate": "2026-05-04", "endDate": "2026-05-05"},
       {"name": "B", "startDate": "2026-05-04", "city": "¿", "endDate": "2026-05-05"}]
      """, name: "2026/data.json")
    #expect(batch.document.conferences.map(\.name) == ["A"])
    #expect(skipped(batch).map(\.path) == ["/1"])
  }

  @Test func `a programme in JSON loses the event with a bad byte, not its day`() throws {
    let batch = try damaged(
      """
      {"schedule": {"conference": {"title": "Demo 2026", "days": [{"index": 1,
        "date": "2026-05-04", "rooms": {"Hall": [
          {"id": 1, "title": "A", "persons": [{"id": 7, "public_name": "Ann"}]},
          {"id": 2, "title": "B", "links": [], "abstract": "¿"}]}}]}}}
      """, name: "schedule.json")
    #expect(batch.document.sessions.map(\.title) == ["A"])
    #expect(skipped(batch).map(\.path) == ["/schedule/conference/days/0/rooms/Hall/1"])
  }

  @Test func `a programme in XML loses the event with a bad byte`() throws {
    let batch = try damaged(
      """
      <schedule><conference><title>Demo 2026</title></conference><day date="2026-05-04">
      <room name="Hall"><event id="1"><title>A</title></event>
      <event id="2"><title>B</title><persons><person id="3">¿</person></persons></event></room>
      </day></schedule>
      """, name: "schedule.xml")
    #expect(batch.document.sessions.map(\.title) == ["A"])
    #expect(skipped(batch).map(\.line) == [3])
  }

  @Test func `an invalid byte in the name of a conference refuses the file`() throws {
    let batch = try damaged(
      "<schedule><conference><title>Demo ¿2026</title></conference></schedule>",
      name: "schedule.xml")
    #expect(batch.problems.map(\.severity) == [.refused])
  }

  @Test func `a calendar loses the event with a bad byte`() throws {
    let batch = try damaged(
      """
      BEGIN:VCALENDAR
      X-WR-CALNAME:Demo
      BEGIN:VEVENT
      UID:one
      SUMMARY:A
      END:VEVENT
      BEGIN:VEVENT
      UID:two
      SUMMARY:B
      BEGIN:VALARM
      DESCRIPTION:¿
      END:VALARM
      END:VEVENT
      END:VCALENDAR
      """, name: "demo-2026.ics")
    #expect(batch.document.sessions.map(\.title) == ["A"])
    #expect(skipped(batch).map(\.line) == [7] && skipped(batch).map(\.value) == ["two"])
  }

  @Test func `a table loses the row with a bad byte`() throws {
    let batch = try damaged(
      "name,start,city\nA,2026-05-04,Rome\nB,2026-05-04,M¿nchen\nC,2026-05-04,Oslo\n",
      name: "events.csv")
    #expect(batch.document.conferences.map(\.name) == ["A", "C"])
    #expect(skipped(batch).map(\.line) == [3])
  }

  @Test func `a text with many invalid bytes is of another encoding`() throws {
    let rows = String(repeating: "- title: M¿nchen\n  year: 2026\n", count: 30)
    let batch = try damaged(rows, name: "conferences.yml", byte: 0xfc)
    #expect(batch.problems.map(\.severity) == [.refused])
    #expect(batch.problems.first?.reason.contains("iconv -f LATIN1") == true)
  }

  @Test func `the valid rows of an invalid YAML list are imported`() throws {
    let batch = try read(
      """
      ---
      - title: A
        year: 2026
        deadline: TBA
      - title: B
        link: [https://a.example](https://a.example)
      - title: C
        year: 2026
      """, name: "conferences.yml")
    #expect(batch.document.conferences.map(\.id) == ["a-2026", "c-2026"])
    #expect(skipped(batch).map(\.line) == [6])
    #expect(skipped(batch).first?.reason.hasPrefix("not YAML: ") == true)
  }

  @Test func `parts of an invalid list share one limit of alias expansion`() throws {
    let many = "&a [" + String(repeating: "x, ", count: 999) + "x]"
    let bomb =
      "- title: A\n  year: 2026\n  b: \(many)\n  c: ["
      + String(
        repeating: "*a, ", count: 80) + "*a]\n"
    let batch = try read(bomb + bomb + "- title: B\n  year: [\n", name: "a.yml", as: .hfDeadlines)
    #expect(batch.problems.contains { $0.reason.contains("aliases expand to more than") })
  }

  @Test func `a calendar with carriage returns as line ends is read`() throws {
    let text =
      "BEGIN:VCALENDAR\rBEGIN:VEVENT\rUID:1\rSUMMARY:A long\r  title\r"
      + "DTSTART:20260501T100000Z\rEND:VEVENT\rEND:VCALENDAR\r"
    let batch = try read(text, name: "demo-2026.ics")
    #expect(batch.document.sessions.map(\.title) == ["A long title"])
  }

  @Test(arguments: [
    "2026-10-11 14:00:00+00:00", "2026-10-11T14:00:00Z", "2026-10-11T10:00:00-0400",
  ])
  func `a time in the print format of other tools is read`(_ time: String) throws {
    let batch = try read(
      "BEGIN:VCALENDAR\nX-WR-CALNAME:someone@demo.example\nBEGIN:VEVENT\nUID:1\nSUMMARY:A\n"
        + "DTSTART:\(time)\nEND:VEVENT\nEND:VCALENDAR\n", name: "demo-2026.ics")
    #expect(
      batch.document.sessions.map(\.startsAt?.instant.description) == ["2026-10-11T14:00:00Z"])
    // An address is nobody's name.
    #expect(batch.document.conferences.map(\.name) == ["DEMO"])
    #expect(batch.problems.isEmpty)
  }
}

@Suite struct `Values beyond their bounds` {
  @Test func `Values of a file beyond their bounds are cut or dropped, and each is reported`()
    throws
  {
    let long = String(repeating: "x", count: 4_200)
    let table = try read(
      "name,start,end,url,city\n\(long),2027-05-10,2027-05-11,https://demo.example/,Oslo",
      name: "list.csv")
    #expect(table.document.conferences.first?.name.count == 4_000)
    #expect(table.problems.contains { $0.reason.contains("the first 4,000 were kept") })

    var batch = ImportBatch(source: nil, origin: "file")
    var conference = Conference(id: "a", name: "a\u{7}b")
    conference.year = 3_000
    conference.links = [Link(to: "https://a.test/\(long)", as: "home")]
    conference.links.append(Link(to: "https://a.test/", as: "home"))
    batch.document.conferences = [conference]
    batch.keepBounds()
    let kept = try #require(batch.document.conferences.first)
    #expect(kept.name == "ab" && kept.year == nil && kept.links.count == 1)
    #expect(
      batch.problems.map(\.reason) == [
        "name of a had control characters, which were removed",
        "year of a is not a whole number from 1900 to 2200: 3000",
        "1 links are longer than 4,000 characters or more than 10,000",
      ])
    #expect(batch.problems.allSatisfy { $0.severity == .dropped })
  }

  @Test func `Texts of links, deadlines and locations are bounded, too`() throws {
    let long = String(repeating: "x", count: 4_001)
    var batch = ImportBatch(source: nil, origin: "file")
    var conference = Conference(id: "a", name: "A")
    conference.links = [Link(rel: "home", url: "https://a.test/", title: long)]
    conference.locations = [
      Location(venue: long, city: long, certainty: "stated", text: long, isVirtual: false)
    ]
    conference.deadlines = [
      Deadline(
        id: "paper", conference: "a", kind: "paper", kindLabel: long, label: long, local: long,
        timeZoneDeclared: long, moment: DeadlineInstant(precision: .unknown), sources: [])
    ]
    batch.document.conferences = [conference]
    batch.keepBounds()
    let kept = try #require(batch.document.conferences.first)
    let texts = [
      kept.links[0].title, kept.locations[0].venue, kept.locations[0].city, kept.locations[0].text,
      kept.deadlines[0].label, kept.deadlines[0].kindLabel,
    ]
    #expect(texts.allSatisfy { $0?.count == 4_000 })
    // A part of a time or zone would state something else.
    #expect(kept.deadlines[0].local == nil && kept.deadlines[0].timeZoneDeclared == nil)
    #expect(batch.problems.count == texts.count + 2)
  }

  @Test(arguments: ["catalog.ndjson", "catalog.json"])
  func `An export keeps values that are longer than clients may write`(_ name: String) throws {
    let long = String(repeating: "x", count: 4_001)
    let records = ["", #", "kept": {}"#].enumerated().map { index, kept in
      #"{"type": "speaker", "id": "s\#(index)", "name": "\#(long)"\#(kept)}"#
    }
    let text =
      name.hasSuffix("ndjson")
      ? records.joined(separator: "\n")
      : #"{"speakers": [\#(records.joined(separator: ",").replacing(#""type": "speaker", "#, with: ""))]}"#
    let batch = try read(text, name: name)
    #expect(batch.document.speakers.map(\.id) == ["s1"])
    #expect(batch.document.speakers.first?.name == long)
    #expect(batch.problems.map(\.severity) == [.skipped, .notice])
  }
}
