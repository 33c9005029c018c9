import SQLite

/// The statements that insert rows in large numbers.
///
/// None of them may need a savepoint of its own, as RETURNING, OR REPLACE and triggers do: at every
/// savepoint the search index writes its pending data, which costs more than everything else.
struct BulkStatements {
  let session, sessionSpeaker, speaker, externalID: BulkStatement

  init(_ connection: Connection) throws(SQLiteError) {
    func prepare(_ sql: String) throws(SQLiteError) -> BulkStatement {
      try BulkStatement(connection, sql)
    }
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
    externalID = try prepare("INSERT OR IGNORE INTO external_id VALUES (?, ?, ?, ?, ?)")
  }
}
