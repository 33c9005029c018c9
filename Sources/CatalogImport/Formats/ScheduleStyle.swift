import Catalog
import CatalogModel

struct ScheduleStyle {
  /// Whether "1:06:30" means days, hours and minutes; if false, hours, minutes and seconds.
  ///
  /// `nil` if it is unknown.
  var countsDays: Bool?
  /// The time of day, in seconds, before which a session belongs to the day before.
  var dayChange: Int?

  /// The generators whose durations begin with days.
  private static let withDays = ["pretalx", "c3voc", "hub"]

  init(generator: [String?], dayChange: String?) {
    let words = generator.compactMap { $0?.lowercased() }
    if words.contains(where: { word in Self.withDays.contains { word.contains($0) } }) {
      countsDays = true
    } else if words.contains(where: { $0.contains("frab") }) {
      countsDays = false
    }
    self.dayChange = dayChange.flatMap(ClockText.second)
  }
}

/// A day of a schedule: its date, and when it begins.
struct ScheduleDay {
  var date: Day?
  /// The time of day, in seconds, at which this day begins.
  var change: Int

  /// `start` is the first minute of the day as a date with time, for files without a change of day.
  init(date: String?, start: String?, _ style: ScheduleStyle) {
    self.date = date.flatMap { Day(String($0.prefix(10))) }
    let first = start.flatMap { ClockText.second(String($0.dropFirst(11).prefix(5))) }
    change = style.dayChange ?? first ?? 0
  }
}

enum ScheduleDuration: Equatable {
  case seconds(Int)
  /// Three numbers, which are days, hours and minutes, or hours, minutes and seconds.
  case three(days: Int?, hours: Int?)

  static let expected =
    "expected minutes, H:MM, D:HH:MM or a duration of ISO 8601, of at most a year"
  private static let longest = 366 * 86_400

  /// Reads "90", "01:30", "1:06:30", "PT1H30M" and "90.0".
  init?(_ text: String) {
    if let duration = CalendarDuration(text) {
      self.init(bounded: duration.days * 86_400 + duration.seconds)
      return
    }
    let whole = text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    if let minutes = Self.number(whole[...]) {
      self.init(bounded: minutes * 60)
      return
    }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(Self.number)
    switch (parts.count, parts.first ?? nil, parts.dropFirst().first ?? nil, parts.last ?? nil) {
    case (2, let hours?, let minutes?, _) where minutes < 60:
      self.init(bounded: hours * 3_600 + minutes * 60)
    case (3, let first?, let second?, let third?) where second < 60 && third < 60:
      let days = second < 24 ? first * 86_400 + second * 3_600 + third * 60 : nil
      let hours = first * 3_600 + second * 60 + third
      self = .three(
        days: days.flatMap { $0 <= Self.longest ? $0 : nil },
        hours: hours <= Self.longest ? hours : nil)
    default: return nil
    }
  }

  private init?(bounded seconds: Int) {
    guard (0...Self.longest).contains(seconds) else { return nil }
    self = .seconds(seconds)
  }

  private static func number(_ text: Substring) -> Int? {
    guard (1...6).contains(text.utf8.count),
      text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 })
    else { return nil }
    return Int(text)
  }

  /// The possible meanings, in seconds.
  var readings: [Int] {
    switch self {
    case .seconds(let seconds): [seconds]
    case .three(let days, let hours): [days, hours].compactMap(\.self)
    }
  }
}
