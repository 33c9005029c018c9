import CatalogModel
import SQLite

/// The row IDs of slugs, and the names in the search text of sessions, that a revision has written
/// or looked up; bounded.
///
/// Sessions are not included, since there are too many.
final class SlugIndex {
  private static let capacity = 200_000
  private let connection: Connection
  private let findSession, findSpeaker: BulkStatement
  private var ids = PerKind<[String: Int64]>([:])
  private var conferences: [Int64: String] = [:]
  private var tracks: [Int64: (name: String, hasTopics: Bool)] = [:]
  private var rooms: [Int64: String] = [:]
  /// Speakers by slug, those of up to 300,000 that were used last.
  private var speakers = GenerationalCache<String, (id: Int64, name: String)>(capacity: 300_000)

  init(_ connection: Connection) {
    self.connection = connection
    findSession = BulkStatement(connection, "SELECT id FROM session WHERE slug = ?")
    findSpeaker = BulkStatement(connection, "SELECT id, name FROM speaker WHERE slug = ?")
  }

  func remember(_ kind: RecordKind, _ slug: String, _ id: Int64) {
    guard kind != .session, kind != .speaker else { return }
    if ids[kind].count >= Self.capacity { ids[kind] = [:] }
    ids[kind][slug] = id
  }

  func rememberSpeaker(_ slug: String, _ id: Int64, _ name: String) {
    speakers.keep((id, name), for: slug, cost: 1)
  }

  func forget(_ kind: RecordKind, _ slug: String) {
    ids[kind][slug] = nil
    if kind == .speaker { speakers.remove(slug) }
  }

  /// Removes the name of a record that changes.
  func forgetName(_ kind: RecordKind, _ id: Int64) {
    switch kind {
    case .conference: conferences[id] = nil
    case .track: tracks[id] = nil
    case .room: rooms[id] = nil
    case .speaker: speakers.removeAll()
    default: break
    }
  }

  /// Returns the present ID of the record with a present or former ID.
  func current(_ kind: RecordKind, _ slug: String) throws -> String {
    guard try find(kind, slug) == nil else { return slug }
    return try successor(kind, slug) ?? slug
  }

  /// Returns the ID to which a former ID leads; `nil` if it is none.
  func successor(_ kind: RecordKind, _ slug: String) throws -> String? {
    try connection.first(
      "SELECT target FROM redirect WHERE kind = ?1 AND slug = ?2", kind.rawValue, slug
    ) { $0.text(0) }
  }

  /// Returns the row ID of a slug; `nil` if there is no such record.
  func find(_ kind: RecordKind, _ slug: String) throws -> Int64? {
    if kind == .session { return try findSession.firstInteger { $0.text(slug) } }
    if kind == .speaker { return try speaker(slug)?.id }
    if let id = ids[kind][slug] { return id }
    let id = try connection.first("SELECT id FROM \(kind.rawValue) WHERE slug = ?1", slug) {
      $0.int64(0)
    }
    if let id { remember(kind, slug, id) }
    return id
  }

  /// Returns the row ID of a slug.
  ///
  /// Throws `ReferenceError` if there is no such record.
  func id(_ kind: RecordKind, _ slug: String, for owner: @autoclosure () -> String) throws -> Int64
  {
    guard let id = try find(kind, slug) else {
      throw ReferenceError(owner: owner(), kind: kind.rawValue, slug: slug)
    }
    return id
  }

  func id(_ kind: RecordKind, _ slug: String?, for owner: @autoclosure () -> String) throws
    -> Int64?
  {
    try slug.map { try id(kind, $0, for: owner()) }
  }

  // MARK: - Names

  func conferenceName(_ id: Int64) throws -> String {
    if let name = conferences[id] { return name }
    let name = try connection.first(
      "SELECT coalesce(acronym, name) FROM conference WHERE id = ?1", id
    ) { $0.text(0) }
    conferences[id] = name ?? ""
    return name ?? ""
  }

  func track(_ id: Int64) throws -> (name: String, hasTopics: Bool) {
    if let track = tracks[id] { return track }
    let track = try connection.first(
      """
      SELECT name, EXISTS (SELECT 1 FROM track_topic WHERE track_id = ?1) FROM track WHERE id = ?1
      """, id
    ) { ($0.text(0), $0.bool(1)) }
    tracks[id] = track ?? ("", false)
    return track ?? ("", false)
  }

  func roomName(_ id: Int64) throws -> String {
    if let name = rooms[id] { return name }
    let name = try connection.first("SELECT name FROM room WHERE id = ?1", id) { $0.text(0) }
    rooms[id] = name ?? ""
    return name ?? ""
  }

  /// Returns the row ID and the name of a speaker; `nil` if there is none.
  func speaker(_ slug: String) throws -> (id: Int64, name: String)? {
    if let speaker = speakers.value(slug) { return speaker }
    let found = try findSpeaker.first({ $0.text(slug) }) { ($0.int64(0), $0.text(1)) }
    guard let found else { return nil }
    rememberSpeaker(slug, found.0, found.1)
    return found
  }

  /// Returns the session with the names that its JSON has besides the slugs.
  func named(_ session: Session) throws -> Session {
    var named = session
    named.trackName = try session.track.flatMap { try find(.track, $0) }.map { try track($0).name }
    named.roomName = try session.room.flatMap { try find(.room, $0) }.map { try roomName($0) }
    for index in named.speakers.indices {
      named.speakers[index].name = try speaker(named.speakers[index].id)?.name
    }
    return named
  }
}
