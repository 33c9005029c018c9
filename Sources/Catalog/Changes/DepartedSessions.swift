public import CatalogModel
public import JSON
import SQLite

/// A session that is no longer in a list, with its last state there.
public struct DepartedSession: Sendable {
  public var session: Session
  /// The revision that removed it from the list.
  public var revision: Int
  /// The time of that revision.
  public var at: Instant
}

extension DepartedRecordReader {
  /// Returns the sessions that met a condition at some time since a row of the change log and no
  /// longer do.
  ///
  /// Reads at most `limit` rows of the log.
  public func sessions(
    since position: Int, rows limit: Int, _ isHit: (JSONObject) -> Bool
  ) throws -> [DepartedSession] {
    var departed: [String: (row: LoggedChange, object: [UInt8])] = [:]
    for row in try changeLog.rows(after: position, limit: limit) where row.kind == .session {
      try reader.checkBudget()
      guard let object = try changeLog.before(row.position).object, try isHit(Self.object(object))
      else {
        continue
      }
      departed[row.oldSlug] = (row, object)
    }
    return try departed.sorted { $0.value.row.position < $1.value.row.position }
      .compactMap { slug, former in
        if let present = try NativeForm.load(.session, slug, reader.connection),
          try isHit(Self.object(present))
        {
          return nil
        }
        guard
          case .record(.session(var session), _) = try reader.history.state(
            of: .session, former.row.slug, atRevision: former.row.revision - 1)
        else { return nil }
        let changes = try reader.connection.first(
          """
          SELECT count(*) FROM change
          WHERE kind = 'session' AND slug = ?1 AND op <> 'create' AND id <= ?2
          """, slug, former.row.position
        ) { $0.int(0) }
        session.stamp = Stamp(
          revision: former.row.revision, sequence: max(1, changes ?? 0), updatedAt: former.row.at)
        return DepartedSession(
          session: session, revision: former.row.revision, at: former.row.at)
      }
  }

  private static func object(_ bytes: [UInt8]) throws -> JSONObject {
    guard case .object(let object) = try JSONParser.parse(bytes) else { return JSONObject() }
    return object
  }
}
