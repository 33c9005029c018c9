public import CatalogModel
import JSON
import SQLite

/// One element of the change feed.
public struct RecordStep: Sendable {
  public enum Operation: String, Sendable, CaseIterable {
    case create, update, delete, rename
    /// The record has become a hit of the filter, or is no longer one.
    case moveIn = "move_in"
    case moveOut = "move_out"
  }

  /// The row ID in the change log.
  public var position: Int
  public var revision: Int
  public var at: Instant
  public var operation: Operation
  public var kind: RecordKind
  public var slug: String
  public var previousSlug: String?
  /// The revision that had changed the record before; `nil` for a creation.
  public var previousRevision: Int?
  public var changedFields: [String]
  /// The record in the native format; `nil` if it was deleted or is no longer a hit of the filter.
  public var record: [UInt8]?
}

extension ChangeLogReader {
  /// Returns how often a conference had changed before a row of the change log.
  public func sequence(before position: Int) throws -> Int {
    try reader.connection.first(
      "SELECT filter_state ->> '$.conference.sequence' FROM change WHERE id = ?1", position
    ) { $0.intOrNil(0) ?? 0 } ?? 0
  }
}

/// The filters and the page of a request of the change feed.
public struct ChangeQuery: Sendable {
  /// The last row that the client has; `nil` to begin with the oldest.
  public var since: Int?
  /// The last row to report; `nil` to end with the newest.
  public var end: Int?
  /// The kinds of record to report; empty for all.
  public var kinds: Set<RecordKind> = []
  /// Limits the feed to conferences that were or are hits of the filter.
  public var filter: CatalogFilter?
  public var limit: Int
  /// Whether to report every step instead of each record once in its newest state.
  public var tellsEachStep = false

  public init(since: Int?, limit: Int) {
    self.since = since
    self.limit = limit
  }
}

/// A page of the change feed.
public struct ChangePage: Sendable {
  public var steps: [RecordStep] = []
  /// The last row of the log that the page covers.
  public var position: Int
  public var hasMore = false
}

/// The members of a record that differ between two of its states.
enum MemberDifference {
  /// The members that identify the record, and those that it shows of other records.
  private static let ignored = NativeForm.othersMembers.union(["type", "id"])

  static func names(_ before: [UInt8]?, _ after: [UInt8]?) -> [String] {
    all(before, after).map(\.name)
  }

  static func all(
    _ before: [UInt8]?, _ after: [UInt8]?
  ) -> [(name: String, before: JSONValue, after: JSONValue)] {
    let (old, new) = (members(before), members(after))
    var differences: [(name: String, before: JSONValue, after: JSONValue)] = []
    for (name, value) in new {
      let was = old.first { $0.name == name }?.value ?? .null
      if was != value, before != nil || !value.isEmpty {
        differences.append((name, was, value))
      }
    }
    for (name, value) in old where !value.isEmpty && !new.contains(where: { $0.name == name }) {
      differences.append((name, value, .null))
    }
    return differences
  }

  private static func members(_ object: [UInt8]?) -> [(name: String, value: JSONValue)] {
    guard let object, case .object(let value)? = try? JSONParser.parse(object) else { return [] }
    return value.members.filter { !ignored.contains($0.name) }.map { name, value in
      (name, name == "speakers" ? value.withoutNames : value)
    }
  }
}

extension JSONValue {
  /// Whether the value is null or an empty array.
  var isEmpty: Bool { self == .null || self == .array([]) }
}
