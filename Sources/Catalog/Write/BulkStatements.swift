import SQLite

/// The statements of rows that come by the thousand.
struct BulkStatements {
  let findSession, findSpeaker, session, sessionSpeaker, speaker, words, change, externalID,
    statement: RepeatedStatement

  init(_ connection: Connection) throws(SQLiteError) {
    func prepare(_ sql: String) throws(SQLiteError) -> RepeatedStatement {
      try RepeatedStatement(connection, sql)
    }
    findSession = try prepare("SELECT id FROM session WHERE slug = ?")
    findSpeaker = try prepare("SELECT id FROM speaker WHERE slug = ?")
    session = try prepare(
      """
      INSERT INTO session (slug, conference_id, track_id, room_id, work, kind, kind_label, title,
        abstract, starts_at, ends_at, starts_offset, ends_offset, time_zone, language, format,
        level, status, guid, position, topic_scope, revision, updated_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
      """)
    sessionSpeaker = try prepare(
      "INSERT INTO session_speaker (session_id, position, speaker_id) VALUES (?, ?, ?)")
    speaker = try prepare(
      """
      INSERT INTO speaker (slug, name, name_folded, affiliation, bio, orcid, revision, updated_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
      """)
    words = try prepare(
      "INSERT INTO search (rowid, name, other_names, about, people, place) VALUES (?, ?, ?, ?, ?, ?)"
    )
    change = try prepare(
      """
      INSERT INTO change (revision, at, kind, slug, op, actor, object)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """)
    externalID = try prepare("INSERT OR IGNORE INTO external_id VALUES (?, ?, ?, ?, ?)")
    statement = try prepare("INSERT OR REPLACE INTO statement VALUES (?, ?, ?, ?, ?)")
  }
}
