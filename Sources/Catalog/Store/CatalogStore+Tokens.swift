public import CatalogModel
import SQLite

extension CatalogStore {
  /// Creates a token and returns its text, of which only a hash is stored.
  ///
  /// Throws `TokenError` if the name is taken, or if the record of `limit` does not exist.
  public func addToken(
    name: String, scopes: [Scope], limit: AccessToken.Limit? = nil, expiresAt: Instant? = nil,
    isPrivate: Bool = false, now: Instant = .now
  ) throws -> String {
    let text = TokenText.random(scopes.max() ?? .propose)
    try database.writeSync { connection in
      let isTaken = try connection.first("SELECT 1 FROM token WHERE name = ?1", name) { _ in true }
      guard isTaken == nil else { throw TokenError.nameIsTaken(name) }
      if let limit {
        let isThere = try connection.first(
          "SELECT 1 FROM \(limit.kind.rawValue) WHERE slug = ?1", limit.slug
        ) { _ in true }
        guard isThere == true else { throw TokenError.noSuchRecord(limit) }
      }
      try connection.run(
        """
        INSERT INTO token (name, hash, scopes, created_at, expires_at, limit_kind, limit_slug,
          is_private) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        """, name, TokenText.hash(text), scopes.map(\.rawValue).joined(separator: ","),
        now.seconds, expiresAt?.seconds, limit?.kind.rawValue, limit?.slug, isPrivate)
    }
    try noteTokens()
    return text
  }

  /// Revokes a token for good.
  ///
  /// Its name stays taken, since the audit log refers to it.
  ///
  /// Throws `TokenError` if there is no token of the name.
  public func revokeToken(_ name: String, now: Instant = .now) throws {
    try database.writeSync { connection in
      let count = try connection.run(
        "UPDATE token SET revoked_at = coalesce(revoked_at, ?2) WHERE name = ?1", name, now.seconds)
      guard count > 0 else { throw TokenError.noSuchToken(name) }
    }
    try noteTokens()
  }

  private func noteTokens() throws {
    try database.readSync { [tokens] in tokens.reload($0) }
  }

  /// Returns all tokens, including expired and revoked ones, in the order of their creation.
  public func listTokens() throws -> [AccessToken] {
    try database.readSync { try TokenList.read($0).map(\.token) }
  }

  /// Whether the catalog has any token, including expired and revoked ones.
  public var hasTokens: Bool { !tokens.isEmpty }

  /// Checks a text that a client sent as a token.
  ///
  /// The time taken reveals nothing about the stored tokens.
  public func verdict(onToken text: String, now: Instant) -> TokenVerdict {
    tokens.verdict(text, now: now)
  }
}

/// The reason why a token cannot be created or revoked.
public enum TokenError: Error, Sendable, Equatable, CustomStringConvertible {
  case nameIsTaken(String)
  case noSuchToken(String)
  case noSuchRecord(AccessToken.Limit)

  public var description: String {
    switch self {
    case .nameIsTaken(let name): "the token \"\(name)\" already exists"
    case .noSuchToken(let name): "there is no token \"\(name)\""
    case .noSuchRecord(let limit): "there is no \(limit.kind.displayName) \"\(limit.slug)\""
    }
  }
}
