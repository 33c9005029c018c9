/// The values that a filter asks for: any of `included`, none of `excluded`.
public struct Choice: Sendable, Equatable {
  public var included: [String]
  public var excluded: [String]

  public init(included: [String] = [], excluded: [String] = []) {
    self.included = included
    self.excluded = excluded
  }

  public var isEmpty: Bool { included.isEmpty && excluded.isEmpty }
}

/// How certain a hit must be where dates or places are vague.
public enum Match: String, Sendable, CaseIterable {
  /// Only what surely fits.
  case certain
  /// What surely fits, what may fit by its dates, and what names the place among others.
  case usual
  /// Whatever cannot be ruled out.
  case possible
}
