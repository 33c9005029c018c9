import CatalogForm
public import CatalogModel

/// A conference that is no longer in a list, with its last state there.
public struct DepartedConference: Sendable {
  public var conference: Conference
  /// The revision that removed it from the list.
  public var revision: Int
  /// The time of that revision.
  public var at: Instant
  public var isDeleted: Bool
}

extension CatalogReader {
  public var departed: DepartedRecordReader { DepartedRecordReader(reader: self) }
}

/// Finds the records that have left a list, in the change log.
public struct DepartedRecordReader {
  let reader: CatalogReader
  var changeLog: ChangeLogReader { reader.changeLog }

  /// Returns the conferences that were hits of a filter at some time since a row of the change log
  /// and no longer are.
  ///
  /// Reads at most `limit` rows of the log. With `includesRenames` it also returns the old IDs of
  /// conferences that are hits under a new ID.
  public func conferences(
    _ filter: CatalogFilter, since position: Int, rows limit: Int, includesRenames: Bool
  ) throws -> [DepartedConference] {
    let (rows, states) = try conferenceStates(since: position, rows: limit)
    let present = try presentConferences(
      filter, among: rows.flatMap { [$0.slug, $0.oldSlug] }.distinct)
    var departed: [String: LoggedChange] = [:]
    for state in try FormerConferences.of(reader).hits(filter, among: states).sorted() {
      departed[rows[state].oldSlug] = rows[state]
    }
    return try departed.sorted { $0.value.position < $1.value.position }.compactMap { slug, row in
      let successor = try reader.names.redirects(.conference, slug).first ?? slug
      guard !present.contains(slug), includesRenames || !present.contains(successor),
        case .record(.conference(var conference), _) = try reader.history.state(
          of: .conference, row.slug, atRevision: row.revision - 1)
      else { return nil }
      conference.stamp = Stamp(
        revision: row.revision, sequence: try changeLog.sequence(before: row.position) + 1,
        updatedAt: row.at)
      return DepartedConference(
        conference: conference, revision: row.revision, at: row.at,
        isDeleted: try reader.row(.conference, successor) == nil)
    }
  }

  /// Returns the rows of the log that hold former filter states of conferences, and these states.
  func conferenceStates(
    since position: Int, rows limit: Int
  ) throws -> (rows: [LoggedChange], states: [String]) {
    var rows: [LoggedChange] = []
    var states: [String] = []
    for row in try changeLog.rows(after: position, limit: limit) where row.kind == .conference {
      guard let state = try changeLog.before(row.position).filterState else { continue }
      rows.append(row)
      states.append(state)
    }
    return (rows, states)
  }

  private func presentConferences(
    _ filter: CatalogFilter, among slugs: [String]
  ) throws -> Set<String> {
    guard let narrowed = filter.narrowed(to: slugs) else { return [] }
    var list = ListQuery(.conference, narrowed)
    list.countsTotal = false
    let answer = try reader.list(list, page: PageRequest(limit: slugs.count))
    return Set(try answer.page.elements.compactMap { try reader.conference(id: $0.id)?.id })
  }
}

extension CatalogFilter {
  /// Returns the filter limited to some conferences; `nil` if it excludes all of them.
  func narrowed(to slugs: [String]) -> CatalogFilter? {
    var narrowed = self
    let asked = self[.conference].included
    narrowed[.conference].included = asked.isEmpty ? slugs : slugs.filter(asked.contains)
    return narrowed[.conference].included.isEmpty ? nil : narrowed
  }
}
