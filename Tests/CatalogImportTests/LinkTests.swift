import CatalogForm
import CatalogModel
import Testing

@testable import CatalogImport

@Suite struct `The links of talks` {
  @Test(
    arguments: [
      ("Slides", nil, "slides"), ("Folien (PDF)", nil, "slides"), (nil, "SLIDES", "slides"),
      ("Video recording (WebM)", nil, "video"), ("Submit Feedback", nil, "feedback"),
      ("Chat room (web)", nil, "chat"), ("Source code", nil, "code"),
      ("Github repository", nil, "code"),
      ("White paper", nil, "paper"), ("EDRi Website", nil, "related"), (nil, nil, "related"),
    ] as [(String?, String?, String)])
  func `Links are classified by their titles`(title: String?, type: String?, rel: String) {
    let link = LinkText.ofTalk("https://demo.example/x", title: title, type: type)
    #expect(link == Link(to: "https://demo.example/x", as: rel, title: title))
  }

  @Test(arguments: ["/system/a.pdf", "javascript:alert(1)", "static/papers/1.pdf", "", "N/A"])
  func `A text that is not a web address is not a link`(address: String) {
    #expect(LinkText.ofTalk(address, title: "Slides") == nil)
  }

  @Test func `A schedule's are read once each, the talk's own page first`() throws {
    let batch = try read(
      """
      {"schedule": {"conference": {"acronym": "demo2026", "title": "Demo", "days": [{"index": 1,
        "date": "2026-05-01", "rooms": {"Aula": [{"id": 1, "guid": "g", "title": "A",
        "date": "2026-05-01T10:00:00+02:00", "start": "10:00", "duration": "00:30",
        "url": "https://demo.example/talk/1", "persons": [],
        "links": [{"url": "https://demo.example/talk/1", "title": "Page"},
          {"url": "https://example.net/", "title": "More"}, "https://example.org/"],
        "attachments": [{"url": "/system/a.pdf", "title": "Slides"},
          {"url": "https://demo.example/a.pdf", "title": "Slides"}]}]}}]}}}
      """, name: "schedule.json")
    let links = try #require(batch.document.sessions.first).links
    #expect(links.map(\.rel) == ["home", "related", "related", "slides"])
    #expect(links.map(\.url).first == "https://demo.example/talk/1")
    #expect(batch.problems.map(\.severity) == [.dropped])
  }

  @Test func `Pentabarf's links and attachments`() throws {
    let batch = try read(
      """
      <schedule><conference><acronym>demo2026</acronym><title>Demo</title></conference>
      <day index="1" date="2026-05-01"><room name="Aula"><event id="1"><title>A</title>
      <links><link href="https://chat.example/#a">Chat room</link></links>
      <attachments><attachment type="slides" href="https://demo.example/a.pdf"/></attachments>
      </event></room></day></schedule>
      """, name: "schedule.xml")
    #expect(batch.document.sessions.first?.links.map(\.rel) == ["chat", "slides"])
  }

  @Test func `A paper's PDF, and its recording by the number that SlidesLive has for it`() throws {
    let batch = try read(
      "UID,title,authors,pdf_url,presentation_id\np1,A,Ann,https://demo.example/1.pdf,38939483\n"
        + "p2,B,Bob,static/2.pdf,x\n", name: "demo2026/sitedata/papers.csv")
    let links = batch.document.sessions.map { $0.links.map(\.url) }
    #expect(
      links == [["https://demo.example/1.pdf", "https://slideslive.com/38939483"], []])
  }

  @Test func `A calendar is complete if it is published with a UID for each event`() throws {
    func isWhole(_ head: String, _ uids: [String]) throws -> Bool {
      let events = uids.enumerated().map { number, uid in
        "BEGIN:VEVENT\n\(uid)SUMMARY:Talk \(number)\nDTSTART:20260501T1\(number)0000Z\nEND:VEVENT\n"
      }
      let batch = try read(
        "BEGIN:VCALENDAR\n\(head)\(events.joined())END:VCALENDAR\n", name: "demo-2026.ics")
      #expect(batch.isSurelyWhole == batch.completeProgrammes.isEmpty)
      return !batch.completeProgrammes.isEmpty
    }
    #expect(try isWhole("", ["UID:a\n", "UID:b\n"]))
    #expect(try isWhole("METHOD:PUBLISH\n", ["UID:a\n", "UID:b\n"]))
    #expect(!(try isWhole("METHOD:REQUEST\n", ["UID:a\n", "UID:b\n"])))
    #expect(!(try isWhole("", ["UID:a\n", ""])))
    #expect(!(try isWhole("", ["UID:a\n"])))
    let cut = try read(
      "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nSUMMARY:A\nEND:VEVENT\nBEGIN:VEVENT\nUID:b\n"
        + "SUMMARY:B\nEND:VEVENT\nBEGIN:VEVENT\nUID:c\nSUMM", name: "demo-2026.ics")
    #expect(cut.document.sessions.count == 2 && cut.completeProgrammes.isEmpty)
  }
}
