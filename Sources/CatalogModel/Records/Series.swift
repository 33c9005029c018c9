/// A series of conferences, such as VLDB, or an umbrella over several events.
public struct Series: Sendable, Equatable {
  public static let kinds = ["recurring", "umbrella"]
  /// The JSON members of those fields whose names are older than the members, for a series with
  /// both names.
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
  /// Identifiers in other systems, as JSON text.
  public var sameAs: String?
  public var rankings: [Ranking]
  public var dates: EventDates?
  public var locations: [Location]
  public var verification: Verification
  public var sources: [Attribution]
  /// Contradictions between sources; an export has them in `kept`.
  public var dataIssues: [DataIssue] = []
  public var stamp: Stamp?
  public var recommendations: [Recommendation] = []
}

/// The rank of a series in a ranking.
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
