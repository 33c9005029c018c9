/// A duration in a schedule, with its possible readings.
enum ScheduleDuration: Equatable {
  enum Form {
    /// "90:00": hours and minutes, or minutes and seconds.
    case clock
    /// "5400": minutes, or seconds.
    case number
  }

  case seconds(Int)
  /// A duration in one of two units, both in seconds; almost always the large one.
  case either(large: Int, small: Int, Form)
  /// Three numbers, which are days, hours and minutes, or hours, minutes and seconds.
  case three(days: Int?, hours: Int?)

  static let expected =
    "expected minutes, H:MM, D:HH:MM or a duration of ISO 8601, of at most a year"
  /// The length from which a session is doubtful, in seconds.
  static let doubtful = 10 * 3_600
  private static let longest = 366 * 86_400

  /// Reads "90", "01:30", "1:06:30", "PT1H30M" and "90.0".
  init?(_ text: String) {
    if let duration = CalendarDuration(text) {
      let seconds = duration.days * 86_400 + duration.seconds
      guard (0...Self.longest).contains(seconds) else { return nil }
      self = .seconds(seconds)
      return
    }
    let whole = text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    if let number = Self.number(whole[...]) {
      self.init(number, .number)
      return
    }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(Self.number)
    switch (parts.count, parts.first ?? nil, parts.dropFirst().first ?? nil, parts.last ?? nil) {
    case (2, let first?, let second?, _) where second < 60:
      self.init(first * 60 + second, .clock)
    case (3, let first?, let second?, let third?) where second < 60 && third < 60:
      let days = second < 24 ? first * 86_400 + second * 3_600 + third * 60 : nil
      let hours = first * 3_600 + second * 60 + third
      self = .three(
        days: days.flatMap { $0 <= Self.longest ? $0 : nil },
        hours: hours <= Self.longest ? hours : nil)
    default: return nil
    }
  }

  /// Creates a duration of minutes, or as many seconds.
  private init?(_ number: Int, _ form: Form) {
    guard number * 60 <= Self.longest else { return nil }
    self = .either(large: number * 60, small: number, form)
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
    case .either(let large, let small, _): [large, small]
    case .three(let days, let hours): [days, hours].compactMap(\.self)
    }
  }
}
