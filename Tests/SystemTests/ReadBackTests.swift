import Foundation
import Testing

/// Everything that the catalog writes is read back without a change, and an empty catalog gets the
/// records from it.
@Suite(.serialized) struct `Exports that are read back` {
  private let records = """
    {"type": "source", "id": "one", "title": "One list"}
    {"type": "source", "id": "two", "title": "Another list"}
    {"type": "topic", "id": "ml", "label": "Machine learning"}
    {"type": "place", "id": "pisa", "kind": "city", "name": "Pisa", "country": "IT", \
    "region": "IT-52", "geo": {"lat": 43.72, "lon": 10.4}}
    {"type": "series", "id": "exs", "name": "EXS", "full_name": "Example Series", \
    "topics": ["ml"]}
    {"type": "series", "id": "umbrella-2027", "name": "All of 2027", "kind": "umbrella"}
    {"type": "conference", "id": "exs-2027", "name": "Example Conference", "acronym": "EXS", \
    "series": ["exs", "umbrella-2027"], "year": 2027, "topics": ["ml"], "summary": "A summary.", \
    "programme_status": "announced", "dates": {"edtf": "2027-05-10/2027-05-12"}, "time_zone": "Europe/Rome", \
    "locations": [{"city": "Pisa", "country": "IT", "text": "Pisa"}], "links": [{"rel": "home", \
    "url": "https://exs.example"}, {"rel": "code-of-conduct", "url": "https://exs.example/coc"}], \
    "verification": {"state": "disputed"}, "data_issues": [{"field": "dates", "values": [{"value": \
    "2027-05-10/2027-05-12", "source": "one"}, {"value": "2027-05-11", "source": "two"}]}], \
    "sources": [{"source": "one", "fields": ["*"]}], "deadlines": [{"id": "paper", "kind": "paper", \
    "local": "2027-01-10 23:59:00", "time_zone_declared": "AoE"}, {"id": "late", "kind": "other", \
    "local": "2027-02-10"}]}
    {"type": "track", "id": "exs-2027-theory", "conference": "exs-2027", "name": "=Theory; and more"}
    {"type": "room", "id": "hall", "conference": "exs-2027", "name": "Hall 5"}
    {"type": "speaker", "id": "ann", "name": "Ann Example"}
    {"type": "session", "id": "exs-2027-morning", "conference": "exs-2027", "title": "Morning", \
    "kind": "oral", "starts_at": "2027-05-10T09:00:00+02:00", "ends_at": \
    "2027-05-10T10:00:00+02:00", "room": "hall"}
    {"type": "session", "id": "exs-2027-talk", "conference": "exs-2027", "title": "-Talk, \\"one\\"", \
    "kind": "keynote", "track": "exs-2027-theory", "starts_at": "2027-05-10T10:00:00+02:00", \
    "ends_at": "2027-05-10T11:00:00+02:00", "room": "hall", "speakers": [{"id": "ann", "name": \
    "Ann Example"}], "abstract": "Two\\nlines", "external_ids": {"guid": \
    "b4f2c5b0-6d0e-4c3a-9a51-1f6b7c0d2e3f"}}

    """

  private static let exports = [
    ("conferences", "json", "a.json"), ("conferences", "ndjson", "a.ndjson"),
    ("conferences", "csv", "a.csv"), ("conferences", "ics", "a.ics"),
    ("conferences", "atom", "a.atom"), ("sessions", "json", "a.json"),
    ("sessions", "ndjson", "a.ndjson"), ("sessions", "csv", "a.csv"), ("sessions", "ics", "a.ics"),
    ("sessions", "atom", "a.atom"), ("deadlines", "json", "a.json"),
    ("deadlines", "ndjson", "a.ndjson"), ("deadlines", "ics", "a.ics"),
    ("deadlines", "atom", "a.atom"), ("series", "ndjson", "a.ndjson"),
    ("conferences", "jsonld", "a.jsonld"), ("sessions", "jsonld", "a.jsonld"),
    ("deadlines", "jsonld", "a.jsonld"), ("series", "jsonld", "a.jsonld"),
    ("conferences/exs-2027/schedule", "schedule-json", "schedule.json"),
    ("conferences/exs-2027/schedule", "schedule-xml", "schedule.xml"),
    ("conferences/exs-2027/schedule", "ics", "a.ics"),
  ]

  private func form(_ place: Workplace) throws -> String {
    try place.catalog("export", "--format", "ndjson").output
  }

  @Test(arguments: exports)
  func `An export says nothing new to its own catalog, and makes the records in an empty one`(
    _ question: String, _ format: String, _ file: String
  ) throws {
    let place = try Workplace()
    defer { place.remove() }
    let planted = try place.catalog("import", place.write("all.ndjson", records), "--no-seed")
    #expect(planted.status == 0, "\(planted.output)")
    let before = try form(place)
    let text = try place.catalog("export", question, "--format", format).output
    let again = try place.catalog("import", place.write(file, text))
    #expect(again.output.contains("no changes"), "\(again.output)")
    #expect(try form(place) == before)

    // References to series and topics that are not there are left out, with a notice.
    let empty = try Workplace()
    defer { empty.remove() }
    if ["json", "ndjson"].contains(format) {
      // Lines of the API refer to records of other lists.
      let given = question == "sessions" ? [] : ["conference", "track", "room", "speaker"]
      let others = records.split(separator: "\n").filter { line in
        !(given + ["session"]).contains { line.contains("{\"type\": \"\($0)\"") }
      }
      let file = try empty.write("others.ndjson", others.map { "\($0)\n" }.joined())
      _ = try empty.catalog("import", file, "--no-seed")
    }
    let made = try empty.catalog("import", empty.write(file, text), "--no-seed")
    #expect(made.status == 0 || format == "csv", "\(made.output)")
    let sessions = try empty.count("SELECT count(*) FROM session")
    let hasSessions = question.contains("sess") || question.contains("sched")
    #expect(sessions == (hasSessions ? 2 : 0))
    if question != "series" { #expect(try empty.count("SELECT count(*) FROM conference") == 1) }
    if question == "deadlines" { #expect(try empty.count("SELECT count(*) FROM deadline") == 2) }
    let facts = [
      "SELECT count(*) FROM location WHERE region IS NOT NULL OR latitude IS NOT NULL",
      "SELECT count(*) FROM session WHERE title = '-Talk, \"one\"' AND slug <> 'exs-2027-talk'",
      "SELECT count(*) FROM track WHERE slug <> 'exs-2027-theory'",
    ]
    // Tables and linked data have the region that follows from the city.
    for fact in facts where !["csv", "jsonld"].contains(format) || !fact.contains("location") {
      #expect(try empty.count(fact) == 0, "\(fact)")
    }
    if hasSessions, format != "csv", format != "json", format != "ndjson" {
      #expect(try empty.count("SELECT count(*) FROM session_speaker") == 1)
    }
    if ["ics", "atom", "jsonld"].contains(format), hasSessions || question.hasPrefix("conf") {
      let texts =
        hasSessions
        ? "session WHERE abstract = 'Two\nlines'" : "conference WHERE summary IS NOT NULL"
      #expect(try empty.count("SELECT count(*) FROM \(texts)") == 1)
    }
  }

  @Test(arguments: [
    ("series", "series"), ("deadlines", "deadline"), ("speakers", "speaker"), ("tracks", "track"),
    ("conferences/exs-2027/rooms", "room"), ("topics", "topic"), ("sources", "source"),
    ("places", "place"),
  ])
  func `A table says nothing new to its own catalog, and gives its records to another`(
    _ question: String, _ type: String
  ) throws {
    let place = try Workplace()
    defer { place.remove() }
    _ = try place.catalog("import", place.write("all.ndjson", records), "--no-seed")
    let before = try form(place)
    let text = try place.catalog("export", question, "--format", "csv").output
    let again = try place.catalog("import", place.write("a.csv", text))
    #expect(again.status == 0 && again.output.contains("no changes"), "\(again.output)")
    #expect(try form(place) == before)

    let other = try Workplace()
    defer { other.remove() }
    var others = records.split(separator: "\n").map(String.init)
    others.removeAll { $0.contains("{\"type\": \"\(type)\"") || $0.contains("\"session\", \"id\"") }
    let rest = others.joined(separator: "\n")
      .replacing(/, "series": \[.*?\]/, with: "").replacing(/, "topics": \[.*?\]/, with: "")
      .replacing(/, "data_issues": .*"fields": \["\*"\]\}\]/, with: "")
      .replacing(/, "deadlines": \[.*\]\}/, with: "}")
    let planted = try other.catalog("import", other.write("rest.ndjson", rest), "--no-seed")
    #expect(planted.status == 0, "\(planted.output)")
    let made = try other.catalog("import", other.write("a.csv", text))
    #expect(made.status == 0, "\(made.output)")
    let copy = try other.catalog("export", question, "--format", "csv").output
    func rows(_ text: String) -> [String] {
      // Without counts and stamps.
      text.replacing(/[0-9]+,[0-9-]+T[0-9:]+Z,/, with: "").replacing(/,[0-9]+,/, with: ",,").split(
        separator: "\r\n"
      ).map(String.init)
        .sorted()
    }
    #expect(rows(copy) == rows(text))
  }

  @Test(arguments: [
    ("without the time, the zone and the kind", "id,conference,label"),
    ("without the kind", "id,conference,local,time_zone_declared"),
    ("without the zone", "id,conference,kind,local"),
    ("without the time", "id,conference,kind,status"),
  ])
  func `A table with some columns of deadlines says nothing of the others`(
    _ note: String, _ columns: String
  ) throws {
    let place = try Workplace()
    defer { place.remove() }
    _ = try place.catalog("import", place.write("all.ndjson", records), "--no-seed")
    let before = try form(place)
    for format in ["csv", "ndjson"] {
      let text = try place.catalog(
        "export", "deadlines?fields=type,url,revision,updated_at,\(columns)", "--format", format
      ).output
      let again = try place.catalog("import", place.write("a.\(format)", text))
      #expect(again.status == 0 && again.output.contains("no changes"), "\(again.output)")
      #expect(try form(place) == before, "\(format)")
    }
  }

  @Test(arguments: [
    ("conferences", "csv", ["Example Conference": "Better Conference"]),
    ("series", "csv", ["Example Series": "Better Series"]),
    ("speakers", "csv", ["Ann Example": "Ann B. Example"]),
    ("deadlines", "csv", ["2027-01-10 23": "2027-01-12 23", "2027-01-11T11": "2027-01-13T11"]),
    ("deadlines", "ndjson", ["2027-01-10 23": "2027-01-12 23", "2027-01-11T11": "2027-01-13T11"]),
  ])
  func `A value that was edited in the catalog's own list changes that, and nothing else`(
    _ question: String, _ format: String, _ edits: [String: String]
  ) throws {
    let place = try Workplace()
    defer { place.remove() }
    _ = try place.catalog("import", place.write("all.ndjson", records), "--no-seed")
    func edited(_ text: String) -> String {
      edits.reduce(text) { $0.replacingOccurrences(of: $1.key, with: $1.value) }
    }
    let before = try form(place)
    let text = try place.catalog("export", question, "--format", format).output
    _ = try place.catalog("import", place.write("a.\(format)", edited(text)))
    // Without the stamps, which tell of the edit.
    func facts(_ text: String) -> [NSDictionary] {
      text.split(separator: "\n").map { line in
        let record = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        return (record ?? [:]).filter { $0.key != "kept" } as NSDictionary
      }
    }
    #expect(try facts(form(place)) == facts(edited(before)))
  }

  @Test func `The catalog's own table of sessions finds its conference by a former ID`() throws {
    let place = try Workplace()
    defer { place.remove() }
    let kept = #""id": "exs-2027", "kept": {"formerly": ["exs-27"]},"#
    let planted = try place.catalog(
      "import", place.write("all.ndjson", records.replacing(#""id": "exs-2027","#, with: kept)),
      "--no-seed")
    #expect(planted.status == 0, "\(planted.output)")
    #expect(try place.count("SELECT count(*) FROM redirect WHERE slug = 'exs-27'") == 1)
    let table = try place.catalog("export", "sessions", "--format", "csv").output
    let former = table.replacing(",exs-2027,", with: ",exs-27,")
    #expect(former != table)
    let count = try place.count("SELECT count(*) FROM session")
    let made = try place.catalog("import", place.write("sessions.csv", former))
    // The table has names of people without IDs, which the import reports.
    #expect(!made.output.contains("refused"), "\(made.output)")
    #expect(try place.count("SELECT count(*) FROM conference") == 1, "\(made.output)")
    #expect(try place.count("SELECT count(*) FROM session") == count, "\(made.output)")
  }

  @Test(arguments: ["json", "ndjson", "csv", "ics", "atom", "jsonld"])
  func `What is derived in an export is not stored`(_ format: String) throws {
    let place = try Workplace()
    defer { place.remove() }
    let records = """
      {"type": "conference", "id": "off-2027", "name": "Off", "year": 2027, "status": "cancelled", \
      "dates": {"edtf": "2027-05-10/2027-05-12"}, "deadlines": [{"id": "paper", "kind": "paper", \
      "local": "2027-01-10"}]}
      {"type": "conference", "id": "on-2027", "name": "On", "year": 2027, "locations": \
      [{"text": "online"}]}

      """
    let planted = try place.catalog("import", place.write("all.ndjson", records), "--no-seed")
    #expect(planted.status == 0, "\(planted.output)")
    let before = try form(place)
    let text = try place.catalog("export", "conferences", "--format", format).output
    let again = try place.catalog("import", place.write("a.\(format)", text))
    #expect(again.status == 0 && again.output.contains("no changes"), "\(again.output)")
    #expect(try form(place) == before)
  }

  private static let formerIDs = [
    ("t.csv", "title,conference,starts_at\nNew,old-2027,2027-05-10T09:00:00Z\n"),
    ("t.csv", "name,id,start\nOld Conf,old-2027,2027-05-10\n"),
    (
      "old-2027.ics",
      "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:New\nDTSTART:20270510T090000Z\nEND:VEVENT\n"
        + "END:VCALENDAR\n"
    ),
    (
      "schedule.json",
      #"{"schedule": {"conference": {"acronym": "old-2027", "title": "Old", "days": [{"date": "#
        + #""2027-05-10", "rooms": {"A": [{"id": 1, "title": "New"}]}}]}}}"#
    ),
    (
      "schedule.xml",
      "<schedule><conference><acronym>old-2027</acronym><title>Old</title></conference><day "
        + "date=\"2027-05-10\"><room name=\"A\"><event id=\"1\"><title>New</title></event></room></day>"
        + "</schedule>"
    ),
    (
      "a.ndjson",
      #"{"type": "session", "id": "new", "conference": "old-2027", "title": "New", "kind": "other"}"#
    ),
    ("a.ndjson", #"{"type": "conference", "id": "old-2027", "name": "Old", "tagline": "New"}"#),
    (
      "a.json",
      #"{"conferences": [{"id": "old-2027", "name": "Old"}], "rooms": [{"id": "a", "name": "A", "#
        + #""conference": "old-2027"}]}"#
    ),
  ]

  @Test(arguments: formerIDs)
  func `A former ID leads to its conference in every format`(_ name: String, _ text: String) throws
  {
    let place = try Workplace()
    defer { place.remove() }
    let record = """
      {"type": "series", "id": "fresh", "name": "Fresh"}
      {"type": "conference", "id": "fresh-2027", "name": "Fresh Conf", "series": ["fresh"], \
      "year": 2027, "kept": {"formerly": ["old-2027"]}}

      """
    let planted = try place.catalog("import", place.write("all.ndjson", record), "--no-seed")
    #expect(planted.status == 0, "\(planted.output)")
    let made = try place.catalog("import", place.write(name, text))
    #expect(made.status == 0, "\(made.output)")
    #expect(try place.count("SELECT count(*) FROM conference") == 1, "\(made.output)")
    #expect(try place.count("SELECT count(*) FROM series") == 1, "\(made.output)")
  }

  @Test(arguments: [
    #"{"type": "conference", "id": "exs-2027", "name": "Example"}"#,
    "{\"type\": \"conference\",\n \"id\": \"exs-2027\", \"name\": \"Example\"}\n",
  ])
  func `One record on standard input needs no format`(_ record: String) throws {
    let place = try Workplace()
    defer { place.remove() }
    let input = try place.write("record", record)
    let made = try run(
      "/bin/sh",
      [
        "-c", "exec \"$0\" import - --no-seed --database \"$1\" < \"$2\"", ServerProcess.binary,
        place.database, input,
      ])
    #expect(made.status == 0, "\(made.output)")
    #expect(try place.count("SELECT count(*) FROM conference WHERE slug = 'exs-2027'") == 1)
  }
}
