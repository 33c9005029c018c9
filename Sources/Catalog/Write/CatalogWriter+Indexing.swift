import CatalogModel
import SQLite

/// Maintenance of the search and filter indexes.
extension CatalogWriter {
  /// Removes a record from the search index, together with the records whose search text contains
  /// its name, and notes what to index again.
  ///
  /// Call it before the record is changed or deleted.
  func unindex(_ kind: RecordKind, _ id: Int64, isRenamed: Bool) throws {
    slugs.forgetName(kind, id)
    if let document = SearchDocument(kind) { try search.unindex(document, id) }
    switch kind {
    case .series: try filters.refileEditions(id)
    case .recommendation: try filters.refileSubject(id)
    case .topic:
      topics.hasChanged = true
      filters.changed.formUnion(try connection.all("SELECT id FROM conference") { $0.int64(0) })
    case .place:
      let country = try connection.first("SELECT country FROM place WHERE id = ?1", id) {
        $0.textOrNil(0)
      }
      if let country = country ?? nil { try unindexPlaces(in: country) }
      let members = "SELECT country FROM place_country WHERE place_id = ?1"
      for country in try connection.all(members, id, row: { $0.text(0) }) {
        try filters.refilePlaces(in: country)
      }
    default: break
    }
    guard isRenamed else { return }
    for (document, query) in Self.dependentRecords(of: kind) { try unindex(document, query, id) }
  }

  private func unindex(
    _ document: SearchDocument, _ query: String, _ value: any Bindable
  ) throws {
    for id in try connection.all(query, value, row: { $0.int64(0) }) {
      try search.unindex(document, id)
    }
  }

  /// Returns the records whose search text contains the name of a record of the kind, with the
  /// queries for their row IDs.
  private static func dependentRecords(of kind: RecordKind) -> [(SearchDocument, String)] {
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

  /// Removes the conferences and series in a country from the search index: their search text
  /// contains all names that the gazetteer has there.
  func unindexPlaces(in country: String) throws {
    for (document, owner) in [(SearchDocument.conference, "conference_id"), (.series, "series_id")]
    {
      let query =
        "SELECT DISTINCT \(owner) FROM location WHERE country = ?1 AND \(owner) IS NOT NULL"
      try unindex(document, query, country)
    }
  }

  func finishIndexes() throws {
    let indexed = try search.finish()
    for id in indexed[.session] ?? [] { try filters.indexSession(id) }
    filters.changed.formUnion(indexed[.conference] ?? [])
    try filters.finish()
  }
}
