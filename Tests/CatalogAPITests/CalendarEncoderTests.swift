import Catalog
import CatalogForm
import CatalogModel
import Foundation
import HTTP
import Testing

@testable import CatalogAPI

/// The unfolded lines of a calendar.
private func lines(_ text: String) -> [String] {
  text.replacing("\r\n ", with: "").split(separator: "\r\n").map(String.init)
}

struct TimeCase: Sendable, CustomTestStringConvertible {
  let note: String
  let edtf: String?
  var status = "scheduled"
  var includesVague = false
  /// The values of DTSTART, DTEND and STATUS; none where there must be no entry.
  let expected: [String]
  var testDescription: String { note }
}

@Suite struct `Calendars` {
  @Test(arguments: [
    TimeCase(
      note: "exact days", edtf: "2026-04-27/2026-04-29",
      expected: ["20260427", "20260430", "CONFIRMED"]),
    TimeCase(
      note: "over the end of a year", edtf: "2026-12-30/2026-12-31",
      expected: ["20261230", "20270101", "CONFIRMED"]),
    TimeCase(note: "one day", edtf: "2026-02-28", expected: ["20260228", "20260301", "CONFIRMED"]),
    TimeCase(
      note: "unknown end", edtf: "2026-12-06/", expected: ["20261206", "20261207", "CONFIRMED"]),
    TimeCase(note: "a month is left out", edtf: "2026-01", expected: []),
    TimeCase(
      note: "a month that is asked for", edtf: "2026-01", includesVague: true,
      expected: ["20260101", "20260201", "TENTATIVE"]),
    TimeCase(note: "nothing known", edtf: nil, includesVague: true, expected: []),
    TimeCase(
      note: "cancelled", edtf: "2026-04-27/2026-04-29", status: "cancelled",
      expected: ["20260427", "20260430", "CANCELLED"]),
    TimeCase(
      note: "cancelled and vague", edtf: "2026-01", status: "cancelled", includesVague: true,
      expected: ["20260101", "20260201", "CANCELLED"]),
    TimeCase(
      note: "postponed keeps its days", edtf: "2026-04-27/2026-04-29", status: "postponed",
      expected: ["20260427", "20260430", "TENTATIVE"]),
  ])
  func `The days of a conference are shown as well as they are known`(_ example: TimeCase) throws {
    let record = try Sample.conference(edtf: example.edtf, status: example.status)
    let text = try Sample.text(.ics, [record], Sample.head(vague: example.includesVague))
    let wanted = ["DTSTART;VALUE=DATE:", "DTEND;VALUE=DATE:", "STATUS:"]
    let found = wanted.compactMap { name in
      lines(text).first { $0.hasPrefix(name) }.map { String($0.dropFirst(name.count)) }
    }
    #expect(found == example.expected)
  }

  @Test func `An entry has a lasting UID, its change time and its count of changes`() throws {
    let text = try Sample.text(
      .ics,
      [try Sample.conference(edtf: "2026-04-27/2026-04-29", locations: [Sample.sanFrancisco])],
      Sample.head())
    let entry = lines(text).drop { $0 != "BEGIN:VEVENT" }
    for line in [
      "UID:conference-aim-2026@conference-catalog", "DTSTAMP:20260101T000000Z",
      "LAST-MODIFIED:20260101T000000Z", "SEQUENCE:2", "SUMMARY:AI & Machines\\, Third",
      "CATEGORIES:robotics,ai", "GEO:37.774900;-122.419400", "LOCATION:San Francisco\\, California",
      "URL:http://x.test/conferences/aim-2026",
    ] {
      #expect(entry.contains(line), "\(line)")
    }
    #expect(text.hasPrefix("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"))
    #expect(text.hasSuffix("END:VEVENT\r\nEND:VCALENDAR\r\n"))
  }

  @Test func `A calendar without entries has a component that shows nothing, and others have none`()
    throws
  {
    let empty = lines(try Sample.text(.ics, [], Sample.head()))
    #expect(empty.filter { $0.hasPrefix("BEGIN:") } == ["BEGIN:VCALENDAR", "BEGIN:VFREEBUSY"])
    #expect(empty.contains("DTSTAMP:20260102T000000Z"))
    let full = try Sample.text(.ics, [try Sample.conference(edtf: "2026-04-27")], Sample.head())
    #expect(!full.contains("VFREEBUSY"))
  }

  @Test(arguments: [
    (false, ["2026-01", "2026-04-27"], "1 entry is omitted."),
    (false, ["2026-01", nil], "2 entries are omitted."),
    (true, ["2026-01", nil], "1 entry is omitted because its days are unknown."),
    (false, ["2026-04-27"], "to see them as tentative."),
  ])
  func `A calendar that is whole says how many it could not show`(
    _ vague: Bool, _ dates: [String?], _ end: String
  ) throws {
    let head = Sample.head(vague: vague)
    var form = CalendarEncoder(head)
    var bytes = form.document(try dates.map { try Sample.conference(edtf: $0) })
    let entries = lines(String(decoding: bytes, as: UTF8.self)).filter { $0 == "BEGIN:VEVENT" }
    CalendarEncoder.tell(skippedCount: form.skippedCount, head, &bytes)
    let told = lines(String(decoding: bytes, as: UTF8.self))
    #expect(
      told.first { $0.hasPrefix("DESCRIPTION:") }?.hasSuffix(end.replacing(",", with: "\\,"))
        == true)
    #expect(told.filter { $0 == "BEGIN:VEVENT" } == entries)
    #expect(told.count { $0.hasPrefix("NAME:") } == 1 && told.last == "END:VCALENDAR")
  }

  @Test(arguments: [(4_096, true), (4_097, false)])
  func `The record in an entry omits a text over the limit`(_ bytes: Int, _ isCacheable: Bool)
    throws
  {
    var entry = Sample.session(from: 1_777_305_600, to: nil)
    guard case .session(var session) = entry.record else { return }
    session.abstract = String(repeating: "x", count: bytes)
    entry.record = .session(session)
    let record = try #require(CalendarRecord.json(entry))
    #expect(record.contains("abstract") == isCacheable && record.contains("A talk"))
  }

  @Test func `A conference is called by its acronym and year, and then by its name`() throws {
    let record = try Sample.conference(name: "Very Large Data Bases", edtf: "2026-08-31") {
      $0.acronym = "VLDB"
      $0.year = 2026
    }
    let text = try Sample.text(.ics, [record], Sample.head())
    #expect(lines(text).contains("SUMMARY:VLDB 2026: Very Large Data Bases"))
  }

  @Test func `The middle of a state is no place on a map`() throws {
    let record = try Sample.conference(edtf: "2026-03-20", locations: [Sample.florida])
    let text = try Sample.text(.ics, [record], Sample.head())
    #expect(!text.contains("GEO:"))
    #expect(text.contains("LOCATION:Florida\\, USA\r\n"))
  }

  @Test func `Candidates are named as such`() throws {
    var honolulu = Sample.sanFrancisco
    honolulu.city = "Honolulu"
    honolulu.region = "US-HI"
    honolulu.regionName = "Hawaii"
    honolulu.certainty = "candidate"
    let record = try Sample.conference(edtf: "2026-03-20", locations: [honolulu])
    let text = try Sample.text(.ics, [record], Sample.head())
    #expect(lines(text).contains("LOCATION:One of: Honolulu\\, Hawaii"))
    #expect(!text.contains("GEO:"))
  }

  @Test func `What was left out is said in the calendar's description`() throws {
    let without = lines(try Sample.text(.ics, [], Sample.head()))
    let with = lines(try Sample.text(.ics, [], Sample.head(vague: true)))
    #expect(without.contains { $0.hasPrefix("DESCRIPTION:") && $0.contains("vague=include") })
    #expect(with.contains { $0.hasPrefix("DESCRIPTION:") && $0.contains("tentative") })
    #expect(without.contains("NAME:Conferences"))
    #expect(without.contains("REFRESH-INTERVAL;VALUE=DURATION:PT6H"))
    #expect(without.contains("SOURCE;VALUE=URI:http://x.test/conferences.ics?topic=ai"))
  }

  @Test func `A deadline is an instant in UTC, whatever its zone is called`() throws {
    func entry(_ record: Entry, vague: Bool = false) throws -> [String] {
      lines(try Sample.text(.ics, [record], Sample.head(.deadline, vague: vague)))
        .drop { $0 != "BEGIN:VEVENT" }.filter { line in
          ["DT", "DURATION", "STATUS"].contains { line.hasPrefix($0) }
        }
        .filter { !$0.hasPrefix("DTSTAMP") }
    }
    let aoe = Sample.deadline(local: "2026-01-28 23:59:59", zone: "AoE")
    #expect(try entry(aoe) == ["DTSTART:20260129T115959Z", "DURATION:PT0S", "STATUS:CONFIRMED"])
    let pacific = Sample.deadline(local: "2026-03-01 17:00", zone: "PT")
    #expect(
      try entry(pacific) == ["DTSTART:20260302T010000Z", "DURATION:PT0S", "STATUS:CONFIRMED"])
    let day = Sample.deadline(local: "2026-01-28", zone: nil)
    #expect(
      try entry(day) == [
        "DTSTART;VALUE=DATE:20260128", "DTEND;VALUE=DATE:20260129", "STATUS:CONFIRMED",
      ])
    #expect(try entry(Sample.deadline(local: "2026-01", zone: nil)) == [])
    #expect(
      try entry(Sample.deadline(local: "2026-01", zone: "UTC"), vague: true).last
        == "STATUS:TENTATIVE")
    #expect(try entry(Sample.deadline(local: "TBD", zone: nil), vague: true) == [])
    let extended = Sample.deadline(local: "2026-01-28", zone: nil, declaredStatus: "extended")
    #expect(try entry(extended).last == "STATUS:CANCELLED")
  }

  @Test func `A deadline leaves its day free, and a session does not`() throws {
    let deadline = try Sample.text(
      .ics, [Sample.deadline(local: "2026-01-28", zone: nil)], Sample.head(.deadline))
    #expect(deadline.contains("\r\nTRANSP:TRANSPARENT\r\n"))
    #expect(deadline.contains("UID:deadline-aim-2026.paper@conference-catalog\r\n"))
    let session = lines(
      try Sample.text(
        .ics, [Sample.session(from: 1_777_305_600, to: 1_777_309_200)], Sample.head(.session)))
    for line in ["TRANSP:OPAQUE", "DTSTART:20260427T160000Z", "DTEND:20260427T170000Z"] {
      #expect(session.contains(line), "\(line)")
    }
    let untimed = try Sample.text(
      .ics, [Sample.session(from: nil, to: nil)], Sample.head(.session))
    #expect(!untimed.contains("VEVENT"))
    let backwards = try Sample.text(
      .ics, [Sample.session(from: 1_777_305_600, to: 1_777_305_600)], Sample.head(.session))
    #expect(!backwards.contains("DTEND"))
  }

  @Test(arguments: 60...160)
  func `A line has 75 octets at most and is never broken within a character`(_ length: Int) throws {
    for character in ["a", "é", "東", "😀", ","] {
      let name = String(repeating: character, count: length)
      let text = try Sample.text(
        .ics, [try Sample.conference(name: name, edtf: "2026-01-02")], Sample.head())
      for line in text.split(separator: "\r\n", omittingEmptySubsequences: false) {
        #expect(line.utf8.count <= 75)
      }
      // Each physical line must be valid text of its own.
      #expect(!text.unicodeScalars.contains("\u{fffd}"))
      let summary = lines(text).first { $0.hasPrefix("SUMMARY:") }
      #expect(summary == "SUMMARY:" + name.replacing(",", with: "\\,"))
    }
  }

  @Test func `Texts cannot add lines of their own`() throws {
    let name = "a\r\nSTATUS:CANCELLED\nb\rc\u{0}\u{7f};d\\"
    let text = try Sample.text(
      .ics, [try Sample.conference(name: name, edtf: "2026-01-02")], Sample.head())
    #expect(lines(text).contains("SUMMARY:a\\nSTATUS:CANCELLED\\nb\\nc\\;d\\\\"))
    #expect(!lines(text).contains("STATUS:CANCELLED"))
    #expect(lines(text).contains("STATUS:CONFIRMED"))
  }

  @Test func `Equal records give equal bytes`() throws {
    let records = [
      try Sample.conference(edtf: "2026-04-27/2026-04-29"),
      Sample.deadline(local: "2026-01-28", zone: "AoE"),
    ]
    let first = try Sample.text(.ics, records, Sample.head())
    #expect(try Sample.text(.ics, records, Sample.head()) == first)
  }

  @Test(arguments: [
    (#"{"format": "virtual"}"#, "acl-2031", "no longer in this list"),
    (#"{"id": "acl-now"}"#, "acl-2031", "no longer in this list"), (nil, "acl-2031", "deleted"),
  ])
  func `What has left a list is cancelled in its calendar`(
    _ change: String?, _ id: String, _ reason: String
  ) async throws {
    try await `Writing records`.withDesk { desk async throws in
      let path = "/conferences/acl-2031"
      let hybrid = #"{"dates": {"edtf": "2031-05-04/2031-05-06"}, "format": "hybrid"}"#
      #expect(try await desk.edit(.patch, path, hybrid).status == .ok)
      func event() async throws -> (text: String, sequence: Int) {
        let text = try await desk.probe.response("/conferences.ics?format=hybrid").text
        let event =
          text.components(separatedBy: "BEGIN:VEVENT")
          .first { $0.contains("UID:conference-\(id)@") } ?? ""
        let line = event.split(separator: "\r\n").first { $0.hasPrefix("SEQUENCE:") } ?? ""
        return (event, Int(line.dropFirst(9)) ?? -1)
      }
      let before = try await event()
      #expect(before.text.contains("STATUS:CONFIRMED"))
      let answer =
        if let change { try await desk.edit(.patch, path, change) } else {
          try await desk.edit(.delete, "\(path)?cascade=true")
        }
      #expect(answer.status.code < 300, "\(answer.text)")
      let after = try await event()
      #expect(after.text.contains("STATUS:CANCELLED") && after.text.contains(reason))
      #expect(after.sequence > before.sequence)
      #expect(
        try await !desk.probe.response("/conferences.ics?format=in-person").text.contains("VEVENT"))
    }
  }

  @Test func `Deadlines that have left a list are cancelled in its calendar`() async throws {
    try await `Writing records`.withDesk { desk async throws in
      let path = "/conferences/acl-2031/deadlines/acl-2031--paper"
      func events(_ query: String) async throws -> String {
        try await desk.probe.response("/deadlines.ics?\(query)").text
      }
      #expect(try await !events("topic=nlp").contains("STATUS:CANCELLED"))
      // It is of another kind now, and later of no conference on the topic.
      #expect(try await desk.edit(.patch, path, #"{"kind": "abstract"}"#).status == .ok)
      #expect(try await events("kind=paper").contains("STATUS:CANCELLED"))
      #expect(try await events("kind=paper").contains("UID:deadline-acl-2031.paper@"))
      #expect(try await !events("topic=nlp").contains("STATUS:CANCELLED"))
      #expect(try await !events("kind=camera-ready").contains("VEVENT"))
      let topics = #"{"topics": ["vision"]}"#
      #expect(try await desk.edit(.patch, "/conferences/acl-2031", topics).status == .ok)
      #expect(try await events("topic=nlp").contains("STATUS:CANCELLED"))
      #expect(try await !events("topic=vision").contains("STATUS:CANCELLED"))
      #expect(try await desk.edit(.delete, path).status == .noContent)
      let gone = try await events("topic=vision")
      #expect(gone.contains("STATUS:CANCELLED") && gone.contains("UID:deadline-acl-2031.paper@"))
      let own = try await desk.probe.response("/conferences/acl-2031.ics").text
      #expect(own.contains("STATUS:CANCELLED"))
      let feed = try await desk.probe.response("/deadlines.atom?topic=vision").text
      #expect(feed.contains("no longer in this list"))
    }
  }

  @Test func `Sessions that have left a programme are cancelled in its calendar`() async throws {
    try await `Writing records`.withDesk { desk async throws in
      let start = #"{"starts_at": "2031-05-04T09:00:00Z"}"#
      #expect(try await desk.edit(.patch, "/sessions/talk", start).status == .ok)
      let paths = ["schedule.ics", "sessions.ics", "sessions.ics?track=main"]
        .map { "/conferences/acl-2031/\($0)" }
      func isCancelled() async throws -> [Bool] {
        var found: [Bool] = []
        for path in paths {
          let text = try await desk.probe.response(path).text
          #expect(text.contains("UID:session-talk@"), "\(text)")
          found.append(text.contains("STATUS:CANCELLED"))
        }
        return found
      }
      #expect(try await isCancelled() == [false, false, false])
      #expect(try await desk.edit(.patch, "/sessions/talk", #"{"track": null}"#).status == .ok)
      #expect(try await isCancelled() == [false, false, true])
      #expect(try await desk.edit(.delete, "/sessions/talk").status == .noContent)
      #expect(try await isCancelled() == [true, true, true])
    }
  }
}
