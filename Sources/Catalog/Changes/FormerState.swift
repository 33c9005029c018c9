import CatalogForm
public import CatalogModel
public import JSON
import SQLite

/// A record as it was at a revision.
public enum FormerState: Sendable {
  /// The record, and the revision that had changed it last.
  case record(Record, revision: Int)
  /// The record was not yet created or was already deleted, or the log does not reach back to the
  /// revision.
  case absent
  /// The log's record cannot be decoded.
  case unknown
}

extension HistoryReader {
  /// Returns the newest revision that was committed at or before an instant; 0 if there was none.
  public func revision(at instant: Instant) throws -> Int {
    try connection.first(
      "SELECT coalesce(max(number), 0) FROM revision WHERE at <= ?1", instant.seconds
    ) { $0.int(0) } ?? 0
  }

  /// Returns the first revision of which the catalog knows all records.
  public func beginning() throws -> (revision: Int, at: Instant)? {
    try connection.first(
      """
      SELECT number, at FROM revision WHERE number >= coalesce(
        (SELECT revision FROM change WHERE id = (SELECT log_start FROM catalog_state)), 0)
      ORDER BY number LIMIT 1
      """
    ) { (revision: $0.int(0), at: Instant(seconds: $0.int(1))) }
  }

  /// Returns a record as it was at a revision, by its present ID or the one it had then.
  public func state(
    of kind: RecordKind, _ slug: String, atRevision revision: Int
  ) throws -> FormerState {
    guard let found = try object(of: kind, slug, atRevision: revision) else { return .absent }
    var document = CatalogDocument()
    _ = document.append(try JSONParser.parse(found.object))
    guard var record = document.single else { return .unknown }
    record.setRevision(found.revision, at: try self.instant(of: found.revision))
    return .record(record, revision: found.revision)
  }

  /// Returns a record in the native format as it was at a revision; `nil` if it did not exist then,
  /// or if the log does not reach back so far.
  public func nativeForm(
    of kind: RecordKind, _ slug: String, atRevision revision: Int
  ) throws -> JSONObject? {
    guard let found = try object(of: kind, slug, atRevision: revision),
      case .object(let object) = try JSONParser.parse(found.object)
    else { return nil }
    return object
  }

  /// Returns the records that a request to delete a record of a kind removed in a revision, in the
  /// native format.
  public func removed(withA kind: RecordKind, by revision: Int) throws -> [JSONValue] {
    // The condition on 'create' is that of the index change_by_revision, without which SQLite scans.
    try connection.all(
      """
      SELECT object FROM change JOIN revision ON number = change.revision
      WHERE change.revision = ?1 AND op = 'delete' AND action = ?2 || '.delete'
        AND op <> 'create'
      ORDER BY change.id
      """, revision, kind.rawValue
    ) { Array($0.text(0).utf8) }.map { try JSONParser.parse($0) }
  }

  func object(
    of kind: RecordKind, _ slug: String, atRevision revision: Int
  ) throws -> (object: [UInt8], revision: Int)? {
    guard kind.isStored else { return nil }
    // The first change after the revision holds the record as it was before.
    if let changed = try changeLog.rows(of: kind, slug).rows.last(where: { $0.revision > revision })
    {
      guard let since = changed.since, since <= revision,
        let object = try changeLog.before(changed.position).object
      else { return nil }
      return (try NativeForm.normalized(kind, object), since)
    }
    let present = try self.revision(of: kind, slug)
    guard let present, present <= revision,
      let object = try NativeForm.load(kind, slug, connection)
    else { return nil }
    return (object, present)
  }

  /// Returns the revision that last changed a record; `nil` if there is no such record.
  func revision(of kind: RecordKind, _ slug: String) throws -> Int? {
    try reader.row(kind, slug).flatMap { row in
      try connection.first("SELECT revision FROM \(kind.rawValue) WHERE id = ?1", row) { $0.int(0) }
    }
  }

  private func instant(of revision: Int) throws -> Instant {
    try connection.first("SELECT at FROM revision WHERE number = ?1", revision) {
      Instant(seconds: $0.int(0))
    } ?? Instant(seconds: 0)
  }
}

extension CatalogDocument {
  /// The only record of the document.
  fileprivate var single: Record? {
    if let record = conferences.first { return .conference(record) }
    if let record = series.first { return .series(record) }
    if let record = sessions.first { return .session(record) }
    if var record = tracks.first {
      record.sessionCount = 0
      return .track(record)
    }
    if let record = rooms.first { return .room(record) }
    if let record = speakers.first { return .speaker(record) }
    if let record = topics.first { return .topic(record) }
    if let record = audiences.first { return .audience(record) }
    if let record = places.first { return .place(record) }
    if let record = venues.first { return .venue(record) }
    if let record = sources.first { return .source(record) }
    if let record = recommendations.first { return .recommendation(record) }
    return guide.first.map { .guideItem($0) }
  }
}

extension Record {
  fileprivate mutating func setRevision(_ revision: Int, at instant: Instant) {
    let stamp = Stamp(revision: revision, sequence: 0, updatedAt: instant)
    switch self {
    case .conference(var record):
      record.stamp = stamp
      self = .conference(record)
    case .series(var record):
      record.stamp = stamp
      self = .series(record)
    case .session(var record):
      record.stamp = stamp
      self = .session(record)
    case .track(var record):
      record.stamp = stamp
      self = .track(record)
    case .room(var record):
      record.stamp = stamp
      self = .room(record)
    case .speaker(var record):
      record.stamp = stamp
      self = .speaker(record)
    case .topic(var record):
      record.stamp = stamp
      self = .topic(record)
    case .audience(var record):
      record.stamp = stamp
      self = .audience(record)
    case .place(var record):
      record.stamp = stamp
      self = .place(record)
    case .source(var record):
      record.stamp = stamp
      self = .source(record)
    case .recommendation(var record):
      record.stamp = stamp
      self = .recommendation(record)
    case .guideItem(var record):
      record.stamp = stamp
      self = .guideItem(record)
    case .venue(var record):
      record.stamp = stamp
      self = .venue(record)
    case .deadline: break
    }
  }
}
