import CatalogModel
import SQLite

/// A record that is merged and written by itself.
protocol StoredRecord: CatalogRecord {
  /// Reads the record of a slug.
  static func load(_ slug: String, _ connection: Connection) throws -> Self?
  /// Writes the record's row and those of its parts, and returns the row ID.
  func store(_ writer: CatalogWriter, _ row: RecordRow) throws -> Int64
}
