import SQLite

/// The statements that insert rows in large numbers.
///
/// None of them may need a savepoint of its own, as RETURNING, OR REPLACE and triggers do: at every
/// savepoint the search index writes its pending data, which costs more than everything else.
struct BulkStatements {
  let session, sessionSpeaker, speaker, externalID: BulkStatement

  init(_ connection: Connection) {
    func insert(_ table: String, _ columns: [String]) -> BulkStatement {
      let names = ["slug"] + columns + ["revision", "sequence", "updated_at"]
      let places = names.map { _ in "?" }.joined(separator: ", ")
      return BulkStatement(
        connection, "INSERT INTO \(table) (\(names.joined(separator: ", "))) VALUES (\(places))")
    }
    session = insert(
      "session",
      ["conference_id", "track_id", "room_id", "title_key", "position", "topic_scope"]
        + CatalogReader.allSessions.columns)
    speaker = insert("speaker", ["name_folded"] + CatalogReader.speakers.columns)
    sessionSpeaker = BulkStatement(
      connection,
      "INSERT INTO session_speaker (session_id, position, speaker_id, role) VALUES (?, ?, ?, ?)")
    externalID = BulkStatement(
      connection, "INSERT OR IGNORE INTO external_id VALUES (?, ?, ?, ?, ?)")
  }
}
