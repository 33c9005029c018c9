import Foundation
import JSON
import SQLite
import Testing

/// Something wrong in a catalog, and what a person writes into the dots of the command that mends it.
struct Ailment: Sendable, CustomTestStringConvertible {
  let code: String
  var id: String?
  /// Records besides those of `MendingTests.healthy`.
  let records: [String]
  /// What no import lets in.
  var sql: String?
  var filling: [(gap: String, text: String)] = []
  var testDescription: String { code + (id.map { " of \($0)" } ?? "") }

  init(
    _ code: String, of id: String? = nil, _ records: [String], sql: String? = nil,
    filling: [(gap: String, text: String)] = []
  ) {
    self.code = code
    self.id = id
    self.records = records
    self.sql = sql
    self.filling = filling
  }
}

@Suite(
  .disabled(if: Sanitizer.isOn, "other tests run the same code; this one is about values"))
struct `What catalog check finds` {
  /// A catalog in which nothing is found.
  static let healthy = [
    #"{"type":"source","id":"s","title":"S"}"#,
    #"{"type":"place","id":"seoul","kind":"city","name":"Seoul","country":"KR"}"#,
    conference("well", #""dates":{"edtf":"2030-05-04/2030-05-06"}"#),
    session("talk", "2030-05-04T09:00:00+09:00"),
  ]

  private static func conference(_ id: String, _ members: String) -> String {
    #"{"type":"conference","id":"\#(id)","name":"It's \"\#(id)\" \\n","year":2030,"#
      + #""sources":[{"source":"s"}],\#(members)}"#
  }

  private static func session(
    _ id: String, _ start: String, _ members: String = "", title: String? = nil
  ) -> String {
    #"{"type":"session","id":"\#(id)","conference":"well","kind":"paper","#
      + #""title":"\#(title ?? id)","starts_at":"\#(start)"\#(members)}"#
  }

  private static let days = #""dates":{"edtf":"2030-06-04/2030-06-06"}"#

  private static let seoul =
    #"{"type":"place","id":"kr-11","kind":"region","name":"Seoul","country":"KR","region":"KR-11"}"#

  static let ailments = [
    Ailment(
      "ends-before-start", of: "bad", [conference("bad", days)],
      sql: "UPDATE conference SET end_latest = '2030-06-01' WHERE slug = 'bad'",
      filling: [("…/…", "2030-06-04/2030-06-07")]),
    Ailment(
      "ends-before-start", of: "bad",
      [session("bad", "2030-05-05T09:00:00Z", #","ends_at":"2030-05-05T10:00:00Z""#)],
      sql: "UPDATE session SET ends_at = starts_at - 3600 WHERE slug = 'bad'",
      filling: [
        (#""starts_at":"…""#, #""starts_at":"2030-05-05T09:00:00Z""#),
        ("…", "2030-05-05T10:00:00Z"),
      ]),
    Ailment(
      "session-outside-conference", of: "well", [session("bad", "2030-09-05T09:00:00Z")],
      filling: [("…", "2030-05-05T09:00:00Z")]),
    Ailment("session-outside-conference", of: "well", [session("late", "2030-05-08T09:00:00Z")]),
    Ailment(
      "session-outside-conference", of: "well",
      [session("b", "2030-09-05T09:00:00Z"), session("c", "2030-09-06T09:00:00Z")]),
    Ailment(
      "long-session", of: "bad",
      [session("bad", "2030-05-04T09:00:00Z", #","ends_at":"2030-05-06T08:00:00Z""#)],
      filling: [("…", "2030-05-04T10:00:00Z")]),
    Ailment(
      "unknown-country", [conference("bad", days + #","locations":[{"country":"QX"}]"#)],
      filling: [("…", "KR")]),
    Ailment(
      "no-country", [conference("bad", days + #","locations":[{"text":"Nowhere"}]"#)],
      filling: [("…", "KR")]),
    Ailment(
      "region-elsewhere",
      [conference("bad", days + #","locations":[{"country":"KR","region":"US-CA"}]"#), seoul],
      filling: [("…", "KR-11")]),
    Ailment(
      "unknown-region",
      [conference("bad", days + #","locations":[{"country":"KR","region":"KR-11"}]"#)],
      filling: [("…", "Seoul")]),
    Ailment(
      "unknown-city",
      [conference("bad", days + #","locations":[{"country":"US","city":"Seoul"}]"#)],
      filling: [(#""lat":…,"lon":…"#, #""lat":1,"lon":2"#), ("…", "us")]),
    Ailment(
      "unknown-zone", of: "bad",
      [session("bad", "2030-05-04T09:00:00Z", #","time_zone":"Mars/Olympus""#)],
      filling: [("…", "Asia/Seoul")]),
    Ailment(
      "unknown-zone", of: "bad",
      [
        conference(
          "bad",
          days + #","deadlines":[{"id":"a","kind":"paper","local":"2030-01-01 12:00:00","#
            + #""time_zone_declared":"Mars"}]"#)
      ], filling: [("…", "AoE")]),
    Ailment(
      "deadline-after-event",
      [
        conference(
          "bad",
          days + #","deadlines":[{"id":"a","kind":"paper","local":"2030-01-01 12:00:00","#
            + #""time_zone_declared":"AoE"},{"id":"b","kind":"paper","#
            + #""local":"2030-08-01 12:00:00","time_zone_declared":"AoE"}]"#)
      ], filling: [("…", "2030-02-01 12:00:00")]),
    Ailment(
      "year-contradicts-dates", [conference("bad", #""dates":{"edtf":"2031-06-04/2031-06-06"}"#)],
      filling: [("…/…", "2030-06-04/2030-06-06")]),
    Ailment(
      "no-dates",
      [
        conference("bad", #""theme":"x""#).replacingOccurrences(of: #""year":2030,"#, with: "")
      ], filling: [("…/…", "2030-06-04/2030-06-06")]),
    Ailment(
      "no-sessions", [conference("bad", days + #","programme_status":"announced""#)],
      filling: [("…", "\"$2\"")]),
    Ailment(
      "likely-duplicate", of: "worse",
      [
        conference("bad", days),
        conference("worse", days).replacingOccurrences(of: #"\"worse\""#, with: #"\"bad\""#),
      ]),
    Ailment(
      "likely-duplicate", of: "twin",
      [
        session("bad", "2030-05-04T09:00:00Z", title: "T"),
        session("twin", "2030-05-04T09:00:00Z", title: "T"),
      ]),
    Ailment(
      "likely-duplicate", of: "y",
      [
        #"{"type":"series","id":"x","name":"X","full_name":"The X"}"#,
        #"{"type":"series","id":"y","name":"Y","full_name":"the X"}"#,
      ]),
    Ailment(
      "part-of-itself", of: "bad",
      [
        session("bad", "2030-05-04T09:00:00Z", #","parent":"worse""#),
        session("worse", "2030-05-04T09:00:00Z"),
      ],
      sql: """
        UPDATE session SET parent_id = (SELECT id FROM session WHERE slug = 'bad')
        WHERE slug = 'worse'
        """),
    Ailment(
      "stale",
      [
        conference(
          "bad",
          days + #","verification":{"state":"official","checked_at":"2024-01-01","note":"Don't"}"#
        )
        .replacingOccurrences(of: "2030", with: "2099")
      ]),
    Ailment(
      "no-source",
      [#"{"type":"conference","id":"bad","name":"B","dates":{"edtf":"2030-06-04/2030-06-06"}}"#],
      filling: [("…", "s")]),
  ]

  @Test(arguments: ailments)
  func `Each finding is gone once its command has been run`(_ ailment: Ailment) throws {
    let place = try Workplace()
    defer { place.remove() }
    func findings() throws -> [(code: String, id: String, command: String)] {
      let output = try place.catalog("check", "--json").output
      return (try JSONParser.parse(Array(output.utf8))["findings"]?.array ?? []).map { finding in
        func text(_ name: String) -> String { finding[name]?.string ?? "" }
        return (text("code"), text("id"), text("command"))
      }
    }
    let well = try place.write("well.ndjson", Self.healthy.joined(separator: "\n") + "\n")
    #expect(try place.catalog("import", well, "--no-seed").status == 0)
    #expect(try findings().isEmpty)
    let ill = try place.write("ill.ndjson", ailment.records.joined(separator: "\n") + "\n")
    #expect(try place.catalog("import", ill).status == 0)
    if let sql = ailment.sql {
      try Connection(path: place.database, access: .readWrite).execute(sql)
    }
    let all = try findings()
    let found = all.first {
      $0.code == ailment.code && (ailment.id ?? "bad") == $0.id.split(separator: "/")[0]
    }
    var command = try #require(found?.command, "\(all)")
    #expect(command.contains("--database '\(place.database)'"), "\(command)")
    for (gap, text) in ailment.filling {
      command = command.replacingOccurrences(of: gap, with: text)
    }
    #expect(!command.contains("…"), "\(command)")
    let table = try place.write("table.csv", "title,starts_at\nA,2030-06-04T09:00:00Z\n")
    let (output, status) = try run(
      "/bin/sh",
      ["-c", "catalog() { \"$0\" \"$@\"; }; \(command)", ServerProcess.binary, "", table])
    #expect(status == 0, "\(command)\n\(output)")
    #expect(try findings().map { "\($0.code) \($0.id) \($0.command)" } == [], "\(command)")
  }
}
