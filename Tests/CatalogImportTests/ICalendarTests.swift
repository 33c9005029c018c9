import CatalogForm
import CatalogModel
import Testing

@testable import CatalogImport

@Suite struct `iCalendar` {
  private func calendar(
    _ events: String, head: String = "", name: String = "demo-2026.ics",
    parameters: ImportParameters = .init()
  ) throws -> ImportBatch {
    try read(
      "BEGIN:VCALENDAR\nVERSION:2.0\n\(head)\(events)\nEND:VCALENDAR\n", name: name,
      parameters: parameters)
  }

  private func event(_ lines: String) -> String { "BEGIN:VEVENT\n\(lines)\nEND:VEVENT" }

  @Test func `26: a time of the calendar itself, of a broken tool, is ignored`() throws {
    let batch = try calendar(
      event("SUMMARY:A\nDTSTART;TZID=Europe/Rome:20261105T080000\nUID:1"),
      head: "DTSTART:2026-11-05 09:00:00+00:50\n")
    #expect(batch.document.sessions[0].startsAt?.instant.description == "2026-11-05T07:00:00Z")
    #expect(batch.problems.isEmpty)
  }

  @Test func `27: both line ends, folded lines and escapes`() throws {
    let batch = try read(
      "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:A long\r\n  title\\, with\\; marks\r\n"
        + "DESCRIPTION:one\\ntwo\r\nDTSTART:20260501T100000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
      name: "demo-2026.ics")
    #expect(batch.document.sessions.map(\.title) == ["A long title, with; marks"])
    #expect(batch.document.sessions[0].abstract == "one\ntwo")
  }

  @Test func `27: unfolded lines continue the description`() throws {
    let batch = try calendar(
      event(
        "UID:1\nSUMMARY:[DEMO] Session P1\nDTSTART:20260501T100000Z\nDESCRIPTION:\nAnn,Bob\n\nA title (URL: x.html)"
      ))
    #expect(batch.document.sessions[0].abstract == "Ann,Bob\nA title (URL: x.html)")
    #expect(batch.document.sessions[0].title == "Session P1")
  }

  @Test func `27: the identifier of an alarm is not that of its event`() throws {
    let batch = try calendar(
      event("UID:event\nSUMMARY:A\nDTSTART:20260501T100000Z\nBEGIN:VALARM\nUID:alarm\nEND:VALARM"))
    #expect(batch.document.sessions.map(\.guid) == ["event"])
  }

  @Test func `27: whole days have an exclusive end, and one such event is an edition`() throws {
    let batch = try calendar(
      event(
        "UID:save-the-date@demo\nSUMMARY:PyDemo 2027\nDTSTART;VALUE=DATE:20270724\n"
          + "DTEND;VALUE=DATE:20270726\nLOCATION:Student Center\\, Cleveland\\, OH\n"
          + "URL:https://demo.example/2027"), name: "pydemo-2027.ics")
    let conference = try #require(batch.document.conferences.first)
    #expect(conference.id == "pydemo-2027" && conference.name == "PyDemo")
    #expect(conference.dates?.edtf == "2027-07-24/2027-07-25")
    #expect(conference.locations.first?.city == "Cleveland")
    #expect(conference.locations.first?.region == "US-OH")
    #expect(conference.links.map(\.rel) == ["home"])
    #expect(batch.document.sessions.isEmpty)
  }

  @Test func `27: small identifiers repeat between calendars, and pages are no places`() throws {
    let text = event(
      "UID:11\nSUMMARY:#tut T1: Maps\nLOCATION:tutorials.html#T1\nDTSTART:20260501T100000Z")
    let one = try calendar(text, name: "demo-2026.ics")
    let other = try calendar(text, name: "demo-2026-day-2.ics")
    let ids = [one, other].map { $0.externalIDs.filter { $0.kind == .session } }
    #expect(ids[0] != ids[1])
    #expect(one.document.rooms.isEmpty)
    #expect(one.document.sessions.map(\.kind) == ["tutorial"])
    #expect(one.document.sessions.map(\.title) == ["T1: Maps"])
    // What stands there twice, word for word, is one event.
    let twice = try calendar(text + "\n" + text)
    Soundness.check(twice)
    #expect(twice.document.sessions.count == 1 && twice.problems.isEmpty)
  }

  @Test(arguments: [
    ("DTSTART;TZID=Europe/Rome:20260701T100000", "2026-07-01T08:00:00Z"),
    ("DTSTART;TZID=PT:20260701T100000", "2026-07-01T17:00:00Z"),
    ("DTSTART;TZID=\"W. Europe Standard Time\":20260701T100000", "2026-07-01T08:00:00Z"),
    ("DTSTART;TZID=/example.org/Europe/Rome:20260701T100000", "2026-07-01T08:00:00Z"),
    // A zone that nobody knows, and not the calendar's own.
    ("DTSTART;TZID=Mars/Olympus:20260701T100000", nil),
    // One that the file itself defines.
    ("DTSTART;TZID=Custom:20260701T100000", "2026-07-01T05:00:00Z"),
    ("DTSTART:20260701T100000", "2026-07-01T14:00:00Z"),
    ("DTSTART:20260701T100000Z", "2026-07-01T10:00:00Z"),
  ])
  func `an event is never skipped for its zone`(_ start: String, _ instant: String?) throws {
    let batch = try calendar(
      event("UID:1\nSUMMARY:A\n\(start)"),
      head: """
        X-WR-TIMEZONE:America/New_York
        BEGIN:VTIMEZONE
        TZID:Custom
        BEGIN:STANDARD
        TZOFFSETTO:+0500
        END:STANDARD
        END:VTIMEZONE

        """)
    #expect(batch.document.sessions.map { $0.startsAt?.instant.description } == [instant])
  }

  @Test(arguments: [
    ("PT1H30M", 0, 5_400), ("P1DT2H", 1, 7_200), ("P2W", 14, 0), ("PT15S", 0, 15),
    ("-PT1H", 0, -3_600), ("+P1D", 1, 0), ("p1dt2h", 1, 7_200), ("PT0S", 0, 0),
  ])
  func `durations`(_ text: String, _ days: Int, _ seconds: Int) {
    let duration = CalendarDuration(text)
    #expect(duration?.days == days && duration?.seconds == seconds)
  }

  @Test(arguments: [
    "P", "PT", "1H", "PT1X", "PT9999999999H", "P1H", "PT1D", "P1", "PT1HT1M", "", "P999999W",
  ])
  func `invalid durations`(_ text: String) {
    #expect(CalendarDuration(text) == nil)
  }

  @Test func `a duration sets the end, and a status the status`() throws {
    let batch = try calendar(
      event("UID:1\nSUMMARY:A\nDTSTART:20260501T100000Z\nDURATION:PT1H\nSTATUS:CANCELLED"))
    let session = try #require(batch.document.sessions.first)
    #expect(session.endsAt?.instant.description == "2026-05-01T11:00:00Z")
    #expect(session.status == "cancelled" && batch.problems.isEmpty)
  }

  @Test func `the complete events of a truncated calendar are imported`() throws {
    let whole = event("UID:1\nSUMMARY:A\nDTSTART:20260501T100000Z")
    let batch = try read(
      "BEGIN:VCALENDAR\n\(whole)\nBEGIN:VEVENT\nUID:2\nSUMM", name: "demo-2026.ics")
    #expect(batch.document.sessions.map(\.title) == ["A"])
    #expect(batch.problems.contains { $0.reason.contains("cut off") })
  }
}
