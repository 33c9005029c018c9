import CatalogModel
import SQLite

extension CatalogReader {
  /// Returns a track and its number of sessions.
  func track(id: Int64) throws -> (track: Track, sessions: Int)? {
    let found = try connection.first(
      """
      SELECT track.slug, conference.slug, track.name, description, color, (
        SELECT count(*) FROM session WHERE track_id = track.id),
        track.revision, track.sequence, track.updated_at, conference.acronym, conference.name,
        conference.year
      FROM track JOIN conference ON conference.id = conference_id WHERE track.id = ?1
      """, id
    ) { row in
      (
        track: Track(
          id: row.text(0), conference: row.text(1), name: row.text(2), aliases: [], topics: [],
          description: row.textOrNil(3), color: row.textOrNil(4), stamp: stamp(row, 6),
          conferenceName: displayName(row, 9)),
        sessions: row.int(5)
      )
    }
    guard let found else { return nil }
    var track = found.track
    track.aliases = try slugList(
      "SELECT alias FROM track_alias WHERE track_id = ?1 ORDER BY position", id)
    track.topics = try slugList(
      """
      SELECT slug FROM track_topic JOIN topic ON topic.id = topic_id
      WHERE track_id = ?1 ORDER BY position
      """, id)
    return (track, found.sessions)
  }

  func session(id: Int64) throws -> Session? {
    // Few sessions have contradictions, so this spares most a statement.
    var hasIssues = false
    let found = try connection.first(
      """
      SELECT session.slug, conference.slug, track.slug, parent.slug, session.work, session.kind,
        session.kind_label, session.title, session.abstract, session.starts_at,
        session.starts_offset, session.ends_at, session.ends_offset, session.time_zone,
        room.slug, room.name, session.language, session.format, session.level, session.status,
        session.guid, session.links, session.revision, session.sequence, session.updated_at,
        track.name, EXISTS (
          SELECT 1 FROM data_issue WHERE owner_kind = 'session' AND owner_id = session.id),
        session.published_start, session.published_end, conference.acronym,
        conference.name, conference.year, session.day, session.description,
        session.do_not_record
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
      hasIssues = row.bool(26)
      return Session(
        id: row.text(0), conference: row.text(1), track: row.textOrNil(2),
        trackName: row.textOrNil(25), parent: row.textOrNil(3), work: row.textOrNil(4),
        kind: row.text(5),
        kindLabel: row.textOrNil(6), title: row.text(7), abstract: row.textOrNil(8),
        description: row.textOrNil(33), doNotRecord: row.intOrNil(34).map { $0 != 0 },
        startsAt: time(9), endsAt: time(11), publishedStart: row.textOrNil(27),
        publishedEnd: row.textOrNil(28), timeZone: row.textOrNil(13),
        day: row.textOrNil(32).flatMap { Day($0) }, room: row.textOrNil(14),
        roomName: row.textOrNil(15), speakers: [], topics: [], language: row.textOrNil(16),
        format: row.textOrNil(17), level: row.textOrNil(18), status: row.text(19),
        guid: row.textOrNil(20), links: Link.restored(row.textOrNil(21)), stamp: stamp(row, 22),
        conferenceName: displayName(row, 29))
    }
    guard var session = found else { return nil }
    session.speakers = try connection.all(
      """
      SELECT slug, name, nullif(role, 'speaker')
      FROM session_speaker JOIN speaker ON speaker.id = speaker_id
      WHERE session_id = ?1 ORDER BY position
      """, id
    ) { SpeakerReference(id: $0.text(0), name: $0.text(1), role: $0.textOrNil(2)) }
    if hasIssues { session.dataIssues = try issues("session", id) }
    let topics = try effective("topic", of: "session", id)
    session.topics = topics.own
    session.inheritedTopics = topics.inherited
    session.derivedTopics = topics.derived
    return session
  }

  /// Returns the sessions with a person, in the order of time, each with the person's role unless
  /// it is "speaker".
  public func sessions(
    speaker id: Int64
  ) throws -> [(id: String, title: String, role: String?)] {
    try connection.all(
      """
      SELECT session.slug, session.title, nullif(max(role), 'speaker') FROM session_speaker
      JOIN session ON session.id = session_id WHERE speaker_id = ?1
      GROUP BY session.id ORDER BY sort_start, session.position
      """, id
    ) { ($0.text(0), $0.text(1), $0.textOrNil(2)) }
  }

  func room(id: Int64) throws -> Room? {
    try connection.first(
      """
      SELECT room.slug, conference.slug, room.name, capacity, room.revision, room.sequence,
        room.updated_at
      FROM room JOIN conference ON conference.id = conference_id WHERE room.id = ?1
      """, id
    ) { row in
      Room(
        id: row.text(0), conference: row.text(1), name: row.text(2), capacity: row.intOrNil(3),
        stamp: stamp(row, 4))
    }
  }

  static let speakers = RecordTable<Speaker>()

  func speaker(id: Int64) throws -> Speaker? { try Self.speakers.record(id: id, self) }
}
