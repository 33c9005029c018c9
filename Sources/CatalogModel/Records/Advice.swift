/// The advice that an audience should consider a series or a conference.
public struct Recommendation: Sendable, Equatable {
  public var audience: String
  public var series: String?
  public var conference: String?
  /// The name of the series or conference in the source.
  public var asNamed: String?
  public var reason: String?
  public var source: String?
  public var subjectName: String?
  public var subjectDisplayName: String?
  public var stamp: Stamp?

  package init(
    audience: String, series: String? = nil, conference: String? = nil, asNamed: String? = nil,
    reason: String? = nil, source: String? = nil, subjectName: String? = nil,
    subjectDisplayName: String? = nil, stamp: Stamp? = nil
  ) {
    self.audience = audience
    self.series = series
    self.conference = conference
    self.asNamed = asNamed
    self.reason = reason
    self.source = source
    self.subjectName = subjectName
    self.subjectDisplayName = subjectDisplayName
    self.stamp = stamp
  }
}

/// A piece of general advice about conferences.
public struct GuideItem: Sendable, Equatable {
  public static let kinds = ["why", "expect", "choose", "tip"]

  public var id: String
  /// One of `kinds`.
  public var kind: String
  /// The position within its kind, from 1.
  public var order: Int
  public var title: String
  public var text: String?
  public var source: String?
  public var stamp: Stamp?
}
