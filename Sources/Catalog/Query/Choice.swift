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

/// What is asked of the conferences.
public struct ConferenceQuery: Sendable, Equatable {
  public enum Sort: String, Sendable, CaseIterable {
    case start, name, updated
  }

  public var topics = Choice()
  public var audiences = Choice()
  public var series = Choice()
  public var cities = Choice()
  public var regions = Choice()
  public var countries = Choice()
  public var formats = Choice()
  public var kinds = Choice()
  public var statuses = Choice()
  public var verifications = Choice()
  public var years: [Int] = []
  /// The days within which, both included, the conference has a day.
  public var from: Day?
  public var to: Day?
  public var match = Match.usual
  public var sort = Sort.start
  public var descending = false
  /// The filters for which to count the values.
  public var facets: [String] = []

  public static let facetNames = [
    "topic", "audience", "series", "city", "region", "country", "format", "kind", "status", "year",
    "verified",
  ]

  public init() {}
}

/// A conference with what is uncertain about its being a hit.
public struct ConferenceHit: Sendable {
  public var conference: Conference
  /// "possible" where the dates are too vague to be sure.
  public var dates: String?
  /// "candidate" or "coarser" where the place is not certain.
  public var place: String?
}

/// How often a value of a filter occurs.
public struct Facet: Sendable, Equatable {
  public struct Value: Sendable, Equatable {
    public var value: String
    public var label: String
    public var count: Int
    public var selected: Bool
  }

  public var field: String
  /// The most frequent first, at most 30.
  public var values: [Value]
  /// Values beyond the first 30.
  public var other: Int
  /// Conferences of which the value is not known.
  public var missing: Int
}

/// What a conference query came to.
public struct ConferenceAnswer: Sendable {
  public var page: Page<ConferenceHit>
  public var facets: [Facet]
  /// Conferences that fit but for their dates, which are vague or unknown.
  public var vagueExcluded: Int
  /// Conferences that fit but for their place, which is known only more coarsely.
  public var coarserExcluded: Int
}
