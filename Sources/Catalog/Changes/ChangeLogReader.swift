public import CatalogModel
import SQLite

/// A row of the change log.
struct LoggedChange {
  var position: Int
  var revision: Int
  var at: Instant
  var kind: RecordKind
  var slug: String
  var op: Operation
  var previousSlug: String?
  var since: Int?

  enum Operation: String {
    case create, update, delete, rename, refile
  }

  /// The ID before the change.
  var oldSlug: String { previousSlug ?? slug }
}

extension CatalogReader {
  public var changeLog: ChangeLogReader { ChangeLogReader(reader: self) }
}

/// Reads the rows of the change log.
public struct ChangeLogReader {
  let reader: CatalogReader
  private var connection: Connection { reader.connection }

  /// Returns the ends of the change log.
  ///
  /// Changes before `oldest` count as expired.
  public func state(keptSince oldest: Instant? = nil) throws -> ChangeLogState {
    let row = try connection.first(
      """
      SELECT epoch, revision, log_start, (SELECT coalesce(max(id), 0) FROM change),
        CASE WHEN ?1 IS NULL THEN 0 ELSE coalesce((
          SELECT max(change.id) FROM change JOIN revision ON number = change.revision
          WHERE number = (SELECT max(number) FROM revision WHERE at < ?1)), 0) END
      FROM catalog_state
      """, oldest?.seconds
    ) { (epoch: $0.text(0), revision: $0.int(1), start: $0.int(2), end: $0.int(3), old: $0.int(4)) }
    guard let row else { throw SQLiteError(code: .corrupt, message: "catalog_state is empty") }
    return ChangeLogState(
      newest: ChangeCursor(epoch: row.epoch, position: max(row.end, row.start)),
      horizon: ChangeCursor(epoch: row.epoch, position: max(row.start, row.old)),
      revision: row.revision)
  }

  /// Returns the row after which the last `count` rows up to `query.end` begin that the query may
  /// report; `horizon` if there are fewer.
  public func start(ofLast count: Int, _ query: ChangeQuery, after horizon: Int) throws -> Int {
    let kinds = query.filter == nil ? query.kinds : [.conference]
    var among = ""
    if !kinds.isEmpty {
      among = "AND kind IN (\(kinds.map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ")))"
    }
    if query.filter == nil { among += " AND op <> 'refile'" }
    let rows = try connection.first(
      """
      SELECT count(*), min(id) FROM (
        SELECT id FROM change WHERE id > ?1 AND id <= ?2 \(among) ORDER BY id DESC LIMIT ?3)
      """, horizon, query.end ?? Int.max, count
    ) { (count: $0.int(0), first: $0.intOrNil(1)) }
    guard let rows, let first = rows.first, rows.count == count else { return horizon }
    return first - 1
  }

  /// Returns the next page of the change feed.
  public func page(_ query: ChangeQuery) throws -> ChangePage {
    var feed = ChangeFeed(query, connection, reader)
    return try feed.page()
  }

  func rows(after position: Int, limit: Int) throws -> [LoggedChange] {
    try rows("change.id > ?1 ORDER BY change.id LIMIT ?2", position, limit)
  }

  /// Returns the rows of the log about a record through all IDs that it had, the newest first,
  /// without its creation.
  ///
  /// `first` is its first ID, and `start` the row since which it has that: 0, or the row by which
  /// another record gave the ID up.
  func rows(
    of kind: RecordKind, _ slug: String
  ) throws -> (rows: [LoggedChange], first: String, start: Int) {
    var rows: [LoggedChange] = []
    var (first, end) = (slug, Int.max)
    while true {
      try reader.checkBudget()
      let start =
        try connection.first(
          """
          SELECT max(id) FROM change
          WHERE kind = ?1 AND previous_slug = ?2 AND previous_slug IS NOT NULL AND id < ?3
          """, kind.rawValue, first, end
        ) { $0.intOrNil(0) } ?? nil
      let found = try self.rows(
        """
        kind = ?1 AND slug = ?2 AND change.id > ?3 AND change.id < ?4 AND op <> 'create'
        AND op <> 'refile' ORDER BY change.id DESC
        """, kind.rawValue, first, start ?? 0, end)
      guard let renaming = found.firstIndex(where: { $0.previousSlug != nil }) else {
        return (rows + found, first, start ?? 0)
      }
      rows += found[...renaming]
      (first, end) = (found[renaming].oldSlug, found[renaming].position)
    }
  }

  /// Returns the position at which a record was created with an ID that another record had before.
  func creation(of kind: RecordKind, _ slug: String, after start: Int) throws -> Int? {
    try connection.first(
      "SELECT min(id) FROM change WHERE id > ?1 AND op = 'create' AND kind = ?2 AND slug = ?3",
      start, kind.rawValue, slug
    ) { $0.intOrNil(0) } ?? nil
  }

  /// Returns the positions at which a record was created again after a deletion; `log` are its
  /// rows, the newest first.
  func creations(in log: [LoggedChange]) throws -> [Int] {
    var end = Int.max
    return try log.compactMap { row in
      defer { end = row.position }
      guard row.op == .delete else { return nil }
      try reader.checkBudget()
      return try connection.first(
        """
        SELECT id FROM change
        WHERE id > ?1 AND id < ?2 AND op = 'create' AND kind = ?3 AND slug = ?4 ORDER BY id
        """, row.position, end, row.kind.rawValue, row.slug
      ) { $0.int(0) }
    }
  }

  private func rows(
    _ condition: String, _ values: any Bindable...
  ) throws -> [LoggedChange] {
    try connection.all(
      """
      SELECT change.id, change.revision, at, kind, slug, op, previous_slug, since
      FROM change LEFT JOIN revision ON number = change.revision WHERE \(condition)
      """, values: values
    ) { row in
      guard let kind = RecordKind(stored: row.text(3)),
        let op = LoggedChange.Operation(rawValue: row.text(5))
      else { throw SQLiteError(code: .corrupt, message: "row \(row.int(0)) of change") }
      return LoggedChange(
        position: row.int(0), revision: row.int(1), at: Instant(seconds: row.int(2)), kind: kind,
        slug: row.text(4), op: op, previousSlug: row.textOrNil(6), since: row.intOrNil(7))
    }
  }

  /// Returns the next row of the log after a position for the record with an ID; `nil` if there is
  /// none.
  func next(
    of kind: RecordKind, _ slug: String, after position: Int, withRefiling: Bool
  ) throws -> Int? {
    try connection.first(
      """
      SELECT min(id) FROM (
        SELECT min(id) AS id FROM change
        WHERE kind = ?1 AND slug = ?2 AND id > ?3 AND op <> 'create' AND previous_slug IS NULL
          \(withRefiling ? "" : "AND op <> 'refile'")
        UNION ALL SELECT min(id) FROM change
        WHERE kind = ?1 AND previous_slug = ?2 AND id > ?3 AND previous_slug IS NOT NULL)
      """, kind.rawValue, slug, position
    ) { $0.intOrNil(0) } ?? nil
  }

  /// Returns the record before a row of the log in the native format, and its former filter state.
  func before(_ position: Int) throws -> (object: [UInt8]?, filterState: String?) {
    try connection.first("SELECT object, filter_state FROM change WHERE id = ?1", position) {
      ($0.textOrNil(0).map { Array($0.utf8) }, $0.textOrNil(1))
    } ?? (nil, nil)
  }
}
