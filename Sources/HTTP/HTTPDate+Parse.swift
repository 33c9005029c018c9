extension HTTPDate {
  /// Reads any of the three date formats (RFC 9110 section 5.6.7); returns nil for other texts.
  ///
  /// A two-digit year that would be more than 50 years after `now` means the past century. The name
  /// of the day must be valid, but is not compared with the date.
  public static func parse(_ text: String, now: HTTPDate) -> HTTPDate? {
    var lexer = FieldLexer(text)
    guard let name = lexer.word() else { return nil }
    if lexer.accept(ASCII.comma) {
      guard lexer.accept(ASCII.space) else { return nil }
      return weekdays.contains { $0.prefix(3) == name }
        ? fixed(&lexer)
        : (weekdays.contains(name) ? twoDigitYear(&lexer, now: now) : nil)
    }
    return weekdays.contains { $0.prefix(3) == name } ? ascTime(&lexer) : nil
  }

  /// "06 Nov 1994 08:49:37 GMT", after the name of the day.
  private static func fixed(_ lexer: inout FieldLexer) -> HTTPDate? {
    guard let day = lexer.digits(2), lexer.accept(ASCII.space), let month = month(&lexer),
      lexer.accept(ASCII.space), let year = lexer.digits(4), lexer.accept(ASCII.space),
      let time = time(&lexer), lexer.accept(" GMT"), lexer.isAtEnd
    else { return nil }
    return date(year: year, month: month, day: day, time: time)
  }

  /// "06-Nov-94 08:49:37 GMT", the obsolete form of RFC 850.
  private static func twoDigitYear(_ lexer: inout FieldLexer, now: HTTPDate) -> HTTPDate? {
    guard let day = lexer.digits(2), lexer.accept(ASCII.hyphen), let month = month(&lexer),
      lexer.accept(ASCII.hyphen), let shortYear = lexer.digits(2), lexer.accept(ASCII.space),
      let time = time(&lexer), lexer.accept(" GMT"), lexer.isAtEnd
    else { return nil }
    let today = CivilDate(days: now.seconds.quotient(flooredBy: 86_400))
    let horizon = HTTPDate(
      seconds: CivilDate(year: today.year + 50, month: today.month, day: today.day).days * 86_400
        + now.seconds - now.seconds.quotient(flooredBy: 86_400) * 86_400)
    // The latest year with these digits that is at most 50 years from now.
    let last = today.year + 50
    let year = last - (last - shortYear) % 100
    guard let found = date(year: year, month: month, day: day, time: time) else {
      return date(year: year - 100, month: month, day: day, time: time)
    }
    return found > horizon ? date(year: year - 100, month: month, day: day, time: time) : found
  }

  /// "Nov  6 08:49:37 1994", the form of C's `asctime`.
  private static func ascTime(_ lexer: inout FieldLexer) -> HTTPDate? {
    guard lexer.accept(ASCII.space), let month = month(&lexer), lexer.accept(ASCII.space) else {
      return nil
    }
    guard let day = lexer.accept(ASCII.space) ? lexer.digits(1) : lexer.digits(2),
      lexer.accept(ASCII.space), let time = time(&lexer), lexer.accept(ASCII.space),
      let year = lexer.digits(4), lexer.isAtEnd
    else { return nil }
    return date(year: year, month: month, day: day, time: time)
  }

  private static func month(_ lexer: inout FieldLexer) -> Int? {
    guard let name = lexer.word(), let index = months.firstIndex(of: name) else { return nil }
    return index + 1
  }

  /// Reads the seconds of the day; a leap second counts as the next second.
  private static func time(_ lexer: inout FieldLexer) -> Int? {
    guard let hour = lexer.digits(2), hour < 24, lexer.accept(ASCII.colon),
      let minute = lexer.digits(2), minute < 60, lexer.accept(ASCII.colon),
      let second = lexer.digits(2), second <= 60
    else { return nil }
    return hour * 3_600 + minute * 60 + second
  }

  private static func date(year: Int, month: Int, day: Int, time: Int) -> HTTPDate? {
    let date = CivilDate(year: year, month: month, day: day)
    guard CivilDate(days: date.days) == date else { return nil }
    return HTTPDate(seconds: date.days * 86_400 + time)
  }
}
