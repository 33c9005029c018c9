public import CatalogModel
import SQLite

extension CatalogStore {
  /// Makes a token and gives its text, which is kept nowhere.
  ///
  /// Throws `TokenError` where the name is taken, or what it is confined to does not exist.
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

  /// Revokes a token for good; its name stays taken, since the audit names it.
  ///
  /// Throws `TokenError` where there is none of the name.
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

  /// All tokens that were ever made, in the order of their making.
  public func listTokens() throws -> [AccessToken] {
    try database.readSync { try TokenList.read($0).map(\.token) }
  }

  /// Whether any token was ever made.
  public var hasTokens: Bool { !tokens.isEmpty }

  /// What a text that claims to be a token comes to; takes no time that tells of the list.
  public func verdict(onToken text: String, now: Instant) -> TokenVerdict {
    tokens.verdict(text, now: now)
  }
}

/// Why a token cannot be made or revoked.
public enum TokenError: Error, Sendable, Equatable, CustomStringConvertible {
  case nameIsTaken(String)
  case noSuchToken(String)
  case noSuchRecord(AccessToken.Limit)

  public var description: String {
    switch self {
    case .nameIsTaken(let name): "the token \"\(name)\" already exists"
    case .noSuchToken(let name): "there is no token \"\(name)\""
    case .noSuchRecord(let limit): "there is no \(limit.kind.rawValue) \"\(limit.slug)\""
    }
  }
}
