public import CatalogModel
public import JSON
import SQLite

/// One change of one record, with its author and circumstances.
public struct AuditEntry: Sendable {
  /// The row ID in the change log.
  ///
  /// Entries are listed by it, the newest first.
  public var position: Int
  public var at: Instant
  /// The action, such as "conference.update".
  public var action: String
  public var actor: String?
  /// Whether only administrators may see the actor.
  public var hidesActor: Bool
  /// The way by which the write reached the catalog: a raw value of `WriteOrigin.Way`.
  public var via: String?
  public var requestID: String?
  /// The client's address, as the server sees it.
  public var address: String?
  public var reason: String?
  public var kind: RecordKind
  public var slug: String
  public var revision: Int
  /// The revision that had changed the record before; `nil` for a creation, or if it is unknown.
  public var previousRevision: Int?
  public var changes: [(field: String, before: JSONValue, after: JSONValue)]
  /// Bytes of the record before and after the change.
  var size = 0
}

/// The filters and the page of a query of the audit log.
public struct AuditQuery: Sendable {
  public var actor: String?
  public var kind: RecordKind?
  public var slug: String?
  /// The action, such as "conference.update".
  public var action: String?
  public var from: Instant?
  public var to: Instant?
  /// The position before which the page begins; `nil` for the newest entries.
  public var before: Int?
  public var limit: Int

  public init(limit: Int) { self.limit = limit }
}

extension HistoryReader {
  /// The action of a row of the log.
  ///
  /// It is the action of the request, such as "conference.revert", if that is about the row's kind
  /// of record and is more than a create, update or delete. Otherwise it is the row's own
  /// operation, since one request may change several records.
  private static let action = """
    CASE WHEN action LIKE kind || '.%'
        AND substr(action, length(kind) + 2) NOT IN ('create', 'update', 'delete')
      THEN action ELSE kind || '.' || op END
    """

  /// Returns a page of the audit log, the newest entries first, and whether there are more.
  public func audit(_ query: AuditQuery) throws -> (entries: [AuditEntry], hasMore: Bool) {
    var conditions = ["change.id < ?", "op <> 'refile'"]
    var values: [any Bindable] = [query.before ?? Int.max]
    func add(_ condition: String, _ value: (any Bindable)?) {
      guard let value else { return }
      conditions.append(condition)
      values.append(value)
    }
    add("change.revision IN (SELECT number FROM revision WHERE actor = ?)", query.actor)
    add("kind = ?", query.kind?.rawValue)
    add("\(Self.action) = ?", query.action)
    add("at >= ?", query.from?.seconds)
    add("at <= ?", query.to?.seconds)
    if let slug = query.slug {
      conditions.append("(slug = ? OR previous_slug = ?)")
      values += [slug, slug] as [any Bindable]
    }
    values.append(query.limit + 1)
    let positions = try connection.all(
      """
      SELECT change.id FROM change JOIN revision ON number = change.revision
      WHERE \(conditions.joined(separator: " AND ")) ORDER BY change.id DESC LIMIT ?
      """, values: values
    ) { $0.int(0) }
    return try page(of: positions, limit: query.limit) { try entry($0) }
  }

  /// Returns the history of a record through all IDs that it had, the newest entry first.
  ///
  /// The last entry is the creation of the record and has the position 0.
  public func entries(
    of kind: RecordKind, _ slug: String, before: Int?, limit: Int
  ) throws -> (entries: [AuditEntry], hasMore: Bool) {
    let (log, first, start) = try changeLog.rows(of: kind, slug)
    let created = start > 0 ? try changeLog.creation(of: kind, first, after: start) : 0
    let all = try log.map(\.position) + changeLog.creations(in: log) + [created].compactMap(\.self)
    let positions = all.sorted(by: >).filter { $0 < before ?? Int.max }
    return try page(of: positions, limit: limit) { position in
      position > 0
        ? try entry(position)
        : try creation(of: kind, first, before: log.last?.position ?? Int.max)
    }
  }

  /// Bytes of records before and after changes at which a page ends early: an entry may have both
  /// versions of a large record.
  private static let pageBytes = 2 << 20

  /// Reads the entries of a page, and whether there are more.
  private func page(
    of positions: [Int], limit: Int, _ read: (Int) throws -> AuditEntry?
  ) throws -> (entries: [AuditEntry], hasMore: Bool) {
    var entries: [AuditEntry] = []
    var size = 0
    for position in positions {
      try reader.checkBudget()
      guard let entry = try read(position) else { continue }
      guard entries.count < limit, entries.isEmpty || size + entry.size <= Self.pageBytes else {
        return (entries, true)
      }
      size += entry.size
      entries.append(entry)
    }
    return (entries, false)
  }

  /// Returns the entry for the creation of a record, with its members before its first change.
  private func creation(
    of kind: RecordKind, _ slug: String, before position: Int
  ) throws -> AuditEntry? {
    guard kind.isStored else { return nil }
    let next = try changeLog.next(of: kind, slug, after: 0, withRefiling: false)
    let record: [UInt8]?
    let revision: Int?
    if let next, next <= position {
      record = try changeLog.before(next).object
      revision =
        try connection.first("SELECT since FROM change WHERE id = ?1", next) {
          $0.intOrNil(0)
        } ?? nil
    } else {
      record = try NativeForm.load(kind, slug, connection)
      revision = try self.revision(of: kind, slug)
    }
    guard let record, let revision else { return nil }
    return try connection.first(
      """
      SELECT at, actor, hides_actor, via, action, request_id, address, reason FROM revision
      WHERE number = ?1
      """, revision
    ) { row in
      AuditEntry(
        position: 0, at: Instant(seconds: row.int(0)),
        action: "\(kind.rawValue).create", actor: row.textOrNil(1),
        hidesActor: row.bool(2), via: row.textOrNil(3), requestID: row.textOrNil(5),
        address: row.textOrNil(6), reason: row.textOrNil(7), kind: kind, slug: slug,
        revision: revision, previousRevision: nil,
        changes: MemberDifference.all(nil, record).map { ($0.name, $0.before, $0.after) },
        size: record.count)
    }
  }

  private func entry(_ position: Int) throws -> AuditEntry? {
    let found = try connection.first(
      """
      SELECT change.revision, at, kind, slug, op, previous_slug, since, actor, hides_actor, via,
        \(Self.action), request_id, address, reason, object
      FROM change JOIN revision ON number = change.revision WHERE change.id = ?1
      """, position
    ) { row in
      (
        AuditEntry(
          position: position, at: Instant(seconds: row.int(1)), action: row.text(10),
          actor: row.textOrNil(7), hidesActor: row.bool(8), via: row.textOrNil(9),
          requestID: row.textOrNil(11), address: row.textOrNil(12), reason: row.textOrNil(13),
          kind: RecordKind(rawValue: row.text(2)) ?? .source, slug: row.text(3),
          revision: row.int(0), previousRevision: row.intOrNil(6), changes: []),
        op: row.text(4), old: row.textOrNil(5), object: row.textOrNil(14)
      )
    }
    guard let found else { return nil }
    var entry = found.0
    let before = found.object.map { Array($0.utf8) }
    let after =
      found.op == "delete" ? nil : try state(entry.kind, entry.slug, after: position)
    entry.size = (before?.count ?? 0) + (after?.count ?? 0)
    if let old = found.old { entry.changes.append(("id", .string(old), .string(entry.slug))) }
    entry.changes += MemberDifference.all(before, after).map { ($0.name, $0.before, $0.after) }
    return entry
  }

  /// Returns a record in the native format as it was after a row of the log; `nil` if the row
  /// deleted it.
  func state(_ kind: RecordKind, _ slug: String, after position: Int) throws -> [UInt8]? {
    guard kind.isStored else { return nil }
    guard
      let next = try changeLog.next(of: kind, slug, after: position, withRefiling: false)
    else { return try NativeForm.load(kind, slug, connection) }
    return try changeLog.before(next).object.map { try NativeForm.normalized(kind, $0) }
  }
}
