import CatalogModel
import SQLite

/// Maintains what follows from topics: which topics are narrower than others, and which sessions
/// have them in their titles.
final class TopicIndexer {
  private let connection: Connection
  private let insertion: BulkStatement
  /// Whether a topic has been written or removed.
  var hasChanged = false
  /// Topics whose links are written after all topics of the batch.
  var changed: [String: Topic] = [:]
  /// The labels to look for in titles; `nil` until they are needed.
  private var taxonomy: TitleTopics?

  init(_ connection: Connection) {
    self.connection = connection
    insertion = BulkStatement(connection, DerivedTopics.insertion)
  }

  func derive(for session: Int64, titled title: String) throws {
    // Not needed after a change: `finish` then derives the topics of all sessions again.
    guard !hasChanged else { return }
    let taxonomy = try taxonomy ?? DerivedTopics.taxonomy(connection)
    self.taxonomy = taxonomy
    try DerivedTopics.add(taxonomy.topics(in: title), to: session, insertion)
  }

  func finish() throws {
    guard hasChanged else { return }
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
    try DerivedTopics.deriveAll(connection)
    hasChanged = false
  }
}
