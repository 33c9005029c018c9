import CatalogForm
import JSON
import Testing

@testable import Catalog
@testable import CatalogAPI
@testable import CatalogForm
@testable import CatalogModel

@Suite struct `Deadlines that are expected` {
  private static let now = "2026-11-29T12:00:00Z"

  private static func deadline(_ local: String, _ other: String = "") -> String {
    "{\"id\":\"d\(local.filter(\.isNumber))\",\"kind\":\"paper\",\"local\":\"\(local)\"\(other)}"
  }

  private static func edition(
    _ id: String, _ edtf: String, _ deadlines: String..., other: String = ""
  ) -> String {
    """
    {"id":"\(id)","name":"\(id)","series":["x"],"dates":{"edtf":"\(edtf)"},"topics":["nlp"],
    "deadlines":[\(deadlines.joined(separator: ","))]\(other)}
    """
  }

  private static func document(_ editions: [String], series: String = "") -> String {
    """
    {"topics":[{"id":"nlp","label":"NLP"},{"id":"vision","label":"Vision"}],
    "series":[{"id":"x","name":"X"\(series)}],"conferences":[\(editions.joined(separator: ","))]}
    """
  }

  // 100 and 90 days before the start.
  private static let past = [
    edition("x-2025", "2025-06-01/2025-06-05", deadline("2025-02-21")),
    edition("x-2026", "2026-06-01/2026-06-05", deadline("2026-03-03")),
  ]
  private static let next = "2027-06-01/2027-06-05"

  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var editions: [String]
    /// Nil: nothing is expected.
    var days: String?
    var basis = "x-2026 x-2025"
  }

  private static let cases: [Case] = [
    Case(
      testDescription: "Two editions are enough",
      editions: past + [edition("x-2027", next)], days: "2027-02-21 2027-03-03"),
    Case(
      testDescription: "One edition is not", editions: [past[0], edition("x-2027", next)], days: nil
    ),
    Case(testDescription: "No history is nothing", editions: [edition("x-2027", next)], days: nil),
    Case(
      testDescription: "An outlier makes the range wider",
      editions: past + [
        edition("x-2024", "2024-06-01", deadline("2023-06-02")), edition("x-2027", next),
      ], days: "2026-06-01 2027-03-03", basis: "x-2026 x-2025 x-2024"),
    Case(
      testDescription: "The day that was extended counts, and the one that it was extended to",
      editions: [
        past[0],
        edition(
          "x-2026", "2026-06-01", deadline("2026-03-03", ",\"status\":\"extended\""),
          deadline("2026-03-13", ",\"supersedes\":\"d20260303\"")), edition("x-2027", next),
      ], days: "2027-02-21 2027-03-13"),
    Case(
      testDescription: "Only the latest five editions count",
      editions: past
        + [2021, 2022, 2023, 2024].map {
          edition("x-\($0)", "\($0)-06-01", deadline($0 == 2021 ? "2020-06-01" : "\($0)-03-03"))
        } + [edition("x-2027", next)], days: "2027-02-21 2027-03-03",
      basis: "x-2026 x-2025 x-2024 x-2023 x-2022"),
    Case(
      testDescription: "A start of which the month is known makes the range wider",
      editions: past + [edition("x-2027", "2027-06")], days: "2027-02-21 2027-04-01"),
    Case(
      testDescription: "A start of which the year is known lets one expect nothing",
      editions: past + [edition("x-2027", "2027")], days: nil),
    Case(
      testDescription: "What is announced is not expected",
      editions: past + [edition("x-2027", next, deadline("2027-02-01"))], days: nil),
    Case(
      testDescription: "What is to be announced is",
      editions: past + [
        edition("x-2027", next, "{\"id\":\"p\",\"kind\":\"paper\",\"local\":\"TBD\"}")
      ],
      days: "2027-02-21 2027-03-03"),
    Case(
      testDescription: "What is cancelled is not",
      editions: past + [
        edition("x-2027", next, "{\"id\":\"p\",\"kind\":\"paper\",\"status\":\"cancelled\"}")
      ], days: nil),
    Case(
      testDescription: "A cancelled edition has no deadline ahead",
      editions: past + [edition("x-2027", next, other: ",\"status\":\"cancelled\"")], days: nil),
    Case(
      testDescription: "An edition that was cancelled is no history",
      editions: [
        past[0],
        edition(
          "x-2026", "2026-06-01", deadline("2026-03-03"), other: ",\"status\":\"cancelled\""),
        edition("x-2027", next),
      ], days: nil),
    Case(
      testDescription: "What could only have been before is expected no more",
      editions: past + [edition("x-2027", "2027-02-01")], days: nil),
  ]

  @Test(arguments: cases)
  func `A range of days is expected from past editions`(_ expected: Case) async throws {
    let catalog = try LocalCatalog(Self.document(expected.editions), now: Self.now)
    let answer = try await catalog.get("/deadlines?expected=only")
    let found = answer.body["data"]?.array ?? []
    guard let days = expected.days else {
      #expect(found.isEmpty)
      return
    }
    let one = try #require(found.first)
    #expect(found.count == 1 && one["type"] == .string("expected_deadline"))
    // It has the members that the description of deadlines requires.
    let required = try #require(Schemas.schema("Deadline")).required
    #expect(required.filter { one[$0] == nil } == [])
    #expect(one["status"] == .string("expected") && one["conference"] == .string("x-2027"))
    #expect([one["from"], one["to"]].compactMap { $0?.string }.joined(separator: " ") == days)
    #expect(one["at_utc"] == .null && one["local"] == .null)
    let basis = one["basis"]?["editions"]?.array?.compactMap { $0["conference"]?.string }
    #expect(basis?.joined(separator: " ") == expected.basis)
    #expect(try await catalog.get(one["url"]?.string ?? "").status == 200)
  }

  @Test func `What is expected is never mixed with what is announced`() async throws {
    let camera = "{\"id\":\"c\",\"kind\":\"camera-ready\",\"local\":\"2027-05-01\"}"
    let catalog = try LocalCatalog(
      Self.document(Self.past + [Self.edition("x-2027", Self.next, camera)]), now: Self.now)
    let announced = ["x-2027--c", "x-2026--d20260303", "x-2025--d20250221"]
    let plain = try await catalog.get("/deadlines")
    #expect(plain.ids == announced && plain.body["page"]?["total"] == .integer(3))
    #expect(plain.body["meta"]?["expected"] == nil)
    for limit in 1...5 {
      var page = try await catalog.get("/deadlines?expected=include&limit=\(limit)")
      var found = page.ids
      #expect(
        page.body["page"]?["total"] == .integer(4) && page.body["meta"]?["expected"] == .integer(1))
      while let next = page.body["page"]?["next"]?.string {
        page = try await catalog.get(next)
        found += page.ids
      }
      #expect(found == announced + ["x-2027--paper-expected"], "\(limit)")
    }
    for (query, count) in [
      ("kind=paper", 1), ("kind=camera-ready", 0), ("kind=-paper", 0), ("series=x", 1),
      ("topic=vision", 0), ("topic=nlp", 1), ("conference=x-2027", 1), ("conference=x-2026", 0),
      ("status=open", 0), ("phase=past", 0), ("phase=upcoming", 1), ("within=60d", 0),
      ("within=90d", 1), ("from=2027-03-05", 0), ("q=paper", 1), ("q=nothing", 0),
      ("updated_since=2020-01-01", 0),
    ] {
      let found = try await catalog.get("/deadlines?expected=only&\(query)")
      #expect(found.ids.count == count, "\(query)")
      #expect(found.body["page"]?["total"] == .integer(Int64(count)), "\(query)")
    }
    #expect(try await catalog.get("/deadlines?expected=maybe").status == 400)
    #expect(try await catalog.get("/sessions?expected=only").status == 400)
  }

  @Test func `Every form shows what is expected only where it is asked for`() async throws {
    let catalog = try LocalCatalog(
      Self.document(Self.past + [Self.edition("x-2027", Self.next)]), now: Self.now)
    for (form, mark) in [
      ("csv", ",expected,"), ("ndjson", "expected_deadline"), ("ics", "(expected)"),
      ("html", "(expected)"), ("jsonld", "(expected)"), ("atom", nil),
    ] {
      let plain = try await catalog.get("/deadlines.\(form)").text
      let whole = try await catalog.get("/deadlines.\(form)?expected=include")
      #expect(whole.status == 200 && !plain.contains(mark ?? "(expected)"), "\(form)")
      #expect(whole.text.contains(mark ?? "(expected)") == (mark != nil), "\(form)")
    }
    let calendar = try await catalog.get("/deadlines.ics?expected=only").text
    for line in [
      "UID:deadline-x-2027.paper-expected@conference-catalog", "STATUS:TENTATIVE",
      "DTSTART;VALUE=DATE:20270221", "DTEND;VALUE=DATE:20270304",
      "SUMMARY:x-2027: paper deadline (expected)",
    ] {
      #expect(calendar.contains("\(line)\r\n"), "\(line)")
    }
    #expect(!(try await catalog.get("/conferences/x-2027.ics").text.contains("(expected)")))
  }

  struct NextCase: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var editions: [String]
    var series = ""
    var status: String
    /// The edition, or the months.
    var told: String?
  }

  private static let nextCases: [NextCase] = [
    NextCase(
      testDescription: "An announced edition", editions: past + [edition("x-2027", next)],
      status: "announced", told: "x-2027"),
    NextCase(
      testDescription: "An edition of every year", editions: past, status: "expected",
      told: "2027-06 2027-06"),
    NextCase(
      testDescription: "An edition of every second year, in other months",
      editions: [edition("x-2023", "2023-09-01"), edition("x-2025", "2025-06-01")],
      status: "expected", told: "2027-06 2027-09"),
    NextCase(
      testDescription: "Editions that are not equally far apart",
      editions: [
        edition("x-2022", "2022-06-01"), edition("x-2024", "2024-06-01"),
        edition("x-2025", "2025-06-01"),
      ], status: "expected", told: "2027-06 2027-06"),
    NextCase(
      testDescription: "One past edition", editions: [past[0]], status: "unknown", told: nil),
    NextCase(testDescription: "None", editions: [], status: "unknown", told: nil),
    NextCase(
      testDescription: "A series that has ended", editions: past, series: ",\"ended\":true",
      status: "unknown", told: nil),
    NextCase(
      testDescription: "An umbrella", editions: past, series: ",\"kind\":\"umbrella\"",
      status: "unknown", told: nil),
    NextCase(
      testDescription: "A series that should have had an edition since",
      editions: [edition("x-2020", "2020-06-01"), edition("x-2021", "2021-06-01")],
      status: "unknown", told: nil),
    NextCase(
      testDescription: "A cancelled edition is not the next",
      editions: past + [edition("x-2027", next, other: ",\"status\":\"cancelled\"")],
      status: "expected", told: "2028-06 2028-06"),
  ]

  @Test(arguments: nextCases)
  func `The next edition is announced, expected or unknown`(_ expected: NextCase) async throws {
    let catalog = try LocalCatalog(
      Self.document(expected.editions, series: expected.series), now: Self.now)
    let answer = try await catalog.get("/series/x/next")
    let data = answer.body["data"]
    #expect(answer.status == 200 && data?["status"] == .string(expected.status))
    let months = [data?["expected"]?["from"], data?["expected"]?["to"]].compactMap { $0?.string }
    let told = data?["conference"]?.string ?? (months.isEmpty ? nil : months.joined(separator: " "))
    #expect(told == expected.told)
    #expect(data?["edition"]?["id"] == data?["conference"] || expected.status != "announced")
    if let basis = data?["expected"]?["basis"]?["editions"]?.array { #expect(basis.count >= 2) }
    let deadlines = data?["expected_deadlines"]?.array?.count
    #expect(deadlines == (expected.status == "announced" ? 1 : 0))
  }

  @Test func `The next edition of no series is not found`() async throws {
    let catalog = try LocalCatalog(Self.document([]), now: Self.now)
    #expect(try await catalog.get("/series/y/next").status == 404)
    #expect(try await catalog.get("/series/x/next?when=upcoming").status == 400)
  }
}
