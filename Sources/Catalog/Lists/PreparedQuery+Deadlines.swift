import CatalogModel
import SQLite

extension PreparedQuery {
  /// Orders conferences by their next deadline, which is the selection's first key, without a
  /// lookup for each of them.
  ///
  /// Conferences with an upcoming deadline come in the order of the deadlines' index, the others in
  /// the order of the remaining keys.
  mutating func divideByDeadline(now: Instant) {
    func upcoming(_ table: Table) -> SQLFragment {
      SQLFragment(
        """
        \(table.status) IS NULL AND \(table.sort_at) >= ? AND \(table.sort_at) < \(SharedConditions.never)
          AND \(table.conference_id) NOT IN (\(SharedConditions.unheldConferences))
        """, now.seconds)
    }
    func none(of id: Column, _ condition: SQLFragment) -> SQLFragment {
      """
      NOT EXISTS (SELECT 1 FROM deadline INDEXED BY deadline_by_conference
        WHERE deadline.conference_id = \(id) AND \(condition))
      """
    }
    let next = Table("next")
    let rest = Array(selection.sort.dropFirst())
    var first = selection.sort[0]
    first.expression = "\(next.sort_at)"
    var others = selection
    others.sort = rest
    others.filters.append(
      .init(name: "deadline", condition: none(of: selection.id, upcoming(.deadline))))
    selection.source = .init(next, from: "deadline AS next", conference: next.conference_id)
    selection.sort = [first] + rest
    let earlier: SQLFragment = """
      \(upcoming(.deadline)) AND (deadline.sort_at, deadline.id) < (\(next.sort_at), \(next.id))
      """
    selection.filters.append(
      .init(
        name: "deadline",
        condition: .all([upcoming(next), none(of: next.conference_id, earlier)])))
    parts = first.descending ? [others, selection] : [selection, others]
  }
}
