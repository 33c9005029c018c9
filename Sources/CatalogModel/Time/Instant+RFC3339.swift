extension Instant {
  /// Parses an RFC 3339 date-time (section 5.6) and returns it with its offset in seconds east of
  /// UTC.
  ///
  /// Drops fractions of a second; a leap second counts as the second before.
  public static func parse(rfc3339 text: String) -> (instant: Instant, offset: Int)? {
    var text = text
    return text.withUTF8 { parse($0) }
  }

  /// Parses the bytes in place, without making substrings: every session has two times.
  private static func parse(_ text: UnsafeBufferPointer<UInt8>) -> (instant: Instant, offset: Int)?
  {
    func isDigit(_ place: Int) -> Bool {
      place < text.count && text[place] >= UInt8(ascii: "0") && text[place] <= UInt8(ascii: "9")
    }
    func number(_ places: Range<Int>) -> Int? {
      var number = 0
      for place in places {
        guard isDigit(place) else { return nil }
        number = number * 10 + Int(text[place] - UInt8(ascii: "0"))
      }
      return number
    }
    func has(_ character: Unicode.Scalar, _ place: Int) -> Bool {
      text[place] == UInt8(ascii: character)
    }
    guard text.count >= 20, has("-", 4), has("-", 7), has("T", 10) || has("t", 10), has(":", 13),
      has(":", 16), let year = number(0..<4), let month = number(5..<7), let date = number(8..<10),
      let hour = number(11..<13), hour < 24, let minute = number(14..<16), minute < 60,
      let second = number(17..<19), second <= 60, let day = Day(year: year, month: month, day: date)
    else { return nil }
    let secondOfDay = hour * 3_600 + minute * 60 + min(second, 59)
    var zone = 19
    if has(".", zone) {
      zone += 1
      guard isDigit(zone) else { return nil }
      while isDigit(zone) { zone += 1 }
    }
    if zone + 1 == text.count, has("Z", zone) || has("z", zone) {
      return (Instant(day, second: secondOfDay), 0)
    }
    guard zone + 6 == text.count, has("+", zone) || has("-", zone), has(":", zone + 3),
      let hours = number(zone + 1..<zone + 3), hours < 24,
      let minutes = number(zone + 4..<zone + 6), minutes < 60
    else { return nil }
    let offset = (has("+", zone) ? 1 : -1) * (hours * 3_600 + minutes * 60)
    return (Instant(day, second: secondOfDay, offset: offset), offset)
  }
}
