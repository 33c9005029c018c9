import CatalogModel

/// The offsets of a time zone that a calendar defines itself (VTIMEZONE, RFC 5545 section 3.6.5).
struct ZoneDefinition: OffsetRules {
  /// The onset of each offset, in order.
  private let onsets: [(instant: Int, offset: Int)]
  private let firstOffset: Int

  /// Onsets before this day count as one, since conferences take place later.
  private static let firstYear = Day(year: 1_949, month: 1, day: 1) ?? Day(number: 0)

  /// Fails if the definition has no offset, or if its rules are invalid.
  init?(_ component: ICalendarComponent, steps: inout Int) {
    var onsets: [(instant: Int, offset: Int)] = []
    var first: (instant: Int, offset: Int)?
    for part in component.components where part.name == "STANDARD" || part.name == "DAYLIGHT" {
      guard let to = part.text("TZOFFSETTO").flatMap(Self.offset) else { continue }
      let from = part.text("TZOFFSETFROM").flatMap(Self.offset) ?? to
      guard let start = part.text("DTSTART").flatMap({ ClockDigits.read($0)?.time }) else {
        // The first offset is valid from the beginning.
        onsets.append((.min, to))
        continue
      }
      guard let starts = Self.starts(part, start, from, &steps) else { return nil }
      for time in starts {
        onsets.append((time.total - from, to))
        if first.map({ time.total - from < $0.instant }) ?? true {
          first = (time.total - from, from)
        }
      }
    }
    guard let last = onsets.last else { return nil }
    self.onsets = onsets.sorted { $0.instant < $1.instant }
    firstOffset = first?.offset ?? last.offset
  }

  func offset(at instant: Instant) -> Int {
    var low = 0
    var high = onsets.count
    while low < high {
      let middle = (low + high) / 2
      if onsets[middle].instant <= instant.seconds { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? firstOffset : onsets[low - 1].offset
  }

  /// Returns the onsets of a part, in local time before the change.
  private static func starts(
    _ part: ICalendarComponent, _ start: LocalTime, _ from: Int, _ steps: inout Int
  ) -> [LocalTime]? {
    var starts: Set<LocalTime> = [start]
    for property in part.properties("RDATE") {
      for text in property.value.split(separator: ",") {
        guard let time = ClockDigits.read(String(text)) else { return nil }
        starts.insert(LocalTime(total: time.time.total + (time.isUTC ? from : 0)))
      }
    }
    for property in part.properties("RRULE") {
      guard let rule = RecurrenceRule(property.value) else { return nil }
      var count = 1
      let isWhole = rule.times(
        from: start, notBefore: rule.count == nil ? firstYear : nil, steps: &steps
      ) { time in
        if time != start { count += 1 }
        if let limit = rule.count, count > limit { return false }
        switch rule.until {
        case .instant(let end): if time.total - from > end.seconds { return false }
        case .local(let end): if time > end { return false }
        case .day(let end): if time.day > end { return false }
        case nil: break
        }
        starts.insert(time)
        return starts.count <= maximumOnsets
      }
      guard isWhole, starts.count <= maximumOnsets else { return nil }
    }
    return Array(starts)
  }

  private static let maximumOnsets = 2_000

  /// Reads "+0100", "-073000" or "+01:00" as seconds.
  static func offset(_ text: String) -> Int? {
    let digits = text.dropFirst().filter { $0 != ":" }
    guard let sign = text.first, sign == "+" || sign == "-", digits.count == 4 || digits.count == 6,
      digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
      let number = Int(digits.count == 4 ? digits + "00" : digits)
    else { return nil }
    let seconds = number / 10_000 * 3_600 + number / 100 % 100 * 60 + number % 100
    guard seconds <= 16 * 3_600 else { return nil }
    return sign == "-" ? -seconds : seconds
  }
}
