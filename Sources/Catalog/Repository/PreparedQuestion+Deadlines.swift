import CatalogModel
import SQLite

extension PreparedQuestion {
  /// Orders conferences by their next deadline without looking it up for each: those that have one
  /// come in the order of the deadlines' index, the others in the order of what is sorted by next.
  ///
  /// The selection's first key is that deadline.
  mutating func divideByDeadline(now: Instant) {
    func upcoming(_ table: String) -> String {
      """
      \(table).status IS NULL AND \(table).sort_at >= \(now.seconds)
        AND \(table).sort_at < \(CatalogReader.never)
        AND \(table).conference_id NOT IN (\(CatalogReader.unheldConferences))
      """
    }
    let id = selection.id
    let rest = Array(selection.sort.dropFirst())
    var first = selection.sort[0]
    first.expression = "next.sort_at"
    var others = selection
    others.sort = rest
    others.filters.append(
      .init(
        name: "deadline",
        condition: SQLCondition(
          """
          NOT EXISTS (SELECT 1 FROM deadline INDEXED BY deadline_by_conference
            WHERE deadline.conference_id = \(id) AND \(upcoming("deadline")))
          """)))
    selection.source = SQLCondition(
      "deadline AS next CROSS JOIN conference ON conference.id = next.conference_id")
    selection.sort = [first] + rest
    selection.filters.append(
      .init(
        name: "deadline",
        condition: SQLCondition(
          """
          \(upcoming("next")) AND NOT EXISTS (
            SELECT 1 FROM deadline INDEXED BY deadline_by_conference
            WHERE deadline.conference_id = next.conference_id AND \(upcoming("deadline"))
              AND (deadline.sort_at, deadline.id) < (next.sort_at, next.id))
          """)))
    parts = first.descending ? [others, selection] : [selection, others]
  }
}
