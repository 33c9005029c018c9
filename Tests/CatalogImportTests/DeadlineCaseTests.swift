import CatalogForm
import CatalogModel
import Testing

@testable import CatalogImport

/// How lists write deadlines, beyond a date, a time and a zone.
@Suite struct `Deadlines in odd spellings` {
  private func deadline(
    _ value: String, zone: String?, place: String = "Oslo, Norway"
  ) throws -> (Deadline, [ImportProblem]) {
    let batch = try read(
      """
      - title: DEMO
        year: 2027
        id: demo27
        full_name: Conference on Demonstrations
        deadline: '\(value)'
        \(zone.map { "timezone: '\($0)'" } ?? "link: https://demo.example")
        place: \(place)
        start: 2027-09-06
        end: 2027-09-09
        sub: ML
      """, name: "conferences.yml")
    return (try #require(batch.document.conferences.first?.deadlines.first), batch.problems)
  }

  @Test(arguments: [
    ("2019-05-10 23:59:00", true), ("2025-01-01", true), ("May 2024", true),
    ("2026-05-10 23:59:00", false), ("2028-05-10 23:59:00", false), ("TBA", false),
  ])
  func `A deadline more than 18 months before its conference is reported`(
    _ value: String, _ isReported: Bool
  ) throws {
    let (deadline, problems) = try deadline(value, zone: "AoE")
    let reported = problems.filter { $0.reason.contains("18 months before the conference") }
    #expect(reported.map(\.value) == (isReported ? [value] : []), "\(problems)")
    #expect(deadline.local == value)
  }

  @Test(arguments: [
    "AoE", "AOE", "aoe", "AOE (UTC-12)", "AoE (Anywhere on Earth)", "UTC-12 (AoE)", "(UTC-12)",
    "UTC−12", "UTC–12", "UTC - 12", "UTC -12:00", "GMT-12", "GMT −12", "Anywhere on Earth",
    "anywhere on earth (AoE)", "Anywhere-on-Earth", "AoE time", "-12", "-12:00", "-1200",
    "UTC-12h", "UTC-12 hours", "UTC-12 AoE", "AoE, UTC-12", "AoE = UTC-12", "AoE/UTC-12",
    "[UTC-12]", "Etc/GMT+12", " AoE ", "UTC\u{a0}−\u{a0}12", "UTC/GMT -12",
  ])
  func `AoE is one zone in each of its spellings`(_ zone: String) throws {
    let (deadline, problems) = try deadline("2027-05-10 23:59:00", zone: zone)
    #expect(deadline.moment.at?.description == "2027-05-11T11:59:00Z")
    #expect(problems.isEmpty, "\(problems)")
  }

  @Test(arguments: [
    ("UTC +8", "15:59:00"), ("UTC+08:00", "15:59:00"), ("GMT+0800", "15:59:00"),
    ("+08:00", "15:59:00"), ("UTC +5:30", "18:29:00"), ("+0530", "18:29:00"),
    ("UTC+5.5", "18:29:00"), ("Z", "23:59:00"), ("UTC±0", "23:59:00"), ("GMT+00:00", "23:59:00"),
    ("UTC-0", "23:59:00"), ("Asia/Tokyo", "14:59:00"), ("Japan", "14:59:00"),
    ("JST (UTC+9)", "14:59:00"), ("Beijing Time (UTC+8)", "15:59:00"), ("CEST", "21:59:00"),
    ("CET/CEST", "21:59:00"), ("Europe/Oslo (CEST)", "21:59:00"),
    ("Central European Time", "21:59:00"), ("Beijing time", "15:59:00"),
    ("Japan Standard Time", "14:59:00"), ("Coordinated Universal Time", "23:59:00"),
  ])
  func `Offsets and names of zones`(_ zone: String, _ utc: String) throws {
    let (deadline, _) = try deadline("2027-05-10 23:59:00", zone: zone)
    #expect(deadline.moment.at?.description == "2027-05-10T\(utc)Z")
  }

  @Test(arguments: [
    "Mars/Olympus", "UTC+15", "UTC+5:75", "UTC12", "AoE (UTC+12)", "UTC-12 (CET)", "TBD",
    "UTC++8", "Nowhere/UTC", "UTC-", "local time", "CST", "IST", "BST", "AST",
  ])
  func `A zone that is unknown, contradicts itself or means several gives no instant`(
    _ zone: String
  ) throws {
    let (deadline, problems) = try deadline("2027-05-10 23:59:00", zone: zone, place: "Rome, Italy")
    #expect(deadline.moment.at == nil && deadline.moment.precision == .date)
    #expect(deadline.timeZoneDeclared == zone)
    #expect(problems.map(\.severity) == [.notice])
    #expect(problems.first?.value == zone)
  }

  @Test(
    arguments: [
      ("CST", "Shanghai, China", "15:59:00"), ("CST", "Taipei, Taiwan", "15:59:00"),
      ("CST", "Chicago, USA", "+05:59:00"), ("CST", "Toronto, Canada", "+05:59:00"),
      ("CST", "Oslo, Norway", nil), ("CST", "Havana, Cuba", "+04:59:00"),
      ("IST", "Dublin, Ireland", "22:59:00"), ("IST", "Mumbai, India", "18:29:00"),
      ("IST", "Tel Aviv, Israel", "21:59:00"), ("IST", "Vienna, Austria", nil),
      ("BST", "London, UK", "22:59:00"), ("BST", "Dhaka, Bangladesh", "17:59:00"),
      ("BST", "Online", nil), ("EST", "Sydney, Australia", "13:59:00"),
      ("PST", "Manila, Philippines", "15:59:00"), ("PST", "Karachi, Pakistan", "18:59:00"),
      ("AST", "Riyadh, Saudi Arabia", "20:59:00"),
    ] as [(String, String, String?)])
  func `An abbreviation of several zones is read by the country of the place`(
    _ zone: String, _ place: String, _ utc: String?
  ) throws {
    let (deadline, problems) = try deadline("2027-07-10 23:59:00", zone: zone, place: place)
    let day = utc?.hasPrefix("+") == true ? "2027-07-11" : "2027-07-10"
    let instant = utc.map { "\(day)T\($0.drop { $0 == "+" })Z" }
    #expect(deadline.moment.at?.description == instant)
    #expect(problems.map(\.severity) == [utc == nil ? .notice : .assumption])
    // What was assumed stands in the record, so that its export means the same.
    let again = DeadlineInstant.resolve(local: deadline.local, zone: deadline.timeZoneDeclared)
    #expect(again == deadline.moment)
  }

  @Test func `PST and EST are American where no country uses them otherwise`() throws {
    for (zone, utc) in [("PST", "07:59:00"), ("EST", "04:59:00"), ("PDT", "06:59:00")] {
      let (deadline, problems) = try deadline("2027-07-10 23:59:00", zone: zone)
      #expect(deadline.moment.at?.description == "2027-07-11T\(utc)Z")
      #expect(problems.isEmpty)
    }
  }

  @Test(
    arguments: [
      ("2027-05-10T23:59:00Z", "AoE", "2027-05-10T23:59:00Z", true),
      ("2027-05-10T23:59:00Z", "UTC", "2027-05-10T23:59:00Z", false),
      ("2027-05-10 23:59:59Z", nil, "2027-05-10T23:59:59Z", false),
      ("2027-05-10T23:59:00+02:00", "AoE", "2027-05-10T21:59:00Z", true),
      ("2027-05-10T23:59:00.000-07:00", nil, "2027-05-11T06:59:00Z", false),
      ("2027-05-10 23:59 +0530", nil, "2027-05-10T18:29:00Z", false),
      ("2027-05-10 23:59 AoE", nil, "2027-05-11T11:59:00Z", false),
      ("2027-05-10 23:59 (UTC-12)", "AoE", "2027-05-11T11:59:00Z", false),
      ("2027-05-10 11:59 PM AoE", nil, "2027-05-11T11:59:00Z", false),
      ("2027-5-10 23:59 UTC−12", nil, "2027-05-11T11:59:00Z", false),
      ("2027/05/10 23:59 UTC", nil, "2027-05-10T23:59:00Z", false),
      ("10 May 2027 23:59 AoE", nil, "2027-05-11T11:59:00Z", false),
    ] as [(String, String?, String, Bool)])
  func `A zone in the value takes precedence, and a notice reports a difference`(
    _ value: String, _ zone: String?, _ instant: String, _ differs: Bool
  ) throws {
    let (deadline, problems) = try deadline(value, zone: zone)
    #expect(deadline.moment.at?.description == instant)
    #expect(problems.map(\.severity) == (differs ? [.notice] : []))
  }

  @Test(
    arguments: [
      ("2027-05-10 24:00", "2027-05-11T00:00:00Z"), ("2027-05-10 24:00:00", "2027-05-11T00:00:00Z"),
      ("2027-12-31 24:00", "2028-01-01T00:00:00Z"), ("2028-02-28 24:00", "2028-02-29T00:00:00Z"),
      ("2027-05-10 23:59:59", "2027-05-10T23:59:59Z"), ("2027-05-10 24:01", nil),
      ("2027-05-10 24:00:01", nil), ("2027-05-10 25:00", nil), ("2027-05-10 23:60", nil),
    ] as [(String, String?)])
  func `24:00 is the end of the day, and the text is kept`(_ value: String, _ instant: String?)
    throws
  {
    let (deadline, problems) = try deadline(value, zone: "UTC")
    #expect(deadline.local == value)
    #expect(deadline.moment.at?.description == instant)
    #expect(problems.map(\.severity) == (instant == nil ? [.notice] : []))
  }

  @Test(arguments: [
    ("May 2027", "2027-05-01", "2027-05-31"), ("2027-05", "2027-05-01", "2027-05-31"),
    ("mid May 2027", "2027-05-11", "2027-05-20"), ("mid-May, 2027", "2027-05-11", "2027-05-20"),
    ("end of May 2027", "2027-05-21", "2027-05-31"), ("late Feb 2028", "2028-02-21", "2028-02-29"),
    ("early June 2027", "2027-06-01", "2027-06-10"),
    ("Beginning of June 2027", "2027-06-01", "2027-06-10"),
    ("first half of May 2027", "2027-05-01", "2027-05-15"),
    ("second week of May 2027", "2027-05-08", "2027-05-14"),
    ("last week of May 2027", "2027-05-25", "2027-05-31"), ("Q2 2027", "2027-04-01", "2027-06-30"),
    ("second quarter of 2027", "2027-04-01", "2027-06-30"), ("H1 2027", "2027-01-01", "2027-06-30"),
    ("summer 2027", "2027-06-01", "2027-08-31"), ("2027-22", "2027-06-01", "2027-08-31"),
    ("Winter 2027", "2026-12-01", "2028-02-29"), ("2027", "2027-01-01", "2027-12-31"),
    ("early 2027", "2027-01-01", "2027-04-30"), ("end of year 2027", "2027-09-01", "2027-12-31"),
    ("May/June 2027", "2027-05-01", "2027-06-30"), ("May 10, 2027", "2027-05-10", "2027-05-10"),
    ("Monday, 10th of May 2027", "2027-05-10", "2027-05-10"),
    ("TBA (likely May 2027)", "2027-05-01", "2027-05-31"),
  ])
  func `Vague words have bounds, and are kept`(_ value: String, _ first: String, _ last: String)
    throws
  {
    let (deadline, problems) = try deadline(value, zone: "UTC")
    #expect(deadline.local == value && deadline.moment.at == nil)
    #expect(deadline.moment.notBefore?.description == "\(first)T00:00:00Z")
    #expect(deadline.moment.notAfter?.description == "\(last)T23:59:59Z")
    let isOpen = ["summer", "-22", "Winter", "likely"].contains { value.contains($0) }
    #expect(problems.map(\.severity) == (isOpen ? [.assumption] : []), "\(problems)")
  }

  @Test(arguments: [
    "soon", "TBA (likely May)", "May", "not before May 2027", "0000-05-10 23:59", "32 May 2027",
    "May May 2027", "10.05.2027", "05/06/2027", "46500", "2027-13-01", "2027-02-30", "Q5 2027",
    "12 months before", "May 2027 or 2028", "third half of 2027",
  ])
  func `An unknown text is kept, without bounds`(_ value: String) throws {
    let (deadline, problems) = try deadline(value, zone: "UTC")
    #expect(deadline.local == value && deadline.declaredStatus == "tba")
    #expect(deadline.moment == DeadlineInstant.resolve(local: "TBD", zone: nil))
    #expect(problems.map(\.severity) == [.notice])
    #expect(problems.first?.value == value)
  }

  @Test(
    arguments: [
      ("2_027", "start: 2027-09-06", 2027), ("2027.0", "start: 2027-09-06", 2027),
      ("next", "date: 'September 6-9, 2027'", 2027), ("\"'27\"", "id: demo27", 2027),
      ("~", "id: demo2027", 2027), ("20O7", "id: demo", nil), ("0", "start: TBD", nil),
      ("2_027", "start: 0000-09-06", nil),
    ] as [(String, String, Int?)])
  func `An odd year is replaced by that of the first day or the id`(
    _ year: String, _ other: String, _ read: Int?
  ) throws {
    let batch = try CatalogImportTests.read(
      "- title: DEMO\n  year: \(year)\n  \(other)\n", name: "conferences.yml",
      as: .pwcDeadlines)
    #expect(batch.document.conferences.map(\.year) == (read == nil ? [] : [read]))
    #expect(batch.problems.first?.severity == (read == nil ? .skipped : .assumption))
  }
}
