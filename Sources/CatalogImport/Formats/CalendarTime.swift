import Catalog
import CatalogModel

/// A time of a calendar as it is written (RFC 5545 sections 3.3.4 and 3.3.5).
struct CalendarTime: Hashable, Sendable {
  var clock: LocalTime
  /// Whether it is a whole day, and the clock says midnight.
  var isDay = false
  /// Nil where the zone is not known, and for whole days.
  var zone: CalendarZone?

  /// As it was published: "2027-05-10" or "2027-05-10T09:00:00".
  var published: String { isDay ? clock.day.description : clock.description }

  var instant: Instant? { zone.map { $0.rules.instant(of: clock.day, second: clock.second) } }

  var zoned: ZonedInstant? {
    guard let zone, let instant else { return nil }
    return ZonedInstant(instant: instant, offset: zone.rules.offset(at: instant))
  }

  /// What names the time among those of a recurring event: the instant, or else the clock.
  var key: String { instant?.description ?? published }

  /// The same clock at another time.
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

/// A zone that times of a calendar are written in.
struct CalendarZone: Sendable {
  /// What the calendar calls it; empty for UTC.
  var label = ""
  var rules: any OffsetRules
  /// The zone of the time zone database that has this name.
  var database: TimeZoneRules?

  static let utc = CalendarZone(rules: FixedOffset.utc)
}
