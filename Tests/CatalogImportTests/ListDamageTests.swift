import CatalogForm
import CatalogModel
import Testing

@testable import CatalogImport

/// Lists with entries that stand twice, or are broken.
@Suite struct `Duplicates and broken entries of lists` {
  @Test(arguments: [
    "http://demo.example/2027", "https://demo.example/2027/", "https://www.demo.example/2027",
    "HTTPS://Demo.Example/2027", "https://demo.example/2027//", "http://WWW.demo.example/2027/",
    "https://demo.example:443/2027", "http://demo.example:80/2027", "https://demo.example:/2027",
    "https://demo.example./2027", "https://demo.example/2027#top", "https://demo.example/2027/#/",
    "https://demo.example/2027?", "https://demo.example/./2027", "https://demo.example/a/../2027",
    "https://demo.example/%32027", "https://demo.example/2027/?#",
    "https://demo.example/2027?utm_source=x&utm_medium=y", "https://demo.example/2027?fbclid=1",
  ])
  func `An edition under two spellings of its address is one`(_ url: String) throws {
    let tech = try read(
      """
      [{"name": "Demo Conf", "url": "https://demo.example/2027", "startDate": "2027-05-10",
        "endDate": "2027-05-11"},
       {"name": "Demo Conf", "url": "\(url)", "startDate": "2027-05-10", "endDate": "2027-05-11",
        "cfpEndDate": "2027-01-31", "city": "Oslo", "country": "Norway"}]
      """, name: "2027/data.json")
    let table = try read(
      """
      name,start,end,url,city,deadline
      Demo Conf,2027-05-10,2027-05-11,https://demo.example/2027,,
      demo conf,2027-05-10,2027-05-11,\(url),Oslo,2027-01-31
      """, name: "list.csv")
    for batch in [tech, table] {
      let conference = try #require(batch.document.conferences.first)
      #expect(batch.document.conferences.count == 1)
      #expect(conference.locations.first?.city == "Oslo" && conference.deadlines.count == 1)
      #expect(conference.deadlines.first?.conference == conference.id)
      #expect(batch.problems.map(\.severity) == [.notice], "\(batch.problems)")
      Soundness.check(batch)
    }
  }

  @Test(arguments: [
    "Demo Conf,2027-05-10,2027-05-11,https://demo.example/2028",
    "Demo Conf,2027-05-10,2027-05-11,https://demo.example:8443/2027",
    "Demo Conf,2027-05-10,2027-05-11,http://demo.example:443/2027",
    "Demo Conf,2027-05-10,2027-05-11,https://demo.example/2027?y=8",
    "Demo Conf,2027-05-10,2027-05-11,https://demo.example/2027?y=8&utm_source=x",
    "Demo Conf,2027-05-10,2027-05-11,https://demo.example/20%2F27",
    "Demo Conf,2027-05-10,2027-05-12,https://demo.example/2027",
    "Other Conf,2027-05-10,2027-05-11,https://demo.example/2027",
    "Demo Conf,2027-05-10,2027-05-11,",
    "Demo Conf,2027-05-10,2027-05-11,https://demo.example/2027,Oslo",
  ])
  func `Another name, day, page or city means another edition`(_ row: String) throws {
    let batch = try read(
      "name,start,end,url,city\nDemo Conf,2027-05-10,2027-05-11,https://demo.example/2027,Rome\n\(row)\n",
      name: "list.csv")
    #expect(batch.document.conferences.count == 2)
    Soundness.check(batch)
  }

  @Test(arguments: ["{paper: 2027-05-10}", "[{paper: 2027-05-10}]", "[2027-05-10, [2027-05-17]]"])
  func `A deadline that is no text is reported`(_ value: String) throws {
    let batch = try read(
      "- {title: DEMO, year: 2027, deadline: \(value), sub: ML}", name: "conferences.yml")
    #expect(batch.problems(.dropped).map(\.path) == ["/0/deadline"], "\(batch.problems)")
  }

  @Test func `The report of a repeated key has both values`() throws {
    let batch = try read(
      """
      - title: DEMO
        year: 2027
        deadline: '2027-05-10 23:59:00'
        timezone: AoE
        deadline: '2027-05-17 23:59:00'
        sub: ML
      """, name: "conferences.yml")
    #expect(batch.document.conferences.first?.deadlines.map(\.local) == ["2027-05-17 23:59:00"])
    #expect(batch.problems.map(\.severity) == [.assumption] && batch.problems.first?.line == 5)
    #expect(batch.problems.first?.value == "2027-05-10 23:59:00, then 2027-05-17 23:59:00")
  }

  @Test func `An invalid entry of a map of editions affects no others, aliases included`() throws {
    let batch = try read(
      """
      demo2026:
        shortname: DEMO 2026
        tags: &tags [CV]
        timeline: []
      demo2027:
        shortname: DEMO 2027
        title: Two: parts
        timeline: []
      demo2028:
        shortname: DEMO 2028
        tags: *tags
        timeline: []
      """, name: "demo.yaml")
    #expect(batch.document.conferences.map(\.id) == ["demo-2026", "demo-2028"])
    #expect(batch.document.conferences.map(\.topics) == [["computer-vision"], ["computer-vision"]])
    #expect([batch].problems(.skipped).map(\.line) == [7])
  }

  @Test(arguments: [
    (["good", "bad"], 1), (["bad", "good"], 1), (["bad", "bad", "good"], 1),
    (["good", "bad", "good"], 2), (["bad", "bad", "bad", "good"], 1),
  ])
  func `An invalid entry is reported with its line and affects no others`(
    _ entries: [String], _ count: Int
  ) throws {
    var lines: [Int] = []
    let rows = entries.enumerated().map { index, kind in
      if kind == "bad" { lines.append(index * 3 + 3) }
      return
        "- title: DEMO\(index)\n  year: 2027\n  note: \(kind == "bad" ? "Two: steps" : "one")\n"
    }
    let batch = try read(rows.joined(), name: "conferences.yml")
    #expect(batch.document.conferences.count == count)
    #expect([batch].problems(.skipped).map(\.line) == lines)
  }
}
