/// A record that was created, changed or removed.
public struct RecordChange: Sendable {
  public enum Operation: String, Sendable { case create, update, delete }

  public var operation: Operation
  /// The record's kind: "conference", "session".
  public var kind: String
  public var slug: String
  /// The members that differ, with both values as text; `nil` stands for unknown.
  public var fields: [(name: String, before: String?, after: String?)]
}

/// The result of a merge.
public struct MergeReport: Sendable {
  public struct Count: Sendable, Equatable {
    public var created = 0
    public var updated = 0
    public var deleted = 0
    public var unchanged = 0
  }

  /// Counts what an export told of records that are gone there.
  public static let tombstones = "tombstone"

  /// The counts by kind of record.
  public var counts: [String: Count] = [:]
  /// The contradictions that were found and stored, as text.
  public var contradictions: [String] = []
  /// Notices for the person who imports.
  public var notices: [String] = []
  /// The revision with the changes; `nil` if nothing has changed.
  public var revision: Int?

  public init() {}

  public var hasChanges: Bool {
    counts.values.contains { $0.created + $0.updated + $0.deleted > 0 }
  }

  /// Adds the result of another merge.
  public mutating func add(_ other: MergeReport) {
    counts.merge(other.counts) { one, other in
      Count(
        created: one.created + other.created, updated: one.updated + other.updated,
        deleted: one.deleted + other.deleted, unchanged: one.unchanged + other.unchanged)
    }
    contradictions += other.contradictions
    notices += other.notices
    revision = other.revision ?? revision
  }
}
