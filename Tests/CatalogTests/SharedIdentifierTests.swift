import SQLite
import Testing

@testable import Catalog
@testable import CatalogForm
@testable import CatalogModel

@Suite struct `Sessions that share an identifier` {
  private func programme(_ sessions: [(title: String, hour: Int, names: [String])]) -> ImportBatch {
    var batch = ImportBatch(source: Source(id: "frab", title: "frab"), origin: "schedule.json")
    batch.document.conferences = [Conference(id: "demo-2027", name: "Demo")]
    batch.completeProgrammes = ["demo-2027"]
    for (index, item) in sessions.enumerated() {
      var session = Session(
        id: "demo-2027-17-\(index)", conference: "demo-2027", kind: "other", title: item.title)
      session.startsAt = ZonedInstant(
        Instant(seconds: 1_800_000_000 + item.hour * 3_600), offset: 0)
      batch.document.sessions.append(session)
      for name in item.names {
        batch.externalIDs.append(
          ExternalID(
            kind: .session, slug: session.id, system: "frab", scope: "demo-2027", value: name))
      }
    }
    return batch
  }

  private func slugs(_ store: CatalogStore) throws -> [String: String] {
    try store.database.readSync { connection in
      let rows = try connection.all("SELECT title, slug FROM session") { ($0.text(0), $0.text(1)) }
      return Dictionary(uniqueKeysWithValues: rows)
    }
  }

  @Test func `keep their IDs when the first goes, also those that were told apart by their order`()
    throws
  {
    try withEmptyCatalog { store in
      try store.merge([
        programme([("One", 1, ["17"]), ("Two", 2, ["17#2"]), ("Three", 3, ["17#3"])])
      ])
      let before = try slugs(store)
      try store.merge([programme([("Two", 2, ["17#two"]), ("Three", 3, ["17#three"])])])
      let after = try slugs(store)
      #expect(after == before.filter { $0.key != "One" })
      // Known by what tells them apart from now on, at any time.
      try store.merge([
        programme([("Four", 1, ["17#four"]), ("Three", 9, ["17#three"]), ("Two", 8, ["17#two"])])
      ])
      #expect(try slugs(store).filter { $0.key != "Four" } == after)
      try store.merge([programme([("Two, again", 8, ["17#two, again", "17"])])])
      #expect(try slugs(store)["Two, again"] != after["Two"])
    }
  }
}
