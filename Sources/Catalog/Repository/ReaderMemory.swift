import JSON
import SQLite

/// What a reading connection remembers of one revision of the data: records' JSON, totals, names.
///
/// Confined to the connection's queue; bounded; forgotten as soon as the data has changed.
final class ReaderMemory {
  private struct Key: Hashable {
    var kind: RecordKind
    var id: Int64
  }

  /// A record's JSON as it was filled last; an object, so that finding it copies nothing.
  private final class Fragment {
    let template: Template
    let filled: [UInt8]
    let baseURL: [UInt8]
    let changedAt: Instant?
    let changesAt: Instant?

    init(_ template: Template, _ filled: [UInt8], _ filling: Filling) {
      self.template = template
      self.filled = filled
      baseURL = filling.baseURL
      changedAt = filling.changedAt
      changesAt = filling.changesAt
    }
  }

  private static let totalCount = 20_000
  private static let facetCount = 500

  private(set) var revision = -1
  private(set) var revisedAt = Instant(seconds: 0)
  let zones = TimeZones()
  /// Bounded by the bytes of JSON.
  private var fragments: RecentValues<Key, Fragment>
  private var totals: [String: Int] = [:]
  private var rows: [String: [Int64]] = [:]
  private var counts: [String: [(value: String, count: Int)]] = [:]
  private var names: [String: [String]] = [:]
  private var loose: [String: [String: Set<String>]] = [:]

  init(recordBytes: Int) {
    fragments = RecentValues(capacity: recordBytes)
  }

  /// The memory of a connection, brought to the revision of its snapshot.
  static func of(_ connection: Connection, recordBytes: Int) throws -> ReaderMemory {
    let memory: ReaderMemory
    if let known = connection.companion as? ReaderMemory {
      memory = known
    } else {
      memory = ReaderMemory(recordBytes: recordBytes)
      connection.companion = memory
    }
    let state = try connection.first("SELECT revision, revised_at FROM catalog_state") {
      (revision: $0.int(0), revisedAt: Instant(seconds: $0.int(1)))
    }
    if let state, memory.revision != state.revision {
      memory.forget()
      memory.revision = state.revision
      memory.revisedAt = state.revisedAt
    }
    return memory
  }

  private func forget() {
    fragments.removeAll()
    totals.removeAll()
    rows.removeAll()
    counts.removeAll()
    names.removeAll()
    loose.removeAll()
  }

  /// Appends the filled JSON of a record, which `make` writes where it is not known.
  ///
  /// False where there is no such record.
  func append(
    _ kind: RecordKind, _ id: Int64, _ filling: inout Filling, to output: inout [UInt8],
    make: () throws -> Template?
  ) rethrows -> Bool {
    let key = Key(kind: kind, id: id)
    let known = fragments.value(key)
    if let fragment = known, fragment.baseURL == filling.baseURL,
      fragment.changesAt.map({ filling.now < $0 }) ?? true,
      fragment.changedAt.map({ filling.now >= $0 }) ?? true
    {
      output.append(contentsOf: fragment.filled)
      filling.note(changedAt: fragment.changedAt)
      filling.note(changesAt: fragment.changesAt)
      return true
    }
    guard let template = try known?.template ?? make() else { return false }
    var own = Filling(baseURL: filling.baseURL, now: filling.now)
    let start = output.count
    template.fill(&own, to: &output)
    filling.note(changedAt: own.changedAt)
    filling.note(changesAt: own.changesAt)
    fragments.keep(
      Fragment(template, Array(output[start...]), own), for: key,
      cost: template.size + output.count - start + 200)
    return true
  }

  /// How many rows a statement counts.
  func total(_ statement: SQLCondition, _ connection: Connection) throws -> Int {
    let key = Self.key(statement)
    if let total = totals[key] { return total }
    let total = try connection.first(statement.sql, values: statement.values) { $0.int(0) } ?? 0
    if totals.count >= Self.totalCount { totals.removeAll(keepingCapacity: true) }
    totals[key] = total
    return total
  }

  /// The ids that a statement gives, which should be few.
  func ids(_ statement: SQLCondition, _ connection: Connection) throws -> [Int64] {
    let key = Self.key(statement)
    if let ids = rows[key] { return ids }
    let ids = try connection.all(statement.sql, values: statement.values) { $0.int64(0) }
    if rows.count >= Self.totalCount / 10 { rows.removeAll(keepingCapacity: true) }
    rows[key] = ids
    return ids
  }

  /// The values that a statement gives, and how often each occurs.
  func values(
    _ statement: SQLCondition, _ connection: Connection
  ) throws -> [(value: String, count: Int)] {
    let key = Self.key(statement)
    if let values = counts[key] { return values }
    let values = try connection.all(statement.sql, values: statement.values) {
      (value: $0.text(0), count: $0.int(1))
    }
    guard values.count <= Self.facetCount else { return values }
    if counts.count >= Self.facetCount { counts.removeAll(keepingCapacity: true) }
    counts[key] = values
    return values
  }

  private static func key(_ statement: SQLCondition) -> String {
    var key = statement.sql
    for value in statement.values {
      key += "\u{0}"
      key += value.sqliteValue.text
    }
    return key
  }

  /// How many conferences are filed under some values.
  func count(_ filed: ConferenceConditions.Filed, _ connection: Connection) throws -> Int {
    let condition = filed.condition
    return try total(
      SQLCondition(
        "SELECT count(*) FROM filing WHERE \(condition.sql)", values: condition.values),
      connection)
  }

  /// What the names of a kind have in common with others, and whose they are.
  ///
  /// As large as the names of all series, topics or audiences, which are few beside conferences.
  func looseNames(
    _ kind: String, read: () throws -> [String: Set<String>]
  ) rethrows -> [String: Set<String>] {
    if let known = loose[kind] { return known }
    let names = try read()
    loose[kind] = names
    return names
  }

  /// What a name means, by what kind of name it is.
  func meanings(_ kind: String, _ name: String, find: () throws -> [String]) rethrows -> [String] {
    let key = "\(kind) \(name)"
    if let found = names[key] { return found }
    let found = try find()
    if names.count >= Self.totalCount { names.removeAll(keepingCapacity: true) }
    names[key] = found
    return found
  }
}

extension Value {
  /// A text that tells values apart.
  fileprivate var text: String {
    switch self {
    case .null: "null"
    case .integer(let number): String(number)
    case .real(let number): String(number)
    case .text(let text): text
    case .blob(let bytes): String(bytes.count)
    }
  }
}
