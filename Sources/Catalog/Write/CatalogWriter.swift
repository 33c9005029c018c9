import SQLite

/// Writes records of one revision; used within one transaction of the writing connection.
///
/// Everything that a document refers to must be in it or in the catalog already.
final class CatalogWriter {
  enum Kind: String {
    case source, topic, audience, series, conference, track, room, speaker, session
  }

  let connection: Connection
  let revision: Int
  let now: Instant
  private var ids: [Kind: [String: Int64]] = [:]
  /// Records whose words are to be put into the search index when all is written.
  var unfiled: [(kind: SearchDocument, id: Int64)] = []

  init(_ connection: Connection, now: Instant) throws {
    self.connection = connection
    self.now = now
    revision =
      try connection.first("SELECT revision + 1 FROM catalog_state") { $0.int(0) } ?? 1
  }

  /// Writes a document's records in the order in which they can refer to each other, then the
  /// catalog's new revision.
  func write(_ document: CatalogDocument) throws {
    try document.sources.forEach(write)
    try write(document.topics)
    try document.audiences.forEach(write)
    try document.places.forEach(write)
    try write(document.series)
    try document.conferences.forEach(write)
    try document.tracks.enumerated().forEach { try write($1, position: $0) }
    try document.rooms.enumerated().forEach { try write($1, position: $0) }
    try document.speakers.forEach(write)
    try write(document.sessions)
    try document.recommendations.enumerated().forEach { try write($1, position: $0) }
    try document.guide.forEach(write)
    // Last, since what is filed refers to what may be written later.
    for record in unfiled { try file(record.kind, record.id) }
    unfiled.removeAll()
    try connection.run(
      "UPDATE catalog_state SET revision = ?1, revised_at = ?2", revision, now.seconds)
  }

  /// Inserts a row with the record's stamp and remembers its id.
  @discardableResult
  func insert(
    _ table: String, slug: String? = nil, _ columns: KeyValuePairs<String, any Bindable>
  ) throws -> Int64 {
    var names = columns.map(\.key)
    var values = columns.map(\.value)
    if let slug {
      names.append("slug")
      values.append(slug)
    }
    names += ["revision", "updated_at"]
    values += [revision, now.seconds] as [any Bindable]
    let places = (1...values.count).map { "?\($0)" }.joined(separator: ", ")
    try connection.run(
      "INSERT INTO \(table) (\(names.joined(separator: ", "))) VALUES (\(places))", values: values)
    let id = connection.lastInsertedRow
    if let slug, let kind = Kind(rawValue: table) { ids[kind, default: [:]][slug] = id }
    if let kind = SearchDocument.allCases.first(where: { "\($0)" == table }) {
      unfiled.append((kind, id))
    }
    return id
  }

  /// The row of a slug; throws where there is none.
  func id(_ kind: Kind, _ slug: String, for owner: String) throws -> Int64 {
    if let id = ids[kind]?[slug] { return id }
    let id = try connection.first("SELECT id FROM \(kind.rawValue) WHERE slug = ?1", slug) {
      $0.int64(0)
    }
    guard let id else {
      throw ReferenceError(owner: owner, kind: kind.rawValue, slug: slug)
    }
    ids[kind, default: [:]][slug] = id
    return id
  }

  func id(_ kind: Kind, _ slug: String?, for owner: String) throws -> Int64? {
    try slug.map { try id(kind, $0, for: owner) }
  }
}

/// A record names another that is not there.
public struct ReferenceError: Error, Sendable, CustomStringConvertible {
  public var owner: String
  public var kind: String
  public var slug: String

  public var description: String {
    "\(owner) refers to the \(kind) \"\(slug)\", which does not exist"
  }
}
