/// One record that was made, changed or removed.
public struct RecordChange: Sendable {
  public enum Operation: String, Sendable { case create, update, delete }

  public var operation: Operation
  /// The record's table: "conference", "session".
  public var kind: String
  public var slug: String
  /// What differs, with both values as text; nil stands for unknown.
  public var fields: [(name: String, before: String?, after: String?)]
}

/// What a merge has come to.
public struct MergeReport: Sendable {
  public struct Count: Sendable, Equatable {
    public var created = 0
    public var updated = 0
    public var deleted = 0
    public var unchanged = 0
  }

  /// By the table of the records.
  public var counts: [String: Count] = [:]
  /// Contradictions that were found and kept, in words.
  public var contradictions: [String] = []
  /// What was noticed on the way.
  public var notices: [String] = []
  /// The catalog's revision that this made; nil where nothing has changed.
  public var revision: Int?

  public init() {}

  public var hasChanges: Bool {
    counts.values.contains { $0.created + $0.updated + $0.deleted > 0 }
  }

  /// Adds what another merge has come to.
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
