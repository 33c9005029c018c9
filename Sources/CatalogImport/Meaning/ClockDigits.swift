import CatalogModel

/// Times in the basic form of iCalendar: "20270510", "20270510T090000", "20270510T090000Z".
enum ClockDigits {
  /// Reads a time; returns nil if the text has another form or an invalid date.
  ///
  /// An hour of 24 is the next midnight.
  static func read(_ text: String) -> (time: LocalTime, isUTC: Bool, hasClock: Bool)? {
    let bytes = Array(text.utf8)
    guard let date = number(bytes.prefix(8), 8),
      let day = Day(year: date / 10_000, month: date / 100 % 100, day: date % 100)
    else { return nil }
    if bytes.count == 8 { return (LocalTime(day), false, false) }
    guard bytes[8] == UInt8(ascii: "T") || bytes[8] == UInt8(ascii: "t") else { return nil }
    var clock = bytes[9...]
    let isUTC = clock.last == UInt8(ascii: "Z") || clock.last == UInt8(ascii: "z")
    if isUTC { clock = clock.dropLast() }
    // Some tools omit the seconds: "T0900".
    guard clock.count == 6 || clock.count == 4, var digits = number(clock, clock.count) else {
      return nil
    }
    if clock.count == 4 { digits *= 100 }
    let (hour, minute, second) = (digits / 10_000, digits / 100 % 100, digits % 100)
    guard hour < 24 || digits == 240_000, minute < 60, second <= 60 else { return nil }
    let total = day.number * 86_400 + hour * 3_600 + minute * 60 + min(second, 59)
    return (LocalTime(total: total), isUTC, true)
  }

  private static func number(_ digits: ArraySlice<UInt8>, _ count: Int) -> Int? {
    guard digits.count == count, digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
    return Int(String(decoding: digits, as: UTF8.self))
  }
}
