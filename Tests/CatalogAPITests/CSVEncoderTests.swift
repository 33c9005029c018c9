import Catalog
import CatalogModel
import Testing

@testable import CatalogAPI

struct CellCase: Sendable, CustomTestStringConvertible {
  let note: String
  let cell: TableCell
  let written: String
  var testDescription: String { note }
}

@Suite struct `Tables` {
  @Test(arguments: [
    CellCase(note: "plain", cell: .text("NeurIPS 2026"), written: "NeurIPS 2026"),
    CellCase(note: "a comma", cell: .text("a,b"), written: "\"a,b\""),
    CellCase(note: "quotation marks", cell: .text("a \"b\""), written: "\"a \"\"b\"\"\""),
    CellCase(note: "a line end", cell: .text("a\r\nb"), written: "\"a\r\nb\""),
    CellCase(note: "other scripts", cell: .text("Zürich 東京"), written: "Zürich 東京"),
    CellCase(note: "=", cell: .text("=1+1"), written: "'=1+1"),
    CellCase(note: "+", cell: .text("+1"), written: "'+1"),
    CellCase(note: "-", cell: .text("-1"), written: "'-1"),
    CellCase(note: "@", cell: .text("@SUM(A1)"), written: "'@SUM(A1)"),
    CellCase(note: "a tab", cell: .text("\t=1"), written: "'\t'=1"),
    CellCase(note: "a return", cell: .text("\r=1"), written: "\"'\r=1\""),
    CellCase(
      note: "a formula with quotes", cell: .text("=HYPERLINK(\"x\",\"y\")"),
      written: "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\""),
    CellCase(note: "= later", cell: .text("a=b"), written: "a=b"),
    CellCase(note: "a negative number", cell: TableCell(-33.5), written: "-33.5"),
    CellCase(note: "nothing", cell: .empty, written: ""),
    CellCase(note: "a list", cell: TableCell(["ai", "nlp"]), written: "ai;nlp"),
    CellCase(note: "an empty list", cell: TableCell([] as [String]), written: ""),
    CellCase(note: "NUL", cell: .text("a\0b"), written: "\"ab\""),
  ])
  func `A cell is written by RFC 4180, and never as a formula`(_ example: CellCase) {
    var bytes: [UInt8] = []
    example.cell.append(to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == example.written)
  }

  @Test func `A vague date has an empty start and end, and its EDTF`() throws {
    let records = [
      try Sample.conference(edtf: "2026-04-27/2026-04-29", locations: [Sample.sanFrancisco]),
      try Sample.conference("icmlc-2026", name: "ICMLC", edtf: "2026-01"),
      try Sample.conference("ccf-2026", name: "Open end", edtf: "2026-12-06/"),
      try Sample.conference("tba-2026", name: "Nothing known"),
    ]
    let fields = ["name", "start", "end", "edtf", "start_earliest", "end_latest", "city"]
    let text = try Sample.text(.csv, records, Sample.head(fields: fields))
    let expected = [
      "name,start,end,edtf,start_earliest,end_latest,city",
      "\"AI & Machines, Third\",2026-04-27,2026-04-29,2026-04-27/2026-04-29,2026-04-27,2026-04-29,"
        + "San Francisco",
      "ICMLC,,,2026-01,2026-01-01,2026-01-31,",
      "Open end,2026-12-06,,2026-12-06/,2026-12-06,,",
      "Nothing known,,,,,,", "",
    ]
    #expect(text == expected.joined(separator: "\r\n"))
  }

  @Test func `Fields choose the columns and their order`() throws {
    let text = try Sample.text(
      .csv, [try Sample.conference(edtf: "2026")], Sample.head(fields: ["url", "topics"]))
    #expect(text == "url,topics\r\nhttp://x.test/conferences/aim-2026,robotics;ai\r\n")
  }

  @Test(arguments: RecordKind.allCases)
  func `Every kind has columns of different names, and they end with its URL`(_ kind: RecordKind) {
    let names = TableColumn.all(of: kind).map(\.name)
    #expect(Set(names).count == names.count)
    #expect(names.count > 5)
    #expect(names.last == "url")
  }
}
