public import CatalogModel

/// What a token allows; each of the later holds the earlier.
public enum Scope: String, Sendable, CaseIterable, Comparable {
  case propose, write, review, admin

  var letter: UInt8 {
    switch self {
    case .propose: UInt8(ascii: "p")
    case .write: UInt8(ascii: "w")
    case .review: UInt8(ascii: "r")
    case .admin: UInt8(ascii: "a")
    }
  }

  public static func < (one: Scope, other: Scope) -> Bool { one.rank < other.rank }

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// Somebody who may change the catalog, by a secret text of which only the hash is kept.
public struct AccessToken: Sendable, Equatable {
  /// What a token is confined to: a series with its editions and their programmes, or one conference
  /// with its programme.
  public struct Limit: Sendable, Equatable, CustomStringConvertible {
    public var kind: RecordKind
    public var slug: String

    /// Reads "series:ID" or "conference:ID".
    public init?(_ text: String) {
      let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
      guard parts.count == 2, let kind = RecordKind(rawValue: parts[0]),
        kind == .series || kind == .conference, Slug.isValid(parts[1])
      else { return nil }
      self.kind = kind
      slug = parts[1]
    }

    public var description: String { "\(kind.rawValue):\(slug)" }
  }

  public var id: Int64
  public var name: String
  public var scopes: [Scope]
  public var limit: Limit?
  /// Whether its name is shown to administrators only.
  public var isPrivate: Bool
  public var createdAt: Instant
  public var expiresAt: Instant?
  public var revokedAt: Instant?

  /// The highest of its scopes, which holds the others.
  public var scope: Scope { scopes.max() ?? .propose }

  public func isExpired(_ now: Instant) -> Bool { expiresAt.map { $0 <= now } ?? false }
}

/// What a text that claims to be a token comes to.
public enum TokenVerdict: Sendable {
  /// It is no token: no list was looked at.
  case malformed
  case unknown
  case expired, revoked
  case valid(AccessToken)
}
