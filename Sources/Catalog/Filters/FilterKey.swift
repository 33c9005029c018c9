public import CatalogForm
public import CatalogModel

/// The key of a filter's value in a `CatalogFilter`, with the value's type.
public struct FilterKey<Value: Sendable & Equatable>: Sendable {
  let name: String
  /// The value of a filter that is not set.
  let unset: Value

  init(_ name: String, unset: Value) {
    (self.name, self.unset) = (name, unset)
  }
}

/// The keys that other code uses.
///
/// The declarations of the other filters create their own.
extension FilterKey where Value == ValueFilter {
  package init(_ name: String) { self.init(name, unset: ValueFilter()) }

  public static var topic: Self { Self("topic") }
  /// Topics without their narrower topics.
  public static var exactTopic: Self { Self("topic.exact") }
  public static var audience: Self { Self("audience") }
  public static var series: Self { Self("series") }
  /// Folded names of cities.
  public static var city: Self { Self("city") }
  /// ISO 3166-2 codes, and IDs of groups of countries.
  public static var region: Self { Self("region") }
  /// ISO 3166-1 alpha-2 codes.
  public static var country: Self { Self("country") }
  public static var kind: Self { Self("kind") }
  public static var status: Self { Self("status") }
  public static var phase: Self { Self("phase") }
  public static var conference: Self { Self("conference") }
  public static var track: Self { Self("track") }
  public static var room: Self { Self("room") }
  public static var speaker: Self { Self("speaker") }
  /// "true" excludes sessions that are presented within another session.
  public static var outermost: Self { Self("outermost") }
  static var deadlineKind: Self { Self("deadline.kind") }
}

extension FilterKey where Value == DayFilter {
  public static var days: Self { Self("days", unset: DayFilter()) }
}

extension FilterKey where Value == InstantFilter {
  /// The time at which a deadline closes.
  public static var closing: Self { Self("closing", unset: InstantFilter()) }
  /// The time at which a deadline of the conference closes.
  static var deadlineTime: Self { Self("deadline.time", unset: InstantFilter()) }
}

extension FilterKey where Value == Near? {
  public static var near: Self { Self("near", unset: nil) }
}

extension FilterKey where Value == Int64? {
  /// The row ID of a venue.
  public static var venue: Self { Self("venue", unset: nil) }
}

/// The range of days that a record must overlap.
public struct DayFilter: Sendable, Equatable {
  /// The first day of the range, included; `nil` for an open start.
  public var from: Day?
  /// The last day of the range, included; `nil` for an open end.
  public var to: Day?
  /// If set, records must certainly have ended before this day.
  public var endedBefore: Day?

  public init(from: Day? = nil, to: Day? = nil) {
    (self.from, self.to) = (from, to)
  }

  var isRange: Bool { from != nil || to != nil }
}

/// The range of time that an instant must be in, both ends included.
public struct InstantFilter: Sendable, Equatable {
  public var from: Instant?
  public var to: Instant?

  public init() {}
}
