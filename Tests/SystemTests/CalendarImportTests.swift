import CatalogModel
import Foundation
import Testing

@Suite(.serialized) struct `Calendars that are imported` {
  private func calendar(_ events: [String], method: String = "PUBLISH") -> String {
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//a//b//EN\r\nMETHOD:\(method)\r\n"
      + events.map { "BEGIN:VEVENT\r\n\($0)\r\nEND:VEVENT\r\n" }.joined() + "END:VCALENDAR\r\n"
  }

  private func event(_ uid: String, _ title: String, _ time: String, _ more: String = "") -> String
  {
    "UID:\(uid)\r\nDTSTAMP:20270101T000000Z\r\nSUMMARY:\(title)\r\n\(time)" + more
  }

  private func sessions(_ place: Workplace) throws -> [String] {
    let lines = try place.catalog("export", "--format", "ndjson").output.split(separator: "\n")
    return lines.compactMap { line in
      guard let json = try? JSONSerialization.jsonObject(with: Data(line.utf8)),
        let record = json as? [String: Any], record["type"] as? String == "session"
      else { return nil }
      let time = record["starts_at"] as? String ?? record["published_start"] as? String ?? "none"
      return "\(record["title"] ?? "") \(time) \(record["status"] ?? "")"
    }
  }

  private let talks = ["DTSTART:20270510T090000Z", "DTSTART:20270510T100000Z"]

  @Test func `METHOD:CANCEL calls off the events that it names, and nothing else`() throws {
    let place = try Workplace()
    defer { place.remove() }
    let first = calendar([event("a@x", "Talk", talks[0]), event("b@x", "Other", talks[1])])
    let long = calendar([
      event("a-long-identifier@example.org", "Series", talks[0], "\r\nRRULE:FREQ=DAILY;COUNT=2"),
      event("another-identifier@example.org", "Last", talks[1]),
    ])
    _ = try place.catalog("import", place.write("programme.ics", first), "--no-seed")
    _ = try place.catalog("import", place.write("series-2027.ics", long))
    let cancel = calendar([event("a@x", "Talk", talks[0], "\r\nSEQUENCE:1")], method: "CANCEL")
    _ = try place.catalog("import", place.write("programme.ics", cancel))
    #expect(
      try sessions(place).sorted() == [
        "Last 2027-05-10T10:00:00+00:00 scheduled", "Other 2027-05-10T10:00:00+00:00 scheduled",
        "Series 2027-05-10T09:00:00+00:00 scheduled", "Series 2027-05-11T09:00:00+00:00 scheduled",
        "Talk 2027-05-10T09:00:00+00:00 cancelled",
      ])
    // One time of a series, from a message of another name; by nothing but its identifier.
    let one = calendar(
      ["UID:a-long-identifier@example.org\r\nRECURRENCE-ID:20270511T090000Z"], method: "CANCEL")
    _ = try place.catalog("import", place.write("mail.ics", one))
    let unknown = try place.catalog(
      "import",
      place.write("mail.ics", calendar([event("c@x", "New", talks[0])], method: "CANCEL")),
      "--verbose")
    #expect(unknown.status == 0 && unknown.output.contains("c@x is not in the catalog"))
    #expect(
      try sessions(place).filter { $0.hasSuffix("cancelled") }.sorted() == [
        "Series 2027-05-11T09:00:00+00:00 cancelled", "Talk 2027-05-10T09:00:00+00:00 cancelled",
      ])
    #expect(try place.count("SELECT count(*) FROM session") == 5)
    #expect(try place.count("SELECT count(*) FROM conference") == 2)
    // The programme once more does not take it back.
    _ = try place.catalog("import", place.write("programme.ics", first))
    #expect(try sessions(place).contains { $0 == "Talk 2027-05-10T09:00:00+00:00 cancelled" })
  }

  @Test func `A clock without a zone is kept as it was published`() throws {
    let place = try Workplace()
    defer { place.remove() }
    func file(_ uid: String) -> String {
      calendar([
        event(
          "\(uid)-of-the-first-talk", "Talk", "DTSTART:20270510T090000\r\nDTEND:20270510T100000"),
        event("\(uid)-of-the-second-one", "Talk", "DTSTART;TZID=Mars:20270511T090000"),
        event("\(uid)-of-the-third-talk", "Fair", "DTSTART;VALUE=DATE:20270512"),
      ])
    }
    _ = try place.catalog("import", place.write("demo-2027.ics", file("one")), "--no-seed")
    let expected = [
      "Fair 2027-05-12 scheduled", "Talk 2027-05-10T09:00:00 scheduled",
      "Talk 2027-05-11T09:00:00 scheduled",
    ]
    #expect(try sessions(place).sorted() == expected)
    // A program that makes its identifiers anew at each download makes no doubles.
    _ = try place.catalog("import", place.write("demo-2027.ics", file("two")))
    #expect(try sessions(place).sorted() == expected)
    let whole = try place.catalog("export", "--format", "ndjson").output
    let copy = try Workplace()
    defer { copy.remove() }
    _ = try copy.catalog("import", copy.write("copy.ndjson", whole), "--no-seed")
    #expect(try copy.catalog("export", "--format", "ndjson").output == whole)
  }

  private let records = """
    {"type": "series", "id": "exs", "name": "Example Series"}
    {"type": "conference", "id": "exa-2027", "name": "Example Conference EXA", "series": ["exs"], \
    "year": 2027, "dates": {"edtf": "2027-05-10/2027-05-12"}, "deadlines": [{"id": "paper", "kind": \
    "paper", "local": "2027-01-10 23:59:00", "time_zone_declared": "AoE", "precision": "datetime"}, \
    {"id": "late", "kind": "other", "local": "2027-02-10", "precision": "date", "status": \
    "cancelled"}]}
    {"type": "conference", "id": "exb-2027", "name": "Conference, with \\"marks\\"; é", "year": 2027, \
    "dates": {"edtf": "2027-06-10/2027-06-12"}, "status": "cancelled"}
    {"type": "room", "id": "hall", "conference": "exa-2027", "name": "Hall 5"}
    {"type": "session", "id": "exa-2027-talk", "conference": "exa-2027", "title": "Talk", "kind": \
    "keynote", "starts_at": "2027-05-10T09:00:00+02:00", "ends_at": "2027-05-10T10:00:00+02:00", \
    "room": "hall"}

    """

  private func form(_ place: Workplace) throws -> String {
    try place.catalog("export", "--format", "ndjson").output
  }

  @Test(arguments: [
    "conferences", "conferences/exa-2027", "deadlines", "sessions", "conferences/exa-2027/schedule",
    "series/exs",
  ])
  func `The catalog's own calendars give what they were made from`(_ question: String) throws {
    let place = try Workplace()
    defer { place.remove() }
    _ = try place.catalog("import", place.write("all.ndjson", records), "--no-seed")
    let before = try form(place)
    let text = try place.catalog("export", question, "--format", "ics").output
    let file = try place.write("conferences.ics", text)
    let again = try place.catalog("import", file)
    #expect(again.status == 0 && again.output.contains("no changes"), "\(again.output)")
    #expect(try form(place) == before)

    let empty = try Workplace()
    defer { empty.remove() }
    let made = try empty.catalog("import", empty.write("conferences.ics", text), "--no-seed")
    #expect(made.status == 0, "\(made.output)")
    // What comes out is the same calendar, but for the series that are not in it, and the revision.
    let second = try empty.catalog("export", question, "--format", "ics").output
    func lines(_ text: String) -> [Substring] {
      text.replacingOccurrences(of: "\r\n ", with: "").replacingOccurrences(of: "\r\n", with: "\n")
        .split(separator: "\n")
        .filter { !$0.hasPrefix("DTSTAMP") && !$0.hasPrefix("LAST-") && !$0.hasPrefix("SEQUENCE") }
    }
    if question != "series/exs" {
      let stripped = lines(text).map {
        $0.replacingOccurrences(of: "\"series\":[\"exs\"]", with: "\"series\":[]")
      }
      #expect(
        stripped.filter { !$0.hasPrefix("DESCRIPTION") }
          == lines(second).map(String.init).filter { !$0.hasPrefix("DESCRIPTION") })
    }
    #expect(
      try empty.count("SELECT count(*) FROM session")
        == (question.contains("sess") || question.contains("sched") ? 1 : 0))
    #expect(
      try empty.count("SELECT count(*) FROM conference") == (question == "conferences" ? 2 : 1))
  }

  @Test func `A calendar of before that has conferences, and no sessions`() throws {
    let place = try Workplace()
    defer { place.remove() }
    let text =
      "BEGIN:VCALENDAR\r\nPRODID:-//Conference Catalog//catalog//EN\r\nBEGIN:VEVENT\r\n"
      + "UID:conference-exa-2027@conference-catalog\r\nSUMMARY:Example Conference EXA\r\n"
      + "DTSTART;VALUE=DATE:20270510\r\nDTEND;VALUE=DATE:20270513\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\n"
      + "UID:deadline-exa-2027.paper@conference-catalog\r\nSUMMARY:EXA: paper\r\n"
      + "DTSTART:20270111T115900Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    let result = try place.catalog("import", place.write("conferences.ics", text), "--no-seed")
    #expect(result.status == 2 && result.output.contains("X-CATALOG-RECORD"), "\(result.output)")
    #expect(try place.count("SELECT count(*) FROM session") == 0)
    #expect(
      try place.count(
        "SELECT count(*) FROM conference WHERE slug = 'exa-2027' AND edtf = '2027-05-10/2027-05-12'"
      )
        == 1)
  }
}
