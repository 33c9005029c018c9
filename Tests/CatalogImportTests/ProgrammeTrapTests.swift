import CatalogForm
import CatalogModel
import Testing

@testable import CatalogImport

/// What the real programmes hold that an importer gets wrong, each in a fixture of our own; the
/// numbers are those of the data's description.
@Suite struct `Traps of the programmes` {
  private func schedule(
    _ events: String, conference: String = "", parameters: ImportParameters = .init(),
    zone: String? = "Europe/Brussels"
  ) throws -> ImportBatch {
    let zone = zone.map { "<time_zone_name>\($0)</time_zone_name>" } ?? ""
    return try read(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <schedule><conference><title>DEMO 2026</title><start>2026-01-31</start><end>2026-02-01</end>
      <day_change>09:00:00</day_change>\(zone)\(conference)</conference>
      <day index="1" date="2026-01-31">\(events)</day></schedule>
      """, name: "schedule.xml", parameters: parameters)
  }

  private func event(_ id: Int, _ start: String, _ more: String = "") -> String {
    """
    <event id="\(id)"><start>\(start)</start><duration>00:30</duration><room>Aula</room>
    <title>Talk \(id)</title><track>Main</track>\(more)</event>
    """
  }

  private func json(_ conference: String, _ more: String = "") throws -> ImportBatch {
    try read(
      """
      {"schedule": {"version": "1", \(more) "conference": {"acronym": "demo2026", "title": "Demo",
        "start": "2026-01-31", "end": "2026-02-01", \(conference)}}}
      """, name: "schedule.json")
  }

  @Test func `17: HTML becomes text, and what only looks like it stays`() throws {
    let html =
      "&lt;p&gt;One &lt;b&gt;two&lt;/b&gt;&amp;nbsp;three &amp;amp; x &amp;lt; y&lt;/p&gt;"
      + "&lt;ul&gt;&lt;li&gt;a&lt;/li&gt;&lt;li&gt;b&lt;/li&gt;&lt;/ul&gt;"
      + "&lt;script&gt;alert(1)&lt;/script&gt;"
    let batch = try schedule(event(1, "10:00", "<abstract>\(html)</abstract>"))
    #expect(
      batch.document.sessions.first?.abstract == "One two three & x < y\n\n- a\n- b")
    #expect(
      PlainText.line("<b>Gather Session 1K</b><br> Sponsor Booths")
        == "Gather Session 1K Sponsor Booths")
    #expect(PlainText.line("November 16 &ndash; 20 <br> 2020") == "November 16 – 20 2020")
    #expect(PlainText.line("std::vector<int> and a < b & c") == "std::vector<int> and a < b & c")
    #expect(PlainText.block("$\\bf x_0 \\in \\mathbb R^N$") == "$\\bf x_0 \\in \\mathbb R^N$")
    #expect(PlainText.line("&lt;script&gt;") == "<script>", "text, to be shown as text")
  }

  @Test func `18: control characters and odd spaces do not get through`() throws {
    #expect(PlainText.line("a\u{a0}b\u{0}c\u{7}\u{200b}d\r\n e\t") == "a bcd e")
    #expect(
      PlainText.block("one\u{a0}two\u{1b}[0m\r\n\r\n\r\n\r\nthree  ") == "one two\n\nthree")
    #expect(PlainText.line("\u{202e}evil") == "evil")
  }

  @Test func `22: a paper in two sessions is two sessions of one work`() throws {
    let batch = try miniConf([
      "papers.csv": """
      UID,title,authors,abstract,keywords,session
      7,A Paper,Ann Bee|Cy Dee,,learning theory,Session 1A|Session 1E
      """,
      "main_calendar.json": """
      [{"title": "Session 1A", "start": "2026-07-09T08:30:00-04:00", "end": "2026-07-09T11:00:00-04:00",
        "calendarId": "session"},
       {"title": "Session 1E", "start": "2026-07-10T08:30:00-04:00", "end": "2026-07-10T11:00:00-04:00",
        "calendarId": "session"}]
      """,
    ])
    let papers = batch.document.sessions.filter { $0.kind == "paper" }
    #expect(papers.map(\.parent) == ["demo-2026-session-1a", "demo-2026-session-1e"])
    #expect(papers.map(\.work) == ["demo-2026-paper-7", "demo-2026-paper-7"])
    #expect(papers.map(\.id) == ["demo-2026-paper-7-session-1a", "demo-2026-paper-7-session-1e"])
    #expect(papers.map(\.startsAt) != [nil, nil] && papers[0].startsAt != papers[1].startsAt)
    #expect(batch.document.speakers.count == 2)
    Soundness.check(batch)
  }

  @Test func `22: paper sessions in the ACL format of 2020, in UTC and without an end`() throws {
    let batch = try miniConf([
      "papers.csv": "UID,title,authors\nmain.7,A Paper,Ann Bee\nmain.8,Other,Cy Dee\n",
      "paper_sessions.yml": """
      1A:
        date: 2026-07-06_05:00:00
        papers: [main.7, main.9]
      2A:
        date: 2026-07-06_17:00:00
        papers: [main.7]
      """,
    ])
    let starts = batch.document.sessions.filter { $0.title == "A Paper" }.map {
      $0.startsAt?.instant.description
    }
    #expect(starts == ["2026-07-06T05:00:00Z", "2026-07-06T17:00:00Z"])
    #expect(batch.document.sessions.first { $0.title == "Other" }?.parent == nil)
    #expect(batch.counts["dangling references"] == 1)
    #expect(batch.problems.map(\.value) == ["main.9"])
  }

  @Test func `23: two people with one name stay two, by their numbers`()
    throws
  {
    let batch = try schedule(
      event(1, "10:00", #"<persons><person id="1">Yue Zhang</person></persons>"#)
        + event(2, "11:00", #"<persons><person id="2">Yue Zhang</person></persons>"#)
        + event(3, "12:00", #"<persons><person id="1">Yue Zhang</person></persons>"#))
    #expect(
      batch.document.speakers.map(\.id) == ["yue-zhang-demo-2026", "yue-zhang-demo-2026-2"])
    let speakers = batch.document.sessions.map { $0.speakers.map(\.id) }
    #expect(speakers[0] == speakers[2] && speakers[0] != speakers[1])
  }

  @Test func `24: sessions after midnight, by the change of day and by their own dates`() throws {
    let batch = try schedule(event(1, "23:30") + event(2, "02:00") + event(3, "09:00"))
    let days = batch.document.sessions.map { $0.startsAt?.instant.formatted(offset: 3_600) }
    #expect(
      days == [
        "2026-01-31T23:30:00+01:00", "2026-02-01T02:00:00+01:00", "2026-01-31T09:00:00+01:00",
      ])
    let ends = batch.document.sessions[0].endsAt?.instant.formatted(offset: 3_600)
    #expect(ends == "2026-02-01T00:00:00+01:00")
  }

  @Test func `25: instants keep the offset in which they were published`() throws {
    let batch = try miniConf([
      "papers.csv": "UID,title,authors\n1,P,A B\n",
      "main_calendar.json": """
      [{"title": "One", "start": "2026-07-09T08:30:00-04:00", "end": "2026-07-09T09:00:00-04:00"},
       {"title": "Two", "start": "2026-07-09 08:30:00+00:00", "end": "2026-07-09T09:00:00Z"},
       {"title": "Three", "start": "2026-07-09T08:30+0530", "end": "2026-07-09T09:00:00-08:00"}]
      """,
    ])
    #expect(batch.document.sessions.prefix(3).map { $0.startsAt?.offset } == [19_800, 0, -14_400])
    #expect(batch.document.sessions[2].startsAt?.instant.description == "2026-07-09T12:30:00Z")
    #expect(batch.problems.isEmpty)
  }

  @Test func `28: events without a room element, empty rooms, tracks and persons of newer files`()
    throws
  {
    let batch = try schedule(
      event(1, "10:00")
        + """
        <room name="Cinema"><event id="2" guid="g-2"><date>2026-01-31T11:00:00+01:00</date>
        <start>11:00</start><duration>01:15:00</duration><room>Cinema</room><title>Film</title>
        <track slug="films">Films</track><persons><person id="5">Eve</person></persons></event></room>
        <room name="Empty"></room>
        """)
    #expect(batch.document.rooms.map(\.name) == ["Aula", "Cinema", "Empty"])
    #expect(batch.document.tracks.map(\.name) == ["Main", "Films"])
    #expect(batch.document.sessions.map(\.guid) == [nil, "g-2"])
    let film = batch.document.sessions[1]
    #expect(film.room == "demo-2026-cinema")
    let length = (film.endsAt?.instant.seconds ?? 0) - (film.startsAt?.instant.seconds ?? 0)
    #expect(length == 4_500)
  }

  @Test func `29: without a zone there are no times, until one is named`() throws {
    let events = event(1, "10:00") + event(2, "11:00")
    let batch = try schedule(events, zone: nil)
    #expect(batch.document.sessions.map(\.startsAt) == [nil, nil])
    #expect(batch.problems.count == 1, "once, not for every session")
    let named = try schedule(events, parameters: .init(timeZone: "Europe/Brussels"), zone: nil)
    #expect(named.document.sessions[0].startsAt?.instant.description == "2026-01-31T09:00:00Z")
    #expect(named.problems.isEmpty)
  }

  @Test(arguments: [
    ("<city>Brussels</city>", "2026-01-31T09:00:00Z"),
    ("<city>Mexico City</city>", "2026-01-31T16:00:00Z"),
    ("<city>Nowhere</city>", nil), ("<city/>", nil), ("<city>../UTC</city>", nil),
  ])
  func `29: without a zone the zone of the city is used, if it has one`(
    _ city: String, _ instant: String?
  ) throws {
    let batch = try read(
      """
      <schedule><conference><title>Demo 2026</title>\(city)</conference>
      <day date="2026-01-31"><room name="Hall"><event id="1"><title>A</title><start>10:00</start>
      </event></room></day></schedule>
      """, name: "schedule.xml")
    #expect(batch.document.sessions.map(\.startsAt?.instant.description) == [instant])
    #expect(batch.problems.count == 1)
  }

  @Test func `30: rooms with one guid are two, titles and names may be objects of languages`()
    throws
  {
    let batch = try json(
      """
      "rooms": [{"name": "Gray", "guid": "same", "description": {"en": "x"}, "capacity": 20},
                {"name": {"de": "Braun", "en": "Tan"}, "guid": "same", "description": "y"}],
      "days": [{"index": 1, "date": "2026-01-31", "rooms": {"Gray": [
        {"id": 1, "guid": "a", "date": "2026-01-31T10:00:00+01:00", "duration": "00:30",
         "title": "Talk", "track": null, "persons": [{"id": 3, "code": "ABC", "public_name": "Ann"}]},
        {"id": 2, "guid": "a", "date": "2026-01-31T12:00:00+01:00", "duration": "00:30",
         "title": "Talk", "track": "T", "persons": []}]}}]
      """)
    #expect(batch.document.rooms.map(\.name) == ["Gray", "Tan"])
    #expect(batch.document.rooms[0].capacity == 20)
    let sessions = batch.document.sessions
    #expect(sessions.count == 2 && sessions[0].work == sessions[1].work && sessions[0].work != nil)
    let names = batch.externalIDs.filter { $0.kind == .session }.map(\.value)
    #expect(
      ["a#talk@2026-01-31T09:00:00Z", "a#talk@2026-01-31T11:00:00Z"].allSatisfy(names.contains))
    #expect(batch.externalIDs.contains { $0.kind == .speaker && $0.value == "ABC" })
    let widget = try read(
      """
      {"talks": [{"code": "A1", "title": "Talk", "speakers": ["S1"], "track": 7, "room": 1,
          "start": "2026-05-04T10:00:00+02:00", "end": "2026-05-04T10:20:00+02:00", "abstract": ""},
         {"id": 9, "title": {"en": "Lunch", "de": "Mittag"}, "room": 1, "track": null, "speakers": [],
          "start": "2026-05-04T12:00:00+02:00", "end": "2026-05-04T13:00:00+02:00"}],
       "tracks": [{"id": 7, "name": {"en": "Maps"}, "color": "#ff0000"}], "version": "1",
       "rooms": [{"id": 1, "name": {"en": "Aula"}}], "timezone": "Europe/Rome",
       "speakers": [{"code": "S1", "name": "Ann"}]}
      """, name: "demo2026-final.json")
    #expect(widget.document.sessions.map(\.title) == ["Talk", "Lunch"])
    #expect(widget.document.sessions.map(\.kind) == ["other", "break"])
    #expect(widget.document.tracks.map(\.color) == ["#ff0000"])
    #expect(widget.completeProgrammes == ["demo-2026"])
    // A break has no code, and its number is another one in every version.
    let ids = widget.externalIDs.filter { $0.kind == .session }.map(\.value)
    #expect(ids == ["A1", "break:2026-05-04T12:00:00+02:00/1/Lunch"])
    Soundness.check(widget)
  }

  @Test func `version 2 of schedule.json has tracks and rooms as objects and people apart`() throws
  {
    let batch = try json(
      """
      "tracks": [{"name": "Art", "slug": "art", "color": "#00ff00"}], "rooms": [{"name": "Saal 1"}]
      """,
      """
      "events": [{"guid": "g", "code": "ABC", "start": "2026-01-31T23:30:00+01:00",
        "end": "2026-02-01T00:30:00+01:00", "room": {"name": "Saal 1", "guid": "r"},
        "track": {"slug": "art"}, "title": "Talk", "type": "TALK", "state": "CANCELLED",
        "participants": [{"guid": "p", "name": "Ann"}]}],
      "persons": [{"guid": "p", "name": "Ann", "biography": "Draws."}],
      """)
    let session = try #require(batch.document.sessions.first)
    #expect(session.track == "demo-2026-art" && session.room == "demo-2026-saal-1")
    #expect(session.status == "cancelled" && session.kindLabel == "TALK")
    #expect(batch.document.speakers.map(\.bio) == ["Draws."])
  }

  @Test func `24: events of version 1 without a date have that of their day, or the night after`()
    throws
  {
    let batch = try json(
      """
      "time_zone_name": "Europe/Berlin",
      "days": [{"date": "2026-01-31", "day_start": "2026-01-31T09:00:00+01:00", "rooms": {"Aula": [
        {"id": 1, "start": "10:00", "duration": "01:00", "title": "A"},
        {"id": 2, "start": "02:00", "duration": "01:00", "title": "B"}]}}]
      """)
    #expect(
      batch.document.sessions.map { $0.startsAt?.instant.description }
        == ["2026-01-31T09:00:00Z", "2026-02-01T01:00:00Z"])
  }

  @Test func `papers may be in JSON or YAML, with lists for what CSV joins`() throws {
    let batch = try miniConf([
      "papers.json": """
      [{"UID": "7", "title": "P", "authors": ["Ann", "Bob (Uni X)"], "keywords": ["nlp", "vision"],
        "sessions": ["1A"]}]
      """,
      "main_calendar.yml": """
      - {title: 1A, start: '2026-07-09T08:30:00Z', end: '2026-07-09T09:30:00Z'}
      """,
    ])
    let paper = try #require(batch.document.sessions.last)
    #expect(paper.parent == "demo-2026-1a" && paper.topics == ["nlp", "vision"])
    #expect(batch.document.speakers.map(\.name) == ["Ann", "Bob"])
    #expect(batch.problems.isEmpty)
  }

  @Test func `31: an empty abstract is omitted`() throws {
    let batch = try schedule(event(1, "10:00", "<abstract> &lt;p&gt; &lt;/p&gt; </abstract>"))
    #expect(batch.document.sessions.map(\.abstract) == [nil])
  }

  func miniConf(_ files: [String: String], folder: String = "demo2026") throws -> ImportBatch {
    let batches = ImportReader.read(
      files.sorted { $0.key < $1.key }.map {
        InputFile(name: "\(folder)/\($0.key)", bytes: Array($0.value.utf8))
      })
    try #require(batches.count == 1, "\(batches.flatMap(\.problems))")
    return batches[0]
  }

  @Test
  func `19: CSV with quoted lines, both line ends, ragged rows and several separators of names`()
    throws
  {
    let batch = try miniConf([
      "main_papers.csv":
        "uid,Title,Authors,Abstract,sessions\r\n1,\"A, \"\"B\"\"\",Ann|Bob,\"two\nlines\",\r\n"
        + "2,C,Cy; Di (Uni X; Y); Ed*,,,more,cells\r\n3,D,\"Flo, Guy and Hal\"\r\n",
      "config.yml": "name: DEMO 2026\ntagline: The Demo\ndate: July 9-12, 2026\n",
    ])
    #expect(batch.document.sessions.map(\.title) == [#"A, "B""#, "C", "D"])
    #expect(batch.document.sessions[0].abstract == "two\nlines")
    #expect(
      batch.document.speakers.map(\.name) == ["Ann", "Bob", "Cy", "Di", "Ed", "Flo", "Guy", "Hal"])
    #expect(batch.document.speakers[3].affiliation == "Uni X; Y")
    #expect(batch.problems.map(\.line) == [4, 5])
    #expect(batch.document.conferences.first?.name == "The Demo")
    #expect(batch.document.conferences.first?.dates?.edtf == "2026-07-09/2026-07-12")
  }

  @Test func `20: a bare NaN is null with its line, any other error refuses the file`() throws {
    let papers = """
      {"events": {"e": {"id": "e", "paper_ids": ["1"], "session": "s", "track": "NLP 1"}},
       "papers": {"1": {"id": "1", "title": "NaN in \\"NaN\\"", "authors": ["Ann"],
         "abstract": NaN, "tldr": -Infinity, "event_ids": ["e"], "track": "NLP"}},
       "sessions": {}}
      """
    let batch = try read(papers, name: "demo2026/conference.json")
    #expect(batch.document.sessions.map(\.title) == ["NLP 1", #"NaN in "NaN""#])
    #expect(batch.problems.map(\.line) == [3, 3])
    #expect(batch.problems.map(\.value) == ["NaN", "-Infinity"])
    let broken = try read(
      papers.replacingAll("NaN,", with: "nope,"), name: "demo2026/conference.json")
    #expect(broken.problems.map(\.severity) == [.refused] && broken.document.sessions.isEmpty)
  }

  @Test func `repeated titles keep their slugs, however the file is sorted`()
    throws
  {
    let rows = [
      #"{"title": "Town", "start": "2026-07-09T08:00:00Z", "end": "2026-07-09T09:00:00Z"}"#,
      #"{"title": "Town", "start": "2026-07-10T08:00:00Z", "end": "2026-07-10T09:00:00Z"}"#,
    ]
    let orders = [rows, rows.reversed()]
    let slugs = try orders.map { rows in
      let batch = try miniConf(["main_calendar.json": "[\(rows.joined(separator: ","))]"])
      return batch.document.sessions.map { "\($0.id) \($0.startsAt?.instant.description ?? "")" }
    }
    #expect(slugs[0] == slugs[1])
    #expect(slugs[0].first == "demo-2026-town 2026-07-09T08:00:00Z")
  }

  @Test func `talks get their own minutes from the table beside the ACL's file`() throws {
    let files = [
      "demo2026/data/conference.json": """
      {"events": {"e": {"session": "s", "track": "NLP", "type": "Oral", "paper_ids": ["7"],
         "start_time": "2026-12-08T11:00:00+08:00", "end_time": "2026-12-08T12:30:00+08:00"}},
       "papers": {"7": {"id": "7", "title": "P", "authors": [], "event_ids": ["e"]},
                  "8": {"id": "8", "title": "Q", "authors": [], "event_ids": ["e"]}},
       "sessions": {"s": {"type": "Paper Sessions", "name": "Session 1"}}}
      """,
      "demo2026/data/oral-papers.tsv":
        "Session\tDate\tStart Time\tEnd Time\tPID\nS\t2026-12-08\t11:15\t11:30\t7\n"
        + "S\t2026-12-09\t11:15\t11:30\t8\n",
    ]
    let batches = ImportReader.read(
      files.sorted { $0.key < $1.key }.map { InputFile(name: $0.key, bytes: Array($0.value.utf8)) }
    )
    try #require(batches.count == 1)
    let papers = batches[0].document.sessions.suffix(2)
    // The second is not within its part: the part's time stays.
    #expect(
      papers.map { $0.startsAt?.instant.description }
        == ["2026-12-08T03:15:00Z", "2026-12-08T03:00:00Z"])
  }

  @Test func `a chair of a session is not a speaker of it, in each format with chairs`() throws {
    let batches = [
      try read(
        """
        {"events": {"e": {"session": "s", "track": "NLP", "type": "Oral", "paper_ids": [],
           "chairs": ["Ann (U)"]}},
         "plenaries": {"p": {"title": "Talk", "presenter": "Bob", "chairs": ["Ann"]}},
         "papers": {"1": {"title": "P", "authors": [], "event_ids": []}}, "sessions": {"s": {"type": "Paper Sessions", "name": "Session 1"}}}
        """, name: "demo2026/conference.json"),
      try miniConf([
        "main_calendar.json": """
        [{"UID": "talk", "title": "Talk", "chair": "Ann", "start": "2026-07-09T08:00:00Z"},
         {"UID": "Session 1", "title": "Session 1", "start": "2026-07-09T10:00:00Z"},
         {"UID": "Session 2", "title": "Session 2", "chair": "", "start": "2026-07-09T12:00:00Z"}]
        """,
        "speakers.csv": "UID,title,speaker,session\n1,My talk,Bob,talk\n",
        "chairs.csv": "UID,chair\nSession 1,Ann\nSession 3,Cy\n",
      ]),
      try read(
        """
        title,starts_at,conference,speakers,chairs
        Talk,2026-07-09T08:00:00Z,demo-2026,Bob,Ann
        """, name: "sessions.csv"),
    ]
    let billed = batches.map { batch in
      batch.document.sessions.map { session in
        session.speakers.map { "\($0.id.prefix(3))\($0.role.map { ": \($0)" } ?? "")" }
      }
    }
    #expect(
      billed == [
        [[], ["bob", "ann: chair"], ["ann: chair"], []],
        [["bob", "ann: chair"], ["ann: chair"], []],
        [["bob", "ann: chair"]],
      ])
    #expect(batches[1].problems.map(\.value) == ["Session 3"])
    #expect(batches.map { $0.document.speakers.count { $0.id.hasPrefix("ann") } } == [1, 1, 1])
  }

  @Test func `21: identifiers with slashes, brackets and blanks become slugs, and stay known`()
    throws
  {
    let id = "business-meeting_-efficient/low-resource-methods-in-nlp-(poster)"
    let batch = try read(
      """
      {"events": {"\(id)": {"session": "Session 1", "track": "Low-Resource", "type": "Poster",
         "paper_ids": ["1"], "start_time": "2026-12-08T11:00:00+08:00", "end_time": null,
         "room": "East"}},
       "papers": {"1": {"id": "1", "title": "P", "authors": [], "event_ids": ["\(id)"]}},
       "sessions": {"Session 1": {"type": "Paper Sessions", "name": "Session 1",
         "start_time": "2026-12-08T11:00:00+08:00", "end_time": "null"}}}
      """, name: "demo2026/conference.json")
    Soundness.check(batch)
    #expect(
      batch.document.sessions.map(\.id) == [
        "demo-2026-block-session-1",
        "demo-2026-business-meeting-efficient-low-resource-methods-in-nlp-poster",
        "demo-2026-paper-1",
      ])
    #expect(batch.externalIDs.contains { $0.value == "event:\(id)" })
    #expect(batch.document.sessions[2].parent == batch.document.sessions[1].id)
    #expect(batch.document.sessions[2].kind == "poster")
  }
}
