import Foundation
import HTTP
import JSON
import Testing

@testable import Catalog
@testable import CatalogAPI
@testable import CatalogModel

@Suite struct `Titles of deadlines` {
  private static func deadline(
    _ id: String, _ kind: String, label: String? = nil, round: Int? = nil, local: String? = nil,
    status: String? = nil
  ) -> Deadline {
    Deadline(
      id: id, conference: "sigmod-2025", kind: kind, label: label, round: round, local: local,
      moment: .resolve(local: local, zone: "AoE"), declaredStatus: status, sources: [])
  }

  @Test(arguments: [
    (deadline("a", "abstract", round: 1), "abstract deadline, round 1"),
    (deadline("a", "abstract", label: "first round", round: 1), "abstract deadline, round 1"),
    (deadline("a", "paper"), "paper deadline"),
    (deadline("a", "paper", label: "Full Paper Submission Deadline"), "paper deadline"),
    (deadline("a", "paper", label: "ARR Submission"), "paper deadline (ARR Submission)"),
    (
      deadline("a", "paper", label: "(Round 2) Paper Submission"),
      "paper deadline ((Round 2) Paper Submission)"
    ),
    (deadline("a", "rebuttal-start", label: "Rebuttal Period Starts"), "rebuttal begins"),
    (deadline("a", "other", label: "Commitment Deadline"), "Commitment Deadline"),
    (deadline("a", "paper", status: "extended"), "paper deadline (later extended)"),
  ])
  func `A title names the kind, the round and what else the label says`(
    _ deadline: Deadline, _ title: String
  ) {
    #expect(DeadlineTitles.all(of: [deadline]) == ["a": title])
  }

  @Test func `No two deadlines of a conference share a title`() {
    let deadlines = [
      Self.deadline("a", "paper", local: "2026-01-01"),
      Self.deadline("b", "paper", local: "2026-02-01"),
      Self.deadline("c", "paper", local: "2026-02-01"),
      Self.deadline("d", "paper", label: "Paper submission", local: "2026-02-01"),
      Self.deadline("e", "other"), Self.deadline("f", "other"),
      Self.deadline("g", "paper", round: 1), Self.deadline("h", "abstract", round: 1),
    ]
    let titles = DeadlineTitles.all(of: deadlines)
    #expect(titles.count == deadlines.count && Set(titles.values).count == deadlines.count)
    #expect(titles["a"] == "paper deadline (2026-01-01)")
    #expect(titles["d"] == "paper deadline (Paper submission)")
  }

  private static let conference = """
    {"conferences": [{"id": "x-2026", "name": "Conference X", "acronym": "X", "year": 2026,
      "status": "STATUS", "dates": {"edtf": "2026-09-01/2026-09-03"},
      "locations": [{"city": "Boston", "region": "US-MA", "country": "US", "precision": "city"}],
      "deadlines": [
        {"id": "abstract-1", "kind": "abstract", "round": 1, "local": "2026-05-01 12:00",
         "time_zone_declared": "UTC"},
        {"id": "paper-1", "kind": "paper", "round": 1, "local": "2026-05-08 12:00",
         "time_zone_declared": "UTC"}]}],
     "places": [{"id": "us-ma", "kind": "region", "name": "Massachusetts", "country": "US",
       "region": "US-MA"}]}
    """

  private static func catalog(_ status: String, now: String) throws -> LocalCatalog {
    try LocalCatalog(Self.conference.replacing("STATUS", with: status), now: now)
  }

  @Test(arguments: [
    ("scheduled", "open", "CONFIRMED"), ("postponed", "postponed", "TENTATIVE"),
    ("cancelled", "cancelled", "CANCELLED"),
  ])
  func `A deadline follows its conference until it has passed`(
    _ status: String, _ expected: String, _ shown: String
  ) async throws {
    let catalog = try Self.catalog(status, now: "2026-05-03T00:00:00Z")
    let list = try await catalog.get("/deadlines?sort=at").body["data"]?.array ?? []
    #expect(list.compactMap { $0["status"]?.string } == ["passed", expected])
    let found = try await catalog.get("/deadlines?status=\(expected)")
    #expect(found.ids == ["x-2026--paper-1"])
    let one = try await catalog.get("/conferences/x-2026/deadlines/x-2026--paper-1")
    #expect(one.body["data"]?["status"]?.string == expected)
    let lines = try await catalog.get("/deadlines.ics").text.split(separator: "\r\n")
    #expect(lines.filter { $0.hasPrefix("STATUS:") } == ["STATUS:\(shown)", "STATUS:\(shown)"])
    #expect(lines.contains("SUMMARY:X 2026: paper deadline\\, round 1"))
    let next = try await catalog.get("/conferences/x-2026").body["data"]?["next_deadline"]
    #expect((next?["kind"]?.string == "paper") == (status == "scheduled"))
  }

  @Test func `A calendar has alarms on request, and places by their names`() async throws {
    let catalog = try Self.catalog("scheduled", now: "2026-05-03T00:00:00Z")
    for (value, trigger) in [("1d", "-P1D"), ("12h", "-PT12H"), ("2w", "-P2W")] {
      let text = try await catalog.get("/conferences/x-2026.ics?alarm=\(value)").text
      #expect(text.components(separatedBy: "TRIGGER:\(trigger)\r\n").count == 3, "\(text)")
      #expect(text.contains("LOCATION:Boston\\, Massachusetts\r\n"), "\(text)")
    }
    #expect(try await !catalog.get("/deadlines.ics").text.contains("VALARM"))
    for value in ["1", "d", "-1d", "0d", "1y", "99999999999999999999d", "53w"] {
      let answer = try await catalog.get("/deadlines.ics?alarm=\(value)")
      #expect(answer.status == 400 && answer.text.contains("\"alarm\""), "\(value)")
    }
  }

  @Test func `What an extension names does not vary by Accept`() async throws {
    let catalog = try Self.catalog("scheduled", now: "2026-05-03T00:00:00Z")
    for (path, varies) in [
      ("/conferences", true), ("/conferences.csv", false), ("/conferences?format=csv", false),
      ("/conferences/x-2026", true), ("/conferences/x-2026.html", false),
    ] {
      let vary = try await catalog.get(path).fields["Vary"] ?? ""
      #expect(vary.contains("Accept,") == varies && vary.contains("Accept-Encoding"), "\(path)")
    }
    let page = try await catalog.get(
      "/conferences", ["Accept": "text/html, text/*;q=0.5, image/*, application/*"])
    #expect(page.fields["Content-Type"]?.hasPrefix("text/html") == true)
  }
}
