import CatalogModel

/// A duration (RFC 5545 section 3.3.6): calendar days and exact seconds.
struct CalendarDuration: Equatable {
  var days = 0
  var seconds = 0

  /// Reads "P15DT5H0M20S", "P7W" or "-PT15M"; fails for other texts and beyond 100 years.
  init?(_ text: String) {
    var rest = text.uppercased()[...]
    let isNegative = rest.first == "-"
    if isNegative || rest.first == "+" { rest = rest.dropFirst() }
    guard rest.first == "P" else { return nil }
    var isTime = false
    var number = ""
    var isEmpty = true
    for character in rest.dropFirst() {
      if character.isASCII, character.isNumber {
        number.append(character)
        if number.count > 9 { return nil }
      } else if character == "T", number.isEmpty, !isTime {
        isTime = true
      } else {
        guard let count = Int(number) else { return nil }
        switch (character, isTime) {
        case ("W", false): days += 7 * count
        case ("D", false): days += count
        case ("H", true): seconds += 3_600 * count
        case ("M", true): seconds += 60 * count
        case ("S", true): seconds += count
        default: return nil
        }
        number = ""
        isEmpty = false
      }
    }
    guard number.isEmpty, !isEmpty, days <= 36_525, seconds <= 36_525 * 86_400 else { return nil }
    if isNegative { (days, seconds) = (-days, -seconds) }
  }

  /// Adds days in local time and seconds in exact time: a day over a clock change has 23 or 25
  /// hours.
  func added(to start: CalendarTime) -> CalendarTime {
    var end = start
    end.clock.day = end.clock.day + days
    if start.isDay {
      // For a whole day, hours round up to days.
      end.clock.day = end.clock.day + (seconds + 86_399) / 86_400
    } else if seconds != 0, let zone = end.zone, let instant = end.instant {
      let later = Instant(seconds: instant.seconds + seconds)
      // The end needs its own offset, since its local time may occur twice.
      let offset = zone.rules.offset(at: later)
      end.clock = LocalTime(total: later.seconds + offset)
      end.zone = CalendarZone(rules: FixedOffset(seconds: offset))
    } else {
      end.clock = LocalTime(total: end.clock.total + seconds)
    }
    return end
  }
}
