import CatalogForm
import CatalogModel
import Testing

@testable import CatalogImport

/// What the real lists hold that an importer gets wrong, each in a fixture of our own; the numbers
/// are those of the data's description.
@Suite struct `Traps of the lists` {
  private func hf(_ rows: String) throws -> ImportBatch {
    try read(rows, name: "conferences/demo.yml", as: .hfDeadlines)
  }

  private func hf(deadline fields: String) throws -> Deadline {
    let batch = try hf(
      """
      - title: DEMO
        year: 2026
        id: demo26
        deadlines:
          - type: paper
            \(fields.split(separator: "\n").joined(separator: "\n      "))
      """)
    return try #require(batch.document.conferences.first?.deadlines.first)
  }

  private func ccf(_ edition: String, name: String = "conference/AI/demo.yml") throws -> ImportBatch
  {
    let lines = edition.split(separator: "\n", omittingEmptySubsequences: false)
    return try read(
      """
      - title: DEMO
        description: Conference on Demonstrations
        sub: AI
        rank:
          ccf: A
          core: N
        dblp: demo
        confs:
          - \(lines.joined(separator: "\n      "))
      """, name: name)
  }

  @Test func `1: the same instant in two spellings is one instant, and both texts are kept`() throws
  {
    let aoe = try hf(deadline: "date: '2026-01-28 23:59:59'\ntimezone: AoE")
    let utc = try hf(deadline: "date: '2026-01-29 11:59:59'\ntimezone: UTC+0")
    #expect(aoe.moment.at != nil)
    #expect(aoe.moment.at == utc.moment.at)
    #expect(aoe.local == "2026-01-28 23:59:59" && aoe.timeZoneDeclared == "AoE")
    #expect(utc.local == "2026-01-29 11:59:59" && utc.timeZoneDeclared == "UTC+0")
  }

  @Test(arguments: [
    ("AoE", "2026-07-02T11:00:00Z"), ("UTC", "2026-07-01T23:00:00Z"),
    ("UTC+0", "2026-07-01T23:00:00Z"), ("UTC-08", "2026-07-02T07:00:00Z"),
    ("UTC-7", "2026-07-02T06:00:00Z"), ("UTC+02", "2026-07-01T21:00:00Z"),
    ("GMT+02", "2026-07-01T21:00:00Z"), ("GMT", "2026-07-01T23:00:00Z"),
    ("CET", "2026-07-01T22:00:00Z"), ("PST", "2026-07-02T07:00:00Z"),
    ("PDT", "2026-07-02T06:00:00Z"), ("PT", "2026-07-02T06:00:00Z"),
    ("Europe/Berlin", "2026-07-01T21:00:00Z"), ("Pacific/Honolulu", "2026-07-02T09:00:00Z"),
  ])
  func `2: every spelling of a zone`(_ zone: String, _ instant: String) throws {
    let deadline = try hf(deadline: "date: '2026-07-01 23:00:00'\ntimezone: \(zone)")
    #expect(deadline.moment.at?.description == instant)
  }

  @Test func `2: a zone that is missing is AoE with python-deadlines, and unknown elsewhere`()
    throws
  {
    let batch = try read(
      """
      - conference: PyDemo
        year: 2026
        cfp: '2026-07-01 23:59:00'
        place: Vilnius, Lithuania
      """, name: "conferences.yml")
    let python = try #require(batch.document.conferences.first?.deadlines.first)
    #expect(python.moment.at?.description == "2026-07-02T11:59:00Z")
    let other = try hf(deadline: "date: '2026-07-01 23:59:00'")
    #expect(other.moment.at == nil && other.moment.precision == .date)
  }

  @Test func `2: an unknown zone costs the time of day, not the deadline`() throws {
    let deadline = try hf(deadline: "date: '2026-07-01 23:59:00'\ntimezone: Mars/Olympus")
    #expect(deadline.moment.precision == .date)
    #expect(deadline.timeZoneDeclared == "Mars/Olympus")
  }

  @Test(arguments: [
    ("TBD", "tba"), ("TBA", "tba"), ("None", "cancelled"), ("Cancelled", "cancelled"),
    ("soon", "tba"),
  ])
  func `3: a deadline without a date is a deadline with a status`(_ text: String, _ status: String)
    throws
  {
    let batch = try ccf(
      "year: 2027\nid: demo27\ntimeline:\n  - deadline: '\(text)'\ntimezone: AoE\ndate: TBD\nplace: TBD"
    )
    let deadline = try #require(batch.document.conferences.first?.deadlines.first)
    #expect(deadline.local == text && deadline.declaredStatus == status)
    #expect(deadline.moment.at == nil && deadline.moment.notAfter == nil)
  }

  @Test func `3: an empty list of deadlines means that none is announced`() throws {
    let batch = try hf("- {title: DEMO, year: 2026, id: demo26, deadlines: []}")
    let conference = try #require(batch.document.conferences.first)
    #expect(conference.deadlines.isEmpty && conference.deadlinesStatus == "not_announced")
  }

  @Test func `4: rounds, labels and extensions each are a deadline of their own`() throws {
    let rounds = try ccf(
      """
      year: 2026
      id: demo26
      timeline:
        - {abstract_deadline: '2025-04-01 17:00:00', deadline: '2025-04-08 17:00:00', comment: first round}
        - {deadline: '2025-05-01 17:00:00', comment: Round 2}
        - {deadline: '2025-06-01 17:00:00', comment: 'ARR Submission; commitment deadline: 2025-07-01'}
        - {deadline: '2025-06-01 17:00:00'}
        - {deadline: '2025-06-02 17:00:00'}
      timezone: PT
      date: May 3-5, 2026
      place: Vienna, Austria
      """)
    let deadlines = try #require(rounds.document.conferences.first).deadlines
    #expect(
      deadlines.map(\.id)
        == ["abstract-round-1", "paper-round-1", "paper-round-2", "paper", "paper-2", "paper-3"])
    #expect(deadlines.map(\.round) == [1, 1, 2, nil, nil, nil])
    #expect(deadlines[3].label == "ARR Submission; commitment deadline: 2025-07-01")
    let batch = try read(
      """
      - conference: PyDemo
        year: 2026
        cfp: '2026-07-01 23:59:00'
        cfp_ext: '2026-07-08 23:59:00'
      """, name: "conferences.yml")
    let extended = try #require(batch.document.conferences.first).deadlines
    #expect(extended.map(\.declaredStatus) == ["extended", nil])
    #expect(extended[1].supersedes == extended[0].id)
  }

  @Test(arguments: [
    ("camera_ready", "camera-ready"), ("camera-ready", "camera-ready"), ("submission", "paper"),
    ("paper", "paper"), ("rebuttal_start", "rebuttal-start"),
    ("final-notification", "notification"),
    ("reviewer_registration", "other"),
  ])
  func `5: kinds in several spellings; what is unknown keeps its name`(
    _ type: String, _ kind: String
  )
    throws
  {
    let batch = try hf(
      """
      - title: DEMO
        year: 2026
        deadlines:
          - {type: \(type), date: '2026-01-01 12:00:00', timezone: UTC}
      """)
    let deadline = try #require(batch.document.conferences.first?.deadlines.first)
    #expect(deadline.kind == kind)
    if kind == "other" { #expect(deadline.kindLabel == type) }
  }

  @Test(arguments: [
    ("April 27-29, 2026", "2026-04-27/2026-04-29"), ("August 2027 (exact dates TBD)", "2027-08"),
    ("August 31 - September 4, 2026", "2026-08-31/2026-09-04"), ("TBD", nil), ("TBA", nil),
    ("To be announced", nil), ("2027", "2027"), ("April, 2024", "2024-04"), ("Extended", nil),
    ("November 30 - December 3", "2026-11-30/2026-12-03"),
    ("29 June - 3 July, 2026", "2026-06-29/2026-07-03"),
    ("FEBRUARY 20-23, 2023", "2023-02-20/2023-02-23"),
    ("May 3 – 5, 2026", "2026-05-03/2026-05-05"), ("9-12 July 2020", "2020-07-09/2020-07-12"),
    ("December 28, 2026 - January 2, 2027", "2026-12-28/2027-01-02"),
    ("Dec 28 - Jan 2, 2027", "2026-12-28/2027-01-02"), ("December 6, 2026", "2026-12-06/"),
    ("September 19th to 22nd, 2026", "2026-09-19/2026-09-22"), ("February 30, 2026", nil),
    ("July 1-3 & 7-9, 2026", nil), ("April 29-May 4, 2026", "2026-04-29/2026-05-04"),
    ("11-15 September 2023 | Prague", "2023-09-11/2023-09-15"),
  ])
  func `6: the dates of an edition as text`(_ text: String, _ edtf: String?) throws {
    let batch = try ccf("year: 2026\nid: demo26\ntimeline: []\ndate: '\(text)'\nplace: TBD")
    let dates = try #require(batch.document.conferences.first?.dates)
    #expect(dates.edtf == edtf)
    #expect(dates.text == text)
  }

  @Test func `7: one day is a start, and the end stays unknown`() throws {
    let batch = try ccf("year: 2026\nid: d\ntimeline: []\ndate: December 6, 2026\nplace: Sydney")
    let dates = try #require(batch.document.conferences.first?.dates)
    #expect(dates.start?.description == "2026-12-06")
    #expect(dates.end == nil && dates.endLatest == nil)
  }

  @Test func `8: a date is the same with and without quotes, and may be missing`() throws {
    let batch = try hf(
      """
      - {title: A, year: 2026, start: 2026-05-04, end: 2026-05-08}
      - {title: B, year: 2026, start: '2026-05-04', end: "2026-05-08"}
      - {title: C, year: 2026, date: 'May 4-8, 2026'}
      - {title: D, year: 2026}
      """)
    let edtf = batch.document.conferences.map { $0.dates?.edtf }
    #expect(
      edtf == ["2026-05-04/2026-05-08", "2026-05-04/2026-05-08", "2026-05-04/2026-05-08", nil])
    #expect(batch.problems.isEmpty)
  }

  @Test func `9: a year that contradicts the date is noticed, and nothing is mended`() throws {
    let batch = try hf(
      "- {title: DEMO, year: 2026, start: 2025-05-04, end: 2025-05-08, date: 'May 4-8, 2026'}")
    #expect(batch.document.conferences.first?.dates?.edtf == "2025-05-04/2025-05-08")
    #expect(batch.document.conferences.first?.year == 2026)
    #expect(batch.problems.map(\.severity) == [.notice, .notice])
    #expect(batch.problems.allSatisfy { $0.line == 1 && $0.file == "conferences/demo.yml" })
  }

  @Test func `10: unknown and misspelt keys are reported, and the rest is read`() throws {
    let batch = try ccf(
      """
      year: 2025
      id: demo25
      data: May 3-5, 2025
      timeline:
        - {'abstract deadline': '2025-01-01 12:00:00', deadline: '2025-01-08 12:00:00'}
      timezone: UTC
      place: Paris, France
      """)
    let conference = try #require(batch.document.conferences.first)
    #expect(conference.deadlines.map(\.kind) == ["abstract", "paper"])
    #expect(Set(batch.problems.map(\.path)).contains("/0/confs/0/data"))
    #expect(batch.problems.map(\.severity) == [.assumption, .notice])
    let old = try hf(
      "- {title: DEMO, year: 2025, id: d, deadline: '2025-02-25 23:59:59', timezone: AoE, tags: []}"
    )
    #expect(old.document.conferences.first?.deadlines.map(\.kind) == ["paper"])
  }

  @Test func `11: several sites are several locations`() throws {
    let batch = try hf(
      """
      - title: DEMO
        year: 2026
        city: Sydney
        country: Australia
        venue: Harbour Hall, Sydney, Australia (Main, Dec 6-12). Satellite events at Peach Hall, Atlanta, USA (Dec 9-13) and Paris, France (Dec 9-13).
      - {title: DEMO, year: 2025, city: San Diego, country: USA, venue: 'Bay Hall, USA & Hotel Reforma, Mexico'}
      - {title: DEMO, year: 2024, city: Malmö, country: Sweden, venue: Malmö Arena and Malmömässan}
      """)
    let places = batch.document.conferences.map(\.locations)
    #expect(places[0].map(\.city) == ["Sydney", "Atlanta", "Paris"])
    #expect(places[0].map(\.country) == ["AU", "US", "FR"])
    #expect(places[0].map(\.venue) == ["Harbour Hall", "Peach Hall", nil])
    #expect(places[1].map(\.country) == ["US", "MX"])
    #expect(places[2].map(\.venue) == ["Malmö Arena and Malmömässan"])
    let python = try read(
      """
      - conference: PyCon Demo
        year: 2026
        place: Shanghai, China
        extra_places:
          - Beijing, China
          - Online
        location:
          - {title: one, latitude: 31.2, longitude: 121.5}
      """, name: "archive.yml")
    let conference = try #require(python.document.conferences.first)
    #expect(conference.locations.map(\.city) == ["Shanghai", "Beijing", nil])
    #expect(conference.locations[0].coordinates?.latitude == 31.2)
    #expect(conference.format == "hybrid")
  }

  @Test(
    arguments: [
      ("Virtual", "virtual", nil, nil), ("Online", "virtual", nil, nil),
      ("Bruges, Belgium and Online", "hybrid", "Bruges", "BE"),
      ("Málaga, Spain (hybrid)", "hybrid", "Málaga", "ES"),
      ("Online and Physical (Location TBC)", "hybrid", nil, nil),
      ("Online (Kyiv, Ukraine)", "virtual", nil, nil),
      ("London, UK, and virtual", "hybrid", "London", "GB"),
      ("New Orleans, Louisiana, USA; and virtual", "hybrid", "New Orleans", "US"),
      ("Hybrid (Dubrovnik, Croatia)", "hybrid", "Dubrovnik", "HR"),
      ("Paris, France", nil, "Paris", "FR"),
      ("Virtual conference", "virtual", nil, nil), ("TBD", nil, nil, nil),
    ] as [(String, String?, String?, String?)])
  func `12: how an event is held stands in the text of the place`(
    _ text: String, _ format: String?, _ city: String?, _ country: String?
  ) {
    let place = PlaceText.read(text)
    #expect(place.format == format)
    #expect(place.location?.city == city)
    #expect(place.location?.country == country)
    #expect(place.location?.isVirtual ?? false == (format == "virtual"))
  }

  @Test func `12: online with a city is hybrid, without it virtual, and not online is in person`()
    throws
  {
    let batch = try read(
      """
      [{"name": "A", "url": "https://a.example", "startDate": "2026-05-04", "endDate": "2026-05-05",
        "city": "Seattle, WA", "country": "U.S.A.", "online": true},
       {"name": "B", "url": "https://b.example", "startDate": "2026-05-04", "endDate": "2026-05-05",
        "online": true},
       {"name": "C", "url": "https://c.example", "startDate": "2026-05-04", "endDate": "2026-05-05",
        "city": "Berlin", "country": "Germany", "online": false},
       {"name": "D", "url": "https://d.example", "startDate": "2026-05-04", "endDate": "2026-05-05",
        "city": "Berlin", "country": "Germany"}]
      """, name: "2026/data.json")
    #expect(batch.document.conferences.map(\.format) == ["hybrid", "virtual", "in-person", nil])
    let seattle = try #require(batch.document.conferences.first?.locations.first)
    #expect(seattle.city == "Seattle" && seattle.region == "US-WA" && seattle.country == "US")
  }

  @Test(
    arguments: [
      ("Denver, USA", "Denver", nil, "US"), ("Denver, United States", "Denver", nil, "US"),
      ("Denver, CO, U.S.A.", "Denver", "US-CO", "US"), ("London, UK", "London", nil, "GB"),
      ("London, U.K.", "London", nil, "GB"), ("London, United Kingdom", "London", nil, "GB"),
      ("Glasgow, Scotland", "Glasgow", "GB-SCT", "GB"), ("Jeju, Korea", "Jeju", nil, "KR"),
      ("Seoul, South Korea", "Seoul", nil, "KR"), ("Delft, The Netherlands", "Delft", nil, "NL"),
      ("Philadelphia, Pennsylvania", "Philadelphia", "US-PA", "US"),
      ("Honolulu, Hawaii", "Honolulu", "US-HI", "US"), ("Pisa, Tuscany", "Pisa", "IT-52", "IT"),
      ("Nashville, Tennessee", "Nashville", "US-TN", "US"),
      ("Albuquerque, New Mexico", "Albuquerque", "US-NM", "US"), ("Denver", "Denver", nil, nil),
      ("Morocco", nil, nil, "MA"), ("Boca Raton FL, USA", "Boca Raton", "US-FL", "US"),
      ("Baltimore, Maryland USA", "Baltimore", "US-MD", "US"), ("Florida, USA", nil, "US-FL", "US"),
      ("Atlanta, Georgia", "Atlanta", "US-GA", "US"), ("Tbilisi, Georgia", "Tbilisi", nil, "GE"),
      ("New York, NY, USA", "New York", "US-NY", "US"), ("New York, USA", "New York", nil, "US"),
      ("Singapore", "Singapore", nil, "SG"),
    ] as [(String, String?, String?, String?)])
  func `13: countries in all their names, and places without one`(
    _ text: String, _ city: String?, _ region: String?, _ country: String?
  ) {
    let location = PlaceText.read(text).location
    #expect(location?.city == city)
    #expect(location?.region == region)
    #expect(location?.country == country)
    #expect(location?.text == text)
  }

  @Test func `13: a hall is a venue, and no city`() {
    let location = PlaceText.read("Singapore EXPO").location
    #expect(location?.venue == "Singapore EXPO" && location?.city == nil)
  }

  @Test func `14: an identifier counts only with its source and file`() throws {
    let row = "year: 2026\nid: fse26\ntimeline: []\ndate: TBD\nplace: TBD"
    let one = try ccf(row, name: "conference/SC/fse.yml")
    let other = try ccf(row, name: "/elsewhere/conference/SE/fse.yml")
    #expect(Set(one.externalIDs).isDisjoint(with: other.externalIDs))
    #expect(one.externalIDs.map(\.scope) == ["SC/fse", "SC/fse"])
    let again = try ccf(row, name: "/moved/conference/SC/fse.yml")
    #expect(again.externalIDs == one.externalIDs)
    let ids = try read(
      """
      - title: ICA3PP
        sub: DS
        confs:
          - {year: 2025, id: ica3pp, timeline: [], date: TBD, place: TBD}
          - {year: 2026, id: ica3pp, timeline: [], date: TBD, place: TBD}
      """, name: "conference/DS/ica3pp.yml")
    Soundness.check(ids)
    #expect(ids.document.conferences.map(\.id) == ["ica3pp-2025", "ica3pp-2026"])
  }

  @Test func `14: two editions of one name and year stay two`() throws {
    let batch = try read(
      """
      - {conference: PyCon Demo, year: 2023, place: 'Shanghai, China', cfp: TBA}
      - {conference: PyCon Demo, year: 2023, place: 'Chengdu, China', cfp: TBA}
      """, name: "archive.yml")
    #expect(batch.document.conferences.map(\.id) == ["pycon-demo-2023", "pycon-demo-2023-2"])
    #expect(batch.document.series.count == 1)
    Soundness.check(batch)
  }

  @Test func `14: a name of a conference that resembles a mail address is an identifier`() throws {
    let batch = try read(
      """
      [{"name": "swift@next.app devcon", "url": "https://next.example", "startDate": "2026-10-07"}]
      """, name: "2026/ios.json")
    let ids = batch.externalIDs.filter { $0.kind == .conference }.map(\.value)
    #expect(ids == ["swift@next.app devcon/2026-10-07/https://next.example"])
  }

  @Test func `15: a conference under several topics is one, with all of them`() throws {
    let row = """
      [{"name": "Demo Conf 2026", "url": "https://demo.example", "startDate": "2026-05-04",
        "endDate": "2026-05-05", "cfpEndDate": "2026-02-01"}]
      """
    let batches = ImportReader.read(
      ["2026/data.json", "2026/python.json"].map { InputFile(name: $0, bytes: Array(row.utf8)) })
    let conference = try #require(batches.first?.document.conferences.first)
    #expect(batches.count == 1 && batches[0].document.conferences.count == 1)
    #expect(conference.topics == ["data", "python"])
    #expect(conference.series == ["demo-conf"])
    #expect(conference.deadlines.map(\.kind) == ["talk-proposal"])
    #expect(conference.deadlines.map(\.moment.precision) == [.date])
  }

  @Test func `16: spellings of a topic fold to one`() throws {
    let batch = try hf(
      """
      - {title: A, year: 2026, tags: [machine-learning, computer vision]}
      - {title: B, year: 2026, tags: [machine learning, computer-vision]}
      """)
    #expect(batch.document.topics.map(\.id) == ["machine-learning", "computer-vision"])
    #expect(batch.document.conferences[0].topics == batch.document.conferences[1].topics)
  }

  @Test func `32: full-width commas, a dotted capital I, escapes`() throws {
    let nanjing = PlaceText.read("Nanjing， China").location
    #expect(nanjing?.city == "Nanjing" && nanjing?.country == "CN")
    #expect(SlugText.make(["İstanbul 💩"]) == "istanbul")
    #expect(SlugText.make(["会议"]).hasPrefix("x"))
    let batch = try hf("- {title: \"Fern\\xE1ndez\", year: 2026, city: İstanbul, country: Türkiye}")
    #expect(batch.document.series.first?.name == "Fernández")
    #expect(batch.document.conferences.first?.id == "fernandez-2026")
    #expect(batch.document.conferences.first?.locations.first?.country == "TR")
  }
}
