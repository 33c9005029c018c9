public import CatalogModel

/// A deadline that is no longer in a list, with its last state there.
public struct DepartedDeadline: Sendable {
  public var deadline: Deadline
  /// The revision that removed it from the list.
  public var revision: Int
  /// The time of that revision.
  public var at: Instant
}

extension DepartedRecordReader {
  /// Returns the deadlines that were hits of a filter at some time since a row of the change log
  /// and no longer are: they were removed, or they or their conferences changed.
  ///
  /// Reads at most `limit` rows of the log.
  public func deadlines(
    _ filter: CatalogFilter, since position: Int, rows limit: Int
  ) throws -> [DepartedDeadline] {
    let (rows, states) = try conferenceStates(since: position, rows: limit)
    let present = try presentDeadlines(filter, of: rows.map(\.slug).distinct)
    var departed: [String: (row: LoggedChange, id: String)] = [:]
    for (state, id) in try FormerConferences.of(reader).deadlines(filter, among: states) {
      let row = rows[state]
      let name = Deadline.publicID(id, of: row.oldSlug)
      if present.contains(name) || (departed[name]?.row.position ?? 0) > row.position { continue }
      departed[name] = (row, id)
    }
    return try departed.values.sorted { ($0.row.position, $0.id) < ($1.row.position, $1.id) }
      .compactMap { row, id in
        guard
          case .record(.conference(let conference), _) = try reader.history.state(
            of: .conference, row.slug, atRevision: row.revision - 1),
          var deadline = conference.deadlines.first(where: { $0.id == id })
        else { return nil }
        deadline.conference = row.oldSlug
        deadline.conferenceName = conference.displayName
        // A deadline changes at most as often as its conference, so this sequence number is high
        // enough.
        deadline.stamp = Stamp(
          revision: row.revision, sequence: try changeLog.sequence(before: row.position) + 1,
          updatedAt: row.at)
        return DepartedDeadline(deadline: deadline, revision: row.revision, at: row.at)
      }
  }

  /// Returns the public IDs of the deadlines of some conferences that are hits of a filter now.
  private func presentDeadlines(
    _ filter: CatalogFilter, of conferences: [String]
  ) throws -> Set<String> {
    guard let narrowed = filter.narrowed(to: conferences) else { return [] }
    var list = ListQuery(.deadline, narrowed)
    list.countsTotal = false
    let answer = try reader.list(
      list, page: PageRequest(limit: FormerConferences.maximumDeadlines))
    return Set(try answer.page.elements.compactMap { try reader.deadline(id: $0.id)?.publicID })
  }
}
