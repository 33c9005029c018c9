import CatalogModel
import SQLite

/// Leaves for later what is slow row by row, while much is loaded into a catalog that is nearly empty:
/// the indexes of its largest tables, each of which is then one sorted run in place of as many look-ups
/// as there are rows, the search index, which is made beside, and the change log.
///
/// All of it ends in the import's transaction, so that no one sees a catalog without its indexes.
final class BulkLoad {
  private enum State {
    case possible, underWay, over
  }

  /// The kinds whose tables it fills.
  private static let kinds: [RecordKind] = [.session, .speaker]
  private static let tables = ["session", "session_speaker", "speaker"]
  /// Records below which a load does not pay.
  private static let manyRecords = 1_000
  /// Sessions and speakers of which indexes are soon made again, such as those of the seeds.
  private static let fewRows = 20_000
  /// Pages of a search index that are soon copied.
  private static let fewPages = 4_000

  private let connection: Connection
  private let revision: Int
  private var state = State.possible
  /// The newest rows of the tables before the load.
  private var lastRows: [(kind: RecordKind, row: Int64)] = []
  /// The definitions of indexes that are made when the rows are all there.
  private var indexes: [String] = []
  private var sideIndex: SideIndex?

  init(_ connection: Connection, revision: Int) {
    (self.connection, self.revision) = (connection, revision)
  }

  /// Whether records of a kind are loaded now.
  func includes(_ kind: RecordKind) -> Bool { state == .underWay && Self.kinds.contains(kind) }

  /// Begins a load if it pays and nothing needs the indexes: with many new records of the catalog's own
  /// form, which are found by their slugs, for tables that are small.
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
    // A savepoint makes the search index write out what it has gathered of the records before.
    try connection.execute("SAVEPOINT load; RELEASE load")
    let pages = try connection.first("SELECT count(*) FROM search_data") { $0.int(0) } ?? 0
    if pages <= Self.fewPages { sideIndex = try SideIndex(copying: connection) }
    try dropIndexes()
    for kind in Self.kinds {
      let last = try connection.first("SELECT coalesce(max(id), 0) FROM \(kind.rawValue)") {
        $0.int64(0)
      }
      lastRows.append((kind, last ?? 0))
    }
    // What a new row names has been looked up or written in this transaction, and nothing is removed
    // while this lasts.
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

  /// Makes what was left for later; called before anything needs it.
  func end() throws {
    guard state == .underWay else { return }
    state = .over
    connection.setChecksForeignKeys(true)
    sideIndex?.end()
    if !indexes.isEmpty {
      // What does not find room to be sorted goes to a file.
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

  /// Takes the search text of a new record; returns false if no search index is made beside.
  func add(_ text: RecordText) -> Bool {
    sideIndex?.add(text) != nil
  }
}
