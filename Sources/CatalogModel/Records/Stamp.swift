/// When a record was last written, and how often.
public struct Stamp: Sendable, Equatable {
  /// The catalog's revision at the record's last change.
  public var revision: Int
  /// How often the record has changed since it was made: the SEQUENCE of RFC 5545.
  public var sequence: Int
  public var updatedAt: Instant

  public init(revision: Int, sequence: Int, updatedAt: Instant) {
    self.revision = revision
    self.sequence = sequence
    self.updatedAt = updatedAt
  }
}
