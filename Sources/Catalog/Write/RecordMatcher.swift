import CatalogForm
import CatalogModel
import SQLite

/// Matches the records of an import with stored ones.
///
/// The first rule that applies decides:
/// 1. The slug given by `--conference`, or a former one that the file states.
/// 2. A stored external ID.
/// 3. For conferences, the same series and year.
/// 4. The same slug.
/// 5. For series, the same name; for tracks, rooms and speakers, the same name in the same
///    conference; for sessions, the same title and time in the same conference.
///
/// A stored record for which the same system has another external ID never matches, and no two
/// records of a batch match the same one.
final class RecordMatcher {
  private let writer: CatalogWriter
  /// The catalog's slugs by the batch's.
  var slugs = PerKind<[String: String]>([:])
  /// The rows that records of the batch match; no two records may match the same row.
  var matchedRows = PerKind<Set<Int64>>([])
  /// The present slugs of the conferences that the file or `--conference` names.
  var namedConferences: [String: String] = [:]
  /// The slugs of the conferences to which the batch's sessions belong.
  var programmes: [String] = []
  private let externalIDs: [RecordKind: [String: [ExternalID]]]
  private let isForeign: Bool
  private let isSurelyWhole: Bool
  /// The rows of a system and scope by external ID, read once for each.
  private var known: [IdentifierScope: [String: [Int64]]] = [:]
  /// The rows of those of `programmes` that are stored with sessions.
  private lazy var storedProgrammes = Result { try readProgrammes() }
  /// The external IDs of the batch's sessions.
  private lazy var sessionIdentifiers = Set(
    (externalIDs[.session] ?? [:]).values.joined().map(\.value))
  /// The sessions of conferences by folded title, as stored before the batch.
  private var sessionsByTitle: [Int64: [String: [(id: Int64, start: Int?, published: String?)]]] =
    [:]

  struct IdentifierScope: Hashable {
    var kind: RecordKind
    var system: String
    var scope: String
  }

  init(_ batch: ImportBatch, _ writer: CatalogWriter) {
    self.writer = writer
    var ids: [RecordKind: [String: [ExternalID]]] = [:]
    for id in batch.externalIDs { ids[id.kind, default: [:]][id.slug, default: []].append(id) }
    externalIDs = ids
    (isForeign, isSurelyWhole) = (batch.source != nil, batch.isSurelyWhole)
  }

  /// Returns the catalog's slug of a record of the batch.
  func slug(_ kind: RecordKind, _ provisional: String) -> String {
    slugs[kind][provisional] ?? provisional
  }

  func find(_ series: Series) throws -> Int64? {
    if let id = try byExternalID(.series, series.id) { return id }
    if let id = try writer.slugs.find(.series, writer.slugs.current(.series, series.id)),
      try canMatch(.series, id, series.id), try isNamesake(series, id)
    {
      return id
    }
    let names = [series.id, series.name, series.fullName].compactMap(\.self) + series.aliases
    let ids = try writer.connection.all(
      """
      SELECT DISTINCT id FROM series LEFT JOIN series_alias ON series_id = id
      WHERE folded IN (SELECT value FROM json_each(?1)) OR slug IN (SELECT value FROM json_each(?2))
        OR name IN (SELECT value FROM json_each(?3)) OR full_name IN (SELECT value FROM json_each(?3))
      ORDER BY id
      """, names.map(Folding.fold).column,
      names.map(Folding.slug).column, names.column
    ) { $0.int64(0) }
    return try ids.first {
      try canMatch(.series, $0, series.id) && isNamesake(series, $0)
    }
  }

  /// Whether a series with the same short name is the same one, judged by the words of the full
  /// names.
  ///
  /// One series named FSE is about software engineering, another about encryption.
  private func isNamesake(_ theirs: Series, _ id: Int64) throws -> Bool {
    let full = try writer.connection.first("SELECT full_name, name FROM series WHERE id = ?1", id) {
      ($0.textOrNil(0), $0.text(1))
    }
    guard let ours = full?.0, let theirs = theirs.fullName else { return true }
    return Self.areAlike(ours, theirs)
  }

  /// Whether two full names share at least half of their characteristic words.
  static func areAlike(_ one: String, _ other: String) -> Bool {
    let idle: Set<Substring> = [
      "the", "of", "on", "in", "for", "and", "a", "an", "at", "international", "conference",
      "annual", "symposium", "workshop", "meeting", "acm", "ieee", "ifip", "usenix", "european",
      "joint", "world", "congress", "proceedings", "national",
    ]
    func words(_ text: String) -> Set<Substring> {
      Set(Folding.fold(text).split(separator: " ")).subtracting(idle)
    }
    let (mine, theirs) = (words(one), words(other))
    let fewest = min(mine.count, theirs.count)
    return fewest == 0 || mine.intersection(theirs).count * 2 >= fewest
  }

  func find(_ conference: Conference) throws -> Int64? {
    if let named = namedConferences[conference.id],
      let id = try writer.slugs.find(.conference, named), !matchedRows[.conference].contains(id)
    {
      return id
    }
    if let id = try byExternalID(.conference, conference.id),
      try isOfYear(conference, id)
    {
      return id
    }
    for series in conference.series {
      guard let year = conference.year,
        let row = try writer.slugs.find(.series, slug(.series, series))
      else { continue }
      let ids = try writer.connection.all(
        """
        SELECT conference.id FROM conference_series JOIN conference ON conference.id = conference_id
        WHERE series_id = ?1 AND year = ?2 ORDER BY conference.id
        """, row, year
      ) { $0.int64(0) }
      let open = try ids.filter { try canMatch(.conference, $0, conference.id) }
      if open.count == 1 { return open[0] }
      if let id = try writer.slugs.find(.conference, conference.id), open.contains(id) { return id }
    }
    let slug = isForeign ? try writer.slugs.current(.conference, conference.id) : conference.id
    guard let id = try writer.slugs.find(.conference, slug),
      try canMatch(.conference, id, conference.id), try isOfYear(conference, id),
      try isOfSeries(conference, id)
    else { return nil }
    return id
  }

  /// Whether the conferences share a series, or the series of one are unknown.
  private func isOfSeries(_ conference: Conference, _ id: Int64) throws -> Bool {
    let ours = try writer.connection.all(
      "SELECT series_id FROM conference_series WHERE conference_id = ?1", id
    ) { $0.int64(0) }
    let theirs = try conference.series.compactMap {
      try writer.slugs.find(.series, slug(.series, $0))
    }
    return ours.isEmpty || theirs.isEmpty || theirs.contains { ours.contains($0) }
  }

  private func isOfYear(_ conference: Conference, _ id: Int64) throws -> Bool {
    let year = try writer.connection.first("SELECT year FROM conference WHERE id = ?1", id) {
      $0.intOrNil(0)
    }
    guard let theirs = conference.year, let ours = year ?? nil else { return true }
    return theirs == ours
  }

  func find(_ track: Track) throws -> Int64? {
    try findPart(.track, track.id, track.name, in: track.conference)
  }

  func find(_ room: Room) throws -> Int64? {
    try findPart(.room, room.id, room.name, in: room.conference)
  }

  private func findPart(
    _ kind: RecordKind, _ provisional: String, _ name: String,
    in conference: String
  ) throws -> Int64? {
    if let id = try byExternalID(kind, provisional) { return id }
    guard let row = try writer.slugs.find(.conference, slug(.conference, conference)) else {
      return nil
    }
    let parts = try writer.connection.all(
      "SELECT id, slug, name FROM \(kind.rawValue) WHERE conference_id = ?1", row
    ) { ($0.int64(0), $0.text(1), $0.text(2)) }
    let folded = Folding.fold(name)
    let alike = parts.filter { $0.1 == provisional } + parts.filter { Folding.fold($0.2) == folded }
    return try alike.first { try canMatch(kind, $0.0, provisional) }?.0
  }

  /// A name is not unique, so it identifies a person only within the programme of one conference.
  func find(_ person: Speaker) throws -> Int64? {
    if let id = try byExternalID(.speaker, person.id) { return id }
    for conference in try storedProgrammes.get() {
      let ids = try writer.connection.all(
        """
        SELECT speaker.id FROM speaker WHERE name_folded = ?1 AND EXISTS (
          SELECT 1 FROM session_speaker JOIN session ON session.id = session_id
          WHERE speaker_id = speaker.id AND conference_id = ?2)
        ORDER BY slug <> ?3, id
        """, Folding.fold(person.name), conference, person.id
      ) { $0.int64(0) }
      if let id = try ids.first(where: { try canMatch(.speaker, $0, person.id) }) {
        return id
      }
    }
    return nil
  }

  /// Returns the stored conferences of the batch that already have sessions.
  private func readProgrammes() throws -> [Int64] {
    let rows = try programmes.compactMap {
      try writer.slugs.find(.conference, slug(.conference, $0))
    }
    return try rows.filter { row in
      try writer.connection.first("SELECT 1 FROM session WHERE conference_id = ?1", row) { _ in
        true
      } ?? false
    }
  }

  func find(_ session: Session) throws -> Int64? {
    if let id = try byExternalID(.session, session.id) { return id }
    guard let conference = try writer.slugs.find(.conference, slug(.conference, session.conference))
    else { return nil }
    if let id = try writer.slugs.find(.session, session.id),
      try canMatch(.session, id, session.id)
    {
      let isThere = try writer.connection.first(
        "SELECT 1 FROM session WHERE id = ?1 AND conference_id = ?2", id, conference
      ) { _ in true }
      if isThere == true { return id }
    }
    return try byTitle(session, in: conference)
  }

  /// Returns a session with the same title and time, or the only one with the title if one of the
  /// two has no time.
  private func byTitle(_ session: Session, in conference: Int64) throws -> Int64? {
    if sessionsByTitle[conference] == nil {
      var known: [String: [(id: Int64, start: Int?, published: String?)]] = [:]
      try writer.connection.each(
        """
        SELECT id, title, starts_at, published_start FROM session
        WHERE conference_id = ?1 ORDER BY id
        """, conference
      ) { row in
        known[Folding.fold(row.text(1)), default: []].append(
          (row.int64(0), row.intOrNil(2), row.textOrNil(3)))
      }
      sessionsByTitle[conference] = known
    }
    guard let alike = sessionsByTitle[conference]?[Folding.fold(session.title)] else { return nil }
    let start = session.startsAt?.instant.seconds
    let published = start == nil ? session.publishedStart : nil
    let same = alike.filter { $0.start == start && (start != nil || $0.published == published) }
    let vague = alike.count == 1 && (start == nil || alike[0].start == nil) ? alike : []
    if let found = try (same + vague).first(where: {
      try canMatch(.session, $0.id, session.id, bySlot: true)
    }) {
      return found.id
    }
    // Some calendars give all events new UIDs each time they are written.
    guard !isSurelyWhole, start != nil || published != nil else { return nil }
    return try same.first { try !matchedRows[.session].contains($0.id) && !isIdentified($0.id) }?.id
  }

  /// Whether a stored session has an external ID that occurs in the batch.
  private func isIdentified(_ session: Int64) throws -> Bool {
    let known = try writer.connection.all(
      "SELECT value FROM external_id WHERE owner_kind = 'session' AND owner_id = ?1", session
    ) { $0.text(0) }
    return known.contains { sessionIdentifiers.contains($0) }
  }

  /// Returns the slug of a record in the catalog: its row's, or for a new record the provisional
  /// slug, with a number if that is taken.
  func slug<Record: StoredRecord>(
    of record: Record, found: Int64?, taken: Set<String>
  ) throws -> String {
    if let found {
      return try writer.connection.first(
        "SELECT slug FROM \(Record.kind.rawValue) WHERE id = ?1", found
      ) { $0.text(0) } ?? record.id
    }
    var slug = record.id
    var number = 2
    while try taken.contains(slug) || writer.slugs.find(Record.kind, slug) != nil {
      slug = "\(record.id.prefix(95))-\(number)"
      number += 1
    }
    return slug
  }

  // MARK: External IDs

  /// Returns the row with an external ID of the record, unless another record of the batch matches
  /// it.
  func byExternalID(
    _ kind: RecordKind, _ slug: String
  ) throws -> Int64? {
    for id in externalIDs[kind]?[slug] ?? [] {
      for row in try rows(of: id) where !matchedRows[kind].contains(row) { return row }
    }
    return nil
  }

  /// Whether a row found by its name can be the record: no other record of the batch matches it,
  /// and no system has other external IDs for the row than for the record.
  ///
  /// With `bySlot` the row was found by title and time. If several records share an external ID, a
  /// "#" and a suffix distinguish them; this suffix is then ignored.
  func canMatch(
    _ kind: RecordKind, _ row: Int64, _ slug: String,
    bySlot: Bool = false
  ) throws -> Bool {
    guard !matchedRows[kind].contains(row) else { return false }
    for id in externalIDs[kind]?[slug] ?? [] {
      let others = try writer.connection.all(
        """
        SELECT value FROM external_id
        WHERE owner_kind = ?1 AND owner_id = ?2 AND system = ?3 AND scope = ?4
        """, kind.rawValue, row, id.system, id.scope
      ) { $0.text(0) }
      // An external ID may be made from a name, so case is ignored.
      func name(_ value: String) -> String {
        Folding.fold(String(bySlot ? value.prefix { $0 != "#" } : value[...]))
      }
      if !others.isEmpty, !others.contains(where: { name($0) == name(id.value) }) { return false }
    }
    return true
  }

  /// Returns the slug of the record into which this one was merged, if another record of the batch
  /// matches that.
  func survivingSlug(_ kind: RecordKind, _ slug: String) throws -> String? {
    for id in externalIDs[kind]?[slug] ?? [] {
      for row in try rows(of: id) where matchedRows[kind].contains(row) {
        let survivor = try writer.connection.first(
          """
          SELECT slug FROM \(kind.rawValue) WHERE id = ?1
            AND EXISTS (SELECT 1 FROM redirect WHERE kind = ?2 AND target = \(kind.rawValue).slug)
          """, row, kind.rawValue
        ) { $0.text(0) }
        if let survivor { return survivor }
      }
    }
    return nil
  }

  private func rows(of id: ExternalID) throws -> [Int64] {
    let scope = IdentifierScope(kind: id.kind, system: id.system, scope: id.scope)
    if known[scope] == nil {
      var rows: [String: [Int64]] = [:]
      try writer.connection.each(
        """
        SELECT value, owner_id FROM external_id
        WHERE owner_kind = ?1 AND system = ?2 AND scope = ?3 ORDER BY value, owner_id
        """, id.kind.rawValue, id.system, id.scope
      ) { rows[$0.text(0), default: []].append($0.int64(1)) }
      known[scope] = rows
    }
    return known[scope]?[id.value] ?? []
  }

  /// Stores the external IDs of a record, so that the next import finds it.
  func keepExternalIDs(_ kind: RecordKind, _ slug: String, _ row: Int64) throws {
    for id in externalIDs[kind]?[slug] ?? [] {
      if try rows(of: id).contains(row) { continue }
      try writer.bulk.externalID.run { statement in
        statement.text(kind.rawValue)
        statement.integer(row)
        statement.text(id.system)
        statement.text(id.scope)
        statement.text(id.value)
      }
      let scope = IdentifierScope(kind: id.kind, system: id.system, scope: id.scope)
      known[scope, default: [:]][id.value, default: []].append(row)
    }
  }
}
