import CatalogForm
import CatalogModel
import Testing

@testable import CatalogImport

/// Tables as spreadsheets and people write them.
@Suite struct `Tables in odd shapes` {
  private func table(
    _ text: String, order: DateOrder? = nil
  ) throws -> ImportBatch {
    var parameters = ImportParameters()
    parameters.dateOrder = order
    return try read(text, name: "list.csv", parameters: parameters)
  }

  private func starts(_ batch: ImportBatch) -> [String?] {
    batch.document.conferences.map { $0.dates?.start?.description }
  }

  @Test(
    arguments: [
      (["2027-05-10"], "2027-05-10"), (["2027/5/10"], "2027-05-10"), (["20270510"], "2027-05-10"),
      (["2027-05-10T00:00:00"], "2027-05-10"), (["2027-05-10 00:00:00"], "2027-05-10"),
      (["10 May 2027"], "2027-05-10"), (["May 10, 2027"], "2027-05-10"),
      (["10-May-2027"], "2027-05-10"), (["10.05.2027"], "2027-05-10"),
      (["05/06/2027", "31/05/2027"], "2027-06-05"), (["05/06/2027", "05/31/2027"], "2027-05-06"),
      (["5-6-2027", "31-5-2027"], "2027-06-05"), (["05.06.2027", "31/05/2027"], "2027-06-05"),
      (["05/05/2027"], "2027-05-05"), (["31/05/2027 09:00", "1/2/2027"], "2027-05-31"),
    ] as [([String], String)])
  func `Dates are read in the format that the table uses`(_ cells: [String], _ first: String)
    throws
  {
    let rows = cells.enumerated().map { "Conf \($0.offset),\"\($0.element)\",Oslo\n" }.joined()
    let batch = try table("name,start,city\n\(rows)")
    #expect(starts(batch).first == first)
    #expect(batch.document.conferences.count == cells.count)
    #expect(!batch.problems.contains { $0.severity == .dropped || $0.severity == .skipped })
  }

  @Test(
    arguments: [
      ("2027-05-30 to 2027-06-02", "2027-05-30/2027-06-02"),
      ("2027-05-30/2027-06-02", "2027-05-30/2027-06-02"),
      ("2027-05-30 – 2027-05-30", "2027-05-30"),
      ("30/05/2027 - 02/06/2027", "2027-05-30/2027-06-02"),
      ("30.05.2027–02.06.2027", nil), ("2027-06-02 to 2027-05-30", nil),
    ] as [(String, String?)])
  func `A cell can have the first and the last day`(_ cell: String, _ edtf: String?) throws {
    let batch = try table("name,dates,city\nDemo,\(cell),Oslo\n")
    let dates = try #require(batch.document.conferences.first?.dates)
    #expect(dates.edtf == edtf)
    if edtf == nil { #expect(batch.problems.contains { $0.severity == .notice }) }
  }

  @Test func `A table of sessions keeps local times without a time zone`() throws {
    let batch = try read(
      "title,starts_at,ends_at,room\nA,2027-05-10 09:00,2027-05-10T10:00,Hall\n",
      name: "demo-2027.csv")
    let session = try #require(batch.document.sessions.first)
    #expect(session.publishedStart == "2027-05-10T09:00:00")
    #expect(session.publishedEnd == "2027-05-10T10:00:00" && session.startsAt == nil)
    #expect(batch.problems.map(\.severity) == [.notice], "\(batch.problems)")
  }

  @Test(arguments: [
    (["05/06/2027"], "05/06/2027"), (["2027-05-10", "1/2/2027"], "1/2/2027"),
    (["05/31/2027", "31/05/2027"], "31/05/2027, 05/31/2027"),
    (["05-06-2027", "07-06-2027"], "05-06-2027"),
    (["31.05.2027", "05/31/2027"], "31.05.2027, 05/31/2027"),
  ])
  func `A table with an unclear order of dates is refused, and the option named`(
    _ cells: [String], _ value: String
  ) throws {
    let rows = cells.enumerated().map { "Conf \($0.offset),\($0.element),Oslo\n" }.joined()
    let batch = try table("name,start,city\n\(rows)")
    #expect(batch.document.conferences.isEmpty)
    #expect(batch.problems.map(\.severity) == [.refused])
    #expect(batch.problems.first?.value == value)
    #expect(batch.problems.first?.reason.contains("--date-order") == true)
  }

  @Test func `The option decides the order, and dates that do not match are dropped`() throws {
    let rows = "name,start,end\nA,05/06/2027,06/06/2027\nB,31/05/2027,\n"
    let day = try table(rows, order: .dmy)
    #expect(starts(day) == ["2027-06-05", "2027-05-31"])
    let month = try table(rows, order: .mdy)
    #expect(starts(month) == ["2027-05-06", nil])
    #expect(month.document.conferences.first?.dates?.end?.description == "2027-06-06")
    #expect(month.problems.map(\.severity) == [.dropped])
    #expect(month.problems.first?.value == "31/05/2027" && month.problems.first?.line == 3)
  }

  @Test(arguments: [
    ("46500", "serial number (2027-04-23"), ("46500.75", "serial number (2027-04-23"),
    ("45000", "serial number (2023-03-15"), ("10/05/27", "a year of four digits"),
    ("31/02/2027", "no such day"), ("2027-02-30", "no such day"), ("2027/13/01", "no such day"),
    ("0000-05-10", "no such day"), ("1970-01-01", "an unknown time"), ("1/0/1900", "no such day"),
    ("#VALUE!", "an error value"), ("#N/A", "an error value"), ("########", "an error value"),
  ])
  func `A value that is not a date is dropped and gives no year`(_ cell: String, _ reason: String)
    throws
  {
    let batch = try table("name,start,city\nExample Conf,\(cell),Berlin\n")
    let conference = try #require(batch.document.conferences.first)
    #expect(conference.dates == nil && conference.year == nil)
    let dropped = [batch].problems(.dropped)
    #expect(dropped.count == 1 && dropped.first?.reason.contains(reason) == true, "\(dropped)")
    #expect(dropped.first?.value == cell && dropped.first?.line == 2)
  }

  @Test(arguments: ["to be fixed", "sometime in spring", "465", "after Easter 2027"])
  func `Words that are not a date are kept as text`(_ cell: String) throws {
    let batch = try table("name,start,city\nExample Conf,\(cell),Berlin\n")
    let dates = try #require(batch.document.conferences.first?.dates)
    #expect(dates.start == nil && dates.text == cell)
    #expect(batch.problems.map(\.severity) == [.notice] && batch.problems.first?.value == cell)
  }

  @Test(
    arguments: [
      ("10 May 2027", "2027-05-12", "2027-05-10/2027-05-12"),
      ("10. Mai 2027", "12. Mai 2027", "2027-05-10/2027-05-12"),
      ("10 décembre 2027", "12 Décembre 2027", "2027-12-10/2027-12-12"),
      ("1 de agosto de 2027", "3 de agosto de 2027", "2027-08-01/2027-08-03"),
      ("30. März – 1. April 2027", "", "2027-03-30/2027-04-01"),
      ("2027-05-10", "12 May 2027", "2027-05-10/2027-05-12"),
      ("May 10, 2027", "May 12, 2027", "2027-05-10/2027-05-12"),
      ("2027-05-10", "", "2027-05-10/"), ("2027-05-10", "2027-05-10", "2027-05-10"),
      ("10-12 May 2027", "", "2027-05-10/2027-05-12"), ("May 2027", "", "2027-05"),
      ("May 2027", "2027-06-12", "2027-05/2027-06-12"), ("2027-05", "2027-05", "2027-05"),
      ("2027-05-10", "TBD", "2027-05-10/"), ("10.05.2027", "12.05.2027", "2027-05-10/2027-05-12"),
      ("2027-05-10", "2027-05-01", "2027-05-10/"), ("10 May 2027", "soon", "2027-05-10/"),
    ])
  func `Start and end are read separately`(_ start: String, _ end: String, _ edtf: String)
    throws
  {
    let batch = try table("name,start,end\nExample Conf,\"\(start)\",\"\(end)\"\n")
    #expect(batch.document.conferences.first?.dates?.edtf == edtf)
    let isOdd = end == "soon" || end == "2027-05-01" || start == "10.05.2027"
    #expect(batch.problems.isEmpty == !isOdd, "\(batch.problems)")
  }

  @Test(arguments: [
    "Example Conf,May 10, 2027,Berlin", "Example, Conf,2027-05-10,Berlin",
    "Example Conf,2027-05-10,Berlin,Hall, 3", "Example Conf,,2027-05-10", "Example Conf,2027,2027",
  ])
  func `A shifted row is skipped with its line, and the rest is imported`(_ row: String) throws {
    let batch = try table("name,start,city\n\(row)\nOther Conf,2027-06-10,Oslo\n")
    #expect(batch.document.conferences.map(\.name) == ["Other Conf"])
    #expect([batch].problems(.skipped).map(\.line) == [2])
  }

  @Test(arguments: [
    "sep=;\r\nname;start;city\r\nExample Conf;2027-05-10;Berlin\r\n",
    "sep=\t\nname\tstart\tcity\nExample Conf\t2027-05-10\tBerlin\n",
    "SEP=|\nname|start|city\nExample Conf|2027-05-10|Berlin\n",
    "\"sep=;\"\nname;start;city\nExample Conf;2027-05-10;Berlin\n",
    "sep=;\nname,start,city\nExample Conf,2027-05-10,Berlin\n",
    "name,start,city\n;;\nExample Conf,2027-05-10,Berlin\n",
    "sep=,\nname,start,city\nExample Conf,2027-05-10,Berlin\n",
    "sep=;\rname;start;city\rExample Conf;2027-05-10;Berlin\r",
    "name;start;city\nExample Conf;2027-05-10;Berlin\n",
    "\"name\";\"start\";\"city\"\n\"Example Conf\";\"2027-05-10\";\"Berlin\"\n",
    "name|start|city\nExample Conf|2027-05-10|Berlin",
    "\u{feff}name,start,city\r\nExample Conf,2027-05-10,Berlin\r\n",
    "\u{feff}sep=;\nname;start;city\nExample Conf;2027-05-10;Berlin\n",
    ",,\n\nname,start,city\n,,\nExample Conf,2027-05-10,Berlin\n , ,\n,,\n",
    "name,start,city,,\nExample Conf,2027-05-10,Berlin,,\n",
    "name,start,city\nExample Conf,2027-05-10,Berlin,,,\n",
    "\"name, in full\",name;start;city\n;Example Conf;2027-05-10;Berlin\n".replacingAll(
      "\"name, in full\",", with: ";"),
    "Name,Start-Date,City\nExample Conf,2027-05-10,Berlin\n",
  ])
  func `Separators, marks and empty rows of spreadsheets`(_ text: String) throws {
    let units = [0xfeff] + Array(text.drop { $0 == "\u{feff}" }.utf16)
    let wide = units.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    for bytes in [Array(text.utf8), wide] {
      let batch = try #require(
        ImportReader.read([InputFile(name: "list.csv", bytes: bytes)]).first)
      let conference = try #require(batch.document.conferences.first, "\(batch.problems)")
      #expect(batch.document.conferences.count == 1 && conference.name == "Example Conf")
      #expect(conference.dates?.start?.description == "2027-05-10")
      #expect(conference.locations.first?.city == "Berlin")
      #expect(!batch.problems.contains { $0.severity != .notice }, "\(batch.problems)")
    }
  }

  @Test(arguments: [
    "conference;from;to;location", "Event;Start;End;Where", "Name;Beginn;Ende;Ort",
    "Konferenz;Von;Bis;Tagungsort", "Titel;Startdatum;Enddatum;Stadt", "Conférence;Début;Fin;Lieu",
    "Nom;Date de début;Date de fin;Ville", "Congreso;Inicio;Fin;Lugar",
    "Título;Fecha de inicio;Fecha de fin;Ciudad", "Conference Name;First Day;Last Day;City",
    "Acronym;Begins;Ends;Place", "TITLE;Start-Date;End Date;Location",
  ])
  func `People's headings are known in four languages`(_ header: String) throws {
    let batch = try table("\(header)\nDemo;2027-05-10;2027-05-12;Oslo\n")
    let conference = try #require(batch.document.conferences.first, "\(batch.problems)")
    #expect(conference.name == "Demo" && conference.dates?.edtf == "2027-05-10/2027-05-12")
    #expect(conference.locations.map(\.city) == ["Oslo"])
    #expect(batch.problems.isEmpty, "\(batch.problems)")
  }

  @Test(arguments: [
    ("Ort;Land", "Köln;Deutschland", "DE", "Köln"), ("location;country", "Delhi;IN", "IN", "Delhi"),
    ("place;country", "\"Berlin, Germany\";DE", "DE", "Berlin"),
  ])
  func `A place beside its country is a city`(
    _ header: String, _ cells: String, _ country: String, _ city: String
  ) throws {
    let batch = try table("name;start;\(header)\nDemo;2027-05-10;\(cells)\n")
    let location = try #require(batch.document.conferences.first?.locations.first)
    #expect(location.city == city && location.country == country)
    #expect(batch.problems.isEmpty, "\(batch.problems)")
  }

  @Test(arguments: [
    ("DE;XX,Kiel;Ghent,\"Kiel, A;Ghent, B\",stated", 0),
    ("DE;BE,Kiel;Ghent,\"Kiel, A;Ghent, B\",stated", 2),
    ("DE;BE,Kiel;Ghent,\"Kiel, A;Ghent, B\",certain", 0),
    ("DE;BE,Kiel,\"Kiel, A;Ghent, B\",stated", 0),
  ])
  func `Several places of a row need the parts of each`(_ cells: String, _ count: Int) throws {
    let batch = try read(
      "id,name,url,revision,updated_at,country,city,place,place_certainty\n"
        + "demo-2027,Demo,http://x.test/conferences/demo-2027,3,2026-01-01T00:00:00Z,\(cells)\n",
      name: "conferences.csv")
    let conference = try #require(batch.document.conferences.first, "\(batch.problems)")
    #expect(conference.locations.count == count)
    #expect(
      batch.problems.contains { $0.severity == .dropped } == (count == 0), "\(batch.problems)")
  }

  @Test(arguments: [("#METOO?", "#METOO?"), ("#REF!", nil), ("####", nil), ("#1", "#1")])
  func `Only the error values of spreadsheets are no names`(_ name: String, _ read: String?) throws
  {
    let batch = try table("name,start,city\n\(name),2027-05-10,Oslo\n")
    #expect(batch.document.conferences.first?.name == read, "\(batch.problems)")
  }

  @Test func `A table without rows is reported`() throws {
    #expect(try table("name,start\n").problems.map(\.reason) == ["a table without rows"])
  }

  @Test func `A heading means one column`() {
    let headings = TableHeadings.columns.flatMap(\.headings)
    #expect(Set(headings).count == headings.count)
    for heading in headings { #expect(TableHeadings.key(heading) == heading) }
  }

  @Test(arguments: ["a,b\n1,2\n", "name,city\nDemo,Oslo\n", "date,city\n2027-05-10,Oslo\n"])
  func `A refused table is told the headings that it lacks`(_ text: String) throws {
    let batch = try table(text)
    #expect(batch.problems.map(\.severity) == [.refused])
    let reason = batch.problems.first?.reason ?? ""
    #expect(reason.contains("name, ") != text.hasPrefix("name"))
    #expect(reason.contains("start_date, ") != text.hasPrefix("date"))
  }

  @Test(arguments: [
    "Title;Start;End;Room;Speaker\nTalk;2027-05-10 09:00;2027-05-10 10:00;A;Ann\n",
    "Titel;Datum;Beginn;Ende;Raum;Referent\nTalk;10.05.2027;9:00;10:00;A;Ann\n",
    "Title;Date;Start;End;Room;Speaker\nTalk;2027-05-10;09:00;10:00;A;Ann\n",
  ])
  func `A table of talks is one of sessions`(_ text: String) throws {
    let batch = try read(text, name: "demo-2027.csv")
    let session = try #require(batch.document.sessions.first, "\(batch.problems)")
    #expect(session.publishedStart == "2027-05-10T09:00:00")
    #expect(session.publishedEnd == "2027-05-10T10:00:00")
    #expect(batch.document.rooms.map(\.name) == ["A"])
    #expect(batch.document.speakers.map(\.name) == ["Ann"])
    #expect(batch.document.conferences.map(\.id) == ["demo-2027"])
  }

  @Test func `An end before the start is dropped from a table of sessions`() throws {
    let batch = try table(
      "title,conference,starts_at,ends_at\nT,d-2027,2027-05-10T10:00:00Z,2027-05-10T09:00:00Z\n")
    #expect(batch.document.sessions.map { $0.endsAt == nil } == [true])
    #expect([batch].problems(.dropped).count == 1, "\(batch.problems)")
  }

  @Test(
    arguments: [
      ("May 10,12 May 2027", "2027-05-10/2027-05-12"),
      ("10 May,2027-05-12", "2027-05-10/2027-05-12"),
    ])
  func `The end tells the year of the start`(_ cells: String, _ edtf: String) throws {
    let batch = try table("name,start,end\nDemo,\(cells)\n")
    #expect(batch.document.conferences.first?.dates?.edtf == edtf)
    #expect(batch.document.conferences.first?.year == 2027)
  }

  @Test(arguments: [";;", "-", "??"])
  func `A name without letters is none`(_ name: String) throws {
    let batch = try table("name,start\n\(name),2027-05-10\nDemo,2027-05-10\n")
    #expect(batch.document.conferences.map(\.name) == ["Demo"])
    #expect([batch].problems(.skipped).map(\.value) == [name])
  }

  @Test(arguments: [
    "Exa\0mple Conf", "\u{1b}[31mExample Conf\u{1b}[0m", "Example\u{7} Conf", "Example Conf\u{1b}",
    "\u{1b}[1;32mExample\u{1b}[m Conf", "Example Conf\u{7f}",
  ])
  func `Control characters are removed with their escape sequences`(_ name: String) throws {
    for text in [
      "name,start,city\n\(name),2027-05-10,Berlin\n",
      "[{\"name\": \"\(name)\", \"startDate\": \"2027-05-10\", \"endDate\": \"2027-05-11\"}]",
    ] {
      let batch = try read(text, name: text.hasPrefix("[") ? "2027/data.json" : "list.csv")
      #expect(batch.document.conferences.map(\.name) == ["Example Conf"])
      #expect(batch.problems.map(\.severity) == [.notice], "\(batch.problems)")
    }
    let escaped = name.unicodeScalars.map { scalar in
      scalar.value < 0x20 || scalar.value == 0x7f
        ? "\\u00\(scalar.value < 16 ? "0" : "")\(String(scalar.value, radix: 16))" : "\(scalar)"
    }.joined()
    let native = try read(
      #"{"type": "conference", "id": "a-2027", "name": "\#(escaped)"}"# + "\n\n", name: "a.ndjson")
    let schedule = try ScheduleFixture().read(#"{"id": 1, "title": "\#(escaped)"}"#)
    #expect(native.document.conferences.map(\.name) == ["Example Conf"])
    #expect(schedule.document.sessions.map(\.title) == ["Example Conf"])
    for batch in [native, schedule] {
      #expect(batch.problems.map(\.severity) == [.notice], "\(batch.problems)")
    }
    let list = try read("- title: \(name)\n  year: 2027\n", name: "conferences.yml")
    #expect(list.document.conferences.map(\.name) == ["Example Conf"])
    #expect(list.problems.map(\.severity) == [.notice] && list.problems.first?.line == 1)
  }

  @Test(arguments: [
    "=SUM(1)", "'=SUM(1)", "''=SUM(1)", "+1", "-1", "@x", "\t=1", "\tIndented", " =1+1",
    "\u{feff}=1+1", "\u{200b}=1", "＝1+1", "＋1", "－1", "＠x", "A;=cmd|' /C calc'!A0", "A; '=1",
    "A;B", "'quoted'", "O'Reilly", "'", "''", ";", ";;=", "A;\t=1", "a=b", "", "'A;'=B", "\r\n=1",
    "' '=1", "'\u{a0}-", "=;=;'=",
    "A\t=1", "A\t\t@x", "A\t'=1", "\t;\t",
  ])
  func `A guarded cell is read back exactly and begins no formula`(_ text: String) {
    let guarded = FormulaGuard.guarded(text)
    #expect(FormulaGuard.undone(guarded) == text)
    #expect(FormulaGuard.undone(FormulaGuard.undone(FormulaGuard.guarded(guarded))) == text)
    for part in guarded.split(
      omittingEmptySubsequences: false, whereSeparator: { ";\t".contains($0) })
    {
      let first = part.unicodeScalars.first {
        !$0.properties.isWhitespace && $0 != "\u{feff}" && $0 != "\u{200b}"
      }
      #expect(first.map { !"=+-@＝＋－＠".unicodeScalars.contains($0) } ?? true, "\(guarded)")
    }
  }
}
