import CatalogModel
import SQLite

/// The response to a request with an Idempotency-Key, stored to be sent again.
public struct StoredResponse: Sendable {
  public var requestHash: [UInt8]
  public var status: Int
  /// The response's fields and content, as JSON.
  public var text: String

  public init(requestHash: [UInt8], status: Int, text: String) {
    self.requestHash = requestHash
    self.status = status
    self.text = text
  }
}

extension CatalogEditor {
  /// Seconds for which a response is stored (one day).
  private static let keptSeconds = 86_400

  /// Returns the stored response for a token's key; `nil` if there is none or it has expired.
  public func answer(toKey key: String, ofToken token: Int64) throws -> StoredResponse? {
    try connection.first(
      """
      SELECT request_hash, status, answer FROM idempotency_key
      WHERE token_id = ?1 AND key = ?2 AND created_at > ?3
      """, token, key, now.seconds - Self.keptSeconds
    ) { StoredResponse(requestHash: $0.blob(0), status: $0.int(1), text: $0.text(2)) }
  }

  /// Stores a response in the transaction of its effect, and deletes expired ones.
  public func keep(_ answer: StoredResponse, forKey key: String, ofToken token: Int64) throws {
    try connection.run(
      "DELETE FROM idempotency_key WHERE created_at <= ?1", now.seconds - Self.keptSeconds)
    try connection.run(
      "INSERT INTO idempotency_key VALUES (?1, ?2, ?3, ?4, ?5, ?6)", token, key,
      answer.requestHash, answer.status, answer.text, now.seconds)
  }
}
