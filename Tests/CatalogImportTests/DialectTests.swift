import CatalogForm
import CatalogModel
import Testing

@testable import CatalogImport

/// The forms that the lists had in other years, and those of lists that descend from them.
@Suite struct `Dialects of the lists` {
  @Test func `ai-deadlines called the title a name at first`() throws {
    let batch = try read(
      """
      ---
      - name: DEMO
        year: 2017
        id: demo17
        deadline: "2017-01-17 23:59:59"
        timezone: Pacific/Honolulu
        date: July 30-August 3, 2017
        place: Los Angeles, California
        sub: RO
      """, name: "conferences.yml")
    #expect(batch.source?.id == "pwc-ai-deadlines")
    let conference = try #require(batch.document.conferences.first)
    #expect(conference.id == "demo-2017" && conference.topics == ["robotics"])
    #expect(conference.dates?.edtf == "2017-07-30/2017-08-03")
    #expect(conference.deadlines.map(\.moment.at?.description) == ["2017-01-18T09:59:59Z"])
    #expect(batch.problems.isEmpty)
  }

  @Test func `sec-deadlines has several deadlines a row, anywhere on Earth unless it says so`()
    throws
  {
    let batch = try read(
      """
      - name: D&P (Demo)
        description: Symposium on Demonstrations
        year: 2027
        dblp: https://dblp.org/db/conf/demo/index.html
        deadline:
          - "2026-06-11 23:59"
          - "%y-11-17 23:59"
        comment: Abstracts come first.
        date: TBA
        place: Montreal, Canada
        tags: [SEC, CONF, TOP4]
      - name: Other
        year: 2027
        deadline: ["2026-07-01 12:00"]
        timezone: Etc/GMT-2
      """, name: "conferences.yml")
    #expect(batch.source?.id == "sec-deadlines")
    let (first, other) = (batch.document.conferences[0], batch.document.conferences[1])
    #expect(first.name == "Symposium on Demonstrations" && first.acronym == "D&P (Demo)")
    #expect(first.deadlines.map(\.moment.at?.description) == ["2026-06-12T11:59:00Z", nil])
    #expect(first.deadlines.map(\.declaredStatus) == [nil, "tba"])
    #expect(first.topics == ["security"] && first.summary == "Abstracts come first.")
    #expect(other.deadlines.map(\.moment.at?.description) == ["2026-07-01T10:00:00Z"])
    #expect(
      batch.problems.map(\.reason) == ["unknown date format; kept as text, as not announced"])
  }

  @Test func `a flat row may have all steps of a review, and the zone of its place`() throws {
    let batch = try read(
      """
      - title: DEMO
        year: 2027
        id: demo27
        deadline: '2026-06-30 23:59:59'
        rebuttal_start: '2026-09-23 00:00:00'
        rebuttal_end: '2026-09-25 23:59:59'
        notification: '2026-10-20 23:59:59'
        timezone: UTC-12
        venue_timezone: Europe/Dublin
        sub: SE
      """, name: "conferences.yml")
    let conference = try #require(batch.document.conferences.first)
    #expect(
      conference.deadlines.map(\.kind)
        == ["paper", "rebuttal-start", "rebuttal-end", "notification"])
    #expect(conference.timeZone == "Europe/Dublin")
    #expect(batch.problems.isEmpty)
  }

  @Test func `python-deadlines called the conference a title, with dates as a text`() throws {
    let batch = try read(
      """
      - title: PyDemo
        year: 2022
        id: pydemo22
        cfp: '2022-09-12 23:59:00'
        place: Vilnius, Lithuania
        date: December 13th, 2022
        sub: PY
        twitter: pydemo
      """, name: "conferences.yml")
    #expect(batch.source?.id == "python-deadlines")
    let conference = try #require(batch.document.conferences.first)
    #expect(conference.dates?.edtf == "2022-12-13/")
    #expect(conference.deadlines.map(\.moment.at?.description) == ["2022-09-13T11:59:00Z"])
    #expect(batch.problems.isEmpty)
  }

  @Test func `ccf-deadlines had an edition a row, and its rank as a letter`() throws {
    let flat = try read(
      """
      - title: DEMO
        year: 2021
        id: demo21
        description: The 13th Conference on Demonstrations
        link: https://demo.example/2021
        abstract_deadline: '2021-06-18 23:59:00'
        deadline: '2021-06-25 23:59:00'
        timezone: UTC-7
        date: November 17-19, 2021
        place: Virtual
        sub: AI
        rank: C
        dblp: demo
      """, name: "conference/AI/demo.yml")
    #expect(flat.source?.id == "ccf-deadlines" && flat.problems.isEmpty)
    let conference = try #require(flat.document.conferences.first)
    #expect(conference.name == "The 13th Conference on Demonstrations")
    #expect(conference.deadlines.map(\.kind) == ["abstract", "paper"])
    #expect(conference.deadlines.last?.moment.at?.description == "2021-06-26T06:59:00Z")
    let series = try #require(flat.document.series.first)
    #expect(series.fullName == nil && series.rankings.map(\.value) == ["C"])
    let nested = try read(
      """
      - title: DEMO
        description: Conference on Demonstrations
        sub: AI
        rank: B
        dblp: demo
        confs:
          - year: 2022
            id: demo22
            timeline:
              - deadline: '2022-06-25 23:59:00'
            timezone: UTC-7
      """, name: "conference/AI/demo.yml")
    #expect(nested.problems.isEmpty)
    #expect(nested.document.series.first?.rankings.map(\.value) == ["B"])
  }

  @Test func `days may have one digit, and a place may be one text`() throws {
    let batch = try read(
      """
      - title: DEMO
        year: 2025
        id: demo25
        deadline: '2024-07-14 23:59:59'
        timezone: America/Los_Angeles
        place: Tucson, Arizona
        date: Feb 28 - Mar 4, 2025
        start: 2025-2-28
        end: 2025-3-4
        tags: [machine-learning]
      """, name: "conferences.yml")
    let conference = try #require(batch.document.conferences.first)
    #expect(conference.dates?.edtf == "2025-02-28/2025-03-04")
    #expect(conference.locations.first?.city == "Tucson")
    #expect(batch.problems.isEmpty)
  }

  @Test func `a rank may be told with whose it is, and the form beside the place`() throws {
    let batch = try read(
      """
      - title: DEMO
        year: 2027
        id: demo27
        deadlines: []
        city: Montréal
        country: Canada
        format: in-person
        tags: [robotics]
        rankings:
          rank_name: A*
          rank_source: ICORE2026
          rank_source_url: https://portal.example/1629/
      """, name: "demo.yml")
    #expect(batch.document.conferences.first?.format == "in-person")
    #expect(batch.document.series.first?.rankings.map(\.system) == ["core"])
    #expect(batch.problems.isEmpty)
  }

  @Test func `implausible numbers of papers are dropped`() throws {
    let batch = try read(
      """
      - title: DEMO
        accept_rates:
          - year: 2024
            submitted: 9223372036854775807
            accepted: 9223372036854775806
      """, name: "accept_rates/AI/demo.yml")
    #expect(batch.problems.map(\.severity) == [.dropped, .skipped])
  }
}
