import CatalogModel
import SQLite

/// A record in the search index.
struct SearchRecord: Hashable {
  var kind: SearchDocument
  var id: Int64
}

/// Names that go into the words of sessions, by the ids of their records.
struct NameCache {
  var conferences: [Int64: String] = [:]
  var tracks: [Int64: (name: String, hasTopics: Bool)] = [:]
  var rooms: [Int64: String] = [:]
  /// By their slugs: those of the 300,000 that were met last.
  private var speakers = RecentValues<String, (id: Int64, name: String)>(capacity: 300_000)

  mutating func speaker(_ slug: String) -> (id: Int64, name: String)? { speakers.value(slug) }

  mutating func rememberSpeaker(_ slug: String, _ id: Int64, _ name: String) {
    speakers.keep((id, name), for: slug, cost: 1)
  }

  mutating func forgetSpeaker(_ slug: String) { speakers.remove(slug) }

  mutating func forget(_ kind: RecordKind, _ id: Int64) {
    switch kind {
    case .conference: conferences[id] = nil
    case .track: tracks[id] = nil
    case .room: rooms[id] = nil
    case .speaker: speakers.removeAll()
    default: break
    }
  }
}

/// Keeps the search index in step with the records.
///
/// The index holds no text, so a record's words must be taken out as they were put in: before the
/// record changes, and before anything changes of which it has words.
extension CatalogWriter {
  /// Takes the words of a record, and of those that carry its name, out of the index until
  /// `finish`; called before it is changed or deleted.
  func unfileForChange(_ kind: RecordKind, _ id: Int64, renamed: Bool) throws {
    names.forget(kind, id)
    if kind == .topic { topicsChanged = true }
    if let document = SearchDocument.allCases.first(where: { $0.table == kind.rawValue }) {
      try takeOut(SearchRecord(kind: document, id: id))
    }
    if kind == .series { try refileEditions(id) }
    if kind == .recommendation { try refileSubject(id) }
    if kind == .topic {
      refiled.formUnion(try connection.all("SELECT id FROM conference") { $0.int64(0) })
    }
    if kind == .place {
      let country = try connection.first("SELECT country FROM place WHERE id = ?1", id) {
        $0.textOrNil(0)
      }
      if let country = country ?? nil { try unfileForPlace(in: country) }
      for country in try connection.all(
        "SELECT country FROM place_country WHERE place_id = ?1", id, row: { $0.text(0) })
      {
        try unfileForPlace(in: country, isGroup: true)
      }
    }
    guard renamed else { return }
    for (document, query) in Self.bearers(of: kind) {
      for id in try connection.all(query, id, row: { $0.int64(0) }) {
        try takeOut(SearchRecord(kind: document, id: id))
      }
    }
  }

  /// Files anew the conferences that a recommendation is about: they have its audience.
  private func refileSubject(_ id: Int64) throws {
    try connection.first(
      "SELECT series_id, conference_id FROM recommendation WHERE id = ?1", id
    ) { ($0.int64OrNil(0), $0.int64OrNil(1)) }.map { series, conference in
      if let series { try refileEditions(series) }
      if let conference { refiled.insert(conference) }
    }
  }

  /// The rankings, topics, recommendations and the parent of a series are among the filters of its
  /// editions.
  func refileEditions(_ id: Int64) throws {
    refiled.formUnion(
      try connection.all(
        """
        SELECT conference_id FROM conference_series JOIN series ON series.id = series_id
        WHERE series.id = ?1 OR series.parent_id = ?1
        """, id
      ) { $0.int64(0) })
  }

  /// The records that have words of a record of the kind, with the queries for their ids.
  private static func bearers(of kind: RecordKind) -> [(SearchDocument, String)] {
    switch kind {
    case .conference: [(.session, "SELECT id FROM session WHERE conference_id = ?1")]
    case .series:
      [(.conference, "SELECT conference_id FROM conference_series WHERE series_id = ?1")]
    case .track: [(.session, "SELECT id FROM session WHERE track_id = ?1")]
    case .room: [(.session, "SELECT id FROM session WHERE room_id = ?1")]
    case .speaker:
      [(.session, "SELECT DISTINCT session_id FROM session_speaker WHERE speaker_id = ?1")]
    case .topic:
      [
        (.conference, "SELECT conference_id FROM conference_topic WHERE topic_id = ?1"),
        (.series, "SELECT series_id FROM series_topic WHERE topic_id = ?1"),
        (.track, "SELECT track_id FROM track_topic WHERE topic_id = ?1"),
      ]
    default: []
    }
  }

  /// Places are found by all names that the gazetteer has for their country; the names of groups are
  /// among their filters only.
  func unfileForPlace(in country: String, isGroup: Bool = false) throws {
    if isGroup {
      refiled.formUnion(
        try connection.all(
          """
          SELECT DISTINCT conference_id FROM location
          WHERE country = ?1 AND conference_id IS NOT NULL
          """, country
        ) { $0.int64(0) })
      return
    }
    for (document, owner) in [(SearchDocument.conference, "conference_id"), (.series, "series_id")]
    {
      let query =
        "SELECT DISTINCT \(owner) FROM location WHERE country = ?1 AND \(owner) IS NOT NULL"
      for id in try connection.all(query, country, row: { $0.int64(0) }) {
        try takeOut(SearchRecord(kind: document, id: id))
      }
    }
  }

  private func takeOut(_ record: SearchRecord) throws {
    guard unfiled.insert(record).inserted else { return }
    try unfile(record.kind, record.id)
  }

  /// A new record's words follow in `finish`, when all is written to which they refer.
  func fileLater(_ kind: RecordKind, _ id: Int64) {
    guard let document = SearchDocument.allCases.first(where: { $0.table == kind.rawValue }) else {
      return
    }
    unfiled.insert(SearchRecord(kind: document, id: id))
  }

  func fileAll() throws {
    let order = unfiled.sorted { ($0.kind.rawValue, $0.id) < ($1.kind.rawValue, $1.id) }
    for record in order where record.kind == .session { try fileSession(record.id) }
    // All words in one go: what follows needs savepoints, at which the index writes out its words.
    for record in order { try file(record.kind, record.id) }
    refiled.formUnion(order.lazy.filter { $0.kind == .conference }.map(\.id))
    for id in refiled.sorted() { try refile(id) }
    unfiled.removeAll()
    refiled.removeAll()
  }
}
