import CatalogForm
import CatalogModel
import JSON
import SQLite

/// Evaluates filters on former states of conferences, which the change log stores.
///
/// It inserts these states into an empty catalog in memory and runs the same list query there as on
/// the catalog itself.
struct FormerConferences {
  private let connection: Connection

  /// Returns the catalog in memory of a reader; creates a new one if the gazetteer has changed.
  static func of(_ reader: CatalogReader) throws -> FormerConferences {
    let gazetteer =
      try reader.connection.first(
        "SELECT count(*) || ' ' || coalesce(max(revision), 0) FROM place"
      ) { $0.text(0) } ?? ""
    if let known = reader.memory.formerConferences, known.gazetteer == gazetteer {
      return FormerConferences(connection: known.connection)
    }
    let catalog = try FormerConferences(reader.connection)
    reader.memory.formerConferences = (catalog.connection, gazetteer)
    return catalog
  }

  private init(connection: Connection) { self.connection = connection }

  /// Creates the catalog in memory with the gazetteer of `reader`.
  private init(_ reader: Connection) throws {
    connection = try Connection(path: "", access: .memory)
    try Migrator(CatalogStore.migrations).migrate(connection)
    try connection.execute("PRAGMA foreign_keys = OFF")
    for table in ["place", "place_label", "place_country"] {
      try copy(table, from: reader)
    }
  }

  private func copy(_ table: String, from reader: Connection) throws {
    try reader.each("SELECT * FROM \(table)") { row in
      let values = (0..<row.columnCount).map { row.value($0) }
      let places = (1...values.count).map { "?\($0)" }.joined(separator: ", ")
      try connection.run("INSERT INTO \(table) VALUES (\(places))", values: values)
    }
  }

  /// Returns the indices of the states that are hits of a filter.
  func hits(_ filter: CatalogFilter, among states: [String]) throws -> Set<Int> {
    Set(
      try hits(.conference, filter, among: states, limit: states.count) { id in
        (Int(id) - 1, "")
      }.map(\.state))
  }

  /// Returns the deadlines in the states that are hits of a filter of deadlines, each with the
  /// state's index and its ID within the conference.
  func deadlines(
    _ filter: CatalogFilter, among states: [String]
  ) throws -> [(state: Int, id: String)] {
    try hits(.deadline, filter, among: states, limit: Self.maximumDeadlines) { id in
      try connection.first("SELECT conference_id - 1, slug FROM deadline WHERE id = ?1", id) {
        ($0.int(0), $0.text(1))
      } ?? (0, "")
    }
  }

  static let maximumDeadlines = 50_000

  private func hits(
    _ kind: RecordKind, _ filter: CatalogFilter, among states: [String], limit: Int,
    _ identify: (Int64) throws -> (state: Int, id: String)
  ) throws -> [(state: Int, id: String)] {
    guard !states.isEmpty else { return [] }
    do {
      try connection.transaction(.immediate) {
        for (index, state) in states.enumerated() { try insert(state, Int64(index + 1)) }
        // The inserted rows have other slugs than the conferences; isNamed(_:_:) applies this
        // filter.
        var unnamed = filter
        unnamed[.conference] = ValueFilter()
        var query = ListQuery(kind, unnamed)
        query.countsTotal = false
        let answer = try CatalogReader(writing: connection).list(
          query, page: PageRequest(limit: limit))
        let hits = try answer.page.elements.map { try identify($0.id) }
        throw Evaluated(hits: try hits.filter { try isNamed(filter, states[$0.state]) })
      }
    } catch let evaluated as Evaluated {
      return evaluated.hits
    }
    return []
  }

  /// Whether a state meets the filter by conference ID.
  private func isNamed(_ filter: CatalogFilter, _ state: String) throws -> Bool {
    let ids = filter[.conference]
    guard !ids.included.isEmpty || !ids.excluded.isEmpty else { return true }
    let slug = try connection.first("SELECT json_extract(?1, '$.conference.slug')", state) {
      $0.text(0)
    }
    guard let slug else { return false }
    return (ids.included.isEmpty || ids.included.contains(slug)) && !ids.excluded.contains(slug)
  }

  /// Carries the hits out of the transaction; throwing it rolls back the inserted rows.
  private struct Evaluated: Error {
    var hits: [(state: Int, id: String)]
  }

  private func insert(_ state: String, _ id: Int64) throws {
    try insert("conference", FilterState.conference, ["id": id], "$.conference", state, isOne: true)
    try insert("location", FilterState.location, ["conference_id": id], "$.location", state)
    try insert("deadline", FilterState.deadline, ["conference_id": id], "$.deadline", state)
    // Two states of one conference may be present, and the filter index identifies a conference
    // by its slug.
    try connection.run("UPDATE conference SET slug = slug || '~' || id WHERE id = ?1", id)
    try connection.run(
      """
      INSERT OR IGNORE INTO filing (filter, value, sort_start, slug, filter_end, conference_id)
      SELECT filed.value ->> 0, filed.value ->> 1, sort_start, slug, filter_end, conference.id
      FROM conference, json_each(?2, '$.filing') AS filed WHERE conference.id = ?1
      """, id, state)
    try connection.run(
      """
      INSERT INTO location_point
      SELECT location.id, point.value ->> 1, point.value ->> 1, point.value ->> 2, point.value ->> 2
      FROM json_each(?2, '$.point') AS point
      JOIN location ON conference_id = ?1 AND position = point.value ->> 0
      """, id, state)
    var words = try connection.all(
      "SELECT value FROM json_each(json_extract(?1, '$.words'))", state
    ) { $0.text(0) }
    guard words.count <= SearchDocument.columns.count, !words.isEmpty else { return }
    // A state that an older version stored has the topics among the other texts.
    words += Array(repeating: "", count: SearchDocument.columns.count - words.count)
    try connection.run(
      RecordText.insertion,
      values: [SearchDocument.conference.base + id] + words.map { SearchWords.indexed($0) })
  }

  private func insert(
    _ table: String, _ columns: [String], _ key: KeyValuePairs<String, Int64>, _ path: String,
    _ state: String, isOne: Bool = false
  ) throws {
    let names = ([key[0].key] + columns).joined(separator: ", ")
    let values = columns.map { "value ->> '$.\($0)'" }.joined(separator: ", ")
    let rows =
      isOne
      ? "(SELECT json_extract(?2, '\(path)') AS value)" : "json_each(?2, '\(path)')"
    try connection.run(
      "INSERT INTO \(table) (\(names)) SELECT ?1, \(values) FROM \(rows)", key[0].value, state)
  }
}
