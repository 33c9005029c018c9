import CatalogForm
import CatalogModel
import Testing

@testable import CatalogImport

@Suite struct `Events of calendars` {
  @Test(arguments: [
    ("CANCELLED", "cancelled", 0), ("CANCELED", "cancelled", 0), ("canceled", "cancelled", 0),
    ("CONFIRMED", "scheduled", 0), ("TENTATIVE", "scheduled", 0), ("DELETED", "scheduled", 1),
  ])
  func `An unknown STATUS is reported`(_ status: String, _ read: String, _ notices: Int) throws {
    let batch = try TestCalendar.read(
      TestCalendar.event("UID:a\nSUMMARY:T\nDTSTART:20270510T090000Z\nSTATUS:\(status)"))
    #expect(batch.document.sessions.map(\.status) == [read])
    #expect(batch.problems.map(\.value) == Array(repeating: status, count: notices))
  }

  private func event(_ lines: String) -> String { TestCalendar.event(lines) }

  private func times(_ lines: String) throws -> (start: String?, end: String?, ImportBatch) {
    // An event alone would be the conference, if it lasts a day.
    let other = event("UID:b@x\nSUMMARY:Other\nDTSTART:20270101T090000Z")
    let batch = try TestCalendar.read(event("UID:a@x\nSUMMARY:Talk\n\(lines)") + "\n" + other)
    let session = try #require(batch.document.sessions.first { $0.title == "Talk" })
    return (session.startsAt?.instant.description, session.endsAt?.instant.description, batch)
  }

  @Test(arguments: [
    ("DTSTART:20270510T240000Z", "2027-05-11T00:00:00Z", nil, false),
    (
      "DTSTART:20270510T230000Z\nDTEND:20270510T240000Z", "2027-05-10T23:00:00Z",
      "2027-05-11T00:00:00Z", false
    ),
    ("DTSTART:20271231T240000Z", "2028-01-01T00:00:00Z", nil, false),
    ("DTSTART;TZID=Europe/Paris:20270510T240000", "2027-05-10T22:00:00Z", nil, false),
    // The night after, as conferences print it.
    ("DTSTART:20270510T253000Z", "2027-05-11T01:30:00Z", nil, true),
    (
      "DTSTART:20270510T230000Z\nDTEND:20270510T260000Z", "2027-05-10T23:00:00Z",
      "2027-05-11T02:00:00Z", true
    ),
    ("DTSTART:20270510T235960Z", "2027-05-10T23:59:59Z", nil, false),
  ])
  func `hours from 24 are on the next day`(
    _ lines: String, _ start: String, _ end: String?, _ isAssumed: Bool
  ) throws {
    let (first, last, batch) = try times(lines)
    #expect(first == start && last == end)
    #expect(!batch.problems(.assumption).isEmpty == isAssumed)
  }

  @Test(arguments: [
    "00000510T230000Z", "00010101T000000Z", "99990510T230000Z", "16010101T000000",
    "19700101T000000Z", "19700101T000000", "1970-01-01T00:00:00Z",
    "20271310T090000Z",
    "20270230T090000Z", "20270510T310000Z", "20270510T096000Z", "20270510T", "tomorrow", "",
    "2027051T090000Z", "２０２７０５１０T090000Z",
  ])
  func `an invalid time is dropped with its text`(_ text: String) throws {
    let (start, end, batch) = try times("DTSTART:\(text)\nDTEND:20270510T230000Z")
    #expect(start == nil && end == nil)
    #expect(batch.problems(.dropped).map(\.value) == [text])
    #expect(batch.document.sessions.count == 2)
  }

  @Test(arguments: [
    "DTSTART:20270607T090000Z\nDTEND:20270607T080000Z",
    "DTSTART;TZID=Asia/Tokyo:20270607T090000\nDTEND:20270606T235959Z",
    "DTSTART:20270607T090000Z\nDURATION:-PT1H",
    "DTSTART:20270607T090000Z\nDTEND;VALUE=DATE:20270608",
    "DTSTART:20270607T090000Z\nDURATION:one hour", "DTSTART:20270607T090000Z\nDTEND:later",
  ])
  func `an impossible end is dropped with its text`(_ lines: String) throws {
    let (start, end, batch) = try times(lines)
    #expect(start != nil && end == nil)
    #expect(batch.problems(.dropped).count == 1)
    #expect(batch.problems(.dropped).first?.value?.isEmpty == false)
  }

  @Test(arguments: [
    ("DTSTART:20270607T090000Z\nDURATION:PT1H30M", "2027-06-07T10:30:00Z"),
    ("DTSTART:20270607T090000Z\nDURATION:P1DT1H", "2027-06-08T10:00:00Z"),
    // A day on the clock has 23 hours over the change, 24 hours have 24.
    ("DTSTART;TZID=Europe/Berlin:20270327T120000\nDURATION:P1D", "2027-03-28T10:00:00Z"),
    ("DTSTART;TZID=Europe/Berlin:20270327T120000\nDURATION:PT24H", "2027-03-28T11:00:00Z"),
    ("DTSTART;TZID=Europe/Berlin:20271031T020000\nDURATION:PT90M", "2027-10-31T01:30:00Z"),
    (
      "DTSTART;TZID=Europe/Berlin:20270607T090000\nDTEND;TZID=America/New_York:20270607T050000",
      "2027-06-07T09:00:00Z"
    ),
  ])
  func `an event ends by its DTEND or DURATION`(_ lines: String, _ end: String) throws {
    #expect(try times(lines).end == end)
  }

  // MARK: The conference itself

  @Test(arguments: [
    ("DTSTART;VALUE=DATE:20270607\nDURATION:P3D", "2027-06-07/2027-06-09"),
    ("DTSTART;VALUE=DATE:20270607\nDURATION:P1W", "2027-06-07/2027-06-13"),
    ("DTSTART;VALUE=DATE:20270607\nDURATION:PT48H", "2027-06-07/2027-06-08"),
    ("DTSTART;VALUE=DATE:20270607\nDTEND;VALUE=DATE:20270610", "2027-06-07/2027-06-09"),
    ("DTSTART:20270607\nDTEND:20270610", "2027-06-07/2027-06-09"),
    ("DTSTART:20270607T070000Z\nDTEND:20270610T160000Z", "2027-06-07/2027-06-10"),
    (
      "DTSTART;TZID=Asia/Tokyo:20270607T000000\nDTEND;TZID=Asia/Tokyo:20270609T000000",
      "2027-06-07/2027-06-08"
    ),
    ("DTSTART;TZID=Mars:20270607T090000\nDTEND;TZID=Mars:20270609T180000", "2027-06-07/2027-06-09"),
    ("DTSTART;VALUE=DATE:20270607\nRRULE:FREQ=DAILY;COUNT=3", "2027-06-07/2027-06-09"),
    ("DTSTART;VALUE=DATE:20270607", "2027-06-07"),
    ("DTSTART;VALUE=DATE:20270607\nDTEND;VALUE=DATE:20270607", "2027-06-07"),
  ])
  func `one event over all days is the edition`(_ lines: String, _ dates: String) throws {
    let batch = try TestCalendar.read(event("UID:a@x\nSUMMARY:Example Conf 2027\n\(lines)"))
    let conference = try #require(batch.document.conferences.first)
    #expect(conference.dates?.edtf == dates && conference.name == "Example Conf")
    #expect(conference.programmeStatus == "not_announced" && batch.document.sessions.isEmpty)
  }

  @Test func `an end before the start leaves the first day`() throws {
    let batch = try TestCalendar.read(
      event("UID:a@x\nSUMMARY:Demo\nDTSTART;VALUE=DATE:20270607\nDTEND;VALUE=DATE:20270601"))
    #expect(batch.document.conferences.first?.dates?.edtf == "2027-06-07")
    #expect(batch.problems(.dropped).first?.value == "2027-06-07 to 2027-06-01")
  }

  private let talks = (1...4).map { day in
    TestCalendar.event(
      "UID:t\(day)\nSUMMARY:Talk \(day)\nDTSTART:202706\(day < 4 ? "0" : "")\(6 + day)T090000Z")
  }.joined(separator: "\n")

  @Test(arguments: [
    "DTSTART;VALUE=DATE:20270607\nDTEND;VALUE=DATE:20270611",
    "DTSTART:20270607T070000Z\nDURATION:P3DT9H",
  ])
  func `the event of the edition is not a session`(_ lines: String) throws {
    let batch = try TestCalendar.read(
      talks + "\n" + event("UID:a@x\nSUMMARY:Example Conf 2027\nLOCATION:Oslo\\, Norway\n\(lines)"))
    let conference = try #require(batch.document.conferences.first)
    #expect(conference.dates?.edtf == "2027-06-07/2027-06-10" && conference.name == "Example Conf")
    #expect(conference.locations.first?.city == "Oslo")
    #expect(conference.programmeStatus == "announced")
    #expect(batch.document.sessions.map(\.title) == (1...4).map { "Talk \($0)" })
  }

  @Test(arguments: [
    // A part of the days, a night, a day of its own.
    "DTSTART;VALUE=DATE:20270601\nDTEND;VALUE=DATE:20270603",
    "DTSTART:20270607T180000Z\nDURATION:PT14H",
    "DTSTART;VALUE=DATE:20270607",
  ])
  func `a shorter event is a session`(_ lines: String) throws {
    let batch = try TestCalendar.read(talks + "\n" + event("UID:a@x\nSUMMARY:Camp\n\(lines)"))
    #expect(batch.document.sessions.count == 5)
    #expect(batch.document.conferences.first?.dates == nil)
  }

  @Test(arguments: [
    ("0612", false), ("0606", false), ("0605", true), ("0710", true), ("0107", true),
  ])
  func `an event outside the days of the edition is imported with a notice`(
    _ day: String, _ isOutside: Bool
  ) throws {
    let batch = try TestCalendar.read(
      talks + "\n" + event("UID:a@x\nSUMMARY:Demo\nDTSTART;VALUE=DATE:20270607\nDURATION:P5D")
        + "\n"
        + event("UID:late\nSUMMARY:Late\nDTSTART:2027\(day)T090000Z"))
    #expect(batch.document.sessions.count == 5)
    #expect(batch.problems.contains { $0.reason.contains("outside") } == isOutside)
  }

  @Test func `a conference that the importer names keeps its name, and gets its days`() throws {
    let parameters = ImportParameters(conference: "demo-2027")
    let batch = try TestCalendar.read(
      event("UID:a@x\nSUMMARY:Save the date\nDTSTART;VALUE=DATE:20270607\nDURATION:P3D"),
      parameters: parameters)
    #expect(batch.document.conferences.first?.name == "DEMO")
    #expect(batch.document.conferences.first?.dates?.edtf == "2027-06-07/2027-06-09")
  }

  // MARK: States of one event

  private func state(
    _ sequence: Int?, _ stamp: String?, _ room: String, title: String = "Talk",
    at: String = "090000"
  ) -> String {
    event(
      ["UID:a@x", "SUMMARY:\(title)", "DTSTART:20270510T\(at)Z", "LOCATION:\(room)"]
        .joined(separator: "\n") + (sequence.map { "\nSEQUENCE:\($0)" } ?? "")
        + (stamp.map { "\nDTSTAMP:2027\($0)T000000Z" } ?? ""))
  }

  private func modified(_ event: String, _ day: String) -> String {
    event.replacingAll("END:VEVENT", with: "LAST-MODIFIED:2027\(day)T000000Z\nEND:VEVENT")
  }

  @Test(arguments: ["REPLY", "REFRESH", "COUNTER", "DECLINECOUNTER"])
  func `a calendar that replies or asks says nothing about the conference`(_ method: String) throws
  {
    let batch = try TestCalendar.read(state(1, "0101", "Hall 2"), head: "METHOD:\(method)")
    #expect(batch.document.conferences.isEmpty && batch.document.sessions.isEmpty)
    #expect(batch.problems.map(\.severity) == [.skipped])
  }

  @Test func `SEQUENCE, then DTSTAMP decides between two versions in any order`() throws {
    let pairs: [(String, String)] = [
      (state(1, "0101", "Hall 2"), state(3, "0101", "Hall 5")),
      (state(nil, "0301", "Hall 2"), state(1, "0101", "Hall 5")),
      (state(2, "0101", "Hall 2"), state(2, "0102", "Hall 5")),
      (state(nil, "0101", "Hall 2", at: "080000"), state(nil, "0102", "Hall 5")),
      (state(nil, "0101", "Hall 2", title: "Old title"), state(nil, "0102", "Hall 5")),
      (state(9, "0101", "Hall 2", title: "Old", at: "070000"), state(10, "0101", "Hall 5")),
      (modified(state(1, "0101", "Hall 2"), "0102"), modified(state(1, "0101", "Hall 5"), "0103")),
    ]
    for (older, newer) in pairs {
      for events in [[older, newer], [newer, older]] {
        let batch = try TestCalendar.read(events.joined(separator: "\n"))
        #expect(batch.starts == ["Talk 2027-05-10T09:00:00Z"])
        #expect(batch.document.rooms.map(\.name) == ["Hall 5"])
        #expect(batch.problems.map(\.severity) == [.notice])
      }
    }
  }

  @Test func `events that only share a UID stay apart, and keep their IDs when one is removed`()
    throws
  {
    let events = ["A", "B", "C"].enumerated().map { index, title in
      event("UID:repeated@example.org\nSUMMARY:\(title)\nDTSTART:20270510T0\(index)0000Z")
    }
    let all = try TestCalendar.read(events.joined(separator: "\n"))
    let rest = try TestCalendar.read(events.dropFirst().reversed().joined(separator: "\n"))
    func names(_ batch: ImportBatch) -> [String: String] {
      Dictionary(
        uniqueKeysWithValues: batch.externalIDs.filter { $0.kind == .session }.map {
          ($0.slug, $0.value)
        })
    }
    #expect(all.document.sessions.count == 3 && rest.document.sessions.count == 2)
    for (slug, name) in names(rest) { #expect(names(all)[slug] == name) }
    #expect(Set(names(all).values).count == 3)
  }
}
