import CatalogForm
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
  init(
    generator: [String?], dayChange: String?, durations: [String], of programme: ProgrammeBuilder
  ) {
    let words = generator.compactMap { $0?.lowercased() }
    if words.contains(where: { word in Self.withDays.contains { word.contains($0) } }) {
      countsDays = true
    } else if words.contains(where: { $0.contains("frab") }) {
      countsDays = false
    }
    self.dayChange = dayChange.flatMap(Self.time)
    if let dayChange, self.dayChange == nil {
      programme.builder.problem(
        .dropped, "expected a time of day such as 04:00 at which days change", value: dayChange)
    }
    var readings: [ScheduleDuration.Form: [(large: Int, small: Int)]] = [:]
    var threes: [(days: Int?, hours: Int?)] = []
    for text in durations.compactMap({ PlainText.line($0) }) {
      switch ScheduleDuration(text) {
      case .either(let large, let small, let form)? where large > 0:
        readings[form, default: []].append((large, small))
      case .three(let days, let hours)?: threes.append((days, hours))
      default: break
      }
    }
    if countsDays == true, !Self.mayCountDays(threes, programme.conference.dates) {
      countsDays = nil
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

extension ScheduleStyle {
  /// Reads a time of day: "04:00", "4", "0400".
  private static func time(_ text: String) -> Int? {
    if text.utf8.count == 4, let digits = Int(text) {
      return ClockText.second("\(digits / 100):\(digits % 100)")
    }
    return ClockText.second(text) ?? ClockText.second("\(text):00")
  }

  /// Whether durations of three numbers can begin with days: each has at most 23 hours, and not all
  /// are longer than the conference and a day.
  private static func mayCountDays(
    _ durations: [(days: Int?, hours: Int?)], _ dates: EventDates?
  ) -> Bool {
    let known = durations.filter { $0.hours != 0 }
    guard known.allSatisfy({ $0.days != nil }) else { return false }
    guard let first = dates?.startEarliest, let last = dates?.endLatest, !known.isEmpty else {
      return true
    }
    let longest = (last.number - first.number + 2) * 86_400
    return known.contains { $0.days.map { $0 <= longest } ?? false }
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
