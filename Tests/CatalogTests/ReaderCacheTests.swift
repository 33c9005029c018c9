import CatalogModel
import SQLite
import Testing

@testable import Catalog
@testable import CatalogForm

/// The cached JSON of a record is that of the catalog, whichever record has changed.
@Suite struct `Cache of a reader` {
  private static let catalog = """
    {"sources":[{"id":"web","title":"Web"}],
     "topics":[{"id":"ai","label":"AI"},{"id":"ml","label":"ML","broader":["ai"]}],
     "audiences":[{"id":"startup","label":"Startup"}],
     "places":[{"id":"pisa","kind":"city","name":"Pisa","country":"IT"}],
     "venues":[{"id":"hall","name":"Hall","city":"Pisa","country":"IT"}],
     "series":[{"id":"east","name":"East","topics":["ml"]}],
     "conferences":[
      {"id":"east-1","name":"East 1","series":["east"],"locations":[{"venue":"hall"}],
       "deadlines":[{"id":"paper","kind":"paper","local":"2026-03-01T12:00"}],
       "sources":[{"source":"web","fields":["name"]}]},
      {"id":"east-2","name":"East 2","series":["east"]}],
     "rooms":[{"id":"r1","conference":"east-1","name":"Room 1"}],
     "tracks":[{"id":"main","conference":"east-1","name":"Main","topics":["ai"]}],
     "speakers":[{"id":"ada","name":"Ada"},{"id":"bob","name":"Bob"}],
     "sessions":[
      {"id":"talk","conference":"east-1","track":"main","room":"r1","kind":"oral","title":"A",
       "speakers":["ada"]},
      {"id":"part","conference":"east-1","parent":"talk","kind":"paper","title":"B"}],
     "recommendations":[{"audience":"startup","series":"east","reason":"Seen"}],
     "guide":[{"id":"tip","kind":"tip","title":"Tip"}]}
    """

  /// Edits of every kind, most of which show in records of other kinds.
  private static let edits = [
    #"{"speakers":[{"id":"ada","name":"Ada L."}]}"#,
    #"{"sessions":[{"id":"talk","conference":"east-1","kind":"keynote","title":"A2"}]}"#,
    #"{"conferences":[{"id":"east-1","name":"East One","status":"cancelled"}]}"#,
    #"{"conferences":[{"id":"east-1","name":"East One","deadlines":[{"id":"paper","kind":"paper","local":"2026-04-01T12:00"}]}]}"#,
    #"{"conferences":[{"id":"east-3","name":"East 3","series":["east"]}]}"#,
    #"{"series":[{"id":"east","name":"Far East","topics":["ai"]}]}"#,
    #"{"topics":[{"id":"ai","label":"Artificial intelligence"}]}"#,
    #"{"audiences":[{"id":"startup","label":"Founders"}]}"#,
    #"{"venues":[{"id":"hall","name":"Great Hall","city":"Pisa","country":"IT"}]}"#,
    #"{"places":[{"id":"pisa","kind":"city","name":"Pisa (Italy)","country":"IT"}]}"#,
    #"{"sources":[{"id":"web","title":"The web"}]}"#,
    #"{"tracks":[{"id":"main","conference":"east-1","name":"Main track","topics":["ml"]}]}"#,
    #"{"rooms":[{"id":"r1","conference":"east-1","name":"Room One"}]}"#,
    #"{"recommendations":[{"audience":"startup","series":"east","reason":"Heard"}]}"#,
    #"{"guide":[{"id":"tip","kind":"tip","title":"A tip"}]}"#,
  ]

  @Test func `No record is older than the catalog after an edit of another`() throws {
    try withEmptyCatalog { store in
      try add(Self.catalog, to: store)
      try compare(store, after: "the first records")
      for edit in Self.edits {
        let before = store.revision
        try add(edit, to: store)
        #expect(store.revision == before + 1, "nothing has changed: \(edit)")
        try compare(store, after: edit)
      }
    }
  }

  private func add(_ text: String, to store: CatalogStore) throws {
    try store.add(try CatalogDocument(json: Array(text.utf8)))
  }

  /// Compares all records of the cache with those that a reader without a cache returns.
  private func compare(_ store: CatalogStore, after edit: String) throws {
    try store.database.readSync { connection in
      let cached = try CatalogReader(connection)
      let fresh = CatalogReader(writing: connection)
      for kind in RecordKind.allCases {
        for id in try connection.all("SELECT id FROM \(kind.rawValue)", row: { $0.int64(0) }) {
          var (one, other): ([UInt8], [UInt8]) = ([], [])
          var filling = RenderContext(baseURL: "", now: Instant(seconds: 0))
          _ = try cached.append(kind, id, localZone: nil, &filling, to: &one)
          _ = try fresh.append(kind, id, localZone: nil, &filling, to: &other)
          #expect(!one.isEmpty)
          #expect(
            String(decoding: one, as: UTF8.self) == String(decoding: other, as: UTF8.self),
            "\(kind) \(id) after \(edit)")
        }
      }
    }
  }
}
