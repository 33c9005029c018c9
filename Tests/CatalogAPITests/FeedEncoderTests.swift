import Catalog
import CatalogModel
import Testing

@testable import CatalogAPI

@Suite struct `Feeds` {
  @Test func `An entry is dated by its change, and its id lasts`() throws {
    let record = try Sample.conference(edtf: "2026-04-27/2026-04-29")
    let text = try Sample.text(.atom, [record], Sample.head(next: "http://x.test/n?a=1&b=2"))
    let entry = text.split(separator: "<author>").last ?? ""
    #expect(entry.contains("<updated>2026-01-01T00:00:00Z</updated>"))
    #expect(entry.contains("<id>tag:conference-catalog,2026:conference/aim-2026</id>"))
    #expect(entry.contains("<title>AI &amp; Machines, Third</title>"))
    #expect(entry.contains("<category term=\"robotics\""))
    #expect(text.contains("<updated>2026-01-02T00:00:00Z</updated>\n<link rel=\"self\""))
    #expect(text.contains("<link rel=\"next\" href=\"http://x.test/n?a=1&amp;b=2\""))
    #expect(text.hasSuffix("</entry>\n</feed>\n"))
  }

  @Test func `The feed's id is of the question`() throws {
    let text = try Sample.text(.atom, [], Sample.head())
    #expect(text.contains("<id>tag:conference-catalog,2026:conferences?topic=ai</id>"))
  }

  @Test(arguments: [
    ("<b>&\"", "&lt;b&gt;&amp;&quot;"), ("a\u{1}\u{b}\u{0}b", "ab"), ("東\u{ffff}京", "東京"),
    ("a\r\nb", "a&#13;\nb"), ("😀", "😀"), ("]]>", "]]&gt;"),
  ])
  func `Text is escaped, and what XML cannot hold is left out`(_ text: String, _ written: String) {
    var bytes: [UInt8] = []
    XMLText.escape(text, into: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == written)
  }
}
