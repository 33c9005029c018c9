import CatalogModel
import SQLite

extension CatalogReader {
  static let topics = RecordTable<Topic>()
  static let audiences = RecordTable<Audience>()
  static let sources = RecordTable<Source>()
  static let venues = RecordTable<Venue>()
  static let places = RecordTable<Place>()
  static let guide = RecordTable<GuideItem>("LEFT JOIN source ON source.id = source_id")

  func topic(id: Int64) throws -> Topic? {
    guard var topic = try Self.topics.record(id: id, self) else { return nil }
    topic.conferenceCount = try connection.first(
      "SELECT count(*) FROM filing WHERE filter = 'topic' AND value = ?1", topic.id
    ) { $0.int(0) }
    topic.altLabels = try altLabels("topic", id)
    topic.broader = try slugList(
      """
      SELECT slug FROM topic_broader JOIN topic ON topic.id = broader_id
      WHERE topic_id = ?1 ORDER BY position
      """, id)
    topic.narrower = try slugList(
      """
      SELECT slug FROM topic_broader JOIN topic ON topic.id = topic_id
      WHERE broader_id = ?1 ORDER BY slug
      """, id)
    topic.related = try slugList(
      """
      SELECT slug FROM topic_related JOIN topic ON topic.id = related_id
      WHERE topic_id = ?1 ORDER BY position
      """, id)
    return topic
  }

  func audience(id: Int64) throws -> Audience? {
    guard var audience = try Self.audiences.record(id: id, self) else { return nil }
    audience.altLabels = try altLabels("audience", id)
    return audience
  }

  func source(id: Int64) throws -> Source? { try Self.sources.record(id: id, self) }

  func place(id: Int64) throws -> Place? {
    guard var place = try Self.places.record(id: id, self) else { return nil }
    place.altNames = try altLabels("place", id)
    place.countries = try slugList(
      "SELECT country FROM place_country WHERE place_id = ?1 ORDER BY position", id)
    return place
  }

  func venue(id: Int64) throws -> Venue? { try Self.venues.record(id: id, self) }

  func recommendation(id: Int64) throws -> Recommendation? {
    try recommendations("recommendation.id = ?1", id).first
  }

  func recommendations(_ condition: String, _ id: Int64) throws -> [Recommendation] {
    try connection.all(
      """
      SELECT audience.slug, series.slug, conference.slug, as_named, reason, source.slug,
        coalesce(series.full_name, series.name, conference.name), recommendation.revision,
        recommendation.sequence, recommendation.updated_at, series.name,
        conference.acronym, coalesce(conference.name, ''), conference.year
      FROM recommendation JOIN audience ON audience.id = audience_id
      LEFT JOIN series ON series.id = series_id
      LEFT JOIN conference ON conference.id = conference_id
      LEFT JOIN source ON source.id = source_id
      WHERE \(condition) ORDER BY recommendation.position
      """, id
    ) { row in
      Recommendation(
        audience: row.text(0), series: row.textOrNil(1), conference: row.textOrNil(2),
        asNamed: row.textOrNil(3), reason: row.textOrNil(4), source: row.textOrNil(5),
        subjectName: row.textOrNil(6),
        subjectDisplayName: row.textOrNil(10) ?? displayName(row, 11), stamp: stamp(row, 7))
    }
  }

  func guideItem(id: Int64) throws -> GuideItem? { try Self.guide.record(id: id, self) }

  private func altLabels(_ table: String, _ id: Int64) throws -> [String] {
    try slugList(
      """
      SELECT label FROM \(table)_label WHERE \(table)_id = ?1 AND preferred = 0 ORDER BY position
      """, id)
  }
}
