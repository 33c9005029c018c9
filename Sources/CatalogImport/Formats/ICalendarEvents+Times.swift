import Catalog

extension ICalendarEvents {
  func day(_ text: String) -> Day? {
    if let day = Day(String(text.prefix(10))) { return day }
    let digits = Array(text.utf8.prefix(8))
    guard digits.count == 8 else { return nil }
    let part = { (range: Range<Int>) in String(decoding: digits[range], as: UTF8.self) }
    return Day("\(part(0..<4))-\(part(4..<6))-\(part(6..<8))")
  }

  /// UTC, a local time in a zone of the file, the system or neither, or a whole day.
  func time(
    _ property: ICalendarComponent.Property?, _ programme: Programme
  ) -> ZonedInstant? {
    guard let property, let day = day(property.value) else { return nil }
    if isDay(property) { return nil }
    // "2020-10-11 14:00:00+00:00", as tools write it that only print a time.
    if property.value.utf8.count > 10, Day(String(property.value.prefix(10))) != nil {
      return programme.time(property.value)
    }
    let clock = Array(property.value.utf8.dropFirst(8))
    guard clock.count >= 7, clock[0] == UInt8(ascii: "T") else { return nil }
    let digits = String(decoding: clock[1..<7], as: UTF8.self)
    guard digits.allSatisfy(\.isNumber), let number = Int(digits) else { return nil }
    let second = number / 10_000 * 3_600 + number / 100 % 100 * 60 + number % 100
    guard second < 86_400 else { return nil }
    if clock.last == UInt8(ascii: "Z") {
      return ZonedInstant(Instant(day, second: second), offset: 0)
    }
    guard let name = property.parameter("TZID") else { return programme.local(day, second) }
    if let rules = builder.zone(name) ?? builder.zone(Self.known(name)) {
      let instant = rules.instant(of: day, second: second)
      return ZonedInstant(instant, offset: rules.offset(at: instant))
    }
    if let offset = offset(name) {
      return ZonedInstant(Instant(day, second: second, offset: offset), offset: offset)
    }
    if unknownZones.insert(name).inserted {
      builder.problem(
        .notice, "the time zone is not known; the calendar's own is taken", line: property.line,
        value: name)
    }
    return programme.local(day, second)
  }

  private static func known(_ name: String) -> String {
    switch name {
    case "PT", "Pacific Standard Time", "US/Pacific": "America/Los_Angeles"
    case "ET", "Eastern Standard Time": "America/New_York"
    case "CT", "Central Standard Time": "America/Chicago"
    case "W. Europe Standard Time", "Central European Standard Time": "Europe/Berlin"
    case "Romance Standard Time": "Europe/Paris"
    case "GMT Standard Time": "Europe/London"
    case "Tokyo Standard Time": "Asia/Tokyo"
    case "China Standard Time": "Asia/Shanghai"
    default:
      // "/freeassociation.sourceforge.net/Europe/Rome"
      name.split(separator: "/").suffix(2).joined(separator: "/")
    }
  }

  /// The offset that the file's own VTIMEZONE gives, where it has only one.
  private func offset(_ name: String) -> Int? {
    let zone = calendar.components.first { $0.name == "VTIMEZONE" && $0.text("TZID") == name }
    let offsets = Set((zone?.components ?? []).compactMap { $0.text("TZOFFSETTO") })
    guard offsets.count == 1, let text = offsets.first, text.utf8.count >= 5,
      let number = Int(text.prefix(5))
    else { return nil }
    return number / 100 * 3_600 + number % 100 * 60
  }

  func end(_ event: ICalendarComponent, _ start: ZonedInstant?) -> ZonedInstant? {
    guard let start, let text = event.text("DURATION"), let seconds = Self.duration(text) else {
      return nil
    }
    return ZonedInstant(Instant(seconds: start.instant.seconds + seconds), offset: start.offset)
  }

  /// "P15DT5H0M20S" or "P7W"; nil for anything else, and for negative ones.
  static func duration(_ text: String) -> Int? {
    guard text.hasPrefix("P") || text.hasPrefix("+P") else { return nil }
    var seconds = 0
    var number = ""
    for character in text.drop(while: { $0 != "P" }).dropFirst() {
      if character.isASCII, character.isNumber {
        number.append(character)
        if number.count > 6 { return nil }
      } else if character != "T" {
        let units: [Character: Int] = ["W": 604_800, "D": 86_400, "H": 3_600, "M": 60, "S": 1]
        guard let unit = units[character], let count = Int(number) else { return nil }
        seconds += count * unit
        number = ""
      }
    }
    return number.isEmpty ? seconds : nil
  }
}
