import CatalogForm
import CatalogModel
import SQLite

/// References to records that are renamed or removed.
extension RecordRewriter {
  /// Returns the references to records of a kind: the kind that refers, its field, and the SQL
  /// condition that finds the referring records by the row ID `?1`.
  static func referrers(
    _ kind: RecordKind
  ) -> [(kind: RecordKind, field: String, condition: String)] {
    func linked(_ owner: String, _ table: String, _ column: String) -> String {
      "id IN (SELECT \(owner)_id FROM \(table) WHERE \(column) = ?1)"
    }
    switch kind {
    case .series:
      return [
        (.conference, "series", linked("conference", "conference_series", "series_id")),
        (.series, "parent", "parent_id = ?1"),
      ]
    case .conference:
      return [RecordKind.track, .room, .session].map {
        ($0, "conference", "conference_id = ?1")
      }
    case .topic:
      return [
        (.conference, "topics", linked("conference", "conference_topic", "topic_id")),
        (.series, "topics", linked("series", "series_topic", "topic_id")),
        (.track, "topics", linked("track", "track_topic", "topic_id")),
        (.session, "topics", linked("session", "session_topic", "NOT derived AND topic_id")),
        (.topic, "broader", linked("topic", "topic_broader", "broader_id")),
        (.topic, "related", linked("topic", "topic_related", "related_id")),
      ]
    case .audience:
      return [
        (.conference, "audiences", linked("conference", "conference_audience", "audience_id"))
      ]
    case .speaker:
      return [(.session, "speakers", linked("session", "session_speaker", "speaker_id"))]
    case .track:
      return [
        (.session, "track", "track_id = ?1"),
        (.conference, "deadlines", linked("conference", "deadline", "track_id")),
      ]
    case .room: return [(.session, "room", "room_id = ?1")]
    case .session: return [(.session, "parent", "parent_id = ?1")]
    case .venue:
      return [
        (.conference, "locations", linked("conference", "location", "venue_id")),
        (.series, "locations", linked("series", "location", "venue_id")),
      ]
    case .source:
      func cited(by owner: String) -> String {
        "SELECT owner_id FROM attribution WHERE source_id = ?1 AND owner_kind = '\(owner)'"
      }
      let deadlines = "SELECT conference_id FROM deadline WHERE id IN (\(cited(by: "deadline")))"
      return [
        (.conference, "sources", "id IN (\(cited(by: "conference")) UNION \(deadlines))"),
        (
          .series, "sources",
          """
          id IN (\(cited(by: "series")) UNION SELECT series_id FROM ranking WHERE source_id = ?1)
          """
        ),
        (.recommendation, "source", "source_id = ?1"), (.guideItem, "source", "source_id = ?1"),
      ]
    case .place, .recommendation, .guideItem, .deadline: return []
    }
  }

  /// Returns the records that refer to a record, kind by kind.
  static func references(
    to kind: RecordKind, _ row: Int64, _ connection: Connection
  ) throws -> [RecordName] {
    var found: [RecordName] = []
    var sought = referrers(kind)
    if kind == .audience { sought.append((.recommendation, "audience", "audience_id = ?1")) }
    for referrer in sought {
      found += try rows(referrer.kind, referrer.condition, row, connection).map {
        RecordName(kind: referrer.kind, slug: $0.slug)
      }
    }
    return found
  }

  /// Returns the records of a kind that meet a condition on `?1`, in the order of their creation.
  static func rows(
    _ kind: RecordKind, _ condition: String, _ value: Int64, _ connection: Connection
  ) throws -> [(id: Int64, slug: String)] {
    let slug =
      kind == .recommendation
      ? """
      (SELECT audience.slug FROM audience WHERE id = audience_id) || '/' || coalesce(
        (SELECT series.slug FROM series WHERE id = series_id),
        (SELECT conference.slug FROM conference WHERE id = conference_id))
      """ : "slug"
    return try connection.all(
      "SELECT id, \(slug) FROM \(kind.rawValue) WHERE \(condition) ORDER BY id", value
    ) { (id: $0.int64(0), slug: $0.text(1)) }
  }

  /// Removes a topic from all records.
  func turnTopic(_ slug: String, _ id: Int64) throws {
    for referrer in Self.referrers(.topic) {
      let slugs = "SELECT slug FROM \(referrer.kind.rawValue) WHERE \(referrer.condition)"
      switch referrer.kind {
      case .conference:
        try edit(Conference.self, slugs, id, clearing: "topics") {
          $0.topics.removeAll { $0 == slug }
        }
      case .series:
        try edit(Series.self, slugs, id, clearing: "topics") { $0.topics.removeAll { $0 == slug } }
      case .track:
        try edit(Track.self, slugs, id, clearing: "topics") { $0.topics.removeAll { $0 == slug } }
      case .session:
        try edit(Session.self, slugs, id, clearing: "topics") { $0.topics.removeAll { $0 == slug } }
      default:
        try edit(Topic.self, slugs, id, clearing: referrer.field) {
          $0.broader.removeAll { $0 == slug }
          $0.related.removeAll { $0 == slug }
        }
      }
    }
    for topic in writer.topics.changed.values { try topic.storeLinks(writer) }
    writer.topics.changed = [:]
    try writer.connection.run("DELETE FROM session_topic WHERE topic_id = ?1 AND derived", id)
  }

  /// Removes the name of a venue from all locations there.
  func turnVenue(_ id: Int64) throws {
    func left(_ locations: [Location], _ owner: String, _ slug: String) throws -> [Location] {
      let places = try writer.connection.all(
        """
        SELECT location.position FROM location JOIN \(owner) ON \(owner).id = \(owner)_id
        WHERE slug = ?1 AND venue_id = ?2
        """, slug, id
      ) { $0.int(0) }
      return locations.enumerated().map { index, location in
        guard places.contains(index) else { return location }
        var location = location
        location.venue = nil
        if location.precision == "venue" {
          location.precision = location.city == nil ? "country" : "city"
        }
        return location
      }
    }
    for referrer in Self.referrers(.venue) {
      let slugs = try writer.connection.all(
        "SELECT slug FROM \(referrer.kind.rawValue) WHERE \(referrer.condition)", id
      ) { $0.text(0) }
      for slug in slugs {
        let query = "SELECT slug FROM \(referrer.kind.rawValue) WHERE id = ?1"
        guard let row = try writer.slugs.find(referrer.kind, slug) else { continue }
        if var conference = try Conference.load(slug, writer.connection),
          referrer.kind == .conference
        {
          conference.locations = try left(conference.locations, "conference", slug)
          try edit(Conference.self, query, row, clearing: "locations") {
            $0.locations = conference.locations
          }
        } else if var series = try Series.load(slug, writer.connection), referrer.kind == .series {
          series.locations = try left(series.locations, "series", slug)
          try edit(Series.self, query, row, clearing: "locations") {
            $0.locations = series.locations
          }
        }
      }
    }
  }

  /// Removes a source from all records that cite it, with its stored claims.
  func turnSource(_ id: Int64) throws {
    let cited = try [RecordKind.conference, .series].map { kind in
      let owners = """
        SELECT owner_id FROM attribution WHERE source_id = ?1 AND owner_kind = '\(kind.rawValue)'
        """
      return (kind, try Self.rows(kind, "id IN (\(owners))", id, writer.connection))
    }
    for referrer in Self.referrers(.source) { try touch(referrer.kind, referrer.condition, id) }
    try writer.connection.run(
      """
      UPDATE deadline SET revision = ?2, updated_at = ?3, sequence = sequence + 1 WHERE id IN (
        SELECT owner_id FROM attribution WHERE source_id = ?1 AND owner_kind = 'deadline')
      """, id, writer.revision, writer.now.seconds)
    try writer.connection.run("DELETE FROM attribution WHERE source_id = ?1", id)
    try writer.connection.run("DELETE FROM statement WHERE source_id = ?1", id)
    for (kind, rows) in cited {
      for (row, _) in rows { try loseVerification(kind, row) }
    }
    for table in ["ranking", "recommendation", "guide_item"] {
      try writer.connection.run("UPDATE \(table) SET source_id = NULL WHERE source_id = ?1", id)
    }
  }

  /// Takes back what a source that is gone has verified.
  private func loseVerification(_ kind: RecordKind, _ row: Int64) throws {
    let state = try writer.connection.first(
      """
      SELECT verification_state, (SELECT count(DISTINCT source_id) FROM attribution
        WHERE owner_kind = ?2 AND owner_id = ?1)
      FROM \(kind.rawValue) WHERE id = ?1
      """, row, kind.rawValue
    ) { Verification(state: $0.text(0)).state(withSourcesLeft: $0.int(1)) }
    try writer.connection.run(
      "UPDATE \(kind.rawValue) SET verification_state = ?2 WHERE id = ?1", row, state)
    if kind == .conference { writer.filters.changed.insert(row) }
  }

  /// Removes an audience from all conferences, and the recommendations to it.
  func turnAudience(_ slug: String, _ id: Int64) throws {
    for name in try Self.references(to: .audience, id, writer.connection) {
      guard name.kind == .recommendation, let was = try form(.recommendation, name.slug),
        let row = try Recommendation.load(name.slug, writer.connection)?.find(writer)
      else { continue }
      try writer.log.keep(was, .recommendation, name.slug, row, until: .delete)
      try writer.connection.run("DELETE FROM recommendation WHERE id = ?1", row)
      writer.count(.recommendation, \.deleted)
    }
    for referrer in Self.referrers(.audience) {
      let slugs = "SELECT slug FROM \(referrer.kind.rawValue) WHERE \(referrer.condition)"
      try edit(Conference.self, slugs, id, clearing: "audiences") {
        $0.audiences.removeAll { $0 == slug }
      }
    }
  }
}
