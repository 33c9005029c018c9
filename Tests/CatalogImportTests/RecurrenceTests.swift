import CatalogForm
import CatalogModel
import Testing

@testable import CatalogImport

@Suite struct `Recurrence rules` {
  /// The first times of a rule, as they are written.
  private func times(_ rule: String, from start: String, atMost most: Int) throws -> [String] {
    let rule = try #require(RecurrenceRule(rule))
    let start = try #require(ClockDigits.read(start)?.time)
    var steps = 1_000_000
    var times: [String] = []
    _ = rule.times(from: start, steps: &steps) { time in
      times.append(
        time.description.replacingAll("-", with: "").replacingAll(":", with: ""))
      return times.count < most
    }
    return times
  }

  @Test(arguments: recurrenceFixture.split(separator: "\n").map(String.init))
  func `have the times of another implementation`(_ line: String) throws {
    let parts = line.split(separator: "|").map { String($0.drop { $0 == " " }) }
    let expected = parts[2].split(separator: ",").map(String.init)
    #expect(try times(parts[0], from: parts[1], atMost: expected.count) == expected)
  }

  @Test(
    arguments: [
      // Examples of RFC 5545 section 3.8.5.3.
      (
        "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "19970902T090000",
        ["19980213T090000", "19980313T090000", "19981113T090000"]
      ),
      (
        "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8", "19961105T090000",
        ["19961105T090000", "20001107T090000", "20041102T090000"]
      ),
      (
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", "19970929T090000",
        ["19970929T090000", "19971030T090000", "19971127T090000"]
      ),
      (
        "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "19970512T090000",
        ["19970512T090000", "19980511T090000", "19990517T090000"]
      ),
      (
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=MO", "19970805T090000",
        ["19970805T090000", "19970810T090000", "19970819T090000", "19970824T090000"]
      ),
      (
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU", "19970805T090000",
        ["19970805T090000", "19970817T090000", "19970819T090000", "19970831T090000"]
      ),
      (
        "FREQ=DAILY;BYHOUR=9,10;BYMINUTE=0,40", "19970902T090000",
        ["19970902T090000", "19970902T094000", "19970902T100000", "19970902T104000"]
      ),
      ("FREQ=YEARLY;BYDAY=20MO", "19970519T090000", ["19970519T090000", "19980518T090000"]),
      ("freq=monthly;byday=-1fr", "20270129T090000", ["20270129T090000", "20270226T090000"]),
      // The 31st, and the leap day, are not moved to another day.
      ("FREQ=MONTHLY", "20270131T090000", ["20270131T090000", "20270331T090000"]),
      ("FREQ=YEARLY", "20280229T090000", ["20280229T090000", "20320229T090000"]),
    ] as [(String, String, [String])])
  func `have the times of the standard`(_ rule: String, _ start: String, _ expected: [String])
    throws
  {
    #expect(try times(rule, from: start, atMost: expected.count) == expected)
  }

  @Test(arguments: [
    "", "FREQ=FORTNIGHTLY", "COUNT=3", "FREQ=DAILY;COUNT=0", "FREQ=DAILY;INTERVAL=0",
    "FREQ=DAILY;BYMONTH=13", "FREQ=DAILY;BYDAY=XX", "FREQ=DAILY;BYDAY=0MO",
    "FREQ=DAILY;UNTIL=later",
    "FREQ=DAILY;COUNT=3;UNTIL=20270101", "FREQ=DAILY;FREQ=WEEKLY", "FREQ=DAILY;BYEASTER=0",
    "RSCALE=HEBREW;FREQ=YEARLY", "FREQ=DAILY;BYHOUR=24", "FREQ=DAILY;BYMONTHDAY=0",
    "FREQ=DAILY;COUNT=99999999999999999999", "FREQ=DAILY;", "FREQ",
  ])
  func `with an unknown part are invalid`(_ text: String) {
    #expect(RecurrenceRule(text) == nil || text == "FREQ=DAILY;")
  }

  @Test(arguments: [
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MINUTELY;INTERVAL=60;BYMINUTE=1",
  ])
  func `without any time end`(_ text: String) throws {
    #expect(try times(text, from: "20270101T000000", atMost: 2).isEmpty)
  }

  @Test func `are limited by the number of examined days`() throws {
    let rule = try #require(RecurrenceRule("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"))
    let start = try #require(ClockDigits.read("20270101")?.time)
    var steps = 100
    #expect(!rule.times(from: start, steps: &steps) { _ in true })
    let dense = try #require(
      RecurrenceRule(
        "FREQ=YEARLY;BYDAY=MO;BYSETPOS=1;BYSECOND=0,1,2,3,4;BYMINUTE="
          + (0..<60).map(String.init).joined(separator: ",")))
    var more = 1_000_000
    #expect(dense.times(from: start, steps: &more) { _ in false })
  }

  // MARK: Events

  private func starts(_ lines: String, _ more: String = "", head: String = "") throws -> (
    [String], ImportBatch
  ) {
    let batch = try TestCalendar.read(
      TestCalendar.event("UID:series@example.org\nSUMMARY:Talk\n\(lines)")
        + (more.isEmpty ? "" : "\n" + TestCalendar.event("UID:series@example.org\n\(more)")),
      head: head)
    return (batch.starts.map { String($0.dropFirst(5)) }, batch)
  }

  private static let berlin = "DTSTART;TZID=Europe/Berlin:20270322T090000"

  @Test(
    arguments: [
      ("\(berlin)\nRRULE:FREQ=WEEKLY;COUNT=3", ["03-22T08", "03-29T07", "04-05T07"]),
      (
        "\(berlin)\nRRULE:FREQ=WEEKLY;UNTIL=20270405T070000Z", ["03-22T08", "03-29T07", "04-05T07"]
      ),
      ("\(berlin)\nRRULE:FREQ=WEEKLY;UNTIL=20270405T065959Z", ["03-22T08", "03-29T07"]),
      ("\(berlin)\nRRULE:FREQ=WEEKLY;UNTIL=20270405", ["03-22T08", "03-29T07", "04-05T07"]),
      ("\(berlin)\nRRULE:FREQ=WEEKLY;UNTIL=20270404", ["03-22T08", "03-29T07"]),
      ("\(berlin)\nRRULE:FREQ=WEEKLY;UNTIL=20270405T090000", ["03-22T08", "03-29T07", "04-05T07"]),
      // Exceptions in any form do not change what COUNT counts.
      (
        "\(berlin)\nRRULE:FREQ=WEEKLY;COUNT=3\nEXDATE;VALUE=DATE:20270322",
        ["03-29T07", "04-05T07"]
      ),
      ("\(berlin)\nRRULE:FREQ=WEEKLY;COUNT=3\nEXDATE:20270329T070000Z", ["03-22T08", "04-05T07"]),
      ("\(berlin)\nRRULE:FREQ=WEEKLY;COUNT=3\nEXDATE:20270329T090000", ["03-22T08", "04-05T07"]),
      (
        "\(berlin)\nRRULE:FREQ=WEEKLY;COUNT=3\nEXDATE;TZID=Asia/Tokyo:20270329T160000",
        ["03-22T08", "04-05T07"]
      ),
      (
        "\(berlin)\nRRULE:FREQ=WEEKLY;COUNT=3\nEXDATE;TZID=Europe/Berlin:20270322T090000,20270329T090000",
        ["04-05T07"]
      ),
      (
        "\(berlin)\nRRULE:FREQ=WEEKLY;COUNT=3\nEXDATE:20270322T080000Z\nEXDATE:20270405T070000Z",
        ["03-29T07"]
      ),
      ("\(berlin)\nRRULE:FREQ=WEEKLY;COUNT=3\nEXDATE:20270329T000000", ["03-22T08", "04-05T07"]),
      (
        "DTSTART:20270301T150000Z\nRRULE:FREQ=DAILY;COUNT=2\nEXDATE:20270301T160000Z",
        ["03-01T15", "03-02T15"]
      ),
      // Dates of their own.
      (
        "DTSTART:20270301T150000Z\nRDATE:20270308T150000Z,20270316T150000Z",
        ["03-01T15", "03-08T15", "03-16T15"]
      ),
      (
        "\(berlin)\nRDATE:20270329T090000\nRDATE;TZID=Asia/Tokyo:20270330T160000",
        ["03-22T08", "03-29T07", "03-30T07"]
      ),
      ("\(berlin)\nRRULE:FREQ=WEEKLY;COUNT=2\nRDATE:20270329T070000Z", ["03-22T08", "03-29T07"]),
      ("\(berlin)\nRDATE;VALUE=DATE:20270330", ["03-22T08", "03-30T07"]),
      (
        "DTSTART:20270301T150000Z\nRDATE;VALUE=PERIOD:20270308T150000Z/PT2H,20270309T150000Z/"
          + "20270309T170000Z\nEXDATE:20270301T150000Z", ["03-08T15", "03-09T15"]
      ),
      // The start is the first time, whether or not the rule has it.
      (
        "DTSTART:20270302T150000Z\nRRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=3",
        ["03-02T15", "03-08T15", "03-15T15"]
      ),
      (
        "DTSTART:20270301T150000Z\nRRULE:FREQ=MONTHLY;BYDAY=1MO,-1MO;COUNT=3",
        ["03-01T15", "03-29T15", "04-05T15"]
      ),
      (
        "DTSTART;TZID=America/New_York:20270307T023000\nRRULE:FREQ=WEEKLY;COUNT=3",
        ["03-07T07:30", "03-14T07:30", "03-21T06:30"]
      ),
      ("DTSTART:20270301T150000Z\nRRULE:FREQ=OFTEN\nEXDATE:20270301T150000Z", []),
    ] as [(String, [String])])
  func `give an event its times`(_ lines: String, _ expected: [String]) throws {
    let (starts, _) = try starts(lines)
    #expect(starts == expected.map { "2027-\($0)\($0.count == 8 ? ":00" : ""):00Z" })
  }

  @Test(
    arguments: [
      (
        "RECURRENCE-ID:20270308T150000Z\nDTSTART:20270309T160000Z",
        ["03-01T15", "03-09T16", "03-15T15", "03-22T15"]
      ),
      (
        "RECURRENCE-ID;VALUE=DATE:20270308\nDTSTART:20270308T170000Z",
        ["03-01T15", "03-08T17", "03-15T15", "03-22T15"]
      ),
      (
        "RECURRENCE-ID;TZID=Asia/Tokyo:20270309T000000\nDTSTART:20270320T160000Z",
        ["03-01T15", "03-15T15", "03-20T16", "03-22T15"]
      ),
      (
        "RECURRENCE-ID;RANGE=THISANDFUTURE:20270308T150000Z\nDTSTART:20270309T160000Z",
        ["03-01T15", "03-09T16", "03-16T16", "03-23T16"]
      ),
      (
        "RECURRENCE-ID;RANGE=THISANDFUTURE:20270315T150000Z\nDTSTART;TZID=Asia/Tokyo:20270316T020000",
        ["03-01T15", "03-08T15", "03-15T17", "03-22T17"]
      ),
      ("RECURRENCE-ID:20270308T150000Z", ["03-01T15", "03-08T15", "03-15T15", "03-22T15"]),
      // A time that the rule does not have is one more.
      (
        "RECURRENCE-ID:20270310T150000Z\nDTSTART:20270310T160000Z",
        ["03-01T15", "03-08T15", "03-10T16", "03-15T15", "03-22T15"]
      ),
    ] as [(String, [String])])
  func `let an event with a RECURRENCE-ID replace a time`(_ lines: String, _ expected: [String])
    throws
  {
    let (starts, batch) = try starts(
      "DTSTART:20270301T150000Z\nDTEND:20270301T160000Z\nRRULE:FREQ=WEEKLY;COUNT=4",
      "SUMMARY:Talk\nLOCATION:Hall 5\n\(lines)")
    #expect(starts == expected.map { "2027-\($0):00:00Z" })
    let inHall = batch.document.sessions.count { $0.room != nil }
    #expect(
      inHall
        == (lines.contains("FUTURE")
          ? starts.count { $0 > "2027-03-08" } - (lines.contains("0315") ? 1 : 0) : 1))
  }

  @Test func `An unknown RANGE replaces one time, with a notice`() throws {
    let (starts, batch) = try starts(
      "DTSTART:20270301T150000Z\nRRULE:FREQ=WEEKLY;COUNT=3",
      "RECURRENCE-ID;RANGE=THISANDPRIOR:20270308T150000Z\nDTSTART:20270308T160000Z")
    #expect(starts.map { $0.dropFirst(5).prefix(8) } == ["03-01T15", "03-08T16", "03-15T15"])
    #expect(batch.problems.map(\.severity) == [.notice])
  }

  @Test func `cancel one time, and have stable IDs for each`() throws {
    let (_, batch) = try starts(
      "DTSTART:20270301T150000Z\nRRULE:FREQ=WEEKLY;COUNT=3",
      "RECURRENCE-ID:20270308T150000Z\nSTATUS:CANCELLED")
    #expect(batch.document.sessions.map(\.status) == ["scheduled", "cancelled", "scheduled"])
    #expect(batch.document.sessions.map(\.title) == ["Talk", "Talk", "Talk"])
    Soundness.check(batch)
    let (_, shorter) = try starts(
      "DTSTART:20270301T150000Z\nRRULE:FREQ=WEEKLY;COUNT=3\nEXDATE:20270301T150000Z")
    let names = batch.externalIDs.filter { $0.kind == .session }
    for name in shorter.externalIDs where name.kind == .session { #expect(names.contains(name)) }
    #expect(names.map(\.value)[0] == "series@example.org/2027-03-01T15:00:00Z")
  }

  @Test func `keep the length of the event, or of a period`() throws {
    let (_, batch) = try starts(
      "DTSTART;TZID=Europe/Berlin:20270322T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=2\n"
        + "RDATE;VALUE=PERIOD:20270401T070000Z/PT3H")
    #expect(
      batch.document.sessions.map { $0.endsAt?.instant.description ?? "" } == [
        "2027-03-22T09:00:00Z", "2027-03-29T08:00:00Z", "2027-04-01T10:00:00Z",
      ])
  }

  @Test func `without an end are expanded for a year, which is an assumption`() throws {
    let (starts, batch) = try starts("DTSTART:20270301T150000Z\nRRULE:FREQ=WEEKLY")
    #expect(starts.count == 53 && starts.last == "2028-02-28T15:00:00Z")
    #expect(batch.problems.map(\.severity) == [.assumption])
  }

  @Test func `have at most the configured number of times`() throws {
    let event = TestCalendar.event(
      "UID:1\nSUMMARY:A\nDTSTART:20270301T150000Z\nRRULE:FREQ=SECONDLY;COUNT=1000000000")
    let usual = try TestCalendar.read(event)
    #expect(usual.document.sessions.count == 500)
    #expect(usual.problems.map(\.severity) == [.dropped])
    var parameters = ImportParameters()
    parameters.maximumTimes = 7
    #expect(try TestCalendar.read(event, parameters: parameters).document.sessions.count == 7)
    let many = (0..<2_000).map {
      TestCalendar.event(
        "UID:uid-of-event-\($0)\nSUMMARY:A\nDTSTART:20270301T150000Z\nRRULE:FREQ=DAILY;COUNT=499")
    }
    let all = try TestCalendar.read(many.joined(separator: "\n"))
    #expect(all.document.sessions.count < 120_000)
    #expect(all.problems.contains { $0.reason.contains("too many times") })
  }
}
