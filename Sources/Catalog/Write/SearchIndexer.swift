import CatalogModel
import SQLite

/// Maintains the search index.
///
/// The index stores no text, so a record's search text must be removed exactly as it was added:
/// before the record changes, and before another record whose name it contains changes. It is added
/// again at the end of the revision.
final class SearchIndexer {
  private struct Document: Hashable {
    var kind: SearchDocument
    var id: Int64
  }

  private let connection: Connection
  private let load: BulkLoad
  private let insertion, removal: BulkStatement
  /// The records to index at the end of the revision.
  private var pending: Set<Document> = []

  init(_ connection: Connection, _ load: BulkLoad) {
    (self.connection, self.load) = (connection, load)
    insertion = BulkStatement(connection, RecordText.insertion)
    removal = BulkStatement(
      connection,
      """
      INSERT INTO search (search, rowid, \(SearchDocument.columnList))
      VALUES ('delete', ?\(String(repeating: ", ?", count: SearchDocument.columns.count)))
      """)
  }

  /// Adds the search text of a new record.
  func add(_ text: RecordText) throws {
    if load.add(text) { return }
    try insertion.run { row in
      row.integer(text.number)
      text.each { row.text($0) }
    }
  }

  /// Adds the search text of a new record at the end of the revision, when all records that it
  /// refers to are written.
  func addLater(_ kind: RecordKind, _ id: Int64) {
    if let kind = SearchDocument(kind) { pending.insert(Document(kind: kind, id: id)) }
  }

  /// Removes the search text of a record that is about to change.
  func unindex(_ kind: SearchDocument, _ id: Int64) throws {
    guard pending.insert(Document(kind: kind, id: id)).inserted else { return }
    // The text must be removed from the present index, which the end of a bulk load replaces.
    try load.end()
    try write(removal, kind, id)
  }

  /// Keeps a removed record from being indexed again.
  func remove(_ kind: RecordKind, _ id: Int64) {
    if let kind = SearchDocument(kind) { pending.remove(Document(kind: kind, id: id)) }
  }

  /// Adds the search text of all pending records; returns their row IDs by kind.
  func finish() throws -> [SearchDocument: [Int64]] {
    let order = pending.sorted { ($0.kind.rawValue, $0.id) < ($1.kind.rawValue, $1.id) }
    // Adds all in one loop: later statements need savepoints, at which FTS5 writes its pending
    // data.
    for document in order { try write(insertion, document.kind, document.id) }
    pending.removeAll()
    return Dictionary(grouping: order, by: \.kind).mapValues { $0.map(\.id) }
  }

  /// Reads the text first, since a statement that reads and writes at once needs a savepoint of its
  /// own.
  private func write(_ statement: BulkStatement, _ kind: SearchDocument, _ id: Int64) throws {
    let words = try connection.first(kind.sql, id) { row in
      (row.int64(0), SearchDocument.columns.indices.map { row.text($0 + 1) })
    }
    guard let words else { return }
    try statement.run { row in
      row.integer(words.0)
      for text in words.1 { row.text(SearchWords.indexed(text)) }
    }
  }
}
