import CatalogForm
import SQLite

/// The data of one conference that filters read: its rows in their tables, and its search text.
///
/// The change log stores the state before each change, so that filters can be evaluated on former
/// states. See `FormerConferences`.
enum FilterState {
  static let conference = [
    "slug", "name", "name_key", "acronym", "year", "kind", "status", "edtf", "start_earliest",
    "start_latest", "end_earliest", "end_latest", "sessions_from", "sessions_to", "session_count",
    "time_zone", "format", "verification_state", "revision", "sequence", "updated_at",
  ]
  static let location = [
    "position", "venue_id", "city", "city_folded", "region", "effective_region", "country",
    "latitude", "longitude", "precision", "certainty", "is_virtual",
  ]
  static let deadline = [
    "slug", "position", "kind", "round", "precision", "at_utc", "not_before_utc", "not_after_utc",
    "status", "revision", "updated_at",
  ]

  /// A query for the state of the conference with the row ID `?1`, as JSON.
  private static let query = """
    SELECT json_object(
      'conference', json_object(\(pairs(conference))),
      'filing', (SELECT json_group_array(json_array(filter, value)) FROM (
        SELECT filter, value FROM filing WHERE conference_id = ?1 ORDER BY filter, value)),
      'location', (SELECT json_group_array(json_object(\(pairs(location)))) FROM (
        SELECT * FROM location WHERE conference_id = ?1 ORDER BY position)),
      'point', (SELECT json_group_array(json_array(position, min_latitude, min_longitude))
        FROM location JOIN location_point USING (id) WHERE conference_id = ?1),
      'deadline', (SELECT json_group_array(json_object(\(pairs(deadline)))) FROM (
        SELECT * FROM deadline WHERE conference_id = ?1 ORDER BY position)),
      'words', ?2)
    FROM conference WHERE id = ?1
    """

  /// A query for the derived part of the state, the rows of the filter index and the regions, to
  /// find out whether it has changed.
  private static let derived = """
    SELECT json_array((SELECT json_group_array(json_array(filter, value)) FROM (
        SELECT filter, value FROM filing WHERE conference_id = ?1 ORDER BY filter, value)),
      (SELECT json_group_array(effective_region) FROM (
        SELECT effective_region FROM location WHERE conference_id = ?1 ORDER BY position)))
    """

  private static func pairs(_ columns: [String]) -> String {
    columns.map { "'\($0)', \($0)" }.joined(separator: ", ")
  }

  static func load(_ id: Int64, _ connection: Connection) throws -> String? {
    let words = try connection.first(SearchDocument.conference.sql, id) { row in
      SearchDocument.columns.indices.map { row.text($0 + 1) }
    }
    return try connection.first(query, id, (words ?? []).column) { $0.text(0) }
  }

  static func loadDerived(_ id: Int64, _ connection: Connection) throws -> String? {
    try connection.first(derived, id) { $0.textOrNil(0) } ?? nil
  }
}
