import CatalogForm
import CatalogModel
import SQLite

/// A bulk load of many records into a nearly empty catalog.
///
/// It postpones what is slow row by row: the indexes of the largest tables, the search index and
/// the change log.
///
/// Creating an index at the end takes one sort instead of a lookup per row. A `BulkSearchIndex` fills the
/// search index on a second queue.
///
/// The load ends in the import's transaction, so that no reader sees a catalog without its indexes.
final class BulkLoad {
  private enum State {
    case possible, underWay, over
  }

  /// The kinds of record that the load speeds up.
  private static let kinds: [RecordKind] = [.session, .speaker]
  private static let tables = ["session", "session_speaker", "speaker"]
  /// Minimum number of sessions and speakers in a document for a load to pay.
  private static let manyRecords = 1_000
  /// Maximum number of stored sessions and speakers: their indexes are created again in a short
  /// time.
  private static let fewRows = 20_000
  /// Maximum size of the search index to copy, in blocks of its `search_data` table.
  private static let fewPages = 4_000

  private let connection: Connection
  private let revision: Int
  private var state = State.possible
  /// The highest row IDs of the tables before the load.
  private var lastRows: [(kind: RecordKind, row: Int64)] = []
  /// The SQL definitions of the dropped indexes.
  private var indexes: [String] = []
  private var sideIndex: BulkSearchIndex?

  init(_ connection: Connection, revision: Int) {
    (self.connection, self.revision) = (connection, revision)
  }

  /// Whether a load is under way that includes records of a kind.
  func includes(_ kind: RecordKind) -> Bool { state == .underWay && Self.kinds.contains(kind) }

  /// Begins a load if it pays: the document has many sessions and speakers, their tables are small,
  /// and the first of each is new.
  ///
  /// Only documents in the native format fit: their records are found by their slugs, without the
  /// dropped indexes.
  func begin(
    _ document: CatalogDocument, isKnown: (RecordKind, _ slug: String) throws -> Bool
  ) throws {
    let (sessions, speakers) = (document.sessions, document.speakers)
    guard state == .possible, sessions.count + speakers.count >= Self.manyRecords,
      try sessions.first.map({ try !isKnown(.session, $0.id) }) ?? true,
      try speakers.first.map({ try !isKnown(.speaker, $0.id) }) ?? true
    else { return }
    let rows = try connection.first(
      "SELECT (SELECT count(*) FROM session) + (SELECT count(*) FROM speaker)"
    ) { $0.int(0) }
    guard rows ?? 0 <= Self.fewRows else {
      state = .over
      return
    }
    // Releasing a savepoint makes FTS5 write its pending records to the tables that are copied
    // next.
    try connection.execute("SAVEPOINT load; RELEASE load")
    let pages = try connection.first("SELECT count(*) FROM search_data") { $0.int(0) } ?? 0
    if pages <= Self.fewPages { sideIndex = try BulkSearchIndex(copying: connection) }
    try dropIndexes()
    for kind in Self.kinds {
      let last = try connection.first("SELECT coalesce(max(id), 0) FROM \(kind.rawValue)") {
        $0.int64(0)
      }
      lastRows.append((kind, last ?? 0))
    }
    // Every row that a new row refers to was looked up or written in this transaction, and
    // nothing is deleted during the load.
    connection.setChecksForeignKeys(false)
    state = .underWay
  }

  private func dropIndexes() throws {
    let found = try connection.all(
      """
      SELECT made.name, made.sql
      FROM json_each(?1) AS late, pragma_index_list(late.value) AS list, sqlite_schema AS made
      WHERE made.name = list.name AND list.origin = 'c' AND NOT list.partial ORDER BY made.rowid
      """, Self.tables.column
    ) { ($0.text(0), $0.text(1)) }
    for (name, definition) in found {
      try connection.execute("DROP INDEX \(name)")
      indexes.append(definition)
    }
  }

  /// Creates the indexes, the search index and the change log's rows.
  ///
  /// Call it before anything needs them.
  func end() throws {
    guard state == .underWay else { return }
    state = .over
    connection.setChecksForeignKeys(true)
    sideIndex?.end()
    if !indexes.isEmpty {
      // Sorts that exceed the memory go to temporary files.
      try connection.execute("PRAGMA temp_store = FILE")
      for definition in indexes { try connection.execute(definition) }
      try connection.execute("PRAGMA temp_store = MEMORY")
      indexes.removeAll()
    }
    try sideIndex?.replaceIndex(of: connection)
    sideIndex = nil
    for (kind, row) in lastRows {
      try connection.run(
        """
        INSERT INTO change (revision, kind, slug, op)
        SELECT ?1, ?2, slug, 'create' FROM \(kind.rawValue) WHERE id > ?3 ORDER BY id
        """, revision, kind.rawValue, row)
    }
  }

  /// Adds the search text of a new record; returns false if the load has no search index of its
  /// own.
  func add(_ text: RecordText) -> Bool {
    sideIndex?.add(text) != nil
  }
}
