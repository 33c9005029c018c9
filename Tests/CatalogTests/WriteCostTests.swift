import SQLite
import Testing

@testable import Catalog

/// What a single write costs must not grow with the catalog, its log or the stored keys.
struct WriteCostTests {
  @Test(arguments: [
    "INSERT INTO revision (number, at) VALUES (1, 1)",
    "INSERT INTO change (revision, kind, slug, op) VALUES (1, 'speaker', 'a', 'create')",
    "DELETE FROM idempotency_key WHERE created_at <= 1",
    "SELECT coalesce(max(id), 0) FROM change",
    "DELETE FROM track WHERE id = 1", "DELETE FROM venue WHERE id = 1",
  ])
  func `No statement that each write runs walks through a table`(sql: String) throws {
    try withEmptyCatalog { store in
      let plan = try store.database.readSync { connection in
        try connection.all("EXPLAIN QUERY PLAN \(sql)") { $0.text(3) }
      }
      #expect(!plan.contains { $0.hasPrefix("SCAN") }, "\(plan)")
    }
  }
}
