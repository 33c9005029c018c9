import Foundation
import Testing

@testable import Catalog
@testable import CatalogAPI
@testable import CatalogForm
@testable import CatalogModel

@Suite struct `Pages for browsers` {
  private func table(_ entries: [Entry], _ fields: [String]) -> String {
    var page = HTMLWriter()
    PageTable(entries.first?.kind, fields, Sample.head()).write(
      entries, caption: "All", into: &page)
    return page.html
  }

  @Test func `What a record says is text, and never markup or a script's address`() throws {
    let evil = "<script>alert(1)</script>\" onload=\"x"
    let entry = try Sample.conference(name: evil, edtf: "2026-04-27/2026-04-29") { conference in
      conference.acronym = nil
      conference.summary = "javascript:alert(1)"
      conference.links = [Link(rel: "home", url: "javascript:alert(1)")]
    }
    let html = table([entry], ["title", "summary", "website"])
    #expect(html.contains("&lt;script&gt;"))
    #expect(!html.contains("<script"))
    #expect(!html.contains("\" onload"))
    #expect(!html.contains("href=\"javascript"))
    let page = String(
      decoding: HTMLPage(title: evil, baseURL: "http://x\"><script>").bytes { _ in }, as: UTF8.self)
    #expect(page.components(separatedBy: "<script").count == 2)
    #expect(page.contains("<script type=\"module\" src=\"/page.js\"></script>"))
  }

  @Test(arguments: [
    ("2026-04-27/2026-04-29", "27–29 Apr 2026"), ("2026-08-31/2026-09-04", "31 Aug – 4 Sep 2026"),
    ("2026-12-30/2027-01-02", "30 Dec 2026 – 2 Jan 2027"), ("2026-04-27", "27 Apr 2026"),
    ("2026-12-06/", "from 6 Dec 2026"), ("2026-01", "2026-01"),
  ])
  func `Dates are words, and what is vague stays so`(_ edtf: String, _ words: String) throws {
    #expect(try EventDates(edtf: edtf, text: nil).displayText == words)
  }

  @Test func `A programme's times are on the clock that it was published on`() {
    // 2026-04-27T16:00:00Z, seven hours west.
    let entry = Sample.session(from: 1_777_305_600, to: 1_777_309_200)
    let html = table([entry], ["when", "time", "title"])
    #expect(html.contains("<td class=\"time\">27 Apr 2026, 09:00–10:00 (-07:00)</td>"))
    #expect(html.contains("<td class=\"time\">09:00–10:00 (-07:00)</td>"))
  }

  @Test func `Who chairs a session stands beside those who speak, unless asked for apart`() {
    var entry = Sample.session(from: nil, to: nil)
    guard case .session(var session) = entry.record else { return }
    session.speakers = [
      SpeakerReference(id: "ann", name: "Ann"),
      SpeakerReference(id: "bob", name: "Bob", role: "chair"),
    ]
    entry = Entry(.session(session))
    #expect(table([entry], ["title", "speakers"]).contains("<td>Ann; Bob (chair)</td>"))
    #expect(
      table([entry], ["title", "speakers", "chairs"]).contains("<td>Ann</td><td>Bob</td>"))
  }

  @Test func `What is not known of a record has no row, and topics lead on`() throws {
    var page = HTMLWriter()
    let entry = try Sample.conference(edtf: "2026-01")
    let fields = TableColumn.all(of: .conference).map(\.name)
    PageTable(.conference, fields, Sample.head()).list(entry, into: &page)
    #expect(page.html.contains("<a href=\"http://x.test/topics/robotics\">robotics</a>"))
    #expect(!page.html.contains("City") && !page.html.contains("without a value"))
    #expect(!page.html.contains("<dt>Start"))
  }

  @Test(arguments: [true, false])
  func `What sources contradict each other about is told, and that none do is not unknown`(
    _ areAtOdds: Bool
  ) throws {
    let values = #"[{"value":"2026-01","source":"ours"},{"value":"2026-02","source":null}]"#
    let entry = try Sample.conference(edtf: "2026-01") { conference in
      if areAtOdds { conference.dataIssues = [DataIssue(field: "dates", values: values)] }
    }
    var page = HTMLWriter()
    let fields = TableColumn.selectable(of: .conference).map(\.name)
    PageTable(.conference, fields, Sample.head()).list(entry, into: &page)
    let told = "dates: &quot;2026-01&quot; according to ours, &quot;2026-02&quot;</dd>"
    #expect(page.html.contains(told) == areAtOdds)
    #expect(!page.html.contains("data issues"))
  }

  @Test(arguments: [
    ("2026-04-27/2026-04-29", "27–29 Apr 2026", true), ("2026-01", "January 2026", false),
    ("2026-12-06/", "from 6 Dec 2026", true), ("2026-21", "2026-21", false),
    ("2026", "2026", false),
  ])
  func `A page shows dates as exactly as they are known`(
    _ edtf: String, _ text: String, _ isExact: Bool
  ) throws {
    let dates = try EventDates(edtf: edtf, text: nil)
    #expect(dates.pageText == text && dates.isExact == isExact)
  }

  @Test(
    arguments: [
      ("2026-12-15 23:59:59", "AoE", "15 Dec 2026, 23:59 AoE", "15 Dec 2026, 23:59 AoE"),
      ("2026-12-15 12:00:00", "UTC", "15 Dec 2026, 12:00 UTC", "15 Dec 2026, 00:00 AoE"),
      ("2026-12-15", "AoE", "15 Dec 2026 AoE", nil), ("TBD", nil, "TBD", nil),
    ] as [(String, String?, String, String?)])
  func `A page shows a deadline as it was published, and anywhere on earth`(
    _ local: String, _ zone: String?, _ text: String, _ anywhere: String?
  ) {
    guard case .deadline(let deadline) = Sample.deadline(local: local, zone: zone).record else {
      return
    }
    #expect(deadline.pageText == text)
    #expect(deadline.anywhereText == anywhere)
  }

  @Test func `A URL in lines of code cannot end the string that holds it`() {
    for (_, text) in PageContext.samples("http://x.test/conferences?q='; rm -rf / #") {
      #expect(!text.contains("q='") && text.contains("q=%27"))
    }
  }

  @Test func `A month knows its neighbours, and a day its weekday`() throws {
    let month = try #require(Month("2026-12"))
    #expect(month.next.description == "2027-01" && month.previous.description == "2026-11")
    #expect(month.first.weekday == 1 && month.last.description == "2026-12-31")
    #expect(Month("2026-13") == nil && Month("2026") == nil)
  }

  @Test func `Every column of a page is a column of its kind`() {
    for kind in RecordKind.allCases.map(Optional.some) + [nil] {
      let names = Set(TableColumn.selectable(of: kind).map(\.name))
      #expect(
        Set(TableColumn.brief(of: kind)).subtracting(names) == [], "\(String(describing: kind))")
      #expect(names.count == TableColumn.selectable(of: kind).count)
    }
  }
}
