import SQLite

extension CatalogWriter {
  func write(_ source: Source) throws {
    try insert(
      "source", slug: source.id,
      [
        "title": source.title, "url": source.url, "publisher": source.publisher,
        "published_on": source.publishedOn, "retrieved_on": source.retrievedOn,
        "licence": source.licence,
      ])
  }

  /// Topics may name each other in any order, so their links follow their rows.
  func write(_ topics: [Topic]) throws {
    guard !topics.isEmpty else { return }
    for topic in topics {
      let id = try insert(
        "topic", slug: topic.id, ["label": topic.label, "definition": topic.definition])
      try writeLabels("topic", id, slug: topic.id, topic.label, topic.altLabels)
    }
    for topic in topics {
      let id = try id(.topic, topic.id, for: topic.id)
      for (table, other, slugs) in [
        ("topic_broader", "broader_id", topic.broader),
        ("topic_related", "related_id", topic.related),
      ] {
        for (position, slug) in slugs.enumerated() {
          try connection.run(
            "INSERT INTO \(table) (topic_id, \(other), position) VALUES (?1, ?2, ?3)",
            id, try self.id(.topic, slug, for: "topic \(topic.id)"), position)
        }
      }
    }
    try connection.execute(
      """
      DELETE FROM topic_descendant;
      INSERT INTO topic_descendant (topic_id, descendant_id)
      WITH RECURSIVE below (topic_id, descendant_id) AS (
        SELECT id, id FROM topic
        UNION
        SELECT below.topic_id, topic_broader.topic_id
        FROM below JOIN topic_broader ON topic_broader.broader_id = below.descendant_id
      )
      SELECT topic_id, descendant_id FROM below;
      """)
  }

  func write(_ audience: Audience) throws {
    let id = try insert("audience", slug: audience.id, ["label": audience.label])
    try writeLabels("audience", id, slug: audience.id, audience.label, audience.altLabels)
  }

  func write(_ place: Place) throws {
    let id = try insert(
      "place", slug: place.id,
      [
        "kind": place.kind, "name": place.name, "country": place.country, "region": place.region,
        "time_zone": place.timeZone, "latitude": place.coordinates?.latitude,
        "longitude": place.coordinates?.longitude,
      ])
    try writeLabels("place", id, slug: place.id, place.name, place.altNames)
  }

  /// Writes the names by which a record is found: its label first, then others, and its slug.
  private func writeLabels(
    _ owner: String, _ id: Int64, slug: String, _ label: String, _ others: [String]
  ) throws {
    var seen: Set<String> = []
    for (position, name) in ([label] + others).enumerated() {
      let folded = Folding.fold(name)
      try connection.run(
        """
        INSERT OR IGNORE INTO \(owner)_label (\(owner)_id, position, label, folded, preferred)
        VALUES (?1, ?2, ?3, ?4, ?5)
        """, id, position, name, seen.insert(folded).inserted ? folded : "\(folded) \(position)",
        position == 0)
    }
  }
}
