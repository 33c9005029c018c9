private import Glibc

/// A point in time, in whole seconds since 1970-01-01T00:00:00Z.
public struct Instant: Hashable, Comparable, Sendable, CustomStringConvertible {
  public var seconds: Int

  public init(seconds: Int) {
    self.seconds = seconds
  }

  /// Creates the instant `second` seconds after midnight of a day, `offset` seconds east of UTC.
  public init(_ day: Day, second: Int = 0, offset: Int = 0) {
    seconds = day.number * 86_400 + second - offset
  }

  /// The current time of the system's clock.
  public static var now: Instant { Instant(seconds: time(nil)) }

  public static func < (one: Instant, other: Instant) -> Bool { one.seconds < other.seconds }

  /// Returns the day at this instant, `offset` seconds east of UTC.
  public func day(offset: Int = 0) -> Day {
    Day(number: Int((Double(seconds + offset) / 86_400).rounded(.down)))
  }

  /// RFC 3339 in UTC: "2026-01-29T11:59:59Z".
  public var description: String { formatted(offset: nil) }

  /// RFC 3339 with an offset in seconds east of UTC, or "Z" if that is `nil`.
  ///
  /// Offsets of RFC 3339 have whole minutes. The seconds of an offset (local mean time) count neither
  /// in the offset nor on the clock, so that the text means the same instant.
  public func formatted(offset: Int?) -> String {
    let shift = (offset ?? 0) / 60 * 60
    let day = day(offset: shift)
    let second = seconds + shift - day.number * 86_400
    let clock =
      "\(Day.padded(second / 3_600, 2)):\(Day.padded(second / 60 % 60, 2)):"
      + Day.padded(second % 60, 2)
    guard offset != nil else { return "\(day)T\(clock)Z" }
    // RFC 3339 (4.3) gives -00:00 another meaning than +00:00.
    let minutes = abs(shift) / 60
    return "\(day)T\(clock)\(shift < 0 ? "-" : "+")\(Day.padded(minutes / 60, 2)):"
      + Day.padded(minutes % 60, 2)
  }

  /// Parses "HH:MM" or "HH:MM:SS" as seconds since midnight; a leap second counts as the second
  /// before.
  static func secondOfDay(_ text: String) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3, let hour = Day.digits(parts[0], 2), hour < 24,
      let minute = Day.digits(parts[1], 2), minute < 60
    else { return nil }
    guard parts.count == 3 else { return hour * 3_600 + minute * 60 }
    guard let second = Day.digits(parts[2], 2), second <= 60 else { return nil }
    return hour * 3_600 + minute * 60 + min(second, 59)
  }
}
