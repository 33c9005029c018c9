/// What editions belong to: a recurring series (VLDB), or an umbrella over several events.
public struct Series: Sendable, Equatable {
  public static let kinds = ["recurring", "umbrella"]
  /// The members of the fields whose names are older than the members, where both are known.
  package static let memberNames = ["name": "acronym", "full_name": "name"]

  public var id: String
  public var name: String
  public var fullName: String?
  public var aliases: [String]
  /// One of `kinds`.
  public var kind: String
  public var summary: String?
  public var parent: String?
  public var organizer: String?
  public var website: String?
  public var frequency: String?
  public var ended: Bool?
  public var topics: [String]
  /// Identifiers elsewhere, as JSON text.
  public var sameAs: String?
  public var rankings: [Ranking]
  public var dates: EventDates?
  public var locations: [Location]
  public var verification: Verification
  public var sources: [Attribution]
  /// Known while sources are merged, and to `catalog check`; answers do not show them.
  public var dataIssues: [DataIssue] = []
  public var stamp: Stamp?
  public var recommendations: [Recommendation] = []
}

/// A rank that others gave a series.
public struct Ranking: Sendable, Equatable {
  public static let systems = ["ccf", "core", "thcpl", "era"]

  /// One of `systems`.
  public var system: String
  public var value: String
  public var year: Int?
  public var source: String?

  package init(system: String, value: String, year: Int? = nil, source: String? = nil) {
    self.system = system
    self.value = value
    self.year = year
    self.source = source
  }
}
