/// The reason why a text is not an EDTF date of the supported subset.
public struct EDTFError: Error, Sendable, Equatable, CustomStringConvertible {
  public let text: String
  public let description: String
}

/// The supported subset of the Extended Date/Time Format (ISO 8601-2): YYYY, YYYY-MM, YYYY-MM-DD,
/// seasons YYYY-21 to YYYY-24, each optionally followed by `?`, `~` or `%`, and intervals of these
/// with an unknown ("a/") or open ("a/..") end.
enum EDTF {
  enum Precision: String, Sendable {
    case day, month, season, year, unknown
  }

  /// The range of days that a date can stand for.
  struct Span: Equatable {
    var earliest: Day
    var latest: Day
    var precision: Precision
  }

  struct Interval: Equatable {
    var start: Span
    /// `nil` if the end is unknown or open.
    var end: Span?
  }

  static func parse(_ text: String) throws(EDTFError) -> Interval {
    let halves = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard halves.count <= 2 else { throw error(text, "has more than one slash") }
    let start = try span(halves[0], of: text)
    guard halves.count == 2 else { return Interval(start: start, end: start) }
    if halves[1].isEmpty || halves[1] == ".." { return Interval(start: start, end: nil) }
    let end = try span(halves[1], of: text)
    guard end.latest >= start.earliest else { throw error(text, "ends before it starts") }
    return Interval(start: start, end: end)
  }

  private static func error(_ text: String, _ reason: String) -> EDTFError {
    EDTFError(text: text, description: "\"\(text)\" \(reason)")
  }

  private static func span(_ half: String, of text: String) throws(EDTFError) -> Span {
    var digits = half
    var qualified = false
    while let last = digits.last, "?~%".contains(last) {
      digits.removeLast()
      qualified = true
    }
    let parts = digits.split(separator: "-", omittingEmptySubsequences: false)
    let wrong = error(text, "is not YYYY, YYYY-MM, YYYY-MM-DD or an interval of these")
    guard (1...3).contains(parts.count), let year = Day.digits(parts[0], 4) else { throw wrong }
    let span: Span?
    switch parts.count {
    case 1: span = months(1, 12, of: year, .year)
    case 2:
      guard let month = Day.digits(parts[1], 2) else { throw wrong }
      switch month {
      case 1...12: span = months(month, month, of: year, .month)
      case 21...23: span = months(month * 3 - 60, month * 3 - 58, of: year, .season)
      // Winter is the season from December to February of the next year.
      case 24: span = months(12, 14, of: year, .season)
      default: throw error(text, "has no such month")
      }
    default:
      guard let day = Day(digits) else { throw error(text, "has no such day") }
      span = Span(earliest: day, latest: day, precision: .day)
    }
    guard var span else { throw wrong }
    // An uncertain day is treated as its month.
    if qualified, span.precision == .day, let month = Day.digits(parts[1], 2),
      let wider = months(month, month, of: year, .month)
    {
      span = wider
    }
    return span
  }

  private static func months(
    _ first: Int, _ last: Int, of year: Int, _ precision: Precision
  ) -> Span? {
    let (lastYear, lastMonth) = last > 12 ? (year + 1, last - 12) : (year, last)
    guard let earliest = Day(year: year, month: first, day: 1),
      let latest = Day(
        year: lastYear, month: lastMonth, day: Day.days(in: lastMonth, of: lastYear))
    else { return nil }
    return Span(earliest: earliest, latest: latest, precision: precision)
  }
}
