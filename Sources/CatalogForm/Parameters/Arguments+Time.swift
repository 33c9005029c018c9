package import CatalogModel

/// Days, ranges of days and instants in the forms that people use.
extension Arguments {
  /// Returns the first day (or with `isEnd` the last one) of a value: a day, a month, a week, a
  /// year, or a number of days, weeks or months from today.
  package func day(_ name: String, isEnd: Bool = false) -> Day? {
    guard let value = values(name).first else { return nil }
    guard let range = relative(value).map({ ($0, $0) }) ?? DaySpan.parse(value) else {
      report(name, value, suggestion: Self.written(day: value))
      return nil
    }
    let day = isEnd ? range.1 : range.0
    note(name, day.description)
    return day
  }

  /// Returns a day in the order day, month, year with dots, or with slashes in the order of the
  /// year, as YYYY-MM-DD, for suggestions.
  private static func written(day text: String) -> String? {
    let dotted = text.split(separator: ".")
    let parts = dotted.count == 3 ? dotted.reversed() : text.split(separator: "/")
    guard (2...3).contains(parts.count), parts[0].utf8.count == 4 else { return nil }
    let day = parts.map { $0.utf8.count == 1 ? "0\($0)" : String($0) }.joined(separator: "-")
    return DaySpan.parse(day) == nil ? nil : day
  }

  /// Returns a day relative to today.
  ///
  /// A plus sign that was not percent-encoded arrives as a space.
  private func relative(_ value: String) -> Day? {
    switch value {
    case "today", "now": return today
    case "tomorrow": return today + 1
    case "yesterday": return today + -1
    default: break
    }
    guard let sign = value.first, "+- ".contains(sign),
      let shift = DaySpan.duration(String(value.dropFirst()))
    else { return nil }
    return shift.from(today, backwards: sign == "-")
  }

  /// Returns the first and last day of a month.
  package func month(_ name: String) -> (first: Day, last: Day)? {
    guard let value = values(name).first else { return nil }
    guard value.utf8.count == 7, let span = DaySpan.parse(value), !value.contains("W") else {
      report(name, value, suggestion: named(month: value))
      return nil
    }
    return span
  }

  /// Returns the month with an English name or a number, as YYYY-MM, for suggestions; without a
  /// year, the next such month that is not over.
  private func named(month text: String) -> String? {
    if let written = Self.written(day: text), written.utf8.count == 7 { return written }
    let months = MonthName.english.map { $0.prefix(3) }
    let parts = text.lowercased().split { $0 == " " || $0 == "-" || $0 == "," }
    let number = parts.first.flatMap { Int($0) }.flatMap { (1...12).contains($0) ? $0 - 1 : nil }
    guard
      let month = parts.lazy.compactMap({ months.firstIndex(of: $0.prefix(3)) }).first
        ?? (parts.count == 1 ? number : nil)
    else { return nil }
    let (thisYear, thisMonth, _) = today.components
    let year = parts.lazy.compactMap { $0.utf8.count == 4 ? Int($0) : nil }.first
    let next = month + 1 < thisMonth ? thisYear + 1 : thisYear
    return "\(Self.padded(year ?? next))-\(month < 9 ? "0" : "")\(month + 1)"
  }

  /// A named range of days, or a year, a month or a week.
  package enum Span: Equatable {
    case days(Day, Day)
    case upcoming, past, ongoing
  }

  /// Returns the range of days of a parameter, relative to the day of the request in UTC; `nil` if
  /// the parameter is omitted or invalid.
  package func span(_ name: String) -> Span? {
    guard let value = values(name).first else { return nil }
    let monday = today + -((today.number + 3) % 7 + 7) % 7
    let (year, month, _) = today.components
    func months(_ shift: Int) -> Span? {
      let index = year * 12 + month - 1 + shift
      guard let first = Day(year: index / 12, month: index % 12 + 1, day: 1) else { return nil }
      return .days(first, first + (Day.days(in: index % 12 + 1, of: index / 12) - 1))
    }
    func years(_ year: Int) -> Span? {
      DaySpan.parse(Self.padded(year)).map { .days($0.first, $0.last) }
    }
    let span: Span? =
      switch value.lowercased() {
      case "upcoming", "future": .upcoming
      case "past": .past
      case "ongoing", "now": .ongoing
      case "today": .days(today, today)
      case "tomorrow": .days(today + 1, today + 1)
      case "this-week": .days(monday, monday + 6)
      case "next-week": .days(monday + 7, monday + 13)
      case "this-month": months(0)
      case "next-month": months(1)
      case "this-year": years(year)
      case "next-year": years(year + 1)
      default: DaySpan.parse(value).map { .days($0.first, $0.last) }
      }
    guard let span else {
      report(
        name, value,
        suggestion: ValueSynonyms.canonicalValue(for: value, of: "when", among: Self.times)
          ?? Suggestion.nearest(to: value, among: Self.times, limit: 1).first)
      return nil
    }
    if case .days(let first, let last) = span { note(name, "\(first)/\(last)") }
    return span
  }

  private static let times = [
    "upcoming", "past", "ongoing", "today", "this-week", "next-week", "this-month", "next-month",
    "this-year", "next-year",
  ]

  private static func padded(_ year: Int) -> String {
    String(repeating: "0", count: max(0, 4 - String(year).count)) + String(year)
  }

  /// Returns the instant of a parameter; `nil` if it is omitted or invalid.
  ///
  /// A day stands for its first second in UTC, with `isEnd` for its last.
  package func instant(_ name: String, isEnd: Bool = false) -> Instant? {
    guard let value = values(name).first else { return nil }
    // A plus sign that was not percent-encoded arrives as a space.
    let text = value.contains("T") ? value.map { $0 == " " ? "+" : String($0) }.joined() : value
    let found: Instant?
    if let exact = Instant.parse(rfc3339: text) {
      found = exact.instant
    } else if value == "now" {
      found = now
    } else if let sign = value.first, "+- ".contains(sign),
      let shift = DaySpan.duration(String(value.dropFirst()))
    {
      found = shift.from(now, backwards: sign == "-")
    } else {
      let range = relative(value).map { ($0, $0) } ?? DaySpan.parse(value)
      found = range.map { isEnd ? Instant($0.1, second: 86_399) : Instant($0.0) }
    }
    guard let found else {
      report(name, value)
      return nil
    }
    note(name, found.description)
    return found
  }

  /// Returns the instant at the end of a duration from now.
  package func within(_ name: String) -> Instant? {
    guard let value = values(name).first else { return nil }
    guard let duration = DaySpan.duration(value.hasPrefix("+") ? String(value.dropFirst()) : value)
    else {
      // People who write only a number mean days; others write the unit as a word.
      let number = value.prefix { $0.isASCII && $0.isNumber }
      let unit = value.lowercased().dropFirst(number.count).filter(\.isLetter)
      let units = [
        "": "d", "day": "d", "days": "d", "week": "w", "weeks": "w", "month": "m", "months": "m",
      ]
      let meant = units[unit].map { "\(number)\($0)" }
      report(
        name, value, suggestion: meant.flatMap { DaySpan.duration($0) == nil ? nil : $0 })
      return nil
    }
    let end = duration.from(now, backwards: false)
    note(name, "\(now)/\(end)")
    return end
  }
}
