import CatalogForm
import CatalogModel
import Testing

@testable import CatalogImport

/// Files of one programme that are read together.
@Suite struct `Versions and parts of a programme` {
  private func read(_ files: KeyValuePairs<String, String>) -> [ImportBatch] {
    ImportReader.read(files.map { InputFile(name: $0.key, bytes: Array($0.value.utf8)) })
  }

  private func schedule(_ events: [Int]) -> String {
    let list = events.map { "<event id=\"\($0)\"><title>Talk \($0)</title></event>" }.joined()
    return "<schedule><conference><title>Demo 2026</title></conference><day date=\"2026-05-04\">"
      + "<room name=\"Hall\">\(list)</room></day></schedule>"
  }

  @Test func `the last of two versions in a folder is imported`() {
    let batches = read(["a/draft.xml": schedule([1, 2, 3]), "a/final.xml": schedule([2, 3, 4])])
    let sessions = batches.flatMap(\.document.sessions)
    #expect(sessions.map(\.title) == ["Talk 2", "Talk 3", "Talk 4"])
    #expect(batches.flatMap(\.completeProgrammes) == ["demo-2026"])
    let told = batches.flatMap(\.problems).map(\.description)
    #expect(
      told == [
        "a/draft.xml: skipped: another version of the same programme was imported (\"a/final.xml\")"
      ])
  }

  @Test func `two parts of a programme are both imported, and neither is complete`() {
    let batches = read(["a/day1.xml": schedule([1, 2]), "a/day2.xml": schedule([3, 4])])
    #expect(batches.flatMap(\.document.sessions).count == 4)
    #expect(batches.allSatisfy { $0.completeProgrammes.isEmpty })
    #expect(batches.allSatisfy { $0.problems.map(\.severity) == [.notice] })
  }

  @Test func `programmes of two conferences are both complete`() {
    let other = schedule([1]).replacingAll("Demo 2026", with: "Demo 2027")
    let batches = read(["a.xml": schedule([1]), "b.xml": other])
    #expect(batches.flatMap(\.completeProgrammes) == ["demo-2026", "demo-2027"])
  }

  @Test func `a calendar of one event makes the other calendar of the conference a part`() {
    func calendar(_ uids: [String]) -> String {
      let events = uids.map { "BEGIN:VEVENT\nUID:\($0)\nSUMMARY:Talk \($0)\nEND:VEVENT\n" }
      return "BEGIN:VCALENDAR\n\(events.joined())END:VCALENDAR\n"
    }
    let batches = read([
      "demo-2026.ics": calendar(["one@demo.example.org", "two@demo.example.org"]),
      "demo2026-dinner.ics": calendar(["dinner@demo.example.org"]),
    ])
    #expect(batches.flatMap(\.document.sessions).count == 3)
    #expect(batches.allSatisfy { $0.completeProgrammes.isEmpty })
  }

  @Test func `a site that names its conference precedes one that is only in its folder`() {
    let papers = "UID,title,authors\n1,A paper,Ann\n"
    let calendar = """
      [{"title": "Opening", "start": "2026-05-04T09:00:00Z", "end": "2026-05-04T10:00:00Z"}]
      """
    let batches = read([
      "demo-2026/sitedata/papers.csv": papers, "demo-2026/sitedata/main_calendar.json": calendar,
      "demo-2026/sitedata/config.yml": "name: MiniConf\ntagline: Demo\n",
      "demo-2026/real/papers.csv": papers, "demo-2026/real/main_calendar.json": calendar,
      "demo-2026/real/config.yml": "name: Demo 2026\ntagline: Conference on Demonstrations\n",
    ])
    #expect(batches.filter { !$0.document.sessions.isEmpty }.map(\.origin) == ["demo-2026/real"])
  }

  @Test func `lists are merged before programmes, whose keywords match their topics`() {
    let batches = read([
      "a/papers.csv": "UID,title,authors,keywords\n1,A paper,Ann,robotics\n",
      "b/list.yml": "- title: B\n  year: 2026\n  sub: RO\n  deadline: TBA\n",
    ])
    #expect(batches.map(\.origin) == ["b/list.yml", "a"])
  }

  @Test func `tables beside a site's data are the site's, and old copies are not read`() {
    let batches = read([
      "demo2026/sitedata/papers.csv": "UID,title,authors\n1,A paper,Ann\n",
      "demo2026/sitedata/old_papers.csv": "UID,title,authors\n9,Of another year,Bob\n",
      "demo2026/sitedata/track.csv":
        "start,end,title,authors\n2026-05-04T09:00:00Z,2026-05-04T10:00:00Z,Opening,Cid\n",
      "demo2026/sitedata/agenda.csv": "start,end,title\n9:45,9:50,Coffee\n",
    ])
    #expect(batches.count == 1 && batches[0].document.conferences.map(\.id) == ["demo-2026"])
    #expect(batches[0].document.sessions.map(\.title) == ["Opening", "A paper"])
    #expect(batches[0].document.sessions[0].speakers.count == 1)
    #expect(batches[0].problems.map(\.file) == ["demo2026/sitedata/old_papers.csv"])
  }

  @Test func `a missing session is reported once, however many papers refer to it`() throws {
    let rows = (1...5).map { "\($0),Paper \($0),Ann,Nowhere" }.joined(separator: "\n")
    let batch = try CatalogImportTests.read(
      "UID,title,authors,sessions\n\(rows)\n", name: "demo2026/papers.csv")
    #expect(batch.document.sessions.count == 5 && batch.problems.count == 1)
  }

  @Test func `a workshop of an ACL site without a title is named by its key`() throws {
    let batch = try CatalogImportTests.read(
      """
      {"events": {}, "papers": {"p": {"title": "A paper", "paper_ids": [], "event_ids": []}},
       "sessions": {}, "workshops": {"The_1st_Workshop_on_Demos": {"committee": []}}}
      """, name: "demo2026/conference.json", as: .aclConference)
    #expect(batch.document.sessions.map(\.title) == ["The 1st Workshop on Demos", "A paper"])
    #expect(batch.problems.isEmpty)
  }
}
