import JSON
import SQLite
import Synchronization
import Testing

@testable import Catalog
@testable import CatalogForm
@testable import CatalogModel

/// What exports tell of records that are gone, and what a catalog makes of it that reads one.
@Suite struct `Tombstones` {
  private static let records = #"""
    {"type":"topic","id":"nlp","label":"Language"},
    {"type":"series","id":"one","name":"One"}, {"type":"series","id":"two","name":"Two"},
    {"type":"series","id":"three","name":"Three"}, {"type":"series","id":"four","name":"Four"},
    {"type":"conference","id":"c-2026","name":"C"},
    {"type":"conference","id":"d-2026","name":"D","deadlines":[
      {"id":"paper","kind":"paper","local":"2026-01-02"}, {"id":"demo","kind":"other"}]},
    {"type":"session","id":"talk","conference":"c-2026","kind":"paper","title":"Talk"},
    {"type":"session","id":"rest","conference":"d-2026","kind":"paper","title":"Rest"}
    """#

  /// A catalog in which records were removed, merged, and made again.
  private func withRemovals(_ body: (CatalogStore) throws -> Void) throws {
    try withEmptyCatalog { store in
      try store.write(Self.records)
      try store.write(#"{"type":"series","id":"two","merged_into":"one"}"#)
      try store.write(#"{"type":"series","id":"three","merged_into":"four"}"#)
      try store.write(#"{"type":"series","id":"four","removed":true}"#)
      try store.write(#"{"type":"conference","id":"c-2026","removed":true}"#)
      try store.write(
        #"{"type":"conference","id":"d-2026","name":"D","deadlines":[{"id":"demo","kind":"other"}]}"#
      )
      try store.write(#"{"type":"session","id":"rest","removed":true}"#)
      try store.write(
        #"{"type":"session","id":"rest","conference":"d-2026","kind":"paper","title":"Again"}"#)
      try body(store)
    }
  }

  private func export(_ store: CatalogStore, _ form: CatalogExport.Form) throws -> [UInt8] {
    let bytes = Mutex<[UInt8]>([])
    try store.export(as: form) { piece in bytes.withLock { $0 += piece } }
    return bytes.withLock { $0 }
  }

  private func read(_ bytes: [UInt8], _ form: CatalogExport.Form) throws -> ImportBatch {
    var batch = ImportBatch(source: nil, origin: "x")
    guard form == .ndjson else {
      batch.document = try CatalogDocument(json: bytes)
      return batch
    }
    for line in bytes.split(separator: 0x0a) {
      let mistakes = batch.document.append(try JSONParser.parse(Array(line)))
      #expect(mistakes.isEmpty, "\(mistakes)")
    }
    return batch
  }

  private func deletion(_ store: CatalogStore, _ kind: RecordKind, _ id: String) throws -> Instant?
  {
    try store.database.readSync { try CatalogReader($0).history.deletion(of: kind, id)?.at }
  }

  @Test(arguments: CatalogExport.Form.allCases)
  func `A copy knows what was removed and merged before its export, and exports the same bytes`(
    _ form: CatalogExport.Form
  ) throws {
    try withRemovals { store in
      let bytes = try export(store, form)
      try withEmptyCatalog { copy in
        let batch = try read(bytes, form)
        let first = try copy.merge([batch])
        #expect(first.notices.isEmpty && first.contradictions.isEmpty, "\(first.notices)")
        #expect(try export(copy, form) == bytes)
        for (kind, id) in [
          (RecordKind.conference, "c-2026"), (.session, "talk"), (.series, "four"),
          (.deadline, "d-2026--paper"),
        ] {
          #expect(try deletion(copy, kind, id) == deletion(store, kind, id), "\(id)")
          #expect(try deletion(copy, kind, id) != nil, "\(id)")
        }
        #expect(try deletion(copy, .session, "rest") == nil)
        let redirects = "SELECT group_concat(slug || ' ' || target) FROM redirect"
        let found = try [store, copy].map { store in
          try store.database.readSync { try $0.first(redirects) { $0.text(0) } }
        }
        #expect(found == ["three four,two one", "three four,two one"])
        let again = try copy.merge([batch])
        #expect(!again.hasChanges && again.notices.isEmpty)
        #expect(try copy.told().filter { $0.hasPrefix("delete") }.isEmpty)
      }
    }
  }

  @Test func `A later export takes from a copy what was removed, but not what is newer there`()
    throws
  {
    func removal(_ id: String, _ at: String) -> String {
      #"{"type":"series","id":"\#(id)","removed":true,"kept":{"updated_at":"\#(at)"}}"#
    }
    try withEmptyCatalog { store in
      try store.write(Self.records)
      try store.write(
        "\(removal("one", "2001-01-01T00:00:00Z")),\(removal("two", "2101-01-01T00:00:00Z"))")
      #expect(try store.told(kinds: [.series]).last == "delete series two")
      #expect(try store.count("SELECT count(*) FROM series WHERE slug = 'one'") == 1)
      #expect(
        try deletion(store, .series, "two")?.description == "2101-01-01T00:00:00Z")
    }
  }

  @Test(arguments: [
    #"{"type":"deadline","id":"paper","removed":true}"#,
    #"{"type":"topic","id":"nlp","removed":true}"#,
    #"{"type":"topic","id":"nlp","removed":true,"kept":{"updated_at":"soon"}}"#,
  ])
  func `A line that is no tombstone is told`(_ line: String) throws {
    var document = CatalogDocument()
    let mistakes = document.append(try JSONParser.parse(Array(line.utf8)))
    #expect(mistakes.count == 1 && document.count == 0, "\(mistakes)")
  }

  @Test func `A record is less verified when its sources are removed`() throws {
    try withEmptyCatalog { store in
      let all = try ["one", "two"].map { try batch($0, dates: "2026-07-06/2026-07-11") }
      try store.merge(all)
      for (source, state) in [("one", "single-source"), ("two", "unverified")] {
        var removal = ImportBatch(source: nil, origin: "")
        removal.document.removals = [Removal(RecordName(kind: .source, slug: source))]
        try store.merge([removal])
        #expect(try store.conference().verification.state == state)
        let filed = "SELECT count(*) FROM filing WHERE value = '\(state)'"
        #expect(try store.count(filed) == 1)
      }
      let series = "SELECT count(*) FROM series WHERE verification_state = 'unverified'"
      #expect(try store.count(series) == 1)
      try store.merge(all)
      #expect(try store.conference().verification.state == "corroborated")
      for (sources, state) in [(#"[{"source":"two"}]"#, "single-source"), ("[]", "unverified")] {
        try store.write(
          #"{"type":"conference","id":"icml-2026","name":"ICML 2026","sources":\#(sources)}"#)
        #expect(try store.conference().verification.state == state)
      }
    }
  }
}
