import JSON
import SQLite
import Testing

@testable import Catalog
@testable import CatalogForm
@testable import CatalogModel

/// A field, a value of it, and the value that a record has when nobody says anything.
struct StatedField: Sendable, CustomTestStringConvertible {
  let type: String
  let field: String
  let value: String
  let standard: String
  var testDescription: String { "\(type).\(field)" }

  static let all: [StatedField] = [
    .init("conference", "status", #""cancelled""#, #""scheduled""#),
    .init("conference", "kind", #""workshop""#, #""conference""#),
    .init("conference", "programme_status", #""partial""#, #""not_announced""#),
    .init("conference", "deadlines_status", "null", #""not_announced""#),
    .init("series", "kind", #""umbrella""#, #""recurring""#),
    .init("session", "status", #""moved""#, #""scheduled""#),
    .init("session", "kind", #""paper""#, #""other""#),
    .init("place", "kind", #""region""#, #""city""#),
    .init("guide_item", "kind", #""why""#, #""tip""#),
    .init("guide_item", "order", "7", "1"),
  ]

  static let emptied: [StatedField] = [
    .init("conference", "summary", #""Words""#, #""""#),
    .init("conference", "topics", #"["nlp"]"#, "[]"),
    .init("conference", "links", #"[{"rel":"home","url":"https://demo.example/"}]"#, "[]"),
    .init("conference", "locations", #"[{"city":"Oslo","country":"NO"}]"#, "[]"),
    .init("conference", "dates", #"{"edtf":"2027-05"}"#, "{}"),
    .init("conference", "deadlines", #"[{"id":"paper","kind":"paper","local":"TBA"}]"#, "[]"),
    .init("conference", "data_issues", #"[{"field":"dates","values":["a","b"]}]"#, "[]"),
    .init("series", "aliases", #"["The Demo"]"#, "[]"),
    .init("session", "abstract", #""Words""#, #""""#),
    .init("session", "speakers", #"["ann"]"#, "[]"),
    .init("session", "external_ids", #"{"guid":"g"}"#, "{}"),
    .init("track", "aliases", #"["A"]"#, "[]"), .init("speaker", "bio", #""Words""#, #""""#),
    .init("topic", "aliases", #"["NLP"]"#, "[]"), .init("source", "licence", #""MIT""#, #""""#),
  ]

  init(_ type: String, _ field: String, _ value: String, _ standard: String) {
    (self.type, self.field, self.value, self.standard) = (type, field, value, standard)
  }

  /// The record with a value of the field.
  func record(_ value: String?) -> String {
    let needed = [
      "conference": #""id":"demo-2027","name":"Demo""#, "series": #""id":"demo","name":"Demo""#,
      "session": #""id":"talk","conference":"demo-2027","title":"Talk""#,
      "track": #""id":"main","conference":"demo-2027","name":"Main""#,
      "speaker": #""id":"ann","name":"Ann""#, "topic": #""id":"nlp","label":"NLP""#,
      "place": #""id":"oslo","name":"Oslo","country":"NO""#, "source": #""id":"web","title":"Web""#,
      "guide_item": #""id":"early","title":"Come early""#,
    ]
    let member = value.map { #","\#(field)":\#($0)"# } ?? ""
    return #"{"type":"\#(type)",\#(needed[type] ?? "")\#(member)}"#
  }
}

@Suite struct `A stated value` {
  /// Adds records, each as a line of its own or all as one answer, and returns the field after that.
  private func field(
    _ stated: StatedField, after records: [String], inOneDocument: Bool, in store: CatalogStore
  ) throws -> String {
    var document = CatalogDocument()
    for record in records {
      let mistakes = document.append(try JSONParser.parse(Array(record.utf8)))
      #expect(mistakes.isEmpty, "\(mistakes)")
      if inOneDocument { continue }
      try store.add(document)
      document = CatalogDocument()
    }
    try store.add(document)
    return try store.database.readSync { connection in
      func value<Record: StoredRecord>(_: Record.Type, _ slug: String) throws -> JSONValue? {
        try Record.load(slug, connection)?.members[stated.field]
      }
      let found =
        switch stated.type {
        case "conference": try value(Conference.self, "demo-2027")
        case "series": try value(Series.self, "demo")
        case "session": try value(Session.self, "talk")
        case "track": try value(Track.self, "main")
        case "speaker": try value(Speaker.self, "ann")
        case "topic": try value(Topic.self, "nlp")
        case "source": try value(Source.self, "web")
        case "place": try value(Place.self, "oslo")
        default: try value(GuideItem.self, "early")
        }
      var json = JSONWriter()
      json.value(found ?? .null)
      return String(decoding: json.bytes, as: UTF8.self)
    }
  }

  private let others = [
    #"{"type":"conference","id":"demo-2027","name":"Demo"}"#,
    #"{"type":"topic","id":"nlp","label":"NLP"}"#, #"{"type":"speaker","id":"ann","name":"Ann"}"#,
  ]

  @Test(arguments: StatedField.all, [true, false])
  func `is applied when it equals the default, and one that is not stated leaves what stands`(
    _ stated: StatedField, inOneDocument: Bool
  ) throws {
    try withEmptyCatalog { (store) throws in
      func field(_ values: [String?]) throws -> String {
        try self.field(
          stated, after: others + values.map(stated.record), inOneDocument: inOneDocument, in: store
        )
      }
      #expect(try field([stated.value, nil]) == stated.value)
      #expect(try field([stated.value, stated.standard]) == stated.standard)
      #expect(try field([nil]) == stated.standard)
      // Of several lines of one record each says only what stands in it.
      guard stated.value != "null" else { return }
      #expect(try field([stated.standard, stated.value, nil]) == stated.value)
    }
  }

  @Test(arguments: StatedField.emptied, [true, false])
  func `empties a field when it is empty, and null does not`(
    _ stated: StatedField, inOneDocument: Bool
  ) throws {
    try withEmptyCatalog { (store) throws in
      func field(_ values: [String?]) throws -> String {
        try self.field(
          stated, after: others + values.map(stated.record), inOneDocument: inOneDocument, in: store
        )
      }
      let full = try field([stated.value, nil, "null"])
      #expect(!["null", "[]", #""""#].contains(full))
      let empty = try field([stated.standard])
      #expect(["null", "[]", #"{"guid":null}"#].contains(empty), "\(empty)")
      #expect(try field([stated.value]) == full)
    }
  }

  @Test func `is tested for every field that has a default`() {
    func names<Record: CatalogRecord>(_: Record.Type) -> [String] {
      Record.fields.filter(\.hasDefault).map { "\(Record.kind.rawValue).\($0.name)" }
    }
    let all =
      names(Source.self) + names(Topic.self) + names(Audience.self) + names(Place.self)
      + names(Series.self) + names(Conference.self) + names(Track.self) + names(Room.self)
      + names(Speaker.self) + names(Session.self) + names(Recommendation.self)
      + names(GuideItem.self)
    #expect(Set(all) == Set(StatedField.all.map(\.testDescription)))
  }
}
