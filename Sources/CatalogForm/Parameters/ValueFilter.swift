/// The values of a filter: a hit has one of `included`, if there are any, and none of `excluded`.
public struct ValueFilter: Sendable, Equatable {
  public var included: [String]
  public var excluded: [String]

  public init(included: [String] = [], excluded: [String] = []) {
    self.included = included
    self.excluded = excluded
  }

  public var isEmpty: Bool { included.isEmpty && excluded.isEmpty }
}

/// The match level: how certain a hit must be if dates or places are vague.
public enum Match: String, Sendable, CaseIterable {
  /// Only certain hits.
  case certain
  /// Also hits whose dates may fit, or that name the place as one of several.
  ///
  /// The default.
  case usual
  /// All records that cannot be ruled out.
  case possible
}

/// A sort key of a list.
public struct SortTerm: Sendable, Equatable {
  public var name: String
  public var descending: Bool

  public init(name: String, descending: Bool = false) {
    self.name = name
    self.descending = descending
  }
}
