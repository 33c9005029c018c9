/// Ranges of days and durations in the notation of the API.
public enum DaySpan {
  /// A number of days, months and hours.
  public struct Duration: Sendable, Equatable {
    public var days = 0
    public var months = 0
    public var hours = 0

    /// Returns the day at this distance after a day, or before it if `backwards`.
    ///
    /// In a month without that day it is the month's last day. Returns `day` itself if months lead
    /// outside the years 0 to 9999.
    public func from(_ day: Day, backwards: Bool) -> Day {
      let sign = backwards ? -1 : 1
      let days = self.days + hours / 24
      guard months != 0 else { return day + sign * days }
      let (year, month, number) = day.components
      let index = year * 12 + month - 1 + sign * months
      let (newYear, newMonth) = (index / 12, index % 12 + 1)
      guard index >= 0, newYear <= 9999 else { return day }
      return Day(
        year: newYear, month: newMonth, day: min(number, Day.days(in: newMonth, of: newYear)))
        ?? day
    }

    /// Returns the instant at this distance after an instant, or before it if `backwards`.
    ///
    /// Months keep the time of day in UTC.
    public func from(_ instant: Instant, backwards: Bool) -> Instant {
      let sign = backwards ? -1 : 1
      guard months != 0 else {
        return Instant(seconds: instant.seconds + sign * (days * 86_400 + hours * 3_600))
      }
      let day = instant.day()
      return Instant(
        from(day, backwards: backwards), second: instant.seconds - Instant(day).seconds)
    }
  }

  /// Parses "48h", "30d", "2w", "3m" or "1y", up to 100 years (hours up to 36,500).
  public static func duration(_ text: String) -> Duration? {
    guard let unit = text.last, let number = Int(text.dropLast()), (0...36_500).contains(number),
      text.dropLast().utf8.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") })
    else { return nil }
    switch unit {
    case "h": return Duration(hours: number)
    case "d": return Duration(days: number)
    case "w": return number <= 5_200 ? Duration(days: number * 7) : nil
    case "m": return number <= 1_200 ? Duration(months: number) : nil
    case "y": return number <= 100 ? Duration(months: number * 12) : nil
    default: return nil
    }
  }

  /// Returns the first and the last day of "2026-04-06", "2026-04", "2026-W15" or "2026".
  public static func parse(_ text: String) -> (first: Day, last: Day)? {
    if let day = Day(text) { return (day, day) }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard let year = parts.first.flatMap({ Day.digits($0, 4) }), parts.count <= 2 else {
      return nil
    }
    guard parts.count == 2 else {
      guard let first = Day(year: year, month: 1, day: 1),
        let last = Day(year: year, month: 12, day: 31)
      else { return nil }
      return (first, last)
    }
    if parts[1].hasPrefix("W") || parts[1].hasPrefix("w") {
      return Day.digits(parts[1].dropFirst(), 2).flatMap { week(year, $0) }
    }
    guard let month = Day.digits(parts[1], 2), let first = Day(year: year, month: month, day: 1)
    else { return nil }
    return (first, first + (Day.days(in: month, of: year) - 1))
  }

  /// Week 1 contains the year's first Thursday (ISO 8601).
  private static func week(_ year: Int, _ number: Int) -> (first: Day, last: Day)? {
    guard let fourth = Day(year: year, month: 1, day: 4),
      let last = Day(year: year, month: 12, day: 28)
    else { return nil }
    func monday(_ day: Day) -> Day { day + -((day.number + 3) % 7 + 7) % 7 }
    let first = monday(fourth) + (number - 1) * 7
    guard number >= 1, first <= last else { return nil }
    return (first, first + 6)
  }
}
