/// The revision, the time and the count of a record's changes.
public struct Stamp: Sendable, Equatable {
  /// The catalog's revision of the last change.
  public var revision: Int
  /// The number of changes since the record was created: the SEQUENCE of RFC 5545.
  public var sequence: Int
  public var updatedAt: Instant

  public init(revision: Int, sequence: Int, updatedAt: Instant) {
    self.revision = revision
    self.sequence = sequence
    self.updatedAt = updatedAt
  }
}
