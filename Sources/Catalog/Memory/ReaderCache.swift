import CatalogModel
import JSON
import SQLite

/// A connection's cache for one revision of the data: JSON of records, totals and names.
///
/// Confined to the connection's queue. Its size is bounded. When the revision changes, it loses
/// totals and names, and the JSON of the records that show what has changed.
final class ReaderCache {
  /// Maximum number of values of a facet to cache.
  private static let facetCount = 500

  /// Maximum number of changes that it follows one by one; after more it loses all records.
  private static let changeCount = 500

  private(set) var revision = -1
  /// The epoch of the change log, and its newest row at this revision.
  private var epoch = ""
  private var newestChange: Int64 = 0
  private(set) var revisedAt = Instant(seconds: 0)
  let zones = TimeZones()
  /// The catalog in memory that evaluates filters on former states, with the state of its
  /// gazetteer.
  ///
  /// Creating one takes longer than a read.
  var formerConferences: (connection: Connection, gazetteer: String)?
  var records: RenderedRecords
  private var results: GenerationalCache<ResultKey, Result>
  /// The slugs of a kind by their loose names.
  ///
  /// As large as the names of all series, topics or audiences, which are few beside conferences.
  private var loose: [String: [String: Set<String>]] = [:]

  init(recordBytes: Int) {
    // A write's own reader asks for the same totals and names again, too.
    let resultBytes = recordBytes > 0 ? recordBytes / 4 : 1 << 20
    records = RenderedRecords(bytes: max(0, recordBytes - resultBytes))
    results = GenerationalCache(capacity: resultBytes)
  }

  /// An empty cache for the state within a connection's transaction.
  convenience init(standing connection: Connection) throws {
    self.init(recordBytes: 0)
    try readState(of: connection)
  }

  /// Returns the cache of a connection, updated to the revision of its snapshot.
  static func of(_ connection: Connection, recordBytes: Int) throws -> ReaderCache {
    let known = connection.attachment as? ReaderCache
    let memory = known ?? ReaderCache(recordBytes: recordBytes)
    if known == nil { connection.attachment = memory }
    try memory.readState(of: connection)
    return memory
  }

  private func readState(of connection: Connection) throws {
    let state = try connection.first(
      """
      SELECT revision, revised_at, epoch, (SELECT coalesce(max(id), 0) FROM change)
      FROM catalog_state
      """
    ) { row in
      (
        revision: row.int(0), at: Instant(seconds: row.int(1)), epoch: row.text(2),
        change: row.int64(3)
      )
    }
    guard let state, state.revision != revision || state.epoch != epoch else { return }
    results.removeAll()
    loose.removeAll()
    // A restored backup can have a lower revision, or another log.
    if state.revision < revision || state.epoch != epoch {
      records.removeAll()
    } else {
      try followChanges(to: state.revision, connection)
    }
    (revision, revisedAt, epoch, newestChange) = state
  }

  /// Invalidates the records that show what the change log says has changed.
  private func followChanges(to newest: Int, _ connection: Connection) throws {
    let changes = try connection.all(
      "SELECT kind, row, op FROM change WHERE id > ?1 ORDER BY id LIMIT ?2", newestChange,
      Self.changeCount + 1
    ) { (kind: RecordKind(rawValue: $0.text(0)), row: $0.int64OrNil(1), op: $0.text(2)) }
    guard !changes.isEmpty, changes.count <= Self.changeCount else { return records.removeAll() }
    for change in changes {
      guard let kind = change.kind, change.row != nil || change.op == "create" else {
        return records.removeAll()
      }
      records.invalidate(showing: kind, change.row, at: newest)
    }
  }

  // MARK: - Results

  /// The result of a statement, or the slugs that a name stands for.
  private enum Result {
    case total(Int)
    case ids([Int64])
    case values([(value: String, count: Int)])
    case meanings([String])

    /// The approximate size in memory, in bytes.
    var size: Int {
      switch self {
      case .total: 0
      case .ids(let ids): ids.count * 8
      case .values(let values): values.count * 48
      case .meanings(let texts): texts.reduce(0) { $0 + $1.utf8.count + 16 }
      }
    }
  }

  private func keep(_ result: Result, for key: ResultKey) {
    results.keep(result, for: key, cost: key.size + result.size)
  }

  /// Returns the count that is the result of a statement.
  func total(_ statement: SQLFragment, _ connection: Connection) throws -> Int {
    let key = ResultKey("n", statement)
    if case .total(let total)? = results.value(key) { return total }
    let total = try connection.first(statement.sql, values: statement.values) { $0.int(0) } ?? 0
    keep(.total(total), for: key)
    return total
  }

  /// Returns the row IDs in the result of a statement, which should be few.
  func ids(_ statement: SQLFragment, _ connection: Connection) throws -> [Int64] {
    let key = ResultKey("i", statement)
    if case .ids(let ids)? = results.value(key) { return ids }
    let ids = try connection.all(statement.sql, values: statement.values) { $0.int64(0) }
    keep(.ids(ids), for: key)
    return ids
  }

  /// Returns the values in the result of a statement, with the count of each.
  func values(
    _ statement: SQLFragment, _ connection: Connection
  ) throws -> [(value: String, count: Int)] {
    let key = ResultKey("v", statement)
    if case .values(let values)? = results.value(key) { return values }
    let values = try connection.all(statement.sql, values: statement.values) {
      (value: $0.text(0), count: $0.int(1))
    }
    if values.count <= Self.facetCount { keep(.values(values), for: key) }
    return values
  }

  /// Returns the slugs that a name of some kind of name stands for.
  func meanings(_ kind: String, _ name: String, find: () throws -> [String]) rethrows -> [String] {
    let key = ResultKey("m", kind, name)
    if case .meanings(let found)? = results.value(key) { return found }
    let found = try find()
    keep(.meanings(found), for: key)
    return found
  }

  /// Returns the slugs of a kind by loose name (see `Folding.loose`).
  func looseNames(
    _ kind: String, read: () throws -> [String: Set<String>]
  ) rethrows -> [String: Set<String>] {
    if let known = loose[kind] { return known }
    let names = try read()
    loose[kind] = names
    return names
  }
}

/// A statement or name, as bytes that differ for any two keys.
private struct ResultKey: Hashable {
  private var bytes: [UInt8]

  /// The key of a statement with its values; `kind` is the type of its result.
  init(_ kind: Unicode.Scalar, _ statement: SQLFragment) {
    self.init(kind, statement.sql)
    for value in statement.values {
      switch value.sqliteValue {
      case .null: append("n", [])
      case .integer(let number): append("i", Array(String(number).utf8))
      case .real(let number): append("r", Array(String(number).utf8))
      case .text(let text): append("t", Array(text.utf8))
      case .blob(let blob): append("b", blob)
      }
    }
  }

  init(_ kind: Unicode.Scalar, _ texts: String...) {
    bytes = []
    for text in texts { append(kind, Array(text.utf8)) }
  }

  /// The approximate size of a cache entry with this key, in bytes.
  var size: Int { bytes.count + 128 }

  private mutating func append(_ type: Unicode.Scalar, _ content: [UInt8]) {
    bytes.append(UInt8(ascii: type))
    withUnsafeBytes(of: content.count) { bytes.append(contentsOf: $0) }
    bytes.append(contentsOf: content)
  }
}
