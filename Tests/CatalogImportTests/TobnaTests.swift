import CatalogForm
import CatalogModel
import Testing

@testable import CatalogImport

@Suite struct `The dialect of tobna` {
  private func read(_ rows: String) throws -> ImportBatch {
    try CatalogImportTests.read(rows, name: "conferences/demo.yaml")
  }

  @Test func `A row is an edition, and its deadlines are in the declared zone`() throws {
    let batch = try read(
      """
      demo2027:
        conferenceEndDate: '2027-02-23'
        conferenceStartDate: '2027-02-16'
        dataSrc: ccf-deadlines
        h5Index: 232
        id: demo2027
        isApproximateDeadline: false
        location: Convention Center, Philadelphia, USA
        rating: A*
        shortname: DEMO 2027
        tags: &id001
        - CV
        - Other
        timeline:
        - abstractDeadline: '2026-07-22T11:59:59Z'
          deadline: '2026-07-29T11:59:59Z'
          note: Round 1
        - abstractDeadline: '2026-10-01T11:59:59Z'
          deadline: '2026-10-08T11:59:59Z'
          note: Paper submission deadline
        timezone: AoE
        title: Conference on Demonstrations
        website: https://demo.example/2027
      demo2026: {id: demo2026, shortname: DEMO 2026, dataSrc: off-website, tags: *id001,
        timeline: [{deadline: '2025-07-29T06:59:59Z'}, {deadline: TBD}], rating: TBR}
      """)
    Soundness.check(batch)
    #expect(batch.source?.id == "tobna-ai-deadlines")
    #expect(batch.problems.isEmpty, "\(batch.problems)")
    let series = try #require(batch.document.series.first)
    #expect(series.id == "demo" && series.fullName == "Conference on Demonstrations")
    #expect(series.rankings.map(\.system) == ["core"] && series.rankings.map(\.value) == ["A*"])
    let conferences = batch.document.conferences
    #expect(conferences.map(\.id) == ["demo-2027", "demo-2026"])
    #expect(conferences[0].dates?.edtf == "2027-02-16/2027-02-23")
    #expect(conferences[0].locations.first?.city == "Philadelphia")
    #expect(conferences[1].topics == conferences[0].topics)
    let deadlines = conferences[0].deadlines
    #expect(
      deadlines.map(\.id) == ["abstract-round-1", "paper-round-1", "abstract", "paper"])
    #expect(deadlines[1].local == "2026-07-28 23:59:59" && deadlines[1].timeZoneDeclared == "AoE")
    #expect(deadlines[1].moment.at?.description == "2026-07-29T11:59:59Z")
    #expect(deadlines[2].label == nil && deadlines[3].label == "Paper submission deadline")
    let utc = conferences[1].deadlines
    #expect(utc[0].local == "2025-07-29 06:59:59" && utc[0].timeZoneDeclared == "UTC")
    #expect(utc[1].declaredStatus == "tba")
  }

  @Test(arguments: ["PST", "EST", "CST", "Mars/Olympus", "TBD"])
  func `An instant in UTC stays the same, whatever the name of its zone`(_ zone: String) throws {
    let batch = try read(
      "demo2027: {shortname: DEMO 2027, timezone: \(zone), location: 'Manila, Philippines',"
        + " timeline: [{deadline: '2026-07-29T11:59:59Z'}]}\n")
    let deadline = try #require(batch.document.conferences.first?.deadlines.first)
    #expect(deadline.moment.at?.description == "2026-07-29T11:59:59Z")
    #expect(deadline.timeZoneDeclared == "UTC")
  }

  @Test(arguments: ["dataSrc: estimate", "isApproximateDeadline: true", "dataSrc: Estimate"])
  func `An estimate is counted, named and not imported`(_ mark: String) throws {
    let batch = try read(
      """
      demo2028:
        \(mark)
        conferenceStartDate: '2028-02-16'
        shortname: DEMO 2028
        timeline: [{deadline: '2027-07-28T11:59:59Z'}]
      demo2027: {shortname: DEMO 2027, timeline: []}
      """)
    #expect(batch.document.conferences.map(\.id) == ["demo-2027"])
    #expect(batch.counts["estimates"] == 1)
    #expect(batch.problems.map(\.severity) == [.notice])
    #expect(batch.problems.first?.value == "demo2028")
  }

  @Test func `A row without a year, and one that is not a map, affect no others`() throws {
    let batch = try read(
      """
      demo2027: {shortname: DEMO 2027, timeline: []}
      demo: {shortname: DEMO, timeline: []}
      demo2029: soon
      """)
    #expect(batch.document.conferences.map(\.id) == ["demo-2027"])
    #expect(batch.problems.map(\.severity) == [.skipped, .skipped])
    #expect(batch.problems.map(\.line) == [2, 3])
  }
}
