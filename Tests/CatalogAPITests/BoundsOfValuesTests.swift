import Catalog
import CatalogForm
import CatalogModel
import HTTP
import JSON
import SQLite
import Testing

@testable import CatalogAPI

/// The bounds of the values that clients can write.
@Suite struct `Bounds of values` {
  /// Members that the server derives, so that it ignores what clients send, or stores as JSON text.
  private static func isIgnored(_ name: String, in parent: String?) -> Bool {
    let others: Set = [
      "narrower", "conference_count", "session_count", "recommended_for", "subject", "url",
      "acceptance", "previous_dates", "derived_topics", "seconds_left", "revision", "basis",
      // One of a few words, though the schema of responses leaves them open.
      "status", "deadlines_status",
    ]
    return name.hasSuffix("_name") || name.hasSuffix("_names") || name.hasPrefix("inherited_")
      || others.contains(name) || parent == "speakers"
      || parent == "deadlines" && ["conference", "series"].contains(name)
  }

  /// Returns a value beyond each of the bounds of a schema, with its pointer; a text, number or list
  /// without bounds is an issue.
  private static func excesses(
    _ schema: Schema, _ pointer: String
  ) -> [(pointer: String, value: JSONValue)] {
    switch schema {
    case .orNull(let schema): return excesses(schema, pointer)
    case .bounded(let inner, let bounds):
      var excesses = bounds.map { name, bound -> (pointer: String, value: JSONValue) in
        switch name {
        case "maxLength": (pointer, .string(String(repeating: "x", count: bound + 1)))
        case "maxItems": (pointer, .array(Array(repeating: .string("x"), count: bound + 1)))
        case "minimum": (pointer, .integer(Int64(bound - 1)))
        default: (pointer, .integer(Int64(bound + 1)))
        }
      }
      if case .array = inner { excesses += Self.excesses(inner, pointer) }
      return excesses
    case .array(let element):
      return excesses(element, "\(pointer)/0").map { ($0.pointer, .array([$0.value])) }
    case .named(let name):
      let plain = name.replacing("Selection", with: "")
      let deadlines = Schemas.records.filter { $0.name == "Deadline" }
      let known = (deadlines + Schemas.parts).first { $0.name == plain }
      return known.map { excesses($0.schema, pointer) } ?? []
    case .object(let members):
      let names = pointer.split(separator: "/").map(String.init)
      let parent = names.first
      return members.flatMap { member -> [(pointer: String, value: JSONValue)] in
        guard !isIgnored(member.name, in: parent) else { return [] }
        return excesses(member.schema, "\(pointer)/\(member.name)").map {
          ($0.pointer, .object(JSONObject([(member.name, $0.value)])))
        }
      }
    case .string, .integer, .number:
      Issue.record("\(pointer) has no bounds")
      return []
    default: return []
    }
  }

  @Test(arguments: WritableKind.all.map(\.kind))
  func `Every text, number and list that clients can write has bounds, which OpenAPI has`(
    _ kind: RecordKind
  ) async throws {
    let target = try #require(WritableKind.all.first { $0.kind == kind })
    try await `Writing records`.withDesk { desk async throws in
      let path = target.collection.replacing("{conference}", with: "acl-2031")
      // Decoders ignore the sources of these kinds; only expected deadlines have a series.
      let ignored: [RecordKind: String] = [
        .speaker: "sources", .track: "sources", .session: "sources", .deadline: "series",
      ]
      let members = target.input.members.filter { $0.name != ignored[kind] }
      let excesses = Self.excesses(.object(members), "")
      #expect(!excesses.isEmpty)
      for (pointer, value) in excesses where !["/id", "/conference"].contains(pointer) {
        let response = try await desk.ask(.post, path, value.text)
        let errors = try JSONParser.parse(response.content)["errors"]?.array ?? []
        let found = errors.first { $0["pointer"]?.string == pointer }
        #expect(response.status.code == 422, "\(pointer)")
        #expect(
          ["too-long", "invalid-value"].contains(found?["code"]?.string ?? ""),
          "\(pointer) \(value.text.prefix(60)): \(response.text.prefix(300))")
      }
    }
  }

  @Test(arguments: [
    (#"{"name": "NAME"}"#, "/name must be at most 4,000 characters long; it has 4,001."),
    (#"{"name": "x", "year": 1000000000}"#, "/year must be a whole number from 1900 to 2200"),
    (#"{"name": "x", "year": 2031.5}"#, "/year must be a whole number"),
    (#"{"name": "a\u0007b"}"#, "/name must be a text without control characters"),
    (#"{"name": "x", "languages": ["a\u001bb"]}"#, "/languages/0 must be a text without control"),
    (#"{"name": "x", "dates": {"edtf": "1801-05-01"}}"#, "/dates/edtf must be a time from 1900"),
    (#"{"name": "x", "dates": {"edtf": "2031-01-01/3031"}}"#, "/dates/edtf must be a time from"),
    (#"{"name": "x", "locations": [{"geo": {"lat": 91, "lon": 0}}]}"#, "from -90 to 90, not 91"),
    (
      #"{"name": "x", "locations": [{"geo": {"lat": 9}}]}"#, "/locations/0/geo/lon must be a number"
    ),
    (
      #"{"name": "x", "offers": [{"a": "NAMENAMENAMENAMENAMENAMENAMENAMENAMENAMENAMENAMENAMENAME"#
        + #"NAMENAMENAMENAMENAMENAMENAMENAMENAMENAMENAMENAMENAMENAMENAMENAMENAMENAMENAMENAME"}]}"#,
      "/offers must be at most 100,000 bytes long"
    ),
  ])
  func `A value out of bounds is refused, with its length and what is accepted`(
    _ body: String, _ detail: String
  ) async throws {
    try await `Writing records`.withDesk { desk async throws in
      let text = body.replacing("NAME", with: String(repeating: "é", count: 4_001))
      let response = try await desk.ask(.post, "/conferences", text)
      let problem = try JSONParser.parse(response.content)
      #expect(response.status.code == 422)
      #expect(problem["detail"]?.string?.contains(detail) == true, "\(problem.text.prefix(400))")
      let line = #"{"type": "conference", "id": "x", "#
      let imported = try await desk.ask(.post, "/import", line + text.dropFirst())
      #expect(imported.status.code == 422 && imported.text.contains("\"/"))
    }
  }

  @Test func `Values at their bounds are kept, and numbers written with a point are whole`()
    async throws
  {
    try await `Writing records`.withDesk { desk async throws in
      let name = String(repeating: "é", count: 4_000)
      let summary = String(repeating: "s\\n", count: 50_000)
      let body = #"{"id": "most", "name": "\#(name)", "summary": "\#(summary)", "year": 2200.0}"#
      let created = try await desk.ask(.post, "/conferences", body)
      #expect(created.status == .created, "\(created.text.prefix(300))")
      let data = try await desk.data("/conferences/most")
      #expect(data["name"] == .string(name) && data["year"] == .integer(2200))
      #expect(data["summary"]?.string?.count == 100_000)
    }
  }

  @Test func `A record that is out of bounds already can still be changed elsewhere`() async throws
  {
    try await `Writing records`.withDesk { desk async throws in
      let long = String(repeating: "x", count: 5_000)
      try desk.store.database.writeSync {
        try $0.run("UPDATE conference SET theme = ?1 WHERE slug = 'acl-2031'", long)
      }
      let path = "/conferences/acl-2031"
      #expect(try await desk.edit(.patch, path, #"{"tagline": "New"}"#).status == .ok)
      #expect(try await desk.data(path)["theme"] == .string(long))
      #expect(
        try await desk.edit(.patch, path, #"{"theme": "\#(long)y"}"#).status.code == 422)
      #expect(try await desk.edit(.patch, path, #"{"theme": "Short"}"#).status == .ok)
    }
  }
}
