import CatalogForm
import CatalogModel
import SQLite

/// Reads the change log as a feed, in the order of commits.
///
/// The feed reports a record once, at its last row and in its newest state. It remembers the
/// record's earlier rows, since they hold its former states.
///
/// It reports a record early, at the end of each window of up to 100 rows, if it was renamed or a
/// filter is set: the client may have it under an old ID or as a hit, and could not remove it
/// otherwise.
struct ChangeFeed {
  /// Maximum number of rows of the log to read for one page.
  private static let rowLimit = 20_000
  /// Size of records, in bytes, after which a page ends.
  private static let byteLimit = 2 << 20

  let query: ChangeQuery
  let connection: Connection
  let reader: CatalogReader
  /// The earlier rows of records that the feed reports later, by the records' present IDs.
  private var pending: [RecordName: Chain] = [:]
  /// The present IDs of renamed records, by their old ones.
  private var renamed: [RecordName: RecordName] = [:]
  private var steps: [RecordStep] = []

  init(_ query: ChangeQuery, _ connection: Connection, _ reader: CatalogReader) {
    self.query = query
    self.connection = connection
    self.reader = reader
  }

  mutating func page() throws -> ChangePage {
    var position = query.since ?? 0
    var scanned = 0
    var hasMore = true
    var bytes = 0
    let end = query.end ?? Int.max
    while hasMore, position < end, steps.count < query.limit, scanned < Self.rowLimit,
      bytes < Self.byteLimit
    {
      let wanted = min(100, query.limit - steps.count, end - position)
      let rows = try reader.changeLog.rows(after: position, limit: wanted + 1)
      hasMore = rows.count > wanted
      let window = rows.prefix(wanted)
      scanned += window.count
      guard let last = window.last else { break }
      position = last.position
      let told = steps.count
      try tell(Array(window))
      bytes += steps[told...].reduce(0) { $0 + ($1.record?.count ?? 0) }
      try reader.checkBudget()
    }
    return ChangePage(steps: steps, position: position, hasMore: hasMore)
  }

  /// Rows of the log about one record.
  private struct Chain {
    var first: LoggedChange
    /// All rows of the record: a client may have its state before any of them.
    var positions: [Int]
    /// Whether the rows change only the filter state, because other records changed.
    var isRefiledOnly: Bool

    init(_ row: LoggedChange) {
      first = row
      positions = []
      isRefiledOnly = true
      append(row)
    }

    mutating func append(_ row: LoggedChange) {
      positions.append(row.position)
      isRefiledOnly = isRefiledOnly && row.op == .refile
      if row.op == .rename { first.previousSlug = first.oldSlug }
    }
  }

  /// The rows of a window about one record, with the row at which the feed reports it.
  private struct Candidate {
    var chain: Chain
    var last: LoggedChange

    var first: LoggedChange { chain.first }
  }

  private mutating func tell(_ rows: [LoggedChange]) throws {
    var candidates: [Candidate] = []
    for row in rows where isWanted(row) {
      let name = RecordName(kind: row.kind, slug: row.slug)
      // Another record takes the ID from which this one was renamed.
      if let present = renamed.removeValue(forKey: name), present != name,
        let chain = pending.removeValue(forKey: present)
      {
        candidates.append(candidate(chain, named: present.slug, at: row.position - 1))
      }
      var chain = Chain(row)
      if var known = pending.removeValue(forKey: RecordName(kind: row.kind, slug: row.oldSlug)) {
        known.append(row)
        chain = known
      }
      // A deletion ends a record: another record may get its ID.
      let next =
        query.tellsEachStep || row.op == .delete
        ? nil
        : try reader.changeLog.next(
          of: row.kind, row.slug, after: row.position, withRefiling: query.filter != nil)
      if next == nil {
        candidates.append(Candidate(chain: chain, last: row))
      } else {
        pending[name] = chain
        if let old = chain.first.previousSlug {
          renamed[RecordName(kind: row.kind, slug: old)] = name
        }
      }
    }
    // The client may have these records under an old ID or as hits, so the feed must report them
    // now.
    let due = pending.filter { query.filter != nil || $0.value.first.previousSlug != nil }
    for (name, chain) in due.sorted(by: { $0.value.first.position < $1.value.first.position }) {
      guard let end = rows.last else { continue }
      pending[name] = nil
      candidates.append(candidate(chain, named: name.slug, at: end.position))
    }
    steps += try query.filter.map { try filtered(candidates, $0) } ?? candidates.compactMap(step)
  }

  /// Returns a record that the feed reports before its last row.
  private func candidate(
    _ chain: Chain, named slug: String, at position: Int
  ) -> Candidate {
    var last = chain.first
    (last.slug, last.position) = (slug, position)
    return Candidate(chain: chain, last: last)
  }

  private func isWanted(_ row: LoggedChange) -> Bool {
    if query.filter != nil { return row.kind == .conference }
    guard row.op != .refile else { return false }
    return query.kinds.isEmpty || query.kinds.contains { $0.rawValue == row.kind.rawValue }
  }

  /// Returns the record after a row: its present state, or with `tellsEachStep` its state before
  /// the next change.
  private func after(_ candidate: Candidate) throws -> (object: [UInt8]?, filterState: String?) {
    let row = candidate.last
    guard row.op != .delete else { return (nil, nil) }
    if query.tellsEachStep,
      let next = try reader.changeLog.next(
        of: row.kind, row.slug, after: row.position, withRefiling: false)
    {
      let before = try reader.changeLog.before(next)
      return (
        try before.object.map { try NativeForm.normalized(row.kind, $0) }, before.filterState
      )
    }
    return (try NativeForm.load(row.kind, row.slug, connection), nil)
  }

  private func step(_ candidate: Candidate) throws -> RecordStep? {
    let record = try after(candidate).object
    return try step(candidate, record, operation(candidate, hasRecord: record != nil))
  }

  private func operation(_ candidate: Candidate, hasRecord: Bool) -> RecordStep.Operation {
    guard hasRecord else { return .delete }
    if candidate.first.op == .create { return .create }
    return candidate.first.previousSlug == nil ? .update : .rename
  }

  private func step(
    _ candidate: Candidate, _ record: [UInt8]?, _ operation: RecordStep.Operation
  ) throws -> RecordStep {
    let (first, last) = (candidate.first, candidate.last)
    var before = try reader.changeLog.before(first.position).object
    // A refile row holds no record, since the record itself did not change.
    if first.op == .refile { before = try reader.changeLog.before(last.position).object ?? record }
    return RecordStep(
      position: last.position, revision: last.revision, at: last.at, operation: operation,
      kind: last.kind,
      slug: operation == .delete ? first.oldSlug : last.slug,
      previousSlug: operation == .delete ? nil : first.previousSlug,
      previousRevision: first.since,
      changedFields: operation == .delete ? [] : MemberDifference.names(before, record),
      record: operation == .moveOut ? nil : record)
  }

  // MARK: Filters

  /// Returns the steps of conferences that were or are hits of the filter.
  private func filtered(
    _ candidates: [Candidate], _ filter: CatalogFilter
  ) throws -> [RecordStep] {
    guard !candidates.isEmpty else { return [] }
    var states: [String] = []
    var indices: [(before: Range<Int>, after: Int?)] = []
    for candidate in candidates {
      let start = states.count
      states += try candidate.chain.positions.compactMap {
        try reader.changeLog.before($0).filterState
      }
      let before = start..<states.count
      var after: Int?
      if query.tellsEachStep, let last = try self.after(candidate).filterState {
        after = states.count
        states.append(last)
      }
      indices.append((before, after))
    }
    let hits = try formerHits(filter, among: states)
    let present = try presentHits(filter, candidates.map(\.last.slug))
    return try zip(candidates, indices).compactMap { candidate, states in
      let wasHit = states.before.contains(where: hits.contains)
      guard let record = try after(candidate).object else {
        return wasHit ? try step(candidate, nil, .delete) : nil
      }
      let isHit = states.after.map(hits.contains) ?? present.contains(candidate.last.slug)
      guard isHit else { return wasHit ? try step(candidate, record, .moveOut) : nil }
      let wasFirst = states.before.first.map(hits.contains) ?? false
      if !wasFirst, candidate.first.op != .create { return try step(candidate, record, .moveIn) }
      // If only other records changed, the conference itself has no difference to report.
      if candidate.chain.isRefiledOnly { return nil }
      return try step(candidate, record, operation(candidate, hasRecord: true))
    }
  }

  private func formerHits(
    _ filter: CatalogFilter, among states: [String]
  ) throws -> Set<Int> {
    guard !states.isEmpty else { return [] }
    return try FormerConferences.of(reader).hits(filter, among: states)
  }

  /// Returns the IDs of those conferences that are hits now.
  private func presentHits(_ filter: CatalogFilter, _ slugs: [String]) throws -> Set<String> {
    guard let narrowed = filter.narrowed(to: slugs) else { return [] }
    var list = ListQuery(.conference, narrowed)
    list.countsTotal = false
    let answer = try reader.list(list, page: PageRequest(limit: slugs.count))
    return Set(
      try answer.page.elements.compactMap { hit in
        try connection.first("SELECT slug FROM conference WHERE id = ?1", hit.id) { $0.text(0) }
      })
  }
}
