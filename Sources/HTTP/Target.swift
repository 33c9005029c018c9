/// A request target (RFC 9112 section 3.2) taken apart: percent-encoding is decoded exactly once.
///
/// Only made by `Target.parse`, so a target that exists is well formed.
public struct Target: Hashable, Sendable {
  /// The path as it was sent, without the query; "*" for `OPTIONS *`.
  public var rawPath: String
  /// The query as it was sent, without the question mark; nil where there was none.
  public var rawQuery: String?
  /// The path's segments, decoded; [] for "/" and for "*".
  public var segments: [String]

  public init(rawPath: String, rawQuery: String?, segments: [String]) {
    self.rawPath = rawPath
    self.rawQuery = rawQuery
    self.segments = segments
  }
}
