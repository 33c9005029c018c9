import CatalogModel
import JSON
import SQLite

/// What a reading connection remembers of one revision of the data: records' JSON, totals, names.
///
/// Confined to the connection's queue; bounded; forgotten as soon as the data has changed.
final class ReaderMemory {
  private struct Key: Hashable {
    var kind: RecordKind
    var id: Int64
    /// The number of the view.
    var view: Int
  }

  /// A record's JSON as it was filled last; an object, so that finding it copies nothing.
  private final class Fragment {
    let template: Template
    let filled: [UInt8]
    let baseURL: [UInt8]
    let changedAt: Instant?
    let changesAt: Instant?
    let countsDown: Bool

    init(_ template: Template, _ filled: [UInt8], _ filling: Filling) {
      self.template = template
      self.filled = filled
      baseURL = filling.baseURL
      changedAt = filling.changedAt
      changesAt = filling.changesAt
      countsDown = filling.countsDown
    }
  }

  /// Values of a facet that are remembered; more are counted anew.
  private static let facetCount = 500

  private(set) var revision = -1
  private(set) var revisedAt = Instant(seconds: 0)
  let zones = TimeZones()
  /// The catalog in which filters are evaluated for former states, with the state of the gazetteer
  /// that it has: making one takes longer than a read.
  var formerConferences: (catalog: FormerConferences, gazetteer: String)?
  /// Bounded by the bytes of JSON.
  private var fragments: RecentValues<Key, Fragment>
  /// The numbers of selections of members, of which few are asked for often.
  private var selections: [JSONSelection: Int] = [:]
  private var latestSelection: (selection: JSONSelection, number: Int)?
  private var viewCount = 2
  private static let selectionCount = 200
  /// What statements gave, and what names mean; each bounded by the bytes of keys and values.
  private var totals: RecentValues<StatementKey, Int>
  private var rows: RecentValues<StatementKey, [Int64]>
  private var counts: RecentValues<StatementKey, [(value: String, count: Int)]>
  private var names: RecentValues<NameKey, [String]>
  private var loose: [String: [String: Set<String>]] = [:]

  init(recordBytes: Int) {
    fragments = RecentValues(capacity: recordBytes)
    let others = max(recordBytes / 16, 256 << 10)
    totals = RecentValues(capacity: others)
    rows = RecentValues(capacity: others)
    counts = RecentValues(capacity: others)
    names = RecentValues(capacity: others)
  }

  /// An empty memory of what stands now in a connection's transaction.
  convenience init(standing connection: Connection) throws {
    self.init(recordBytes: 0)
    try connection.first("SELECT revision, revised_at FROM catalog_state") { row in
      revision = row.int(0)
      revisedAt = Instant(seconds: row.int(1))
    }
  }

  /// The memory of a connection, brought to the revision of its snapshot.
  static func of(_ connection: Connection, recordBytes: Int) throws -> ReaderMemory {
    let memory: ReaderMemory
    if let known = connection.attachment as? ReaderMemory {
      memory = known
    } else {
      memory = ReaderMemory(recordBytes: recordBytes)
      connection.attachment = memory
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

  private func number(_ view: RecordView) -> Int {
    switch view {
    case .whole: return 0
    case .brief: return 1
    case .members(let selection):
      if let latestSelection, latestSelection.selection == selection {
        return latestSelection.number
      }
      if selections.count >= Self.selectionCount { selections.removeAll() }
      let number = selections[selection] ?? viewCount
      if number == viewCount { viewCount += 1 }
      selections[selection] = number
      latestSelection = (selection, number)
      return number
    }
  }

  /// Appends the filled JSON of a record, which `make` writes where it is not known.
  ///
  /// False where there is no such record.
  func append(
    _ kind: RecordKind, _ id: Int64, _ view: RecordView, _ filling: inout Filling,
    to output: inout [UInt8], make: () throws -> Template?
  ) rethrows -> Bool {
    let key = Key(kind: kind, id: id, view: number(view))
    let known = fragments.value(key)
    if let fragment = known, fragment.baseURL == filling.baseURL,
      fragment.changesAt.map({ filling.now < $0 }) ?? true,
      fragment.changedAt.map({ filling.now >= $0 }) ?? true
    {
      output.append(contentsOf: fragment.filled)
      filling.note(changedAt: fragment.changedAt)
      filling.note(changesAt: fragment.changesAt)
      filling.note(countsDown: fragment.countsDown)
      return true
    }
    guard let template = try known?.template ?? make() else { return false }
    var own = Filling(baseURL: filling.baseURL, now: filling.now)
    let start = output.count
    template.fill(&own, to: &output)
    if case .members(let selection) = view {
      output.replaceSubrange(start..., with: selection.applied(to: Array(output[start...])))
    }
    filling.note(changedAt: own.changedAt)
    filling.note(changesAt: own.changesAt)
    filling.note(countsDown: own.countsDown)
    fragments.keep(
      Fragment(template, Array(output[start...]), own), for: key,
      cost: template.size + output.count - start + 200)
    return true
  }

  /// How many rows a statement counts.
  func total(_ statement: SQLFragment, _ connection: Connection) throws -> Int {
    let key = StatementKey(statement)
    if let total = totals.value(key) { return total }
    let total = try connection.first(statement.sql, values: statement.values) { $0.int(0) } ?? 0
    totals.keep(total, for: key, cost: key.size)
    return total
  }

  /// The ids that a statement gives, which should be few.
  func ids(_ statement: SQLFragment, _ connection: Connection) throws -> [Int64] {
    let key = StatementKey(statement)
    if let ids = rows.value(key) { return ids }
    let ids = try connection.all(statement.sql, values: statement.values) { $0.int64(0) }
    rows.keep(ids, for: key, cost: key.size + ids.count * 8)
    return ids
  }

  /// The values that a statement gives, and how often each occurs.
  func values(
    _ statement: SQLFragment, _ connection: Connection
  ) throws -> [(value: String, count: Int)] {
    let key = StatementKey(statement)
    if let values = counts.value(key) { return values }
    let values = try connection.all(statement.sql, values: statement.values) {
      (value: $0.text(0), count: $0.int(1))
    }
    guard values.count <= Self.facetCount else { return values }
    counts.keep(values, for: key, cost: key.size + values.count * 48)
    return values
  }

  /// How many conferences are filed under some values.
  func count(_ filed: ConferenceConditions.Filed, _ connection: Connection) throws -> Int {
    try total("SELECT count(*) FROM filing WHERE \(filed.condition)", connection)
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
    let key = NameKey(kind: kind, name: name)
    if let found = names.value(key) { return found }
    let found = try find()
    let size = found.reduce(name.utf8.count) { $0 + $1.utf8.count + 16 }
    names.keep(found, for: key, cost: size + 128)
    return found
  }
}

/// A name and what kind of name it is.
private struct NameKey: Hashable {
  var kind: String
  var name: String
}

/// A statement with its values, as bytes that tell any two of them apart.
private struct StatementKey: Hashable {
  private var bytes: [UInt8] = []

  init(_ statement: SQLFragment) {
    append(UInt8(ascii: "s"), Array(statement.sql.utf8))
    for value in statement.values {
      switch value.sqliteValue {
      case .null: append(UInt8(ascii: "n"), [])
      case .integer(let number): append(UInt8(ascii: "i"), Array(String(number).utf8))
      case .real(let number): append(UInt8(ascii: "r"), Array(String(number).utf8))
      case .text(let text): append(UInt8(ascii: "t"), Array(text.utf8))
      case .blob(let blob): append(UInt8(ascii: "b"), blob)
      }
    }
  }

  /// About how much memory an entry with this key takes.
  var size: Int { bytes.count + 128 }

  private mutating func append(_ type: UInt8, _ content: [UInt8]) {
    bytes.append(type)
    withUnsafeBytes(of: content.count) { bytes.append(contentsOf: $0) }
    bytes.append(contentsOf: content)
  }
}
