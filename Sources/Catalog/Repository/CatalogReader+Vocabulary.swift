import CatalogModel
import SQLite

extension CatalogReader {
  func topic(id: Int64) throws -> Topic? {
    let found = try connection.first(
      """
      SELECT slug, label, definition, (
        SELECT count(*) FROM filing WHERE filter = 'topic' AND value = topic.slug),
        revision, sequence, updated_at
      FROM topic WHERE id = ?1
      """, id
    ) { row in
      Topic(
        id: row.text(0), label: row.text(1), altLabels: [], broader: [], narrower: [],
        related: [], definition: row.textOrNil(2), conferenceCount: row.int(3),
        stamp: stamp(row, 4))
    }
    guard var topic = found else { return nil }
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
    let found = try connection.first(
      "SELECT slug, label, revision, sequence, updated_at FROM audience WHERE id = ?1", id
    ) { row in
      Audience(id: row.text(0), label: row.text(1), altLabels: [], stamp: stamp(row, 2))
    }
    guard var audience = found else { return nil }
    audience.altLabels = try altLabels("audience", id)
    return audience
  }

  func source(id: Int64) throws -> Source? {
    try connection.first(
      """
      SELECT slug, title, url, publisher, published_on, retrieved_on, licence,
        revision, sequence, updated_at
      FROM source WHERE id = ?1
      """, id
    ) { row in
      Source(
        id: row.text(0), title: row.text(1), url: row.textOrNil(2), publisher: row.textOrNil(3),
        publishedOn: row.textOrNil(4), retrievedOn: row.textOrNil(5), licence: row.textOrNil(6),
        stamp: stamp(row, 7))
    }
  }

  func place(id: Int64) throws -> Place? {
    let found = try connection.first(
      """
      SELECT slug, kind, name, country, region, time_zone, latitude, longitude,
        revision, sequence, updated_at
      FROM place WHERE id = ?1
      """, id
    ) { row in
      Place(
        id: row.text(0), kind: row.text(1), name: row.text(2), altNames: [],
        country: row.textOrNil(3), region: row.textOrNil(4), timeZone: row.textOrNil(5),
        coordinates: coordinates(row, 6), stamp: stamp(row, 8))
    }
    guard var place = found else { return nil }
    place.altNames = try altLabels("place", id)
    place.countries = try slugList(
      "SELECT country FROM place_country WHERE place_id = ?1 ORDER BY position", id)
    return place
  }

  func venue(id: Int64) throws -> Venue? {
    try connection.first(
      """
      SELECT slug, name, address, city, region, country, latitude, longitude, precision, capacity,
        revision, sequence, updated_at
      FROM venue WHERE id = ?1
      """, id
    ) { row in
      Venue(
        id: row.text(0), name: row.text(1), address: row.textOrNil(2), city: row.textOrNil(3),
        region: row.textOrNil(4), country: row.textOrNil(5), coordinates: coordinates(row, 6),
        capacity: row.intOrNil(9), stamp: stamp(row, 10))
    }
  }

  /// Two columns: latitude and longitude.
  func coordinates(_ row: Row, _ column: Int) -> Coordinates? {
    guard let latitude = row.doubleOrNil(column), let longitude = row.doubleOrNil(column + 1) else {
      return nil
    }
    return Coordinates(latitude: latitude, longitude: longitude)
  }

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

  func guideItem(id: Int64) throws -> GuideItem? {
    try connection.first(
      """
      SELECT guide_item.slug, kind, position, guide_item.title, text, source.slug,
        guide_item.revision, guide_item.sequence, guide_item.updated_at
      FROM guide_item LEFT JOIN source ON source.id = source_id WHERE guide_item.id = ?1
      """, id
    ) { row in
      GuideItem(
        id: row.text(0), kind: row.text(1), order: row.int(2), title: row.text(3),
        text: row.textOrNil(4), source: row.textOrNil(5), stamp: stamp(row, 6))
    }
  }

  private func altLabels(_ table: String, _ id: Int64) throws -> [String] {
    try slugList(
      """
      SELECT label FROM \(table)_label WHERE \(table)_id = ?1 AND preferred = 0 ORDER BY position
      """, id)
  }
}
