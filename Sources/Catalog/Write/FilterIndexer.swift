import CatalogForm
import CatalogModel
import SQLite

/// Maintains what lists find conferences by: the filter index, the points of locations, and the
/// topics that sessions inherit.
///
/// At the end of a revision it indexes a conference again if its programme, its deadlines or a
/// record that it refers to has changed.
final class FilterIndexer {
  private let connection: Connection
  private let revision: Int
  /// The row IDs of conferences to index again.
  var changed: Set<Int64> = []

  init(_ connection: Connection, revision: Int) {
    (self.connection, self.revision) = (connection, revision)
  }

  func finish() throws {
    for id in changed.sorted() { try refile(id) }
    changed.removeAll()
  }

  /// Marks the conferences of a recommendation, since its audience is among their filters.
  func refileSubject(_ id: Int64) throws {
    try connection.first(
      "SELECT series_id, conference_id FROM recommendation WHERE id = ?1", id
    ) { ($0.int64OrNil(0), $0.int64OrNil(1)) }.map { series, conference in
      if let series { try refileEditions(series) }
      if let conference { changed.insert(conference) }
    }
  }

  /// Marks the conferences of a series and of those below it, whose filters use its rankings,
  /// topics, recommendations and parent.
  func refileEditions(_ id: Int64) throws {
    changed.formUnion(
      try connection.all(
        """
        SELECT conference_id FROM conference_series JOIN series ON series.id = series_id
        WHERE series.id = ?1 OR series.parent_id = ?1
        """, id
      ) { $0.int64(0) })
  }

  /// Marks the conferences in a country, since the groups of countries are among their filters.
  func refilePlaces(in country: String) throws {
    changed.formUnion(
      try connection.all(
        """
        SELECT DISTINCT conference_id FROM location
        WHERE country = ?1 AND conference_id IS NOT NULL
        """, country
      ) { $0.int64(0) })
  }

  /// Indexes a conference again.
  ///
  /// If the conference itself is unchanged but its filter values are not, logs that as "refile".
  private func refile(_ id: Int64) throws {
    let isLogged =
      try connection.first("SELECT revision = ?2 FROM conference WHERE id = ?1", id, revision) {
        $0.bool(0)
      } ?? true
    let before = isLogged ? nil : try FilterState.load(id, connection)
    let derived = isLogged ? nil : try FilterState.loadDerived(id, connection)
    try indexConference(id)
    guard let before, try FilterState.loadDerived(id, connection) != derived else { return }
    try connection.run(
      """
      INSERT INTO change (revision, kind, slug, op, since, filter_state)
      SELECT ?2, 'conference', slug, 'refile', revision, ?3 FROM conference WHERE id = ?1
      """, id, revision, before)
  }

  /// Writes the filter values of a conference to the filter index, and the points of its locations.
  private func indexConference(_ id: Int64) throws {
    try findRegions(of: "conference_id", id)
    try connection.run("DELETE FROM filing WHERE conference_id = ?1", id)
    try connection.run(
      """
      INSERT OR IGNORE INTO filing (filter, value, sort_start, slug, filter_end, conference_id)
      SELECT pair.filter, pair.value, conference.sort_start, conference.slug,
        conference.filter_end, conference.id
      FROM conference, (
        SELECT 'topic' AS filter, topic.slug AS value FROM conference_effective_topic AS effective
          JOIN topic_descendant ON descendant_id = effective.topic_id
          JOIN topic ON topic.id = topic_descendant.topic_id WHERE conference_id = ?1
        UNION ALL SELECT 'topic.exact', slug FROM conference_effective_topic
          JOIN topic ON topic.id = topic_id WHERE conference_id = ?1
        UNION ALL SELECT 'audience', slug FROM conference_effective_audience
          JOIN audience ON audience.id = audience_id WHERE conference_id = ?1
        UNION ALL SELECT 'session_kind', kind FROM conference_session_kind WHERE conference_id = ?1
        UNION ALL SELECT 'series', slug FROM conference_series JOIN series ON series.id = series_id
          WHERE conference_id = ?1
        UNION ALL SELECT 'series', parent.slug FROM conference_series
          JOIN series ON series.id = series_id JOIN series AS parent ON parent.id = series.parent_id
          WHERE conference_id = ?1
        UNION ALL SELECT CASE certainty WHEN 'stated' THEN 'city' ELSE 'city?' END, city_folded
          FROM location WHERE conference_id = ?1 AND city IS NOT NULL
        UNION ALL SELECT CASE certainty WHEN 'stated' THEN 'region' ELSE 'region?' END,
            effective_region
          FROM location WHERE conference_id = ?1 AND effective_region IS NOT NULL
        UNION ALL SELECT CASE certainty WHEN 'stated' THEN 'region' ELSE 'region?' END, area.slug
          FROM location JOIN place_country ON place_country.country = location.country
          JOIN place AS area ON area.id = place_country.place_id WHERE conference_id = ?1
        UNION ALL SELECT CASE certainty WHEN 'stated' THEN 'country' ELSE 'country?' END, country
          FROM location WHERE conference_id = ?1 AND country IS NOT NULL
        UNION ALL SELECT 'rank', system || ':' || ranking.value FROM conference_series
          JOIN ranking USING (series_id) WHERE conference_id = ?1
        UNION ALL SELECT 'format', format FROM conference WHERE id = ?1 AND format IS NOT NULL
        UNION ALL SELECT 'kind', kind FROM conference WHERE id = ?1
        UNION ALL SELECT 'status', status FROM conference WHERE id = ?1
        UNION ALL SELECT 'verified', verification_state FROM conference WHERE id = ?1
        UNION ALL SELECT 'year', CAST(year AS TEXT) FROM conference
          WHERE id = ?1 AND year IS NOT NULL
        UNION ALL SELECT 'has', 'dates' FROM conference WHERE id = ?1 AND start_earliest IS NOT NULL
        UNION ALL SELECT 'has', 'sessions' WHERE EXISTS (
          SELECT 1 FROM session WHERE conference_id = ?1)
        UNION ALL SELECT 'has', 'tracks' WHERE EXISTS (SELECT 1 FROM track WHERE conference_id = ?1)
        UNION ALL SELECT 'has', 'deadlines' WHERE EXISTS (
          SELECT 1 FROM deadline WHERE conference_id = ?1)
        UNION ALL SELECT 'has', 'links' WHERE EXISTS (
          SELECT 1 FROM link WHERE owner_kind = 'conference' AND owner_id = ?1)
        UNION ALL SELECT 'has', 'data_issues' WHERE EXISTS (
          SELECT 1 FROM data_issue WHERE owner_kind = 'conference' AND owner_id = ?1)
      ) AS pair WHERE conference.id = ?1
      """, id)
    try connection.run(
      """
      UPDATE conference SET
        sessions_from = (SELECT min(sort_start) FROM session WHERE conference_id = ?1),
        sessions_to = (SELECT max(sort_start) FROM session WHERE conference_id = ?1),
        session_count = (SELECT count(*) FROM session WHERE conference_id = ?1)
      WHERE id = ?1
      """, id)
    // A city without coordinates gets those of the gazetteer. A region or a country gets none,
    // since its centre would match `near` by accident.
    try connection.run(
      """
      INSERT OR REPLACE INTO location_point
      SELECT id, latitude, latitude, longitude, longitude FROM (
        SELECT location.id AS id, coalesce(location.latitude, city.latitude) AS latitude,
          coalesce(location.longitude, city.longitude) AS longitude
        FROM location LEFT JOIN place AS city ON location.latitude IS NULL AND city.id = (
          SELECT place.id FROM place_label JOIN place ON place.id = place_id
          WHERE folded = location.city_folded AND kind = 'city'
            AND place.country = location.country AND latitude IS NOT NULL
            AND (location.region IS NULL OR place.region IS NULL
              OR place.region = location.region))
        WHERE conference_id = ?1 AND precision IN ('city', 'venue'))
      WHERE latitude IS NOT NULL AND longitude IS NOT NULL
      """, id)
  }

  /// Sets the regions of locations to those of their cities, unless the gazetteer has cities of
  /// that name in several regions.
  func findRegions(of owner: String, _ id: Int64) throws {
    try connection.run(
      """
      UPDATE location SET effective_region = coalesce(region, (
        SELECT CASE WHEN count(DISTINCT place.region) = 1 THEN min(place.region) END
        FROM place_label JOIN place ON place.id = place_label.place_id
        WHERE folded = city_folded AND kind = 'city' AND place.country = location.country))
      WHERE \(owner) = ?1
      """, id)
  }

  /// Sets the track or conference from which a session inherits topics.
  func indexSession(_ id: Int64) throws {
    try connection.run(
      """
      UPDATE session SET topic_scope = CASE
        WHEN EXISTS (SELECT 1 FROM track_topic WHERE track_topic.track_id = session.track_id)
          THEN -track_id
        WHEN EXISTS (
          SELECT 1 FROM session_topic WHERE session_id = ?1 AND NOT derived) THEN NULL
        WHEN kind IN (SELECT value FROM json_each(?2)) THEN NULL
        ELSE conference_id END
      WHERE id = ?1
      """, id, Session.kindsWithoutTopics.column)
  }
}
