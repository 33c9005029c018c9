import CatalogForm
import CatalogModel
import Testing

@testable import CatalogImport

struct ZoneCase: Sendable, CustomTestStringConvertible {
  var zone: String
  /// The start of 2027-07-05 10:00; nil where it is not known.
  var instant: String?
  var isAssumed = false
  var testDescription: String { zone }

  init(_ zone: String, _ time: String?, isAssumed: Bool = false) {
    self.zone = zone
    instant = time.map { "2027-07-\($0):00Z" }
    self.isAssumed = isAssumed
  }
}

@Suite struct `Zones of calendars` {
  private func start(
    _ line: String, head: String = "", parameters: ImportParameters = .init()
  ) throws -> (String?, ImportBatch) {
    let batch = try TestCalendar.read(
      TestCalendar.event("UID:1\nSUMMARY:A\n\(line)"), head: head, parameters: parameters)
    return (batch.document.sessions.first?.startsAt?.instant.description, batch)
  }

  @Test(arguments: [
    ZoneCase("Europe/Berlin", "05T08:00"), ZoneCase("europe/berlin", "05T08:00"),
    ZoneCase("America/New York", "05T14:00"), ZoneCase("america/port-au-prince", "05T14:00"),
    ZoneCase("/mozilla.org/20050126_1/Europe/Berlin", "05T08:00"),
    ZoneCase("/freeassociation.sourceforge.net/America/Argentina/Buenos_Aires", "05T13:00"),
    ZoneCase("/softwarestudio.org/Tzfile/America/New_York", "05T14:00"),
    ZoneCase("tzone://Microsoft/Utc", "05T10:00"), ZoneCase("Etc/GMT+5", "05T15:00"),
    // An offset is not the number of a copy.
    ZoneCase("GMT/UTC-5", nil), ZoneCase("/example.org/Etc/GMT-5", "05T05:00"),
    ZoneCase("US/Pacific", "05T17:00"), ZoneCase("UTC", "05T10:00"), ZoneCase("Z", "05T10:00"),
    // Windows.
    ZoneCase("Mountain Standard Time", "05T16:00"), ZoneCase("FLE Standard Time", "05T07:00"),
    ZoneCase("Tokyo Standard Time", "05T01:00"), ZoneCase("GTB Standard Time", "05T07:00"),
    ZoneCase("US Mountain Standard Time", "05T17:00"), ZoneCase("UTC-02", "05T12:00"),
    ZoneCase("w. europe standard time", "05T08:00"),
    ZoneCase("Eastern Standard Time (Mexico)", "05T15:00"),
    // Decorations.
    ZoneCase("Eastern Standard Time 1", "05T14:00"), ZoneCase("Europe/Berlin 1", "05T08:00"),
    ZoneCase("America/New_York-2", "05T14:00"),
    ZoneCase("Romance Standard Time 12", "05T08:00"),
    ZoneCase("(UTC-05:00) Eastern Time (US & Canada)", "05T14:00"),
    ZoneCase("(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "05T08:00"),
    ZoneCase("(UTC+01:00) Amsterdam, Berlin", "05T08:00"),
    ZoneCase("(GMT+01.00) Sarajevo/Warsaw/Zagreb", "05T08:00"),
    ZoneCase("(GMT-08:00) Pacific Time (US & Canada); Tijuana", "05T17:00"),
    ZoneCase("(UTC+09:00) Osaka, Sapporo, Tokyo", "05T01:00"),
    ZoneCase("(UTC+05:30) Chennai, Kolkata, Mumbai, New Delhi", "05T04:30"),
    ZoneCase("(UTC+03:00) Istanbul", "05T07:00"),
    ZoneCase("(UTC) Coordinated Universal Time", "05T10:00"),
    ZoneCase("(UTC-06:00) Central Time", "05T15:00", isAssumed: true),
    // Offsets count to the east.
    ZoneCase("GMT+0200", "05T08:00"), ZoneCase("UTC+2", "05T08:00"), ZoneCase("+02:00", "05T08:00"),
    ZoneCase("UTC−08:00", "05T18:00"), ZoneCase("GMT+5:30", "05T04:30"),
    // Nicknames.
    ZoneCase("Pacific Time", "05T17:00", isAssumed: true),
    ZoneCase("ET", "05T14:00", isAssumed: true),
    ZoneCase("Central European Summer Time", "05T08:00", isAssumed: true),
    ZoneCase("Eastern Daylight Time", "05T14:00", isAssumed: true),
    ZoneCase("Berlin", "05T08:00", isAssumed: true),
    // Nothing that tells an instant.
    ZoneCase("Mars/Olympus", nil), ZoneCase("Customized Time Zone", nil), ZoneCase("CST", nil),
    ZoneCase("IST", nil), ZoneCase("Local", nil), ZoneCase("(UTC+01:00) Eastern Time", nil),
    ZoneCase("../../etc/localtime", nil), ZoneCase("localtime", nil), ZoneCase("UTC+99", nil),
  ])
  func `are known by their common names`(_ zone: ZoneCase) throws {
    for line in ["DTSTART;TZID=\"\(zone.zone)\"", "DTSTART;TZID=\(zone.zone)"] {
      let (start, batch) = try start("\(line):20270705T100000", head: "X-WR-TIMEZONE:Europe/Rome")
      #expect(start == zone.instant)
      #expect(!batch.problems(.assumption).isEmpty == zone.isAssumed)
      // The calendar's own zone never stands in for one that is named.
      if zone.instant == nil {
        #expect(batch.problems.contains { $0.reason.contains("unknown time zone") })
      }
    }
  }

  @Test func `each name of CLDR's table is a known zone`() {
    let builder = BatchBuilder(source: nil, origin: "a.ics", system: "ics", scope: "")
    for (name, zone) in WindowsZones.names {
      #expect(builder.zone(zone) != nil, "\(name)")
    }
    for zone in Array(ZoneLabels.labels.values) + Array(ZoneLabels.nicknames.values) {
      #expect(builder.zone(zone) != nil, "\(zone)")
    }
  }

  private func definition(_ name: String, _ parts: String) -> String {
    "BEGIN:VTIMEZONE\nTZID:\(name)\n\(parts)\nEND:VTIMEZONE"
  }

  private func part(
    _ kind: String, _ start: String, _ from: String, _ to: String, _ rule: String = ""
  ) -> String {
    "BEGIN:\(kind)\nDTSTART:\(start)\nTZOFFSETFROM:\(from)\nTZOFFSETTO:\(to)\n\(rule)\nEND:\(kind)"
  }

  @Test func `the definition in the file takes precedence`() throws {
    let american =
      part(
        "STANDARD", "16010101T020000", "-0600", "-0700", "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU")
      + "\n"
      + part(
        "DAYLIGHT", "16010101T020000", "-0700", "-0600", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU")
    let ended =
      part(
        "STANDARD", "19701025T020000", "+0200", "+0100",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU;UNTIL=20061029T010000Z") + "\n"
      + part(
        "DAYLIGHT", "19700329T020000", "+0100", "+0200",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU;UNTIL=20060326T010000Z")
    let listed =
      part("STANDARD", "20261025T030000", "+0200", "+0100", "RDATE:20271031T030000") + "\n"
      + part(
        "DAYLIGHT", "20260329T020000", "+0100", "+0200", "RDATE:20270328T020000,20280326T020000")
    let counted = part(
      "DAYLIGHT", "20270101T000000", "+0000", "+0300", "RRULE:FREQ=YEARLY;COUNT=2")
    let cases: [(String, String, String, String)] = [
      ("Customized Time Zone", american, "20270705T100000", "2027-07-05T16:00:00Z"),
      ("Customized Time Zone", american, "20271205T100000", "2027-12-05T17:00:00Z"),
      ("Itä-Euroopan aika", american, "20270705T100000", "2027-07-05T16:00:00Z"),
      ("Old Rules", ended, "20270705T100000", "2027-07-05T09:00:00Z"),
      ("Old Rules", ended, "20050705T100000", "2005-07-05T08:00:00Z"),
      ("Listed", listed, "20270705T100000", "2027-07-05T08:00:00Z"),
      ("Listed", listed, "20271105T100000", "2027-11-05T09:00:00Z"),
      ("Counted", counted, "20270705T100000", "2027-07-05T07:00:00Z"),
      // Before the first onset, the offset from which it comes.
      ("Counted", counted, "20260705T100000", "2026-07-05T10:00:00Z"),
      (
        "Half", part("STANDARD", "19700101T000000", "+0545", "+0545"), "20270705T100000",
        "2027-07-05T04:15:00Z"
      ),
      (
        "Seconds", part("STANDARD", "19700101T000000", "+001730", "+001730"), "20270705T100000",
        "2027-07-05T09:42:30Z"
      ),
      // Known names that the file defines otherwise.
      (
        "Asia/Tokyo", part("STANDARD", "19700101T020000", "+0800", "+0800"), "20270705T100000",
        "2027-07-05T02:00:00Z"
      ),
      (
        "Tokyo Standard Time", part("STANDARD", "19700101T020000", "+0800", "+0800"),
        "20270705T100000", "2027-07-05T02:00:00Z"
      ),
    ]
    for (name, parts, time, instant) in cases {
      let (start, batch) = try start(
        "DTSTART;TZID=\(name):\(time)", head: definition(name, parts))
      #expect(start == instant, "\(name) \(time)")
      let isOther = name.contains("Tokyo")
      #expect(batch.problems.isEmpty == !isOther, "\(batch.problems)")
      #expect(batch.document.sessions.first?.timeZone == nil)
    }
  }

  @Test func `a definition that agrees with the time zone database gives the session its zone`()
    throws
  {
    let (start, batch) = try start(
      "DTSTART;TZID=Europe/Berlin:20270705T100000", head: TestCalendar.berlin)
    #expect(start == "2027-07-05T08:00:00Z" && batch.problems.isEmpty)
    #expect(batch.document.sessions.first?.timeZone == "Europe/Berlin")
  }

  @Test func `the name decides if the definition has no rules`() throws {
    for (head, instant) in [
      (definition("Asia/Tokyo", ""), "2027-07-05T01:00:00Z"),
      (definition("Mine", "X-LIC-LOCATION:Asia/Tokyo"), "2027-07-05T01:00:00Z"),
      (definition("Mine", ""), nil),
      (
        definition("Asia/Tokyo", part("STANDARD", "19700101T000000", "x", "x")),
        "2027-07-05T01:00:00Z"
      ),
    ] {
      let name = head.contains("Mine") ? "Mine" : "Asia/Tokyo"
      #expect(try start("DTSTART;TZID=\(name):20270705T100000", head: head).0 == instant)
    }
  }

  @Test func `a time without a zone has the zone of the calendar, the importer or the city`()
    throws
  {
    let floating = "DTSTART:20270705T100000"
    let (own, assumed) = try start(floating, head: "X-WR-TIMEZONE:Eastern Standard Time")
    #expect(own == "2027-07-05T14:00:00Z" && assumed.problems(.assumption).count == 1)
    let (given, told) = try start(floating, parameters: .init(timeZone: "Asia/Tokyo"))
    #expect(given == "2027-07-05T01:00:00Z" && told.problems.isEmpty)
    let (none, unknown) = try start(floating)
    #expect(none == nil && unknown.problems.contains { $0.reason.contains("--time-zone") })
    let city = try TestCalendar.read(
      TestCalendar.event("UID:1\nSUMMARY:A\n\(floating)") + "\n"
        + TestCalendar.event(
          "UID:2\nSUMMARY:Demo 2027\nDTSTART;VALUE=DATE:20270705\nDTEND;VALUE=DATE:20270708\n"
            + "LOCATION:Vienna\\, Austria"))
    #expect(city.starts == ["A 2027-07-05T08:00:00Z"])
    #expect(city.problems(.assumption).map(\.reason).joined().contains("city Vienna"))
  }

  @Test(arguments: [
    // A gap has the offset from before it; a fold is its first occurrence.
    ("America/New_York:20270314T023000", "2027-03-14T07:30:00Z", true),
    ("Europe/Berlin:20270328T020000", "2027-03-28T01:00:00Z", true),
    ("Australia/Lord_Howe:20271003T021500", "2027-10-02T15:45:00Z", true),
    ("Europe/Berlin:20271031T023000", "2027-10-31T00:30:00Z", true),
    ("America/New_York:20271107T013000", "2027-11-07T05:30:00Z", true),
    ("Europe/Berlin:20270328T030000", "2027-03-28T01:00:00Z", false),
    ("Europe/Berlin:20271031T030000", "2027-10-31T02:00:00Z", false),
  ])
  func `clock changes are read by RFC 5545`(_ time: String, _ instant: String, _ isAssumed: Bool)
    throws
  {
    let (start, batch) = try start("DTSTART;TZID=\(time)")
    #expect(start == instant)
    let told = batch.problems(.assumption)
    #expect(!told.isEmpty == isAssumed)
    if isAssumed { #expect(told[0].value == String(time.split(separator: ":")[1])) }
  }
}
