import CatalogForm
import CatalogModel
import SQLite

/// Cancels the events that a calendar cancels; adds no record and changes no other member.
extension BatchMerge {
  private struct Named {
    var kind: RecordKind
    var id: Int64
    var scope: String
  }

  func cancel() throws {
    guard !batch.cancellations.isEmpty else { return }
    var known: [String: [Named]] = [:]
    // An instance of a recurring event has the identifier UID/TIME.
    try writer.connection.each(
      """
      SELECT owner_kind, owner_id, scope, value FROM external_id
      WHERE owner_kind IN ('session', 'conference') AND system = 'ics'
      ORDER BY owner_kind, owner_id
      """
    ) { row in
      let kind = RecordKind(stored: row.text(0)) ?? .session
      let named = Named(kind: kind, id: row.int64(1), scope: row.text(2))
      let value = row.text(3)
      known[value, default: []].append(named)
      if let slash = value.lastIndex(of: "/") {
        known[String(value[..<slash]), default: []].append(named)
      }
    }
    for cancellation in batch.cancellations {
      let value = cancellation.time.map { "\(cancellation.uid)/\($0)" } ?? cancellation.uid
      let all = known[value] ?? []
      let own = all.filter { cancellation.scopes.contains($0.scope) }
      let found = own.isEmpty ? all : own
      guard Set(found.map(\.scope)).count == 1 else {
        writer.report.notices.append(
          found.isEmpty
            ? "the cancelled event \(cancellation.uid) is not in the catalog"
            : "the cancelled event \(cancellation.uid) may belong to several conferences; none was changed"
        )
        continue
      }
      for named in found { try cancel(named) }
    }
  }

  private func cancel(_ named: Named) throws {
    let slug = try writer.connection.first(
      "SELECT slug FROM \(named.kind.rawValue) WHERE id = ?1", named.id
    ) { $0.text(0) }
    guard let slug else { return }
    if named.kind == .session, var session = try Session.load(slug, writer.connection) {
      session.status = "cancelled"
      try writer.merge(MergeInput(record: session, found: named.id))
    } else if named.kind == .conference, var event = try Conference.load(slug, writer.connection) {
      event.status = "cancelled"
      try writer.merge(MergeInput(record: event, found: named.id))
    }
  }
}
