/// A date with an optional time of day and time zone in one text, as published with deadlines.
public struct PublishedTime: Sendable {
  public var first: Day
  public var last: Day
  public var precision: DeadlineInstant.Precision
  /// Seconds since midnight, up to 86,400 for 24:00; `nil` if the text has no time.
  public var second: Int?
  public var zone: DeclaredZone?
  /// The zone as written in the text.
  public var zoneText: String?
  /// Whether words such as "summer" or "likely" leave the days open.
  public var isAssumed = false

  /// Fails if the text is not a date, or if any part of it is unknown.
  public init?(_ text: String) {
    let words = text.split { $0.isWhitespace }.map(String.init)
    guard let head = words.first else { return nil }
    var rest: [String]
    let separator = head.firstIndex { $0 == "T" || $0 == "t" }
    if let separator, let day = Day(String(head[..<separator])) {
      (first, last, precision) = (day, day, .date)
      rest = [String(head[head.index(after: separator)...])] + words.dropFirst()
    } else if let day = Day(head) {
      (first, last, precision) = (day, day, .date)
      rest = Array(words.dropFirst())
    } else if let days = try? EDTF.parse(text), days.start == days.end,
      days.start.precision != .day
    {
      (first, last) = (days.start.earliest, days.start.latest)
      precision = days.start.precision == .month ? .month : .unknown
      isAssumed = days.start.precision == .season
      rest = []
    } else {
      var end = words.firstIndex { $0.first?.isNumber == true && $0.contains(":") }
      // For example "10 May 2027 AoE".
      if end == nil, words.count > 1, DeclaredZone(words[words.count - 1]) != nil {
        end = words.count - 1
      }
      guard let date = PublishedDate(words[..<(end ?? words.endIndex)].joined(separator: " ")),
        end == nil || date.precision == .day
      else { return nil }
      (first, last) = (date.first, date.last)
      precision = date.precision == .day ? .date : date.precision == .month ? .month : .unknown
      isAssumed = date.isAssumed
      rest = Array(words[(end ?? words.endIndex)...])
    }
    guard DeadlineInstant.years.contains(first.components.year), take(rest.joined(separator: " "))
    else { return nil }
  }

  /// Reads a time of day with an optional zone, or only a zone.
  private mutating func take(_ text: String) -> Bool {
    guard let start = text.first else { return true }
    var rest = text[...]
    if start.isNumber {
      let clock = rest.prefix { $0.isNumber || $0 == ":" || $0 == "." }
      rest = rest.dropFirst(clock.count).drop { $0 == " " }
      let half = rest.prefix(2).lowercased()
      let isHalf = half == "am" || half == "pm"
      if isHalf { rest = rest.dropFirst(2).drop { $0 == " " } }
      guard let second = Self.second(clock, half: isHalf ? half : nil) else { return false }
      self.second = second
    }
    guard !rest.isEmpty else { return true }
    zoneText = String(rest)
    zone = DeclaredZone(String(rest))
    // An ambiguous abbreviation is still a zone, though it is not known which.
    return zone != nil || ZoneAbbreviation.isAmbiguous(String(rest))
  }

  /// Parses "23:59", "9:05:30.25" or "24:00"; with `half` ("am" or "pm") on a 12-hour clock.
  private static func second(_ text: Substring, half: String?) -> Int? {
    let whole = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let parts = whole[0].split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3, whole.count == 1 || parts.count == 3,
      let written = Day.digits(parts[0], 2) ?? Day.digits(parts[0], 1),
      let minute = Day.digits(parts[1], 2), minute < 60
    else { return nil }
    guard let second = parts.count == 2 ? 0 : Day.digits(parts[2], 2), second <= 60 else {
      return nil
    }
    var hour = written
    if let half {
      guard (1...12).contains(hour) else { return nil }
      hour = hour % 12 + (half == "pm" ? 12 : 0)
    }
    let total = hour * 3_600 + minute * 60 + min(second, 59)
    return total <= 86_400 ? total : nil
  }
}
