import CatalogModel
import SQLite

/// What is left for later while much comes into a catalog that is nearly empty: the indexes of its
/// largest tables, each of which is then one sorted run in place of as many look-ups as there are
/// rows, and the search index, which is made beside.
///
/// All of it ends in the import's transaction, so that no one sees a catalog without its indexes.
extension CatalogWriter {
  /// Whether such a load may begin, goes on, or has ended for the rest of the revision.
  enum Load {
    case possible, underWay, over
  }

  private static let lateTables = ["session", "session_speaker", "speaker"]
  /// Sessions and speakers of which indexes are soon made again, such as those of the seeds.
  private static let fewRows = 20_000
  /// Pages of a search index that are soon copied.
  private static let fewPages = 4_000

  /// Begins such a load, where that pays and nothing needs the indexes: with many new records of the
  /// catalog's own form, which are found by their slugs, for tables that are small.
  func beginLoad(of batch: ImportBatch) throws {
    let document = batch.document
    guard load == .possible, batch.source == nil,
      document.sessions.count + document.speakers.count >= 1_000,
      try isNew(document.sessions.first?.id, .session),
      try isNew(document.speakers.first?.id, .speaker)
    else { return }
    let there = try connection.first(
      "SELECT (SELECT count(*) FROM session) + (SELECT count(*) FROM speaker)"
    ) { $0.int(0) }
    guard there ?? 0 <= Self.fewRows else {
      load = .over
      return
    }
    // A savepoint makes the search index write out what it has gathered of the records before.
    try connection.execute("SAVEPOINT load; RELEASE load")
    let pages = try connection.first("SELECT count(*) FROM search_data") { $0.int(0) } ?? 0
    if pages <= Self.fewPages { sideIndex = try SideIndex(copying: connection) }
    let found = try connection.all(
      """
      SELECT made.name, made.sql
      FROM json_each(?1) AS late, pragma_index_list(late.value) AS list, sqlite_schema AS made
      WHERE made.name = list.name AND list.origin = 'c' AND NOT list.partial ORDER BY made.rowid
      """, Self.json(Self.lateTables)
    ) { ($0.text(0), $0.text(1)) }
    for (name, definition) in found {
      try connection.execute("DROP INDEX \(name)")
      lateIndexes.append(definition)
    }
    for kind in Self.loadedKinds {
      lastRowsBeforeLoad[kind] =
        try connection.first("SELECT coalesce(max(id), 0) FROM \(kind.rawValue)") { $0.int64(0) }
        ?? 0
    }
    // What a new row names has been looked up or written in this transaction, and nothing is removed
    // while this lasts.
    connection.setChecksForeignKeys(false)
    load = .underWay
  }

  private func isNew(_ slug: String?, _ kind: RecordKind) throws -> Bool {
    try slug.map { try find(kind, $0) == nil } ?? true
  }

  /// Makes what was left for later; to be called before anything needs it.
  func endLoad() throws {
    guard load == .underWay else { return }
    load = .over
    connection.setChecksForeignKeys(true)
    sideIndex?.end()
    if !lateIndexes.isEmpty {
      // What does not find room to be sorted goes to a file.
      try connection.execute("PRAGMA temp_store = FILE")
      for definition in lateIndexes { try connection.execute(definition) }
      try connection.execute("PRAGMA temp_store = MEMORY")
      lateIndexes.removeAll()
    }
    try sideIndex?.replaceIndex(of: connection)
    sideIndex = nil
    try logLoad()
  }

  /// Puts the words of a new record into the search index.
  func addWords(
    _ number: Int64, _ name: String, _ otherNames: String, _ about: String, _ people: String,
    _ place: String
  ) throws {
    let words = SearchWords.indexed
    if let sideIndex {
      return sideIndex.add(
        number, words(name), words(otherNames), words(about), words(people), words(place))
    }
    try bulk.words.run { row in
      row.integer(number)
      row.text(words(name))
      row.text(words(otherNames))
      row.text(words(about))
      row.text(words(people))
      row.text(words(place))
    }
  }
}
