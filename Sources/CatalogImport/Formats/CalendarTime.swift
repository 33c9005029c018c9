import CatalogModel

/// A time of a calendar as published (RFC 5545 sections 3.3.4 and 3.3.5).
struct CalendarTime: Hashable, Sendable {
  var clock: LocalTime
  /// Whether it is a whole day; the clock is then midnight.
  var isDay = false
  /// `nil` if the zone is unknown, and for whole days.
  var zone: CalendarZone?

  /// As it was published: "2027-05-10" or "2027-05-10T09:00:00".
  var published: String { isDay ? clock.day.description : clock.description }

  var instant: Instant? { zone.map { $0.rules.instant(of: clock.day, second: clock.second) } }

  var zoned: ZonedInstant? {
    guard let zone, let instant else { return nil }
    return ZonedInstant(instant: instant, offset: zone.rules.offset(at: instant))
  }

  /// Identifies the time among those of a recurring event: the instant, or else the local time.
  var key: String { instant?.description ?? published }

  /// Returns a time with another clock in the same zone.
  func at(_ clock: LocalTime) -> CalendarTime {
    var time = self
    time.clock = clock
    return time
  }

  static func == (one: CalendarTime, other: CalendarTime) -> Bool {
    one.clock == other.clock && one.isDay == other.isDay && one.instant == other.instant
  }

  func hash(into hasher: inout Hasher) { hasher.combine(clock) }
}

struct CalendarZone: Sendable {
  /// The name in the calendar; empty for UTC.
  var label = ""
  var rules: any OffsetRules
  /// The zone with this name in the time zone database.
  var database: TimeZoneRules?

  static let utc = CalendarZone(rules: FixedOffset.utc)
}
