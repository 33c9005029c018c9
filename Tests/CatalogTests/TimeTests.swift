import Testing

@testable import Catalog
@testable import CatalogModel

struct DatesCase: Sendable, CustomTestStringConvertible {
  let edtf: String
  /// start_earliest, start_latest, end_earliest, end_latest; "" where unknown.
  let bounds: [String]
  var testDescription: String { edtf }
}

@Suite struct `Dates` {
  @Test(arguments: [
    DatesCase(
      edtf: "2026-04-27/2026-04-29",
      bounds: ["2026-04-27", "2026-04-27", "2026-04-29", "2026-04-29"]),
    DatesCase(
      edtf: "2026-04-27", bounds: ["2026-04-27", "2026-04-27", "2026-04-27", "2026-04-27"]),
    DatesCase(edtf: "2026-01", bounds: ["2026-01-01", "2026-01-31", "2026-01-01", "2026-01-31"]),
    DatesCase(edtf: "2024-02", bounds: ["2024-02-01", "2024-02-29", "2024-02-01", "2024-02-29"]),
    DatesCase(edtf: "2027", bounds: ["2027-01-01", "2027-12-31", "2027-01-01", "2027-12-31"]),
    DatesCase(edtf: "2026-12-06/", bounds: ["2026-12-06", "2026-12-06", "2026-12-06", ""]),
    DatesCase(edtf: "2026-12-06/..", bounds: ["2026-12-06", "2026-12-06", "2026-12-06", ""]),
    DatesCase(edtf: "2026-22", bounds: ["2026-06-01", "2026-08-31", "2026-06-01", "2026-08-31"]),
    DatesCase(edtf: "2026-24", bounds: ["2026-12-01", "2027-02-28", "2026-12-01", "2027-02-28"]),
    DatesCase(edtf: "2026-05?", bounds: ["2026-05-01", "2026-05-31", "2026-05-01", "2026-05-31"]),
  ])
  func `A date has the bounds that it can mean`(_ item: DatesCase) throws {
    let dates = try EventDates(edtf: item.edtf, text: nil)
    let bounds = [dates.startEarliest, dates.startLatest, dates.endEarliest, dates.endLatest]
    #expect(bounds.map { $0?.description ?? "" } == item.bounds)
  }

  @Test(arguments: [
    (1_172, "1970-01-01T00:19:00+00:19"), (-1_172, "1969-12-31T23:41:00-00:19"),
    (3_600, "1970-01-01T01:00:00+01:00"), (-59, "1970-01-01T00:00:00+00:00"),
  ])
  func `An offset with seconds does not change the instant`(_ offset: Int, _ text: String) {
    #expect(Instant(seconds: 0).formatted(offset: offset) == text)
    #expect(Instant.parse(rfc3339: text)?.instant == Instant(seconds: 0))
  }

  @Test(arguments: [
    "", "2026-13", "2026-02-30", "26-01", "January 2026", "2026-04-29/2026-04-27", "2026/2027/2028",
  ])
  func `What is no EDTF date is refused`(text: String) {
    #expect(throws: EDTFError.self) { try EventDates(edtf: text, text: nil) }
  }

  @Test(arguments: [
    ("2026-04-27/2026-04-29", "2026-04-26T12:00:00Z", "upcoming"),
    ("2026-04-27/2026-04-29", "2026-04-28T12:00:00Z", "ongoing"),
    // It is still the 29th where it is latest on earth.
    ("2026-04-27/2026-04-29", "2026-04-30T11:59:59Z", "ongoing"),
    ("2026-04-27/2026-04-29", "2026-04-30T12:00:00Z", "past"),
    ("2026-01", "2026-01-15T12:00:00Z", "indeterminate"),
    ("2026-01", "2026-02-02T12:00:00Z", "past"),
    ("2026-12-06/", "2026-12-08T12:00:00Z", "indeterminate"),
    ("2026-12-06/", "2026-12-18T12:00:00Z", "past"),
  ])
  func `A phase is told only where the dates allow it`(
    edtf: String, now: String, phase: String
  ) throws {
    let instant = try #require(Instant.parse(rfc3339: now)?.instant)
    #expect(
      try EventDates(edtf: edtf, text: nil).phases(zone: nil)?.value(at: instant) == phase)
  }

  @Test(
    arguments: [
      ("not_announced", "2026-04-29T12:00:00Z", "not_announced"),
      ("not_announced", "2026-04-30T12:00:00Z", nil),
      ("partial", "2026-04-30T12:00:00Z", "partial"),
    ] as [(String, String, String?)])
  func `After the end an unknown programme is no longer called not announced`(
    stated: String, now: String, status: String?
  ) throws {
    var conference = Conference(id: "aim-2026", name: "AIM")
    conference.dates = try EventDates(edtf: "2026-04-27/2026-04-29", text: nil)
    conference.programmeStatus = stated
    let instant = try #require(Instant.parse(rfc3339: now)?.instant)
    #expect(conference.programmeStatuses(in: TimeZones()).value(at: instant) == status)
  }

  /// The examples of RFC 3339, section 5.8, with their seconds since 1970, and what is none.
  @Test(arguments: [
    ("1985-04-12T23:20:50.52Z", 482_196_050, 0),
    ("1996-12-19T16:39:57-08:00", 851_042_397, -28_800),
    ("1990-12-31T23:59:60Z", 662_687_999, 0),
    ("1990-12-31T15:59:60-08:00", 662_687_999, -28_800),
    ("1937-01-01T12:00:27.87+00:20", -1_041_337_173, 1_200),
    ("2026-05-04t09:00:00z", 1_777_885_200, 0),
    ("2026-05-04T09:00:00-00:00", 1_777_885_200, 0),
    ("0000-01-01T00:00:00Z", -62_167_219_200, 0),
    ("9999-12-31T23:59:59+23:59", 253_402_214_459, 86_340),
  ])
  func `A date-time of RFC 3339 is an instant and an offset`(
    text: String, seconds: Int, offset: Int
  ) throws {
    let parsed = try #require(Instant.parse(rfc3339: text))
    #expect(parsed.instant.seconds == seconds && parsed.offset == offset)
  }

  @Test(arguments: [
    "", "2026-05-04", "2026-05-04T09:00:00", "2026-05-04 09:00:00Z", "2026-05-04T09:00Z",
    "2026-02-29T09:00:00Z", "2026-13-01T09:00:00Z", "2026-05-04T24:00:00Z", "2026-05-04T09:60:00Z",
    "2026-05-04T09:00:61Z", "2026-05-04T09:00:00.Z", "2026-05-04T09:00:00+0200",
    "2026-05-04T09:00:00+02:00Z", "2026-05-04T09:00:00+24:00", "2026-05-04T09:00:00+02:60",
    "2026-05-04T09:00:00+2:00", "2026-05-04T09:00:00Zz", "2026-05-04T09:00:00.5",
    "2026-05-04T09:00:00+", "2026-05-04T0٩:00:00Z", "+026-05-04T09:00:00Z", "2026-05-04T09:00:00 ",
    "2026/05/04T09:00:00Z", "2026-05-04T09.00.00Z",
  ])
  func `What is no date-time of RFC 3339 is none`(text: String) {
    #expect(Instant.parse(rfc3339: text) == nil)
  }

  @Test func `Days and their numbers agree over four centuries`() throws {
    var day = try #require(Day(year: 1900, month: 1, day: 1))
    for _ in 0..<146_097 {
      let (year, month, date) = day.components
      #expect(Day(year: year, month: month, day: date) == day)
      day = day + 1
    }
    #expect(day.description == "2300-01-01")
  }
}

@Suite struct `Deadlines` {
  @Test(arguments: [
    // The same instant in two spellings.
    ("2026-01-28 23:59:59", "AoE", "2026-01-29T11:59:59Z"),
    ("2026-01-29 11:59:59", "UTC+0", "2026-01-29T11:59:59Z"),
    // Pacific time on both sides of the change of clocks.
    ("2026-03-01 17:00:00", "PT", "2026-03-02T01:00:00Z"),
    ("2025-07-01 17:00:00", "PT", "2025-07-02T00:00:00Z"),
    ("2030-07-01 17:00", "PT", "2030-07-02T00:00:00Z"),
    ("2026-01-28 23:59", "UTC-8", "2026-01-29T07:59:00Z"),
    ("2026-01-28 23:59", "GMT+02", "2026-01-28T21:59:00Z"),
    ("2026-07-01 12:00", "Europe/Berlin", "2026-07-01T10:00:00Z"),
    ("2026-07-01 12:00", "UTC+5:30", "2026-07-01T06:30:00Z"),
  ])
  func `A declared time is one instant`(local: String, zone: String, instant: String) {
    let moment = DeadlineInstant.resolve(local: local, zone: zone)
    #expect(moment.at?.description == instant)
    #expect(moment.precision == .datetime)
  }

  @Test func `A day without a time has bounds and no instant`() {
    let moment = DeadlineInstant.resolve(local: "2026-01-28", zone: nil)
    #expect(moment.at == nil)
    #expect(moment.notBefore?.description == "2026-01-27T10:00:00Z")
    #expect(moment.notAfter?.description == "2026-01-29T11:59:59Z")
  }

  @Test(arguments: ["TBD", "TBA", "None", "", "Cancelled"])
  func `What is no date is kept and means nothing`(local: String) {
    #expect(DeadlineInstant.resolve(local: local, zone: "AoE").precision == .unknown)
  }

  @Test func `A skipped hour and a repeated one are resolved as documented`() throws {
    let rules = try TimeZoneRules(named: "America/New_York")
    let spring = try #require(Day("2026-03-08"))
    #expect(rules.instant(of: spring, second: 9_000).description == "2026-03-08T07:30:00Z")
    let autumn = try #require(Day("2026-11-01"))
    #expect(rules.instant(of: autumn, second: 5_400).description == "2026-11-01T05:30:00Z")
  }

  @Test(arguments: [
    (-43_200, "Etc/GMT+12"), (3_600, "Etc/GMT-1"), (19_800, "UTC+05:30"), (-12_600, "UTC-03:30"),
    (-46_800, "UTC-13:00"),
  ])
  func `A zone of one offset has the name of an IANA zone, or of its offset`(
    offset: Int, name: String
  ) {
    let rules = TimeZoneRules(offset: offset)
    #expect(rules.name == name)
    #expect(rules.offset(at: Instant(seconds: 1_800_000_000)) == offset)
  }

  @Test(arguments: [
    ("CST", ["UTC-06:00", "UTC+08:00", "UTC-05:00"]), ("PST", []), ("Nowhere", []),
  ])
  func `An abbreviation of several zones has several offsets`(name: String, offsets: [String]) {
    #expect(ZoneAbbreviation.offsets(name) == offsets)
  }

  @Test(arguments: ["../etc/passwd", "/etc/passwd", "Nowhere/Town", ""])
  func `What is no zone is refused`(name: String) {
    #expect(throws: TimeZoneError.self) { try TimeZoneRules(named: name) }
  }
}

@Suite struct `Texts` {
  @Test(arguments: [
    ("São Paulo", "sao paulo"), ("  Montréal, QC ", "montreal qc"), ("İstanbul", "istanbul"),
    ("Łódź", "lodz"), ("Straße", "strasse"), ("C++ & Data-Science", "c data science"), ("北京", "北京"),
  ])
  func `A text is folded for comparison`(text: String, folded: String) {
    #expect(Folding.fold(text) == folded)
  }

  @Test func `Suggestions come from near, not from far`() {
    let names = ["topic", "track", "city", "country"]
    #expect(Suggestion.nearest(to: "topc", among: names, limit: 1) == ["topic"])
    #expect(Suggestion.nearest(to: "cuontry", among: names, limit: 1) == ["country"])
    #expect(Suggestion.nearest(to: "elephant", among: names, limit: 1) == [])
  }

  @Test(
    arguments: [
      ("multimodal speech models", "Speech processing"), ("robotic grippers", "Robots"),
      ("causal structure learning", "Causal learning"), ("the elephant", nil), ("", nil),
    ] as [(String, String?)])
  func `A suggestion shares rare words rather than common ones`(text: String, expected: String?) {
    let labels = [
      "Machine learning", "Deep learning", "Causal learning", "Speech processing",
      "Image processing", "Robots", "Generative models", "Language models",
    ]
    #expect(Suggestion.sharingWords(with: text, among: labels) == expected)
  }
}
