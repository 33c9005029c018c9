import SQLite

extension CatalogReader {
  /// The tracks of a conference, with how many sessions each has; all, or one by its slug.
  public func tracks(
    conference: String? = nil, slug: String? = nil
  ) throws -> [(track: Track, sessions: Int)] {
    let rows = try connection.all(
      """
      SELECT track.id, track.slug, conference.slug, track.name, description, color, (
        SELECT count(*) FROM session WHERE track_id = track.id),
        track.revision, track.sequence, track.updated_at
      FROM track JOIN conference ON conference.id = conference_id
      WHERE (?1 IS NULL OR conference.slug = ?1) AND (?2 IS NULL OR track.slug = ?2)
      ORDER BY conference.slug, track.position
      """, conference, slug
    ) { row in
      (
        row.int64(0),
        Track(
          id: row.text(1), conference: row.text(2), name: row.text(3), aliases: [], topics: [],
          description: row.textOrNil(4), color: row.textOrNil(5), stamp: stamp(row, 7)),
        row.int(6)
      )
    }
    return try rows.map { id, track, sessions in
      var track = track
      track.aliases = try slugList(
        "SELECT alias FROM track_alias WHERE track_id = ?1 ORDER BY position", id)
      track.topics = try slugList(
        """
        SELECT slug FROM track_topic JOIN topic ON topic.id = topic_id
        WHERE track_id = ?1 ORDER BY position
        """, id)
      return (track, sessions)
    }
  }

  /// Sessions in the order of their times, those without one last; page by page.
  public func sessions(
    conference: String?, tracks: Choice, kinds: Choice, page request: PageRequest
  ) throws -> Page<Session> {
    var conditions: [SQLCondition] = []
    if let conference {
      conditions.append(
        SQLCondition(
          "conference_id = (SELECT id FROM conference WHERE slug = ?)", conference))
    }
    for (column, choice) in [
      ("coalesce((SELECT slug FROM track WHERE track.id = track_id), '')", tracks), ("kind", kinds),
    ] {
      if !choice.included.isEmpty { conditions.append(.among(column, choice.included)) }
      if !choice.excluded.isEmpty {
        conditions.append(.among(column, choice.excluded, excluded: true))
      }
    }
    let listing = Listing(
      from: "session", conditions: conditions,
      sort: [
        .init(expression: "coalesce(starts_at, 253402300800)", isNumeric: true),
        .init(expression: "position", isNumeric: true),
        .init(expression: "slug"),
      ])
    let page = try listing.page(request, connection)
    return Page(
      elements: try page.elements.compactMap { try session(id: $0) }, total: page.total,
      previous: page.previous, next: page.next)
  }

  public func session(_ slug: String) throws -> Session? {
    try id("session", slug).flatMap { try session(id: $0) }
  }

  private func session(id: Int64) throws -> Session? {
    let found = try connection.first(
      """
      SELECT session.slug, conference.slug, track.slug, parent.slug, session.work, session.kind,
        session.kind_label, session.title, session.abstract, session.starts_at,
        session.starts_offset, session.ends_at, session.ends_offset, session.time_zone,
        room.slug, room.name, session.language, session.format, session.level, session.status,
        session.guid, session.revision, session.sequence, session.updated_at
      FROM session JOIN conference ON conference.id = session.conference_id
      LEFT JOIN track ON track.id = session.track_id
      LEFT JOIN session AS parent ON parent.id = session.parent_id
      LEFT JOIN room ON room.id = session.room_id
      WHERE session.id = ?1
      """, id
    ) { row in
      func time(_ column: Int) -> ZonedInstant? {
        row.intOrNil(column).map {
          ZonedInstant(instant: Instant(seconds: $0), offset: row.int(column + 1))
        }
      }
      return Session(
        id: row.text(0), conference: row.text(1), track: row.textOrNil(2),
        parent: row.textOrNil(3), work: row.textOrNil(4), kind: row.text(5),
        kindLabel: row.textOrNil(6), title: row.text(7), abstract: row.textOrNil(8),
        startsAt: time(9), endsAt: time(11), timeZone: row.textOrNil(13), room: row.textOrNil(14),
        roomName: row.textOrNil(15), speakers: [], topics: [], language: row.textOrNil(16),
        format: row.textOrNil(17), level: row.textOrNil(18), status: row.text(19),
        guid: row.textOrNil(20), stamp: stamp(row, 21))
    }
    guard var session = found else { return nil }
    session.speakers = try connection.all(
      """
      SELECT slug, name FROM session_speaker JOIN speaker ON speaker.id = speaker_id
      WHERE session_id = ?1 ORDER BY position
      """, id
    ) { SpeakerReference(id: $0.text(0), name: $0.text(1)) }
    session.topics = try slugList(
      """
      SELECT slug FROM session_topic JOIN topic ON topic.id = topic_id
      WHERE session_id = ?1 ORDER BY position
      """, id)
    return session
  }

  /// Speakers by name, of one conference or of all; page by page.
  public func speakers(conference: String?, page request: PageRequest) throws -> Page<Speaker> {
    var conditions: [SQLCondition] = []
    if let conference {
      conditions.append(
        SQLCondition(
          """
          id IN (SELECT speaker_id FROM session_speaker JOIN session ON session.id = session_id
            WHERE conference_id = (SELECT id FROM conference WHERE slug = ?))
          """, conference))
    }
    let listing = Listing(
      from: "speaker", conditions: conditions,
      sort: [.init(expression: "name_folded"), .init(expression: "slug")])
    let page = try listing.page(request, connection)
    return Page(
      elements: try page.elements.compactMap { try speaker(id: $0) }, total: page.total,
      previous: page.previous, next: page.next)
  }

  /// A speaker with the slugs of the sessions that bill them.
  public func speaker(_ slug: String) throws -> (speaker: Speaker, sessions: [String])? {
    guard let id = try id("speaker", slug), let speaker = try speaker(id: id) else { return nil }
    let sessions = try slugList(
      """
      SELECT slug FROM session_speaker JOIN session ON session.id = session_id
      WHERE speaker_id = ?1 ORDER BY starts_at, slug
      """, id)
    return (speaker, sessions)
  }

  private func speaker(id: Int64) throws -> Speaker? {
    try connection.first(
      """
      SELECT slug, name, affiliation, bio, orcid, revision, sequence, updated_at
      FROM speaker WHERE id = ?1
      """, id
    ) { row in
      Speaker(
        id: row.text(0), name: row.text(1), affiliation: row.textOrNil(2), bio: row.textOrNil(3),
        orcid: row.textOrNil(4), stamp: stamp(row, 5))
    }
  }
}
