import CatalogModel
import SQLite

extension CatalogReader {
  static let tracks = RecordTable<Track>("JOIN conference ON conference.id = conference_id")

  func track(id: Int64) throws -> Track? {
    guard var track = try Self.tracks.record(id: id, self) else { return nil }
    track.aliases = try slugList(
      "SELECT alias FROM track_alias WHERE track_id = ?1 ORDER BY position", id)
    track.topics = try slugList(
      """
      SELECT slug FROM track_topic JOIN topic ON topic.id = topic_id
      WHERE track_id = ?1 ORDER BY position
      """, id)
    track.sessionCount = try connection.first(
      "SELECT count(*) FROM session WHERE track_id = ?1", id
    ) { $0.int(0) }
    return track
  }

  static let allSessions = RecordTable<Session>(
    """
    JOIN conference ON conference.id = session.conference_id
    LEFT JOIN track ON track.id = session.track_id
    LEFT JOIN session AS parent ON parent.id = session.parent_id
    LEFT JOIN room ON room.id = session.room_id
    LEFT JOIN data_issue AS issue ON issue.owner_kind = 'session' AND issue.owner_id = session.id
      AND issue.position = 0
    """)

  func session(id: Int64) throws -> Session? {
    guard var session = try Self.allSessions.record(id: id, self) else { return nil }
    session.speakers = try connection.all(
      """
      SELECT slug, name, nullif(role, 'speaker')
      FROM session_speaker JOIN speaker ON speaker.id = speaker_id
      WHERE session_id = ?1 ORDER BY position
      """, id
    ) { SpeakerReference(id: $0.text(0), name: $0.text(1), role: $0.textOrNil(2)) }
    if !session.dataIssues.isEmpty { session.dataIssues = try issues("session", id) }
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

  /// Returns the display names of the latest conferences where a person speaks, at most `limit`,
  /// from at most 100 of the person's sessions.
  public func conferenceNames(ofSpeaker slug: String, limit: Int) throws -> [String] {
    try connection.all(
      """
      SELECT DISTINCT acronym, conference.name, year FROM (
        SELECT session_id FROM session_speaker
        WHERE speaker_id = (SELECT id FROM speaker WHERE slug = ?1) LIMIT 100)
      JOIN session ON session.id = session_id
      JOIN conference ON conference.id = session.conference_id
      ORDER BY conference.sort_start DESC, conference.slug LIMIT ?2
      """, slug, limit
    ) { displayName($0, 0) }
  }

  static let rooms = RecordTable<Room>("JOIN conference ON conference.id = conference_id")

  func room(id: Int64) throws -> Room? { try Self.rooms.record(id: id, self) }

  static let speakers = RecordTable<Speaker>()

  func speaker(id: Int64) throws -> Speaker? { try Self.speakers.record(id: id, self) }
}
