/// A parsed request target (RFC 9112 section 3.2), percent-decoded exactly once.
///
/// `Target.parse` guarantees that it is well formed.
public struct Target: Hashable, Sendable {
  /// The path as it was sent, without the query; "*" for `OPTIONS *`.
  public var rawPath: String
  /// The query as it was sent, without the question mark; `nil` if there was none.
  public var rawQuery: String?
  /// The path's segments, decoded; [] for "/" and for "*".
  public var segments: [String]

  public init(rawPath: String, rawQuery: String?, segments: [String]) {
    self.rawPath = rawPath
    self.rawQuery = rawQuery
    self.segments = segments
  }
}
