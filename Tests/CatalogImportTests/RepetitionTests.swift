import CatalogForm
import CatalogModel
import Testing

@testable import CatalogImport

/// A second value where there is room for one is reported, with the value.
@Suite struct `Values that occur twice` {
  @Test(
    arguments: [
      ("SUMMARY:Talk\nSUMMARY:Other", ["Other"]), ("SUMMARY:Talk\nSUMMARY:Talk", []),
      ("SUMMARY:Talk\nUID:b@x", ["b@x"]),
      ("SUMMARY:Talk\nDTSTART:20270511T090000Z", ["20270511T090000Z"]),
      ("SUMMARY:Talk\nLOCATION:A\nLOCATION:B", ["B"]),
      ("SUMMARY:Talk\nDESCRIPTION:a\nDESCRIPTION:b\n  c", ["b c"]),
      ("SUMMARY:Talk\nDTEND:20270510T100000Z\nDURATION:PT2H", ["PT2H"]),
      ("SUMMARY:Talk\nCATEGORIES:a\nCATEGORIES:b\nCOMMENT:x\nCOMMENT:y", []),
    ] as [(String, [String?])])
  func `in an event of a calendar`(_ lines: String, _ values: [String?]) throws {
    let batch = try TestCalendar.read(
      TestCalendar.event("UID:a@x\nDTSTART:20270510T090000Z\n\(lines)"))
    #expect(batch.starts == ["Talk 2027-05-10T09:00:00Z"])
    #expect(batch.problems(.dropped).map(\.value) == values, "\(batch.problems)")
  }

  @Test(
    arguments: [
      ("<title>T</title><title>U</title>", ["U"]), ("<title>T</title><title>T</title>", []),
      ("<title>T</title><room>A</room><room>B</room>", ["B"]),
      ("<title>T</title><abstract>a</abstract><abstract>b</abstract>", ["b"]),
      ("<title>T</title><persons/><persons><person>Ann</person></persons>", [nil]),
      ("<title>T</title><persons><person>A</person><person>B</person></persons>", []),
    ] as [(String, [String?])])
  func `in an event of a schedule in XML`(_ elements: String, _ values: [String?]) throws {
    let batch = try ScheduleFixture().readXML(
      "<event id='1'><start>10:00</start>\(elements)</event>")
    #expect(batch.document.sessions.map(\.title) == ["T"])
    #expect(batch.problems(.dropped).map(\.value) == values, "\(batch.problems)")
  }

  @Test(
    arguments: [
      ("Oslo,Bergen", "Oslo", ["Bergen"]), ("Oslo,Oslo", "Oslo", []), (",Bergen", "Bergen", []),
      ("Oslo,", "Oslo", []),
    ] as [(String, String, [String?])])
  func `in two columns of a table`(_ cells: String, _ city: String, _ values: [String?]) throws {
    let batch = try read(
      "name,start,city,city\nDemo,2027-05-10,\(cells)\n", name: "list.csv")
    #expect(batch.document.conferences.first?.locations.map(\.city) == [city])
    #expect(batch.problems(.dropped).map(\.value) == values, "\(batch.problems)")
  }

  @Test(arguments: [
    (#""title":"U","title":"T""#, "U, then T"), (#""title":null,"title":"T""#, "nothing, then T"),
    (#""title":"T","start":"09:00","start":"10:00""#, "09:00, then 10:00"),
    (#""title":"T","persons":[],"persons":[]"#, "a collection, then a collection"),
  ])
  func `in an object of JSON`(_ members: String, _ values: String) throws {
    let batch = try ScheduleFixture().read(#"{"id":1,\#(members)}"#)
    #expect(batch.document.sessions.map(\.title) == ["T"])
    #expect(batch.problems(.assumption).map(\.value) == [values], "\(batch.problems)")
  }

  @Test(
    arguments: [
      ("Demo", "http://demo.example/", 1), ("Demo 2027", "https://www.DEMO.example", 1),
      ("Demo", "https://demo.example/index.html", 1), ("demo", "https://demo.example/2027/..", 1),
      ("Demo 2027 B", "https://demo.example", 2), ("Demo", "https://demo.example/b", 2),
    ] as [(String, String, Int)])
  func `as editions of a list`(_ name: String, _ url: String, _ count: Int) throws {
    func row(_ name: String, _ url: String) -> String {
      #"{"name":"\#(name)","url":"\#(url)","startDate":"2027-05-10","endDate":"2027-05-12"}"#
    }
    let batch = try read(
      "[\(row("Demo", "https://demo.example")),\(row(name, url))]", name: "2027/data.json")
    #expect(batch.document.conferences.count == count)
    #expect(batch.problems.count == 2 - count, "\(batch.problems)")
  }

  @Test(arguments: ["0000-05-10", "9999-05-10", "soon"])
  func `or days that are none`(_ day: String) throws {
    let batch = try read(
      #"[{"name":"Demo","startDate":"\#(day)","endDate":"2027-05-12"}]"#, name: "2027/data.json")
    #expect(batch.document.conferences.isEmpty)
    #expect(batch.problems.map(\.severity) == [.skipped])
  }
}
