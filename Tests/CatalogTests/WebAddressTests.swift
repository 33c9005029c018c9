import SQLite
import Testing

@testable import Catalog
@testable import CatalogForm
@testable import CatalogModel

@Suite struct `Web addresses` {
  @Test(arguments: [
    "https://a.example/", "http://a.example", "HTTPS://A.example/x?y#z", "mailto:a@b.example",
    "https://münchen.example/ä",
  ])
  func `Are http, https and mailto`(_ address: String) {
    #expect(WebAddress.isAllowed(address))
  }

  @Test(arguments: [
    "javascript:alert(1)", "JavaScript:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)",
    "\u{1}javascript:alert(1)", "vbscript:x", "file:///etc/passwd", "data:text/html,x", "ftp://a",
    "//a.example", "/a", "a.example", "", ":", "https:", "https://a\nb", "https://a.example ",
    "http\u{0}://a", "urn:isbn:1", "blob:https://a.example/1", "ｊavascript:x",
  ])
  func `Are nothing else`(_ address: String) {
    #expect(!WebAddress.isAllowed(address))
  }

  @Test func `Others are skipped with a notice, whatever record they stand in`() throws {
    let bad = "javascript:alert(1)"
    let links =
      #""links": [{"rel": "home", "url": "https://a.example"}, {"rel": "video", "url": "\#(bad)"}]"#
    let json = """
      {"sources": [{"id": "s", "title": "S", "url": "\(bad)"}],
      "series": [{"id": "x", "name": "X", "website": "\(bad)"}],
      "conferences": [{"id": "x-2027", "name": "X", \(links)}],
      "sessions": [{"id": "x-2027-a", "conference": "x-2027", "kind": "paper", "title": "A", \(links)}]}
      """
    try withEmptyCatalog { store in
      let report = try store.add(try CatalogDocument(json: Array(json.utf8)))
      #expect(report.notices.count == 4)
      #expect(report.notices.allSatisfy { $0.contains("javascript:alert(1)") })
      for owner in ["source s", "series x", "conference x-2027", "session x-2027-a"] {
        #expect(report.notices.contains { $0.hasPrefix("\(owner):") }, "\(owner)")
      }
      let (conference, session) = try store.database.readSync {
        (try Conference.load("x-2027", $0), try Session.load("x-2027-a", $0))
      }
      #expect(conference?.links.map(\.url) == ["https://a.example"])
      #expect(session?.links.map(\.url) == ["https://a.example"])
    }
  }
}
