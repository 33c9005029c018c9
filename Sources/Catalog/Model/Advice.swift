/// Someone's advice that an audience should look at a series or a conference.
public struct Recommendation: Sendable, Equatable {
  public var audience: String
  public var series: String?
  public var conference: String?
  /// The name that the source used.
  public var asNamed: String?
  public var reason: String?
  public var source: String?
  public var subjectName: String?
  public var subjectDisplayName: String?
  public var stamp: Stamp?
}

/// A piece of general advice about conferences.
public struct GuideItem: Sendable, Equatable {
  public static let kinds = ["why", "expect", "choose", "tip"]

  public var id: String
  /// One of `kinds`.
  public var kind: String
  /// The place within its kind, from 1.
  public var order: Int
  public var title: String
  public var text: String?
  public var source: String?
  public var stamp: Stamp?
}
