import SQLite
import Testing

@testable import Catalog
@testable import CatalogForm
@testable import CatalogModel

/// Documents that were written before members were renamed.
@Suite struct `Former names of members` {
  @Test(arguments: [
    (
      #"{"series":[{"id":"x","name":"X","full_name":"The X"}]}"#,
      #"{"series":[{"id":"x","name":"The X","acronym":"X"}]}"#
    ),
    (
      #"{"series":[{"id":"x","name":"X","full_name":null}]}"#,
      #"{"series":[{"id":"x","name":"X"}]}"#
    ),
    (
      #"{"topics":[{"id":"x","label":"X","alt_labels":["Y"]}]}"#,
      #"{"topics":[{"id":"x","label":"X","aliases":["Y"]}]}"#
    ),
    (
      #"{"audiences":[{"id":"x","label":"X","alt_labels":["Y"]}]}"#,
      #"{"audiences":[{"id":"x","label":"X","aliases":["Y"]}]}"#
    ),
    (
      #"{"places":[{"id":"x","kind":"country","name":"X","alt_names":["Y"],"country":"XX"}]}"#,
      #"{"places":[{"id":"x","kind":"country","name":"X","aliases":["Y"],"country":"XX"}]}"#
    ),
    (
      #"{"sources":[{"id":"x","title":"X","homepage":"https://x.test/"}]}"#,
      #"{"sources":[{"id":"x","title":"X","website":"https://x.test/"}]}"#
    ),
  ])
  func `A former name is read like the present one`(_ former: String, _ present: String) throws {
    let document = try CatalogDocument(json: Array(former.utf8))
    #expect(document == (try CatalogDocument(json: Array(present.utf8))))
  }

  @Test func `A website without a link becomes the link to the home page`() throws {
    let text =
      #"{"conferences":[{"id":"x","name":"X","website":"https://x.test/"},"#
      + #"{"id":"y","name":"Y","website":"https://x.test/","#
      + #""links":[{"rel":"home","url":"https://y.test/"}]}]}"#
    let document = try CatalogDocument(json: Array(text.utf8))
    #expect(document.conferences.map(\.website) == ["https://x.test/", "https://y.test/"])
    #expect(document.conferences.map(\.links.count) == [1, 1])
  }

  @Test func `An edit of one name renames a series and leaves its acronym`() throws {
    try withEmptyCatalog { store in
      func edit(_ members: String) throws -> Series? {
        try store.add(
          try CatalogDocument(json: Array("{\"series\":[{\"id\":\"x\",\(members)}]}".utf8)))
        return try store.database.readSync { try Series.load("x", $0) }
      }
      _ = try edit(#""name":"The X","acronym":"X""#)
      let renamed = try edit(#""name":"The new X""#)
      #expect(renamed?.name == "X" && renamed?.fullName == "The new X")
      let former = try edit(#""name":"X""#)
      #expect(former?.name == "X" && former?.fullName == "The new X")
    }
  }

  /// Databases hold the codes of fields: a renamed field must keep its own.
  @Test func `A renamed field keeps the code of its former name`() throws {
    func code(_ name: String) -> UInt16 { UInt16(truncatingIfNeeded: StableHash.of(name) >> 20) }
    #expect(Topic.fields.contains { $0.name == "aliases" && $0.code == code("alt_labels") })
    #expect(Audience.fields.contains { $0.name == "aliases" && $0.code == code("alt_labels") })
    #expect(Place.fields.contains { $0.name == "aliases" && $0.code == code("alt_names") })
    #expect(Source.fields.contains { $0.name == "website" && $0.code == code("homepage") })
  }
}
