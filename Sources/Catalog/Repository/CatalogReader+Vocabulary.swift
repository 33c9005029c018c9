import SQLite

extension CatalogReader {
  /// The whole taxonomy in the order of its slugs, or one topic of it.
  public func topics(slug: String? = nil) throws -> [Topic] {
    let rows = try connection.all(
      """
      SELECT topic.id, slug, label, definition, (
        SELECT count(DISTINCT conference_id) FROM conference_topic
        JOIN topic_descendant ON descendant_id = conference_topic.topic_id
        WHERE topic_descendant.topic_id = topic.id), revision, sequence, updated_at
      FROM topic WHERE ?1 IS NULL OR slug = ?1 ORDER BY slug
      """, slug
    ) { row in
      (
        row.int64(0),
        Topic(
          id: row.text(1), label: row.text(2), altLabels: [], broader: [], narrower: [],
          related: [], definition: row.textOrNil(3), conferenceCount: row.int(4),
          stamp: stamp(row, 5))
      )
    }
    return try rows.map { id, topic in
      var topic = topic
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
  }

  public func audiences(slug: String? = nil) throws -> [Audience] {
    let rows = try connection.all(
      """
      SELECT id, slug, label, revision, sequence, updated_at FROM audience
      WHERE ?1 IS NULL OR slug = ?1 ORDER BY slug
      """, slug
    ) { row in
      (
        row.int64(0),
        Audience(id: row.text(1), label: row.text(2), altLabels: [], stamp: stamp(row, 3))
      )
    }
    return try rows.map { id, audience in
      var audience = audience
      audience.altLabels = try altLabels("audience", id)
      return audience
    }
  }

  public func sources(slug: String? = nil) throws -> [Source] {
    try connection.all(
      """
      SELECT slug, title, url, publisher, published_on, retrieved_on, licence,
        revision, sequence, updated_at
      FROM source WHERE ?1 IS NULL OR slug = ?1 ORDER BY slug
      """, slug
    ) { row in
      Source(
        id: row.text(0), title: row.text(1), url: row.textOrNil(2), publisher: row.textOrNil(3),
        publishedOn: row.textOrNil(4), retrievedOn: row.textOrNil(5), licence: row.textOrNil(6),
        stamp: stamp(row, 7))
    }
  }

  /// The advice for some audiences, or for all.
  public func recommendations(audiences: [String]) throws -> [Recommendation] {
    let filter =
      audiences.isEmpty ? SQLCondition("1") : SQLCondition.among("audience.slug", audiences)
    return try connection.all(
      """
      SELECT audience.slug, series.slug, conference.slug, as_named, reason, source.slug,
        coalesce(series.name, conference.name), recommendation.revision,
        recommendation.sequence, recommendation.updated_at
      FROM recommendation JOIN audience ON audience.id = audience_id
      LEFT JOIN series ON series.id = series_id
      LEFT JOIN conference ON conference.id = conference_id
      LEFT JOIN source ON source.id = source_id
      WHERE \(filter.sql) ORDER BY recommendation.position
      """, values: filter.values
    ) { row in
      Recommendation(
        audience: row.text(0), series: row.textOrNil(1), conference: row.textOrNil(2),
        asNamed: row.textOrNil(3), reason: row.textOrNil(4), source: row.textOrNil(5),
        subjectName: row.textOrNil(6), stamp: stamp(row, 7))
    }
  }

  public func guide(kinds: [String]) throws -> [GuideItem] {
    let filter = kinds.isEmpty ? SQLCondition("1") : SQLCondition.among("kind", kinds)
    return try connection.all(
      """
      SELECT guide_item.slug, kind, position, guide_item.title, text, source.slug,
        guide_item.revision, guide_item.sequence, guide_item.updated_at
      FROM guide_item LEFT JOIN source ON source.id = source_id WHERE \(filter.sql)
      ORDER BY CASE kind WHEN 'why' THEN 1 WHEN 'expect' THEN 2 WHEN 'choose' THEN 3 ELSE 4 END,
        position, guide_item.slug
      """, values: filter.values
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
