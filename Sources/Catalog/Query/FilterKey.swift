public import CatalogModel

/// The name of a filter's value in a query, with the value's type.
public struct FilterKey<Value: Sendable & Equatable>: Sendable {
  let name: String
  /// The value that asks for nothing.
  let unset: Value

  init(_ name: String, unset: Value) {
    (self.name, self.unset) = (name, unset)
  }
}

/// The values of filters that other code sets or reads; a declaration makes all other keys.
extension FilterKey where Value == Choice {
  package init(_ name: String) { self.init(name, unset: Choice()) }

  public static var topic: Self { Self("topic") }
  /// Topics without what is narrower.
  public static var exactTopic: Self { Self("topic.exact") }
  public static var audience: Self { Self("audience") }
  public static var series: Self { Self("series") }
  /// Folded names.
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
  /// "true" leaves out sessions that are presented within another session.
  public static var outermost: Self { Self("outermost") }
  static var deadlineKind: Self { Self("deadline.kind") }
}

extension FilterKey where Value == DayFilter {
  public static var days: Self { Self("days", unset: DayFilter()) }
}

extension FilterKey where Value == InstantFilter {
  /// When a deadline closes.
  public static var closing: Self { Self("closing", unset: InstantFilter()) }
  /// When a deadline of a conference closes.
  static var deadlineTime: Self { Self("deadline.time", unset: InstantFilter()) }
}

extension FilterKey where Value == Near? {
  public static var near: Self { Self("near", unset: nil) }
}

extension FilterKey where Value == Int64? {
  /// The row ID of a venue.
  public static var venue: Self { Self("venue", unset: nil) }
}

/// The days of which a record must have one.
public struct DayFilter: Sendable, Equatable {
  /// Both included.
  public var from: Day?
  public var to: Day?
  /// Only what had surely ended before this day.
  public var endedBefore: Day?

  public init(from: Day? = nil, to: Day? = nil) {
    (self.from, self.to) = (from, to)
  }

  var isRange: Bool { from != nil || to != nil }
}

/// The time within which an instant must be, both ends included.
public struct InstantFilter: Sendable, Equatable {
  public var from: Instant?
  public var to: Instant?

  public init() {}
}
