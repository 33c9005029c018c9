public import CatalogModel

/// The permissions of a token.
///
/// Each scope includes all scopes before it.
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

/// A credential to change the catalog.
///
/// The catalog stores only the hash of its secret text.
public struct AccessToken: Sendable, Equatable {
  /// The part of the catalog to which a token is confined: a series with its conferences and their
  /// programmes, or one conference with its programme.
  public struct Limit: Sendable, Equatable, CustomStringConvertible {
    public var kind: RecordKind
    public var slug: String

    /// Parses "series:ID" or "conference:ID"; fails if the text has another form or the ID is not a
    /// valid slug.
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
  /// Whether only administrators see the token's name.
  public var isPrivate: Bool
  public var createdAt: Instant
  public var expiresAt: Instant?
  public var revokedAt: Instant?

  /// The highest of the token's scopes; `propose` if it has none.
  public var scope: Scope { scopes.max() ?? .propose }

  public func isExpired(_ now: Instant) -> Bool { expiresAt.map { $0 <= now } ?? false }
}

/// The result of checking a text that a client sent as a token.
public enum TokenVerdict: Sendable {
  /// The text does not have the form of a token; the list was not consulted.
  case malformed
  case unknown
  case expired, revoked
  case valid(AccessToken)
}
