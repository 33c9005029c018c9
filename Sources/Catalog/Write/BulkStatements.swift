import SQLite

/// The statements of rows that come by the thousand.
///
/// None of them may need a savepoint of its own, as RETURNING, OR REPLACE and triggers do: at every
/// savepoint the search index writes out what it has gathered, which costs more than all the rest.
struct BulkStatements {
  let findSession, findSpeaker, session, sessionSpeaker, speaker, words, oldWords, externalID,
    newStatement, oldStatement, statement, derivedTopic, creation: BulkStatement

  static let insertWords =
    "INSERT INTO search (rowid, name, other_names, about, people, place) VALUES (?, ?, ?, ?, ?, ?)"

  static let insertDerivedTopic = """
    INSERT OR IGNORE INTO session_topic (session_id, topic_id, position, derived)
    VALUES (?, ?, ?, 1)
    """

  init(_ connection: Connection) throws(SQLiteError) {
    func prepare(_ sql: String) throws(SQLiteError) -> BulkStatement {
      try BulkStatement(connection, sql)
    }
    findSession = try prepare("SELECT id FROM session WHERE slug = ?")
    findSpeaker = try prepare("SELECT id, name FROM speaker WHERE slug = ?")
    session = try prepare(
      """
      INSERT INTO session (slug, conference_id, track_id, room_id, work, kind, kind_label, title,
        title_key, abstract, starts_at, ends_at, starts_offset, ends_offset, time_zone, language, format,
        level, status, guid, links, position, topic_scope, revision, sequence,
        updated_at, published_start, published_end, day, description,
        do_not_record)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    sessionSpeaker = try prepare(
      "INSERT INTO session_speaker (session_id, position, speaker_id, role) VALUES (?, ?, ?, ?)")
    let columns =
      ["slug", "name_folded"] + CatalogReader.speakers.columns
      + ["revision", "sequence", "updated_at"]
    let places = columns.map { _ in "?" }.joined(separator: ", ")
    speaker = try prepare(
      "INSERT INTO speaker (\(columns.joined(separator: ", "))) VALUES (\(places))")
    words = try prepare(Self.insertWords)
    oldWords = try prepare(
      """
      INSERT INTO search (search, rowid, name, other_names, about, people, place)
      VALUES ('delete', ?, ?, ?, ?, ?, ?)
      """)
    externalID = try prepare("INSERT OR IGNORE INTO external_id VALUES (?, ?, ?, ?, ?)")
    newStatement = try prepare("INSERT INTO statement VALUES (?, ?, ?, ?, ?)")
    oldStatement = try prepare("INSERT OR IGNORE INTO statement VALUES (?, ?, ?, ?, ?)")
    creation = try prepare(
      "INSERT INTO change (revision, kind, slug, op) VALUES (?, ?, ?, 'create')")
    derivedTopic = try prepare(Self.insertDerivedTopic)
    statement = try prepare("INSERT OR REPLACE INTO statement VALUES (?, ?, ?, ?, ?)")
  }
}
