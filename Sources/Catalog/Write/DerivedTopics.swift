import CatalogModel
import SQLite

/// Topics that sessions get from their titles.
///
/// They are derived again when a title or the taxonomy changes, and exports omit them.
enum DerivedTopics {
  static let insertion = """
    INSERT OR IGNORE INTO session_topic (session_id, topic_id, position, derived)
    VALUES (?, ?, ?, 1)
    """

  static func taxonomy(_ connection: Connection) throws -> TitleTopics {
    TitleTopics(
      try connection.all(
        "SELECT topic_id, label, preferred FROM topic_label ORDER BY topic_id, position"
      ) { ($0.int64(0), $0.text(1), $0.bool(2)) })
  }

  /// Derives the topics of all sessions.
  static func deriveAll(_ connection: Connection) throws {
    let taxonomy = try taxonomy(connection)
    try connection.run("DELETE FROM session_topic WHERE derived")
    let insert = BulkStatement(connection, insertion)
    try connection.each("SELECT id, title FROM session") { row in
      try add(taxonomy.topics(in: row.text(1)), to: row.int64(0), insert)
    }
  }

  static func add(
    _ topics: [Int64], to session: Int64, _ insert: BulkStatement
  ) throws {
    for (place, topic) in topics.enumerated() {
      try insert.run { row in
        row.integer(session)
        row.integer(topic)
        row.integer(1_000 + place)
      }
    }
  }
}
