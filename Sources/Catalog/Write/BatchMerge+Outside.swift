import CatalogForm
import CatalogModel
import SQLite

extension BatchMerge {
  /// Reports the sessions that start more than a day before or after their conference, if the batch
  /// does not have the days of the conference, which its decoder has then compared.
  func noteSessionsOutside(_ document: CatalogDocument) throws {
    guard !document.sessions.isEmpty else { return }
    let compared = document.conferences.filter { isForeign && $0.dates != nil }.map(\.id)
    var days = Dictionary(compared.map { ($0, ClosedRange<Day>?.none) }) { first, _ in first }
    var outside: [String] = []
    for session in document.sessions {
      guard let start = session.startsAt else { continue }
      if days[session.conference] == nil {
        days[session.conference] = .some(try self.days(of: session.conference))
      }
      let day = start.instant.day(offset: start.offset)
      if let days = days[session.conference] ?? nil, !days.contains(day) {
        outside.append("\(session.id) on \(day)")
      }
    }
    guard !outside.isEmpty else { return }
    writer.report.notices.append(
      "\(outside.count) sessions start outside the days of their conference, such as "
        + outside.prefix(3).joined(separator: ", "))
  }

  /// Returns the stored days of a conference, with the day before and the day after.
  private func days(of conference: String) throws -> ClosedRange<Day>? {
    let days = try writer.connection.first(
      "SELECT start_earliest, end_latest FROM conference WHERE slug = ?1",
      slug(.conference, conference)
    ) { (Day($0.textOrNil(0) ?? ""), Day($0.textOrNil(1) ?? "")) }
    guard let first = days?.0, let last = days?.1, first <= last else { return nil }
    return (first + -1)...(last + 1)
  }
}
