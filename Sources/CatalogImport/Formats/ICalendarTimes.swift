import CatalogForm
import CatalogModel

/// Reads the times of one calendar, and reports missing data.
struct ICalendarTimes {
  typealias Property = ICalendarComponent.Property

  let zones: ICalendarZones
  private var builder: BatchBuilder { zones.builder }
  static let years = 1_950...RecurrenceRule.lastYear

  init(_ zones: ICalendarZones) { self.zones = zones }

  /// Reads the time of a property; returns nil, with a notice, if it is invalid.
  func time(_ property: Property?) -> CalendarTime? {
    guard let property else { return nil }
    return time(property.value, property)
  }

  /// Reads one value of a property; `floatingIn` replaces the zone of the calendar for a value
  /// without a zone.
  func time(
    _ text: String, _ property: Property, floatingIn: CalendarZone? = nil
  ) -> CalendarTime? {
    let text = PlainText.line(text) ?? ""
    let zones = Zones(all: zones, property: property, floating: floatingIn)
    guard let time = read(text, property, zones) else {
      builder.problem(
        .dropped, "invalid \(property.name); expected a time such as 20270510T090000Z",
        line: property.line, value: text)
      return nil
    }
    let year = time.clock.day.components.year
    guard Self.years.contains(year) else {
      builder.problem(
        .dropped,
        "dropped \(property.name): expected a year from \(Self.years.lowerBound) to"
          + " \(Self.years.upperBound)", line: property.line, value: text)
      return nil
    }
    guard time.clock.total != 0 else {
      builder.problem(
        .dropped, "dropped \(property.name): \(EditionDates.zeroReason)", line: property.line,
        value: text)
      return nil
    }
    checkClock(time, text, property)
    return time
  }

  /// Looks up the zone of a value without "Z", only if needed.
  private struct Zones {
    var all: ICalendarZones
    var property: Property
    var floating: CalendarZone?

    var own: CalendarZone? {
      if let name = property.parameter("TZID"), !name.isEmpty {
        return all.zone(name, line: property.line)
      }
      return floating ?? all.floating(line: property.line)
    }
  }

  private func read(_ text: String, _ property: Property, _ zones: Zones) -> CalendarTime? {
    if text.utf8.count == 10, let day = Day(text) {
      return CalendarTime(clock: LocalTime(day), isDay: true)
    }
    if let (time, isUTC, hasClock) = ClockDigits.read(text) {
      if !hasClock { return CalendarTime(clock: time, isDay: true) }
      return CalendarTime(clock: time, zone: isUTC ? .utc : zones.own)
    }
    return late(text, property, zones) ?? withOffset(text) ?? printed(text, zones)
  }

  /// Reads an hour from 24, counted from the evening before: "20270510T253000".
  private func late(_ text: String, _ property: Property, _ zones: Zones) -> CalendarTime? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 13, bytes[9] == UInt8(ascii: "2"),
      bytes[10] >= UInt8(ascii: "4"), bytes[10] <= UInt8(ascii: "9")
    else { return nil }
    let hour = Int(bytes[10]) - 0x30 - 4
    let early = "\(text.prefix(9))0\(hour)\(text.dropFirst(11))"
    guard let (time, isUTC, _) = ClockDigits.read(early) else { return nil }
    builder.assume(
      "\(property.name) has an hour of 24 or more; assumed to be on the next day",
      line: property.line,
      value: text)
    return CalendarTime(
      clock: LocalTime(time.day + 1, second: time.second), zone: isUTC ? .utc : zones.own)
  }

  /// Reads a time with an offset: "20270510T090000+0200".
  private func withOffset(_ text: String) -> CalendarTime? {
    guard let sign = text.lastIndex(where: { $0 == "+" || $0 == "-" }),
      let (time, isUTC, hasClock) = ClockDigits.read(String(text[..<sign])), hasClock, !isUTC,
      let offset = ZoneDefinition.offset(String(text[sign...]))
    else { return nil }
    return CalendarTime(
      clock: time, zone: CalendarZone(rules: FixedOffset(seconds: offset)))
  }

  /// Reads a printed time, as some tools write it: "2020-10-11 14:00:00+00:00".
  private func printed(_ text: String, _ zones: Zones) -> CalendarTime? {
    guard text.utf8.count > 10, Day(String(text.prefix(10))) != nil else { return nil }
    if let (instant, offset) = ISOText.time(text) {
      return CalendarTime(
        clock: LocalTime(total: instant.seconds + offset),
        zone: CalendarZone(rules: FixedOffset(seconds: offset)))
    }
    guard let day = Day(String(text.prefix(10))),
      let second = ClockText.second(String(text.dropFirst(11)))
    else { return nil }
    return CalendarTime(clock: LocalTime(day, second: second), zone: zones.own)
  }

  private func checkClock(_ time: CalendarTime, _ text: String, _ property: Property) {
    guard let zone = time.zone else { return }
    let kind = zone.rules.resolve(time.clock.day, second: time.clock.second).kind
    if let assumption = kind.assumption {
      builder.assume(assumption, line: property.line, value: text)
    }
  }

  /// Returns the end of an event from DTEND or DURATION, never before its start.
  func end(_ event: ICalendarComponent, _ start: CalendarTime?) -> CalendarTime? {
    guard let start else { return nil }
    let property = event.property("DTEND") ?? event.property("DURATION")
    guard let property else { return nil }
    if property.name == "DTEND", let duration = event.property("DURATION") {
      builder.problem(
        .dropped, "an event with DTEND and DURATION; DTEND was used", line: duration.line,
        value: duration.value)
    }
    let end = property.name == "DTEND" ? time(property) : self.end(property, start)
    guard let end else { return nil }
    guard end.isDay == start.isDay else {
      builder.problem(
        .dropped, "dropped \(property.name): one end is a day and the other a time",
        line: property.line, value: "\(start.published) to \(property.value)")
      return nil
    }
    // Without a known zone only the local times can be compared.
    let isBefore =
      if let first = start.instant, let last = end.instant {
        last < first
      } else {
        end.clock < start.clock
      }
    guard !isBefore else {
      builder.problem(
        .dropped, "dropped the end: it is before the start", line: property.line,
        value: "\(start.published) to \(end.published)")
      return nil
    }
    return end
  }

  private func end(_ property: Property, _ start: CalendarTime) -> CalendarTime? {
    guard let duration = CalendarDuration(property.value) else {
      builder.problem(
        .dropped, "invalid DURATION; expected one such as P2D or PT1H30M",
        line: property.line, value: property.value)
      return nil
    }
    return duration.added(to: start)
  }
}
