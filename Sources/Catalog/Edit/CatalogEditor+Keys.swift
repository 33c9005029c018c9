import CatalogModel
import SQLite

/// What was answered to a request with an Idempotency-Key, to be answered again.
public struct KeptAnswer: Sendable {
  public var requestHash: [UInt8]
  public var status: Int
  /// Fields and content, as JSON.
  public var text: String

  public init(requestHash: [UInt8], status: Int, text: String) {
    self.requestHash = requestHash
    self.status = status
    self.text = text
  }
}

extension CatalogEditor {
  /// For how long an answer is kept.
  private static let keptSeconds = 86_400

  /// The stored response for a key of a token; nil if there is none, or it is too old.
  public func answer(toKey key: String, ofToken token: Int64) throws -> KeptAnswer? {
    try connection.first(
      """
      SELECT request_hash, status, answer FROM idempotency_key
      WHERE token_id = ?1 AND key = ?2 AND created_at > ?3
      """, token, key, now.seconds - Self.keptSeconds
    ) { KeptAnswer(requestHash: $0.blob(0), status: $0.int(1), text: $0.text(2)) }
  }

  /// Keeps an answer in the transaction of its effect, and forgets those that are too old.
  public func keep(_ answer: KeptAnswer, forKey key: String, ofToken token: Int64) throws {
    try connection.run(
      "DELETE FROM idempotency_key WHERE created_at <= ?1", now.seconds - Self.keptSeconds)
    try connection.run(
      "INSERT INTO idempotency_key VALUES (?1, ?2, ?3, ?4, ?5, ?6)", token, key,
      answer.requestHash, answer.status, answer.text, now.seconds)
  }
}
