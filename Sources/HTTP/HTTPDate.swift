/// An HTTP date (RFC 9110 section 5.6.7): whole seconds, in GMT.
public struct HTTPDate: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Seconds since 1970-01-01T00:00:00Z, within the years 0 to 9999.
  public let seconds: Int

  static let range = -62_167_219_200...253_402_300_799

  /// Clamps seconds to the years 0 to 9999.
  public init(seconds: Int) {
    self.seconds = min(max(seconds, HTTPDate.range.lowerBound), HTTPDate.range.upperBound)
  }

  public static func < (one: HTTPDate, other: HTTPDate) -> Bool { one.seconds < other.seconds }

  public var description: String { String(decoding: bytes, as: UTF8.self) }

  /// The IMF-fixdate: "Sun, 06 Nov 1994 08:49:37 GMT", 29 bytes.
  public var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(29)
    append(to: &bytes)
    return bytes
  }

  /// Appends the IMF-fixdate; allocates nothing if there is room.
  public func append(to output: inout [UInt8]) {
    let days = seconds.quotient(flooredBy: 86_400)
    let time = seconds - days * 86_400
    let date = CivilDate(days: days)
    output.append(contentsOf: HTTPDate.weekdays[CivilDate.weekday(days: days)].utf8.prefix(3))
    output.append(contentsOf: ", ".utf8)
    HTTPDate.appendTwo(date.day, to: &output)
    output.append(ASCII.space)
    output.append(contentsOf: HTTPDate.months[date.month - 1].utf8)
    output.append(ASCII.space)
    HTTPDate.appendTwo(date.year / 100, to: &output)
    HTTPDate.appendTwo(date.year % 100, to: &output)
    output.append(ASCII.space)
    HTTPDate.appendTwo(time / 3_600, to: &output)
    output.append(ASCII.colon)
    HTTPDate.appendTwo(time / 60 % 60, to: &output)
    output.append(ASCII.colon)
    HTTPDate.appendTwo(time % 60, to: &output)
    output.append(contentsOf: " GMT".utf8)
  }

  /// Beginning with Sunday.
  static let weekdays = [
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
  ]
  static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  private static func appendTwo(_ number: Int, to output: inout [UInt8]) {
    output.append(ASCII.zero + UInt8(truncatingIfNeeded: number / 10))
    output.append(ASCII.zero + UInt8(truncatingIfNeeded: number % 10))
  }
}

/// A day of the Gregorian calendar and its number counted from 1970-01-01.
struct CivilDate: Equatable {
  var year: Int
  var month: Int
  var day: Int

  init(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// Converts a day number.
  ///
  /// Years start in March, so that the leap day is the last day of a year; the calendar repeats
  /// after an era of 400 years, 146,097 days.
  init(days: Int) {
    let shifted = days + 719_468
    let era = shifted.quotient(flooredBy: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  var days: Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = shiftedYear.quotient(flooredBy: 400)
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// 0 for Sunday.
  static func weekday(days: Int) -> Int {
    let weekday = (days + 4) % 7
    return weekday < 0 ? weekday + 7 : weekday
  }
}

extension Int {
  /// The quotient rounded down, also for a negative dividend.
  func quotient(flooredBy divisor: Int) -> Int {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}
