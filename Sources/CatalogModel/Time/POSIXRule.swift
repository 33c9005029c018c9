/// A POSIX TZ rule such as "PST8PDT,M3.2.0,M11.1.0" from the end of a TZif file.
///
/// Supports only the `M` form of dates, the one that the time zone database uses.
struct POSIXRule: Sendable {
  private struct Change: Sendable {
    var month: Int
    var week: Int
    var weekday: Int
    var second: Int
  }

  private let standard: Int
  private let daylight: Int
  private let starts: Change?
  private let ends: Change?

  init?(_ text: String) {
    var scanner = Scanner(rest: Array(text.utf8)[...])
    guard scanner.name(), let west = scanner.clock() else { return nil }
    standard = -west
    guard scanner.name() else {
      daylight = standard
      starts = nil
      ends = nil
      return
    }
    daylight = scanner.clock().map { -$0 } ?? standard + 3_600
    guard let starts = Self.change(&scanner), let ends = Self.change(&scanner) else { return nil }
    self.starts = starts
    self.ends = ends
  }

  private static func change(_ scanner: inout Scanner) -> Change? {
    guard scanner.skip(","), scanner.skip("M"), let month = scanner.number(), scanner.skip("."),
      let week = scanner.number(), scanner.skip("."), let weekday = scanner.number(),
      (1...12).contains(month)
    else { return nil }
    let second = scanner.skip("/") ? scanner.clock() : 7_200
    return second.map { Change(month: month, week: week, weekday: weekday, second: $0) }
  }

  func offset(at instant: Instant) -> Int {
    guard let starts, let ends else { return standard }
    let year = instant.day(offset: standard).components.year
    let from = Self.instant(of: starts, in: year, offset: standard)
    let to = Self.instant(of: ends, in: year, offset: daylight)
    let isDaylight =
      from < to
      ? instant >= from && instant < to
      : instant >= from || instant < to
    return isDaylight ? daylight : standard
  }

  private static func instant(of change: Change, in year: Int, offset: Int) -> Instant {
    let first = Day(year: year, month: change.month, day: 1) ?? Day(number: 0)
    // 1970-01-01 was a Thursday.
    let weekday = ((first.number + 4) % 7 + 7) % 7
    var day = 1 + (change.weekday - weekday + 7) % 7 + (change.week - 1) * 7
    while day > Day.days(in: change.month, of: year) {
      day -= 7
    }
    return Instant(first + (day - 1), second: change.second, offset: offset)
  }

  private struct Scanner {
    var rest: ArraySlice<UInt8>

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
      guard rest.first == UInt8(ascii: character) else { return false }
      rest = rest.dropFirst()
      return true
    }

    mutating func name() -> Bool {
      if skip("<") {
        rest = rest.drop { $0 != UInt8(ascii: ">") }.dropFirst()
        return true
      }
      let letters = rest.prefix { ($0 | 0x20) >= UInt8(ascii: "a") && ($0 | 0x20) <= 0x7a }
      rest = rest[letters.endIndex...]
      return letters.count >= 3
    }

    mutating func number() -> Int? {
      let digits = rest.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
      rest = rest[digits.endIndex...]
      return Int(String(decoding: digits, as: UTF8.self))
    }

    mutating func clock() -> Int? {
      let start = rest
      let sign = skip("-") ? -1 : 1
      if sign == 1 { _ = skip("+") }
      guard let hours = number() else {
        rest = start
        return nil
      }
      let minutes = skip(":") ? number() ?? 0 : 0
      let seconds = skip(":") ? number() ?? 0 : 0
      return sign * (hours * 3_600 + minutes * 60 + seconds)
    }
  }
}
