import CatalogModel
import Common
private import Dispatch
import SQLite

/// The catalog's tokens in memory, as of the last reload.
///
/// Event loops check tokens here.
///
/// Confined to a queue, on which each call does little work.
actor TokenList {
  private nonisolated let executor = QueueExecutor(label: "catalog.tokens")
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
  private var tokens: [(hash: [UInt8], token: AccessToken)] = []

  nonisolated var isEmpty: Bool {
    executor.queue.sync { assumeIsolated { $0.tokens.isEmpty } }
  }

  /// Reads all tokens from the database.
  ///
  /// If that fails, keeps the present list until the next reload.
  nonisolated func reload(_ connection: Connection) {
    guard let tokens = try? Self.read(connection) else { return }
    executor.queue.sync { assumeIsolated { $0.tokens = tokens } }
  }

  /// Checks a text that a client sent as a token.
  ///
  /// Compares its hash with every stored hash in full, so that the time taken reveals nothing about
  /// them.
  nonisolated func verdict(_ text: String, now: Instant) -> TokenVerdict {
    guard TokenText.isWellFormed(text) else { return .malformed }
    let hash = TokenText.hash(text)
    let tokens = executor.queue.sync { assumeIsolated { $0.tokens } }
    var found: AccessToken?
    for (known, token) in tokens where Self.areEqual(known, hash) { found = token }
    guard let found else { return .unknown }
    if found.revokedAt != nil { return .revoked }
    return found.isExpired(now) ? .expired : .valid(found)
  }

  private static func areEqual(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    one.count == other.count && zip(one, other).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }

  static func read(_ connection: Connection) throws -> [(hash: [UInt8], token: AccessToken)] {
    try connection.all(
      """
      SELECT id, name, hash, scopes, created_at, expires_at, revoked_at, limit_kind, limit_slug,
        is_private FROM token ORDER BY id
      """
    ) { row in
      let limit = row.textOrNil(7).flatMap { kind in
        row.textOrNil(8).flatMap { AccessToken.Limit("\(kind):\($0)") }
      }
      let token = AccessToken(
        id: row.int64(0), name: row.text(1),
        scopes: row.text(3).split(separator: ",").compactMap { Scope(rawValue: String($0)) },
        limit: limit, isPrivate: row.int(9) != 0, createdAt: Instant(seconds: row.int(4)),
        expiresAt: row.intOrNil(5).map { Instant(seconds: $0) },
        revokedAt: row.intOrNil(6).map { Instant(seconds: $0) })
      return (row.blob(2), token)
    }
  }
}
