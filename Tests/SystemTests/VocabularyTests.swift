import JSON
import Testing

struct FieldsCase: Sendable, CustomTestStringConvertible {
  let path: String
  let fields: String
  /// The compact JSON of the record, and its row in CSV.
  let json: String
  let row: String
  var testDescription: String { "\(path) \(fields)" }
}

/// One name for one thing, on every endpoint and in every representation.
@Suite(.serialized) final class `The vocabulary of responses` {
  private let server: ServerProcess

  init() throws { server = try ServerProcess() }

  deinit { _ = server.stop() }

  @Test(arguments: [
    ("/conferences/aim-2026", "AIM 2026", "AIM"), ("/conferences/humanx-2026", "HumanX 2026", nil),
    ("/conferences/vldb-2026", "VLDB 2026", "VLDB"), ("/series/vldb", "VLDB", "VLDB"),
    ("/series/odsc", "ODSC", nil), ("/series/neurips", "NeurIPS", "NeurIPS"),
  ])
  func `A conference and a series have a display name, a name and an acronym`(
    _ path: String, _ display: String, _ acronym: String?
  ) throws {
    let record = try #require(try server.curl(path).body["data"])
    #expect(record["display_name"]?.string == display)
    #expect(record["acronym"]?.string == acronym)
    #expect(record["name"]?.string?.isEmpty == false)
    if acronym != nil { #expect(record["name"]?.string != acronym) }
  }

  @Test func `No former name of a member is in any list`() throws {
    let former: Set<String> = ["full_name", "alt_labels", "alt_names", "homepage"]
    func check(_ value: JSONValue, _ path: String) {
      switch value {
      case .array(let elements): for element in elements { check(element, path) }
      case .object(let object):
        #expect(former.isDisjoint(with: object.members.map(\.name)), "\(path)")
        for member in object.members { check(member.value, path) }
      default: break
      }
    }
    for path in [
      "/conferences", "/series", "/sessions", "/tracks", "/speakers", "/venues", "/places",
      "/topics", "/audiences", "/recommendations", "/guide", "/sources", "/deadlines",
    ] {
      let (status, body) = try server.curl("\(path)?limit=20")
      #expect(status == 200)
      check(body, path)
      let (header, _) = try run(
        "/usr/bin/env", ["curl", "-s", "http://127.0.0.1:\(server.port)\(path).csv?limit=1"])
      let columns = header.split(separator: "\r\n")[0].split(separator: ",").map(String.init)
      #expect(former.isDisjoint(with: columns), "\(path)")
    }
  }

  @Test func `A room is its ID in schedules and lists alike, with its name beside it`() throws {
    let sessions = "/sessions?conference=emnlp-2023&kind=keynote"
    let one = try #require(try server.curl(sessions).body["data"]?[0])
    let schedule = try server.curl("/conferences/emnlp-2023/schedule?kind=keynote&by=track").body
    let same = schedule["data"]?["days"]?.array?.flatMap { $0["tracks"]?.array ?? [] }
      .flatMap { $0["sessions"]?.array ?? [] }.first { $0["id"] == one["id"] }
    #expect(one["room"]?.string?.hasPrefix("emnlp-2023") == true)
    #expect(same?["room"] == one["room"])
    #expect(same?["room_name"] == one["room_name"])
  }

  @Test(arguments: [
    FieldsCase(
      path: "/conferences/aim-2026", fields: "id,dates.start,dates.edtf",
      json: #"{"id":"aim-2026","dates":{"start":"2026-04-27","edtf":"2026-04-27/2026-04-29"}}"#,
      row: "aim-2026,2026-04-27,2026-04-27/2026-04-29"),
    FieldsCase(
      path: "/conferences/aim-2026", fields: "start,id,city",
      json: #"{"dates":{"start":"2026-04-27"},"id":"aim-2026","#
        + #""locations":[{"city":"San Francisco"}]}"#,
      row: "2026-04-27,aim-2026,San Francisco"),
    FieldsCase(
      path: "/conferences/aim-2026", fields: "locations.region,display_name,verification.state",
      json: #"{"locations":[{"region":"US-CA"}],"display_name":"AIM 2026","#
        + #""verification":{"state":"single-source"}}"#,
      row: "US-CA,AIM 2026,single-source"),
    FieldsCase(
      path: "/conferences/icmlc-2026", fields: "dates.end,locations.city",
      json: #"{"dates":{"end":null},"locations":[{"city":"Honolulu"},{"city":"San Diego"},"#
        + #"{"city":"New York"}]}"#,
      row: ",Honolulu;San Diego;New York"),
    FieldsCase(
      path: "/conferences/vldb-2026", fields: "phase,links.rel,links.url,website",
      json: #"{"phase":"past","links":[{"rel":"home","url":"https://www.vldb.org/2026/"}],"#
        + #""website":"https://www.vldb.org/2026/"}"#,
      row: "past,home,https://www.vldb.org/2026/,https://www.vldb.org/2026/"),
    FieldsCase(
      path: "/places/boston", fields: "geo.lat,longitude,country",
      json: #"{"geo":{"lat":42.36,"lon":-71.06},"country":"US"}"#, row: "42.36,-71.06,US"),
    FieldsCase(
      path: "/sources/seed-article", fields: "id,website",
      json: #"{"id":"seed-article","website":null}"#,
      row: "seed-article,"),
  ])
  func `The same fields work in JSON and in CSV`(_ item: FieldsCase) throws {
    func text(_ path: String) throws -> String {
      try run("/usr/bin/env", ["curl", "-s", "http://127.0.0.1:\(server.port)\(path)"]).output
    }
    let json = try text("\(item.path)?fields=\(item.fields)")
    #expect(json.hasPrefix("{\"data\":\(item.json),"), "\(json.prefix(400))")
    let table = try text("\(item.path).csv?fields=\(item.fields)")
    #expect(table == "\(item.fields)\r\n\(item.row)\r\n")
  }

  @Test func `A field that there is not is an error that names the nearest`() throws {
    for (path, nearest) in [
      ("/conferences?fields=dates.strat", "dates.start"),
      ("/conferences.csv?fields=locations.citty", "locations.city"),
      ("/series?fields=full_name", nil), ("/sessions?fields=room_nam", "room_name"),
    ] {
      let (status, body) = try server.curl(path)
      #expect(status == 400, "\(path)")
      if let nearest {
        #expect(body["errors"]?[0]?["did_you_mean"]?.string == nearest, "\(path)")
      }
    }
  }
}
