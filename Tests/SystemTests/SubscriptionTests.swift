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
}
