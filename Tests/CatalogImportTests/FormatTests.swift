import CatalogForm
import CatalogModel
import Testing

@testable import CatalogImport

struct DetectionCase: Sendable, CustomTestStringConvertible {
  let name: String
  let text: String
  let format: ImportFormat?
  var testDescription: String { "\(name): \(format?.name ?? "nothing")" }
}

@Suite struct `Formats` {
  @Test func `every format has a unique name for the command line`() {
    let names = ImportFormat.all.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { $0.allSatisfy { $0.isLowercase || $0 == "-" } })
  }

  @Test(arguments: [
    DetectionCase(name: "a", text: #"{"conferences": []}"#, format: .catalogJSON),
    DetectionCase(name: "a", text: #"{"data": [{"type": "conference"}]}"#, format: .catalogJSON),
    DetectionCase(
      name: "a", text: "{\"type\": \"x\"}\n{\"type\": \"y\"}\n", format: .catalogNDJSON),
    DetectionCase(
      name: "a.ndjson", text: #"{"type": "series", "id": "a"}"#, format: .catalogNDJSON),
    DetectionCase(
      name: "-", text: #"{"type": "conference", "id": "a-2027"}"#, format: .catalogJSON),
    DetectionCase(name: "-", text: #"{"type": "sesion", "id": "a"}"#, format: .catalogJSON),
    DetectionCase(
      name: "-", text: "{\n \"id\": \"a\",\n \"type\": \"series\"\n}\n", format: .catalogJSON),
    DetectionCase(name: "map.json", text: #"{"type": "Feature", "id": 1}"#, format: nil),
    DetectionCase(
      name: "a", text: "- {title: A, year: 2026, deadlines: []}", format: .hfDeadlines),
    DetectionCase(
      name: "a", text: "- {title: A, year: 2026, deadline: TBA}", format: .pwcDeadlines),
    DetectionCase(name: "a", text: "- {title: A, confs: []}", format: .ccfDeadlines),
    DetectionCase(name: "a", text: "- {title: A, accept_rates: []}", format: .ccfAcceptance),
    DetectionCase(
      name: "a", text: "- {conference: A, year: 2026}", format: .pythonDeadlines),
    DetectionCase(
      name: "a", text: #"[{"name": "A", "startDate": "2026-01-01"}]"#, format: .confsTech),
    DetectionCase(
      name: "a", text: #"{"schedule": {"conference": {}}}"#, format: .scheduleJSON),
    DetectionCase(name: "a", text: "<?xml version='1.0'?>\n<schedule>", format: .scheduleXML),
    DetectionCase(
      name: "a", text: "<feed xmlns='http://www.w3.org/2005/Atom'>", format: .catalogFeed),
    DetectionCase(
      name: "a", text: #"{"talks": [{"code": "A"}], "version": "1"}"#, format: .pretalxWidget),
    DetectionCase(name: "a.csv", text: "UID,title,authors\n", format: .miniConf),
    DetectionCase(name: "a", text: "1A: {papers: [x]}", format: .miniConf),
    DetectionCase(
      name: "a", text: #"[{"title": "A", "start": "x", "end": "y"}]"#, format: .miniConf),
    DetectionCase(
      name: "a", text: #"{"events": {"e": {"paper_ids": []}}}"#, format: .aclConference),
    DetectionCase(name: "a", text: "\u{feff}BEGIN:VCALENDAR\r\n", format: .iCalendar),
    DetectionCase(name: "a", text: #"{"speakers": [], "videos": []}"#, format: .pyvideo),
    DetectionCase(name: "category.json", text: #"{"title": "PyDemo 2026"}"#, format: .pyvideo),
    DetectionCase(name: "a.csv", text: "name;start;city\n", format: .csv),
    DetectionCase(name: "README.md", text: "- title: x\n", format: nil),
    DetectionCase(name: "LICENSE", text: "MIT\n", format: nil),
    DetectionCase(name: "types.yml", text: "- {name: NLP, sub: NLP}", format: nil),
    DetectionCase(name: "index.html", text: "<!doctype html><html>", format: nil),
    DetectionCase(name: "a", text: "", format: nil),
  ])
  func `are detected by the content`(_ detection: DetectionCase) {
    let file = InputFile(name: detection.name, bytes: Array(detection.text.utf8))
    #expect(ImportReader.detect(file) == detection.format)
  }

  @Test func `a file of an unknown format is refused alone, and skipped among others`() {
    let unknown = InputFile(name: "notes.txt", bytes: Array("hello".utf8))
    let alone = ImportReader.read([unknown])
    #expect(alone.problems(.refused).count == 1)
    let list = InputFile(
      name: "a.yml", bytes: Array("- {title: A, year: 2026, deadlines: []}".utf8))
    #expect(ImportReader.read([unknown, list]).map(\.origin) == ["a.yml"])
  }

  @Test func `invalid data among other files is refused, not skipped`() {
    let files = [
      ("a.yml", Array("- {title: A, year: 2026, deadlines: []}".utf8)),
      ("b.yml", Array("- {title: B, year: 2026".utf8)), ("c.json", Array("{\"x\": ".utf8)),
      ("d.csv", [0x61, 0x2c, 0xff, 0x0a]), ("e.xml", Array("<a>".utf8)),
      ("types.yml", Array("- {name: NLP}".utf8)), ("README.md", [0xff]),
    ]
    let batches = ImportReader.read(files.map { InputFile(name: $0.0, bytes: $0.1) })
    #expect(batches.map(\.origin) == ["a.yml", "b.yml", "c.json", "d.csv", "e.xml"])
    #expect(batches.problems(.refused).map(\.file) == ["b.yml", "c.json", "d.csv", "e.xml"])
  }

  @Test func `decoding the same files twice gives the same records`() throws {
    let text = "- {title: A, year: 2026, deadlines: [{type: paper, date: TBA}], tags: [x]}"
    let one = try read(text, name: "a.yml")
    let other = try read(text, name: "/elsewhere/a.yml")
    #expect(one.document == other.document && one.externalIDs == other.externalIDs)
  }
}

@Suite struct `The catalog's own form` {
  @Test func `imports valid records, and reports the others with their positions`() throws {
    let batch = try read(
      """
      {"conferences": [
        {"id": "a-2026", "name": "A"}, {"id": "Not A Slug", "name": "B"},
        {"id": "c-2026", "name": "C", "statu": "scheduled"}, {"id": "d-2026"}, 7]}
      """, name: "a.json")
    #expect(batch.source == nil)
    #expect(batch.document.conferences.map(\.id) == ["a-2026", "c-2026"])
    #expect(
      batch.problems.map(\.path)
        == ["/conferences/1/id", "/conferences/2/statu", "/conferences/3/name", "/conferences/4"])
    #expect(batch.problems.map(\.severity) == [.skipped, .notice, .skipped, .skipped])
  }

  @Test(arguments: [
    (#"{"sessions": [{"id": "x", "kind": "bad"}, {"id": "y", "kind": "bad"}]}"#, "a.json", 2),
    (
      "{\"type\": \"session\", \"id\": \"x\"}\n{\"type\": \"speaker\", \"removed\": 1}\n",
      "a.ndjson", 2
    ),
  ])
  func `reports every error of a record, and counts the record once`(
    _ text: String, _ name: String, _ records: Int
  ) throws {
    let problems = try read(text, name: name).problems
    #expect(problems.count > records && problems.allSatisfy { $0.severity == .skipped })
    #expect(problems.count { !$0.isOneMore } == records, "\(problems)")
  }

  @Test func `is decoded line by line, and from a response of the API`() throws {
    let lines = """
      {"type": "series", "id": "a", "name": "A"}
      {"type": "conference", "id": "a-2026", "name": "A", "series": ["a"], "url": "x", "revision": 3}

      {"type": "nonsense", "id": "x"}
      {"type": "session", "id": "s", "conference": "a-2026"}
      {"type":
      """
    let batch = try read(lines, name: "a.ndjson")
    #expect(batch.document.series.count == 1 && batch.document.conferences.count == 1)
    #expect(batch.problems.map(\.line) == [4, 5, 6])
    #expect(batch.problems.map(\.path) == ["/type", "/title", nil])
    let answer = try read(
      #"{"data": [{"type": "speaker", "id": "ann", "name": "Ann"}], "meta": {"revision": 1}}"#,
      name: "speakers.json")
    #expect(answer.document.speakers.map(\.id) == ["ann"] && answer.problems.isEmpty)
  }
}

@Suite struct `A whole document` {
  @Test func `is refused if it would fill the memory, and NDJSON is suggested`() throws {
    let builder = BatchBuilder(source: nil, origin: "x.json", system: "", scope: "")
    let bytes = Array(#"{"series": [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}]}"#.utf8)
    try NativeFormat.read(json: bytes, into: builder, maximumValues: 4)
    #expect(builder.document.series.count == 2)
    let problem = #expect(throws: ImportProblem.self) {
      try NativeFormat.read(json: bytes, into: builder, maximumValues: 3)
    }
    #expect(problem?.severity == .refused)
    #expect(problem?.reason.contains("NDJSON") == true)
  }
}

@Suite struct `A record a line` {
  @Test(
    arguments: [
      [0xff], [0xc3, 0x28], [0xed, 0xa0, 0x80], [0], [0xf5, 0x80, 0x80, 0x80],
    ] as [[UInt8]])
  func `is decoded although another line has invalid bytes`(bytes: [UInt8]) throws {
    let line = { (id: String) -> [UInt8] in
      Array(#"{"type": "series", "id": "\#(id)", "name": ""#.utf8)
    }
    let end = Array("\"}\n".utf8)
    let lines: [[UInt8]] = [
      line("a") + "Ärger".utf8 + end, line("b") + bytes + end, line("c") + "C".utf8 + end,
    ]
    let file = InputFile(name: "x.ndjson", bytes: lines.flatMap { $0 })
    #expect(ImportReader.detect(file) == .catalogNDJSON)
    let batch = try #require(ImportReader.read([file]).first)
    #expect(batch.document.series.map(\.name) == ["Ärger", "C"])
    #expect(batch.problems.map(\.line) == [2] && batch.problems[0].severity == .skipped)
  }

  @Test func `begins after a byte order mark, and may be UTF-16`() throws {
    let text = #"{"type": "series", "id": "a", "name": "Ä"}"# + "\n"
    let wide: [UInt8] =
      [0xff, 0xfe] + text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    for bytes in [[0xef, 0xbb, 0xbf] + Array(text.utf8), wide] as [[UInt8]] {
      let batch = try #require(
        ImportReader.read([InputFile(name: "x.ndjson", bytes: bytes)], format: .catalogNDJSON)
          .first)
      #expect(batch.document.series.map(\.name) == ["Ä"] && batch.problems.isEmpty)
    }
  }
}

@Suite struct `Tables` {
  @Test func `of conferences, with the columns that people use`() throws {
    let batch = try read(
      """
      Title,Start Date,End Date,City,Country,Website,Tags,Deadline,Colour
      Demo Conf 2026,2026-05-04,2026-05-06,Denver,USA,https://demo.example,nlp;vision,2026-01-15,red
      Vague Conf,January 2026,,,,,,,
      ,2026-05-04,,,,,,,
      """, name: "mine.csv")
    let conferences = batch.document.conferences
    #expect(conferences.map(\.id) == ["demo-conf-2026", "vague-conf-2026"])
    #expect(conferences.map { $0.dates?.edtf } == ["2026-05-04/2026-05-06", "2026-01"])
    #expect(conferences[0].locations.first?.country == "US")
    #expect(conferences[0].topics == ["nlp", "vision"])
    #expect(conferences[0].deadlines.first?.moment.precision == .date)
    #expect(batch.problems.map(\.severity) == [.notice, .skipped])
    #expect(batch.problems.map(\.line) == [1, 4])
    Soundness.check(batch)
  }

  @Test func `of the catalog's own form, guarded cells included`() throws {
    let batch = try read(
      """
      name,start,end,edtf,region,country,place,format,status,series,id,revision
      '=Odd,2026-05-04,,2026-05-04/,US-FL,US,"Florida, USA",hybrid,postponed,odd;even,odd-2026,7
      """, name: "conferences.csv")
    let conference = try #require(batch.document.conferences.first)
    #expect(conference.name == "=Odd" && conference.id == "odd-2026")
    #expect(conference.dates?.edtf == "2026-05-04/")
    #expect(conference.locations.first?.region == "US-FL")
    #expect(conference.format == "hybrid" && conference.status == "postponed")
    #expect(batch.problems.isEmpty)
  }

  @Test func `of sessions, each in its conference`() throws {
    let batch = try read(
      """
      title,starts_at,ends_at,conference,room,speakers
      One,2026-05-04T10:00:00+02:00,2026-05-04T11:00:00+02:00,demo-2026,Aula,Ann;Bob
      Two,2026-05-04T10:00:00+02:00,,demo-2027,,
      Three,soon,,demo-2026,Aula,Ann
      """, name: "sessions.csv")
    #expect(batch.document.sessions.map(\.conference) == ["demo-2026", "demo-2027", "demo-2026"])
    #expect(batch.document.speakers.count == 2 && batch.document.rooms.count == 1)
    #expect(batch.problems.map(\.value) == ["soon"])
    Soundness.check(batch)
  }
}
