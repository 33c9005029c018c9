import CatalogModel
import SQLite

/// Keeps the search index in step with the records.
///
/// The index holds no text, so a record's words must be taken out as they were put in: before the
/// record changes, and before anything changes of which it has words. They are put in again at the end
/// of the revision.
final class SearchIndexer {
  private struct Document: Hashable {
    var kind: SearchDocument
    var id: Int64
  }

  private let connection: Connection
  private let load: BulkLoad
  private let insertion, removal: BulkStatement
  /// Records whose words are out of the index until the end of the revision.
  private var pending: Set<Document> = []

  init(_ connection: Connection, _ load: BulkLoad) throws {
    (self.connection, self.load) = (connection, load)
    insertion = try BulkStatement(connection, RecordText.insertion)
    removal = try BulkStatement(
      connection,
      """
      INSERT INTO search (search, rowid, name, other_names, about, people, place)
      VALUES ('delete', ?, ?, ?, ?, ?, ?)
      """)
  }

  /// Puts in the words of a new record.
  func add(_ text: RecordText) throws {
    if load.add(text) { return }
    try insertion.run { row in
      row.integer(text.number)
      text.each { row.text($0) }
    }
  }

  /// Puts in the words of a new record at the end, when all is written to which it refers.
  func addLater(_ kind: RecordKind, _ id: Int64) {
    if let kind = SearchDocument(kind) { pending.insert(Document(kind: kind, id: id)) }
  }

  /// Takes out the words of a record that is about to change.
  func takeOut(_ kind: SearchDocument, _ id: Int64) throws {
    guard pending.insert(Document(kind: kind, id: id)).inserted else { return }
    // From the index in which they are, not from one that is about to be replaced.
    try load.end()
    try write(removal, kind, id)
  }

  /// Leaves the words of a removed record out for good.
  func remove(_ kind: RecordKind, _ id: Int64) {
    if let kind = SearchDocument(kind) { pending.remove(Document(kind: kind, id: id)) }
  }

  /// Puts in all words that are out; returns the IDs of their records by kind.
  func finish() throws -> [SearchDocument: [Int64]] {
    let order = pending.sorted { ($0.kind.rawValue, $0.id) < ($1.kind.rawValue, $1.id) }
    // All words in one go: what follows needs savepoints, at which the index writes out its words.
    for document in order { try write(insertion, document.kind, document.id) }
    pending.removeAll()
    return Dictionary(grouping: order, by: \.kind).mapValues { $0.map(\.id) }
  }

  /// Reads the words first: a statement that reads and writes at once has a savepoint of its own.
  private func write(_ statement: BulkStatement, _ kind: SearchDocument, _ id: Int64) throws {
    let words = try connection.first(kind.sql, id) { row in
      (row.int64(0), (1...5).map { row.text($0) })
    }
    guard let words else { return }
    try statement.run { row in
      row.integer(words.0)
      for text in words.1 { row.text(SearchWords.indexed(text)) }
    }
  }
}
