import CatalogModel
import Foundation
import Testing

@Suite(.serialized) struct `A calendar that is subscribed to` {
  /// The lines of one entry.
  private func entry(_ uid: String, _ calendar: String) -> [String] {
    let entries = calendar.components(separatedBy: "BEGIN:VEVENT\r\n")
    return entries.first { $0.hasPrefix("UID:\(uid)@") }?
      .components(separatedBy: "\r\n") ?? []
  }

  @Test func `Keeps an entry's UID over an edit, counts it, and loses what is cancelled`() throws {
    let server = try ServerProcess()
    defer { _ = server.stop() }
    func calendar() throws -> String {
      try run(
        "/usr/bin/env",
        ["curl", "-s", "http://127.0.0.1:\(server.port)/conferences.ics?city=San+Francisco"]
      ).output
    }
    let before = try calendar()
    #expect(try calendar() == before)
    let edit = """
      {"conferences": [{"id": "aim-2026", "series": ["aim"], "year": 2026, "kind": "conference",
        "name": "Third International Conference on Artificial Intelligence and Machine Learning",
        "status": "cancelled"}]}
      """
    let file = "\(server.folder)/edit.json"
    try edit.write(toFile: file, atomically: true, encoding: .utf8)
    let (output, status) = try run(
      ServerProcess.binary, ["import", file, "--database", "\(server.folder)/catalog.db"])
    #expect(status == 0, "\(output)")
    var after = before
    let limit = Date.now.addingTimeInterval(20)
    while after == before, Date.now < limit { after = try calendar() }

    let uid = "conference-aim-2026"
    #expect(entry(uid, before).contains("STATUS:CONFIRMED"))
    #expect(entry(uid, before).contains("SEQUENCE:0"))
    #expect(entry(uid, after).contains("STATUS:CANCELLED"), "\(output)")
    #expect(entry(uid, after).contains("SEQUENCE:1"))
    #expect(entry(uid, after).first == entry(uid, before).first)
    let times = [before, after].map { entry(uid, $0).first { $0.hasPrefix("DTSTAMP:") } ?? "" }
    #expect(times[1] > times[0])
    // What was not edited has the same bytes.
    #expect(entry("conference-humanx-2026", after) == entry("conference-humanx-2026", before))
    #expect(!entry("conference-humanx-2026", after).isEmpty)
  }

  @Test func `A feed tells of new dates and of a cancellation as entries of their own`() throws {
    let server = try ServerProcess()
    defer { _ = server.stop() }
    func titles(_ path: String) throws -> [String: String] {
      let feed = try run(
        "/usr/bin/env", ["curl", "-s", "http://127.0.0.1:\(server.port)\(path)"]
      ).output
      var titles: [String: String] = [:]
      for entry in feed.components(separatedBy: "<entry>").dropFirst() {
        func part(_ name: String) -> String {
          entry.components(separatedBy: "<\(name)>").last?.components(separatedBy: "</").first ?? ""
        }
        titles[part("id").components(separatedBy: ":").last ?? ""] = part("title")
      }
      return titles
    }
    func edit(_ dates: String, _ status: String, _ deadline: String) throws {
      let edit = """
        {"conferences": [{"id": "aim-2026", "series": ["aim"], "year": 2026, "kind": "conference",
          "name": "Third International Conference on Artificial Intelligence and Machine Learning",
          "status": "\(status)", "dates": {"edtf": "\(dates)"}, "deadlines": [{"id": "paper",
          "kind": "paper", "local": "\(deadline)", "time_zone_declared": "AoE"}]}]}
        """
      let file = "\(server.folder)/edit.json"
      try edit.write(toFile: file, atomically: true, encoding: .utf8)
      let (output, status) = try run(
        ServerProcess.binary, ["import", file, "--database", "\(server.folder)/catalog.db"])
      #expect(status == 0, "\(output)")
    }
    let feed = "/conferences.atom?city=San+Francisco"
    let before = try titles(feed)
    #expect(before.keys.allSatisfy { !$0.contains("changes") } && before.count >= 2)
    try edit("2026-05-04/2026-05-06", "scheduled", "2026-01-10")
    try edit("2026-05-04/2026-05-06", "cancelled", "2026-01-17")
    var after = before
    let limit = Date.now.addingTimeInterval(20)
    while after.count < before.count + 2, Date.now < limit { after = try titles(feed) }
    // What was there keeps its id, and two changes are new.
    #expect(Set(before.keys).isSubset(of: after.keys))
    let news = after.filter { $0.key.hasPrefix("conference/aim-2026/changes/") }.map(\.value)
    #expect(
      Set(news) == [
        "AIM 2026: 4–6 May 2026 (was 27–29 Apr 2026)",
        "AIM 2026: cancelled (was scheduled)",
      ])
    let deadlines = try titles("/deadlines.atom?conference=aim-2026")
    #expect(
      Set(deadlines.filter { $0.key.contains("/changes/") }.values) == [
        "AIM 2026: paper deadline: 2026-01-10 AoE (was not announced)",
        "AIM 2026: paper deadline: 2026-01-17 AoE (was 2026-01-10 AoE)",
      ])
  }
}
