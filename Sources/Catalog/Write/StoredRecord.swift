import CatalogForm
import CatalogModel
import SQLite

/// A record that has a row of its own and is merged and written by itself.
protocol StoredRecord: CatalogRecord {
  /// Loads the record with a slug; returns `nil` if there is none.
  static func load(_ slug: String, _ connection: Connection) throws -> Self?
  /// Writes the record's row and those of its parts, and returns the row ID.
  func store(_ writer: CatalogWriter, _ row: RecordRow) throws -> Int64
}
