import CatalogForm
import CatalogModel
import Foundation
import Testing

@testable import CatalogImport

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct `Trees` {
  @Test func `YAML scalars are texts, and only unquoted nulls are null`() throws {
    let yaml = """
      a: 2026-05-04
      b: '2026-05-04'
      c: NO
      d: 1.10
      e: null
      f: "null"
      g:
      h: ~
      i: ''
      j: |
        one
        two
      """
    let (node, notices) = try YAMLReader.read(Array(yaml.utf8), name: "a.yml")
    let texts = "abcdefghij".map { node[String($0)]?.text }
    #expect(
      texts == ["2026-05-04", "2026-05-04", "NO", "1.10", nil, "null", nil, nil, "", "one\ntwo"]
        || texts.last == "one\ntwo\n")
    #expect(node["j"]?.line == 10 && notices.isEmpty)
  }

  @Test func `YAML anchors, documents and repeated keys`() throws {
    let yaml = "a: &x {b: 1}\nc: *x\na: 2\n"
    let (node, notices) = try YAMLReader.read(Array(yaml.utf8), name: "a.yml")
    #expect(node["c"]?["b"]?.text == "1")
    #expect(node["a"]?.text == "2", "the last counts")
    #expect(notices.map(\.line) == [3])
  }

  @Test(arguments: [
    ("---\n- a: 1\n---\n- a: 2\n- a: 3\n", ["1", "2", "3"]), ("a: 1\n---\na: 2\n", ["1", "2"]),
    ("--- \n- a: 1\n...\n---\n", ["1"]), ("---\n---\n- a: 1\n", ["1"]),
  ])
  func `Several documents of YAML are one list of records`(_ yaml: String, _ texts: [String]) throws
  {
    let (node, notices) = try YAMLReader.read(Array(yaml.utf8), name: "a.yml")
    #expect(node.list?.map { $0["a"]?.text } == texts && notices.isEmpty)
  }

  @Test(arguments: [
    "a: &x 1\n---\nb: *x\n", "a: [1, 2", "a: b: c", "\tb: 1", "? [a]\n: b", "a: &x 1\nb: *y", "@",
    "%YAML x",
  ])
  func `invalid YAML is refused with its line`(_ text: String) {
    #expect(throws: ImportProblem.self) { try YAMLReader.read(Array(text.utf8), name: "a.yml") }
  }

  /// Text, elements and attributes as one line, by our parser and by Foundation's.
  private func outline(_ element: CatalogImport.XMLElement) -> String {
    let attributes = element.attributes.sorted { $0.name < $1.name }.map {
      " \($0.name)=\($0.value)"
    }
    let children = element.children.map(outline).joined()
    return "<\(element.name)\(attributes.joined())>\(element.text)\(children)</>"
  }

  @Test(arguments: [
    "<a/>", "<a></a>", "<a>text</a>", "<a b='1' c=\"2\"/>", "<a><b/>x<c>y</c></a>",
    "<?xml version='1.0'?><!-- c --><a>&lt;&amp;&#39;&#x41;&quot;</a>",
    "<a><![CDATA[<b>&amp;]]></a>",
    "<a x='&amp;&#10;'/>", "<a:b c:d='1' xmlns:a='x' xmlns:c='y'/>", "<a>\r\n<b>ü€😀</b></a>",
    "<!DOCTYPE a><a/>", "<a><!-- <b> --></a>", "<a><?pi x?>t</a>",
    // Not well-formed.
    "", "<a>", "</a>", "<a></b>", "<a/><b/>", "text", "<a b=1/>", "<a b='1' b='2'/>",
    "<a>&nbsp;</a>",
    "<a>&</a>", "<a b='<'/>", "<a b/>", "<a", "<a><![CDATA[x</a>", "<1/>", "<a>&#0;</a>", "x<a/>",
  ])
  func `XML is parsed, or rejected, like by Foundation`(_ text: String) {
    let peer = FoundationOutline()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = peer
    // On Linux `parse` is also true for documents that end too early; the error is told elsewhere.
    let expected = parser.parse() && !peer.hasFailed && peer.isWhole ? peer.root : nil
    let found = try? XMLReader.read(Array(text.utf8), name: "a.xml")
    #expect(found.map(outline) == expected)
  }

  @Test func `XML of a real size is parsed like by Foundation`() throws {
    var text = "<schedule>"
    for index in 0..<500 {
      text +=
        "<event id=\"\(index)\"><title>A &amp; B \(index)</title>\n<p>&lt;p&gt;x&lt;/p&gt;</p></event>"
    }
    text += "</schedule>"
    let peer = FoundationOutline()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = peer
    #expect(parser.parse())
    #expect(outline(try XMLReader.read(Array(text.utf8), name: "a.xml")) == peer.root)
  }

  @Test(.enabled(if: RealData.isThere)) func `FOSDEM is parsed like by Foundation`() throws {
    for year in [2010, 2026] {
      let file = try RealData.file("fosdem-pentabarf-xml/fosdem-\(year).xml")
      let peer = FoundationOutline()
      let parser = XMLParser(data: Data(file.bytes))
      parser.delegate = peer
      #expect(parser.parse())
      #expect(outline(try XMLReader.read(file.bytes, name: file.name)) == peer.root)
    }
  }

  @Test(arguments: [
    ("a,b\n1,2", ["1", "2"]), ("a,b\r\n1,2\r\n", ["1", "2"]),
    ("a,b\n\"x,\"\"y\"\"\",", ["x,\"y\"", ""]),
    ("a;b\n1,5;2", ["1,5", "2"]), ("a\tb\n1\t2", ["1", "2"]),
    ("a,b\n\"one\ntwo\",3", ["one\ntwo", "3"]),
    ("a,b\n\n\n1,2\n\n", ["1", "2"]), ("a,b\n1\"2,3", ["1\"2", "3"]),
  ])
  func `CSV by RFC 4180, with common separators`(_ text: String, _ cells: [String]) throws {
    let table = try CSVReader.read(Array(text.utf8), name: "a.csv")
    #expect(table.header == ["a", "b"])
    #expect(table.rows.map(\.cells) == [cells])
  }
}

/// What Foundation's parser tells, as one line; confined to one test.
final class FoundationOutline: NSObject, XMLParserDelegate {
  private struct Frame {
    var head: String
    var text = ""
    var children = ""
  }
  private var frames: [Frame] = []
  private(set) var root = ""
  private(set) var hasFailed = false
  var isWhole: Bool { frames.isEmpty && !root.isEmpty }

  func parser(_ parser: XMLParser, parseErrorOccurred parseError: any Error) { hasFailed = true }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    let attributes = attributes.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }
    frames.append(Frame(head: "<\(name)\(attributes.joined())>"))
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    if !frames.isEmpty { frames[frames.count - 1].text += text }
  }

  func parser(_ parser: XMLParser, foundCDATA data: Data) {
    if !frames.isEmpty { frames[frames.count - 1].text += String(decoding: data, as: UTF8.self) }
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    let frame = frames.removeLast()
    let text = "\(frame.head)\(frame.text)\(frame.children)</>"
    if frames.isEmpty { root = text } else { frames[frames.count - 1].children += text }
  }
}
