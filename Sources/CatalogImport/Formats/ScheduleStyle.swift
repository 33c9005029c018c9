import Catalog
import CatalogModel

struct ScheduleStyle {
  /// Whether "1:06:30" means days, hours and minutes; if false, hours, minutes and seconds.
  ///
  /// `nil` if it is unknown.
  var countsDays: Bool?
  /// The time of day, in seconds, before which a session belongs to the day before.
  var dayChange: Int?

  /// Whether durations in each form are the smaller of their two readings: "90:00" is 90 minutes,
  /// and 5400 is 90 minutes; `nil` if the file does not say.
  private(set) var isSmall: [ScheduleDuration.Form: Bool] = [:]

  /// The generators whose durations begin with days.
  private static let withDays = ["pretalx", "c3voc", "hub"]

  /// `durations` are all durations in the file, which decide each other's form.
  init(generator: [String?], dayChange: String?, durations: [String]) {
    let words = generator.compactMap { $0?.lowercased() }
    if words.contains(where: { word in Self.withDays.contains { word.contains($0) } }) {
      countsDays = true
    } else if words.contains(where: { $0.contains("frab") }) {
      countsDays = false
    }
    self.dayChange = dayChange.flatMap(ClockText.second)
    var readings: [ScheduleDuration.Form: [(large: Int, small: Int)]] = [:]
    for text in durations.compactMap({ PlainText.line($0) }) {
      guard case .either(let large, let small, let form)? = ScheduleDuration(text), large > 0 else {
        continue
      }
      readings[form, default: []].append((large, small))
    }
    isSmall = readings.compactMapValues { values -> Bool? in
      // No session lasts less than five minutes, so "00:30" shows hours and minutes.
      if values.contains(where: { $0.small < 300 }) { return false }
      let isLong = values.contains { $0.large >= 86_400 }
      let areLong = values.allSatisfy { $0.large >= ScheduleDuration.doubtful }
      return values.count > 1 && (isLong || areLong) ? true : nil
    }
  }
}

/// A day of a schedule: its date, and when it begins.
struct ScheduleDay {
  var date: Day?
  /// The time of day, in seconds, at which this day begins.
  var change: Int
  /// Whether the file states the time of day.
  var isChangeStated: Bool

  /// `start` is the first minute of the day as a date with time, for files without a change of day.
  init(date: String?, start: String?, _ style: ScheduleStyle) {
    self.date = date.flatMap { Day(String($0.prefix(10))) }
    let first = start.flatMap { ClockText.second(String($0.dropFirst(11).prefix(5))) }
    change = style.dayChange ?? first ?? 0
    isChangeStated = style.dayChange != nil
  }
}
