import JSON
import SQLite
import Testing

@testable import Catalog
@testable import CatalogAPI
@testable import CatalogForm
@testable import CatalogModel

/// Records that state every member of their kind.
private let document = """
  {"sources": [{"id": "list", "title": "A list", "website": "https://list.example/",
    "publisher": "P", "published_on": "2026-01-01", "retrieved_on": "2026-02-01",
    "licence": "CC0"}],
  "topics": [{"id": "ai", "label": "AI"}, {"id": "nlp", "label": "NLP", "aliases": ["Text"],
    "broader": ["ai"], "related": ["ai"], "definition": "Language"}],
  "audiences": [{"id": "student", "label": "Students", "aliases": ["Pupils"]}],
  "venues": [{"id": "hall", "name": "Hall", "address": "Square 1", "city": "Pisa",
    "region": "IT-52", "country": "IT", "geo": {"lat": 43.7, "lon": -10}, "capacity": 500}],
  "speakers": [{"id": "ann", "name": "Ann", "affiliation": "Lab", "bio": "Writes",
    "orcid": "0000-0002-1825-0097"}, {"id": "bob", "name": "Bob", "affiliation": "Lab",
    "bio": "Reads", "orcid": "0000-0002-1694-233X"}],
  "series": [{"id": "above", "name": "Above"}, {"id": "demo", "name": "The Demo",
    "acronym": "Demo", "aliases": ["Demos"], "kind": "umbrella", "summary": "Sums up",
    "parent": "above", "organizer": "O", "website": "https://demo.example/",
    "frequency": "annual", "ended": true, "topics": ["ai"], "same_as": {"wikidata": "Q1"},
    "rankings": [{"system": "core", "value": "A", "year": 2023, "source": "list"}],
    "dates": {"edtf": "2026-05", "text": "May"}, "locations": [{"city": "Pisa", "country": "IT"}],
    "verification": {"state": "official", "checked_at": "2026-03-01", "note": "seen"},
    "sources": [{"source": "list"}]}],
  "conferences": [{"id": "demo-2026", "series": ["demo"], "name": "Demo 26", "acronym": "Demo",
    "edition_number": 3, "year": 2026, "tagline": "Bold", "theme": "Sea", "summary": "Sums up",
    "kind": "workshop", "status": "rescheduled", "dates": {"edtf": "2026-05-04/2026-05-06", "text": "May"},
    "previous_dates": [{"edtf": "2026-04"}], "time_zone": "Europe/Rome", "format": "hybrid",
    "locations": [{"venue": "Hall", "city": "Pisa", "region": "IT-52", "country": "IT",
      "geo": {"lat": 43.7, "lon": 10.4}, "text": "Pisa"}],
    "topics": ["nlp"], "audiences": ["student"], "session_kinds": ["paper"],
    "programme_status": "announced", "organizer": "O",
    "links": [{"rel": "home", "url": "https://demo.example/"},
      {"rel": "cfp", "url": "https://demo.example/cfp"}],
    "languages": ["en", "it"], "accessibility": "Lift", "expected_attendance": 300,
    "offers": [{"price": 10}], "acceptance": {"accepted": 5},
    "deadlines": [{"id": "paper", "kind": "paper", "local": "2026-01-28",
      "time_zone_declared": "AoE"}],
    "deadlines_status": "not_announced", "verification": {"state": "official", "note": "seen"},
    "data_issues": [{"field": "year", "values": [1, 2]}],
    "sources": [{"source": "list", "fields": ["name"], "checked_at": "2026-03-01"}]}],
  "tracks": [{"id": "main", "conference": "demo-2026", "name": "Main", "aliases": ["M"],
    "topics": ["nlp"], "description": "D", "color": "#fff"}],
  "rooms": [{"id": "aula", "conference": "demo-2026", "name": "Aula", "capacity": 80}],
  "sessions": [{"id": "whole", "conference": "demo-2026", "title": "Whole"},
    {"id": "talk", "conference": "demo-2026", "track": "main", "parent": "whole", "work": "w",
    "kind": "paper", "kind_label": "Full paper", "title": "Talk", "abstract": "A",
    "description": "D", "do_not_record": true, "starts_at": "2026-05-04T23:30:00+02:00",
    "ends_at": "2026-05-05T00:30:00+02:00", "published_start": "2026-05-04",
    "published_end": "2026-05-05", "day": "2026-05-03", "time_zone": "Europe/Rome", "room": "aula",
    "speakers": [{"id": "ann", "role": "chair"}, "bob"], "topics": ["nlp"], "language": "en",
    "format": "hybrid", "level": "beginner", "links": [{"rel": "video", "url": "https://v.example/"}],
    "status": "moved", "external_ids": {"guid": "g"},
    "data_issues": [{"field": "title", "values": ["Talk", "Talks"]}]}],
  "places": [{"id": "tuscany", "kind": "region", "name": "Tuscany", "aliases": ["Toscana"],
    "country": "IT", "region": "IT-52", "time_zone": "Europe/Rome",
    "geo": {"lat": 43.7, "lon": -10}},
    {"id": "nordics", "kind": "group", "name": "Nordics", "aliases": ["North"],
    "countries": ["DK", "SE"]}],
  "guide": [{"id": "early", "kind": "why", "order": 2, "title": "Early", "text": "T",
    "source": "list"}]}
  """

/// A kind of record, with the columns of tables that its record in `document` leaves empty.
struct DeclaredKind: Sendable, CustomTestStringConvertible {
  let kind: RecordKind
  let emptyColumns: [String]
  /// The fields that the record does not state.
  let unstated: [String]
  let check: @Sendable (DeclaredKind, CatalogStore) throws -> Void
  var testDescription: String { kind.rawValue }

  init<Subject: DeclaredRecord & StoredRecord>(
    _ list: any KeyPath<CatalogDocument, [Subject]> & Sendable, emptyColumns: [String] = [],
    unstated: [String] = [], _ record: @escaping @Sendable (Subject) -> Record
  ) {
    kind = Subject.kind
    self.emptyColumns = emptyColumns
    self.unstated = unstated
    check = { try $0.check(list, record, in: $1) }
  }

  private func check<Subject: DeclaredRecord & StoredRecord>(
    _ list: KeyPath<CatalogDocument, [Subject]>, _ record: (Subject) -> Record,
    in store: CatalogStore
  ) throws {
    let read = try #require(try CatalogDocument(json: Array(document.utf8))[keyPath: list].last)
    #expect(Subject.fields.filter { $0.isUnknown(read) }.map(\.name) == unstated)

    let found = try store.database.readSync { try Subject.load(read.id, $0) }
    let stored = try #require(found)
    // The stored record has the names of those to which it refers.
    let forms = try [stored, read].map { record in
      String(decoding: try NativeForm.normalized(kind, record.form), as: UTF8.self)
    }
    #expect(forms[0] == forms[1])
    for field in Subject.fields {
      #expect(field.isSame(stored, read), "\(field.name) is stored in another way than it is read")
    }

    let entry = Entry(record(stored))
    let columns = TableColumn.all(of: kind)
    for member in Subject.members {
      guard let cell = member.cell else { continue }
      let column = columns.first { $0.name == member.name }
      #expect(column?.cell(entry, "") == TableCell(plain: cell(stored)), "\(member.name)")
    }
    let empty = columns.filter { $0.cell(entry, "") == .empty }.map(\.name)
    #expect(empty == emptyColumns, "a column stands for no member")
  }

  static let all = [
    DeclaredKind(
      \.conferences,
      emptyColumns: ["inherited_topics", "programme_status", "match_dates", "match_place"],
      unstated: ["deadlines_status"]
    ) { .conference($0) },
    DeclaredKind(\.series) { .series($0) },
    DeclaredKind(\.sources) { .source($0) },
    DeclaredKind(\.topics, emptyColumns: ["narrower"]) { .topic($0) },
    DeclaredKind(\.audiences) { .audience($0) },
    DeclaredKind(\.venues) { .venue($0) },
    DeclaredKind(\.speakers) { .speaker($0) },
    DeclaredKind(\.tracks) { .track($0) },
    DeclaredKind(\.rooms) { .room($0) },
    DeclaredKind(
      \.sessions,
      emptyColumns: [
        "published_start", "published_end", "conference_name", "inherited_topics",
        "derived_topics",
      ]
    ) { .session($0) },
    DeclaredKind(
      \.places,
      emptyColumns: ["country", "region", "time_zone", "latitude", "longitude"],
      unstated: ["country", "region", "time_zone", "geo"]
    ) { .place($0) },
    DeclaredKind(\.guide) { .guideItem($0) },
  ]
}

@Suite struct `Declared members` {
  @Test(arguments: DeclaredKind.all)
  func `A member is read, written, stored and shown in tables by its one declaration`(
    _ example: DeclaredKind
  ) throws {
    let catalog = try LocalCatalog(document, now: "2026-03-01T00:00:00Z")
    try example.check(example, catalog.store)
  }
}
