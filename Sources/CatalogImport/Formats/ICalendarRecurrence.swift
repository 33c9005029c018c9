import CatalogForm
import CatalogModel

/// The times of a recurring event (RFC 5545 sections 3.8.4.4 and 3.8.5).
///
/// They come from its rule and dates, without its exceptions, and with the events that replace
/// single times.
struct ICalendarRecurrence {
  private let event: ICalendarEvent
  private let start: CalendarTime
  private let times: ICalendarTimes
  private let limit: Int
  private var builder: BatchBuilder { times.zones.builder }
  private var instances: [ICalendarInstance] = []
  private var places: [CalendarTime: Int] = [:]
  private var days: [Day: [Int]] = [:]

  /// The number of days for which a rule without an end is expanded.
  private static let daysOfEndlessRule = 366

  /// Returns the instances of one UID: `event`, and `replacements` with a RECURRENCE-ID; at most
  /// `limit`.
  static func expand(
    _ event: ICalendarEvent, _ replacements: [ICalendarEvent], _ times: ICalendarTimes, limit: Int
  ) -> [ICalendarInstance] {
    guard let start = event.start, event.isRecurring else {
      return ([event] + replacements).map { ICalendarInstance($0) }
    }
    var recurrence = ICalendarRecurrence(event, start, times, limit)
    recurrence.addTimes()
    recurrence.removeExceptions()
    recurrence.replace(by: replacements)
    return recurrence.instances
  }

  private init(
    _ event: ICalendarEvent, _ start: CalendarTime, _ times: ICalendarTimes, _ limit: Int
  ) {
    self.event = event
    self.start = start
    self.times = times
    self.limit = limit
  }

  private func note(_ reason: String, _ property: ICalendarComponent.Property?) {
    builder.problem(
      .notice, reason, line: property?.line ?? event.component.line, value: property?.value)
  }

  // MARK: The times

  /// Adds the times; the first is the start, even if the rule excludes it (section 3.8.5.3).
  private mutating func addTimes() {
    add(start)
    for property in event.component.properties("RRULE") { addRule(property) }
    for property in event.component.properties("RDATE") { addDates(property) }
    instances.sort { one, other in
      guard let first = one.start, let second = other.start else { return false }
      return first.clock < second.clock
    }
    placeAll()
  }

  private mutating func placeAll() {
    places = [:]
    days = [:]
    for (index, instance) in instances.enumerated() {
      guard let start = instance.start else { continue }
      places[start] = index
      days[start.clock.day, default: []].append(index)
    }
  }

  private mutating func add(_ time: CalendarTime, end: CalendarTime? = nil) {
    guard places.updateValue(instances.count, forKey: time) == nil else { return }
    instances.append(
      ICalendarInstance(event: event, start: time, end: end ?? self.end(of: time), key: time.key))
  }

  private mutating func addRule(_ property: ICalendarComponent.Property) {
    guard let rule = RecurrenceRule(property.value) else {
      return builder.problem(
        .dropped, "unsupported recurrence rule; only the first time was imported",
        line: property.line, value: property.value)
    }
    var count = 1
    var isCut = false
    let endless = rule.isEndless ? start.clock.day + Self.daysOfEndlessRule : nil
    var found: [CalendarTime] = []
    let (first, limit) = (start, limit - instances.count)
    var steps = min(builder.recurrenceSteps, Self.maximumSteps)
    let before = steps
    let isWhole = rule.times(from: start.clock, steps: &steps) { clock in
      guard clock != first.clock else { return true }
      count += 1
      let time = first.at(clock)
      if let most = rule.count, count > most { return false }
      if let end = rule.until, time.isAfter(end) { return false }
      guard found.count < limit, endless.map({ clock.day <= $0 }) ?? true else {
        isCut = true
        return false
      }
      found.append(time)
      return true
    }
    // An imported time costs as much as examining 20 days.
    builder.recurrenceSteps -= before - steps + 20 * found.count
    for time in found { add(time) }
    if rule.isEndless {
      builder.assume(
        "the rule has no end; assumed to end after a year, or after \(self.limit) times",
        line: property.line, value: property.value)
    } else if isCut || !isWhole {
      builder.problem(
        .dropped, "the rule has too many times; only the first \(instances.count) were imported",
        line: property.line, value: property.value)
    }
  }

  private static let maximumSteps = 200_000

  private mutating func addDates(_ property: ICalendarComponent.Property) {
    for text in property.value.split(separator: ",") {
      guard instances.count < limit else {
        return builder.problem(
          .dropped,
          "the event has more than \(limit) times; the others were dropped. See --max-recurrences",
          line: property.line, value: event.title)
      }
      let halves = text.split(separator: "/", maxSplits: 1).map(String.init)
      guard let first = halves.first,
        let time = times.time(first, property, floatingIn: start.zone)
      else { continue }
      let end = halves.count == 2 ? end(halves[1], of: time, property) : nil
      let isWithoutClock = time.isDay && !start.isDay
      let clock =
        isWithoutClock
        ? LocalTime(time.clock.day, second: start.clock.second) : time.clock(in: start)
      add(time.zone != nil && start.zone == nil ? time : start.at(clock), end: end)
    }
  }

  /// Returns the end of a PERIOD, a time or a duration.
  private func end(
    _ text: String, of time: CalendarTime, _ property: ICalendarComponent.Property
  ) -> CalendarTime? {
    if let duration = CalendarDuration(text) { return duration.added(to: time) }
    return times.time(text, property, floatingIn: time.zone)
  }

  /// Returns the end of an instance with the length of the event.
  private func end(of time: CalendarTime) -> CalendarTime? {
    guard let end = event.end else { return nil }
    let duration =
      event.component.property("DTEND") == nil
      ? event.component.text("DURATION").flatMap { CalendarDuration($0) } : nil
    if let duration { return duration.added(to: time) }
    var length = end.clock.total - start.clock.total
    // If start and end have different zones, their local times do not give the length.
    if let first = start.instant, let last = end.instant, start.zone?.label != end.zone?.label {
      length = last.seconds - first.seconds
    }
    return time.at(LocalTime(total: time.clock.total + length))
  }

  // MARK: Exceptions

  private mutating func removeExceptions() {
    var removed: Set<Int> = []
    for property in event.component.properties("EXDATE") {
      for text in property.value.split(separator: ",") {
        guard let time = times.time(String(text), property, floatingIn: start.zone) else {
          continue
        }
        removed.formUnion(instances(at: time, property))
      }
    }
    for property in event.component.properties("EXRULE") {
      note("EXRULE was ignored, since RFC 5545 has removed it", property)
    }
    instances = instances.enumerated().filter { !removed.contains($0.offset) }.map(\.element)
    placeAll()
  }

  /// Returns the instances that a time matches as an instant, a local time or a day.
  private func instances(
    at time: CalendarTime, _ property: ICalendarComponent.Property
  ) -> [Int] {
    if let place = place(of: time) { return [place] }
    let sameDay = days[time.clock.day] ?? []
    if time.isDay || start.isDay, !sameDay.isEmpty { return sameDay }
    // Some programs write midnight instead of the day.
    if time.clock.second == 0, !sameDay.isEmpty {
      builder.assume(
        "\(property.name) is midnight; assumed to mean the whole day", line: property.line,
        value: property.value)
      return sameDay
    }
    note("\(property.name) matches no time of its event", property)
    return []
  }

  private func place(of time: CalendarTime) -> Int? {
    places[time] ?? places[start.at(time.clock(in: start))]
  }

  private mutating func replace(by replacements: [ICalendarEvent]) {
    let ordered = replacements.sorted { one, other in
      guard one.isOfFuture == other.isOfFuture else { return one.isOfFuture }
      guard let first = one.recurrence, let second = other.recurrence else { return false }
      return first.clock < second.clock
    }
    for replacement in ordered {
      guard let original = replacement.recurrence else { continue }
      let named = replacement.component.property("RECURRENCE-ID")
      let places = named.map { instances(at: original, $0) } ?? []
      guard let place = places.first else {
        instances.append(ICalendarInstance(replacement.completed(from: event)))
        continue
      }
      if let range = named?.parameter("RANGE"), !replacement.isOfFuture {
        note("unknown RANGE \(range); only this time was replaced", named)
      }
      let whole = replacement.completed(from: event)
      let last = whole.isOfFuture ? instances.count - 1 : place
      let shift =
        (whole.start ?? original).clock(in: start).total - original.clock(in: start).total
      for index in place...last {
        move(index, to: whole, by: shift)
      }
    }
  }

  private mutating func move(_ index: Int, to event: ICalendarEvent, by shift: Int) {
    let was = instances[index].start ?? start
    instances[index].event = event
    let first = event.start ?? was
    guard event.isOfFuture else {
      instances[index].start = first
      instances[index].end = event.end
      return
    }
    let clock = LocalTime(total: was.clock.total + shift)
    instances[index].start = start.at(clock)
    instances[index].end = event.end.map { end in
      start.at(LocalTime(total: clock.total + end.clock.total - first.clock.total))
    }
  }
}

extension CalendarTime {
  /// Whether the time is after the inclusive end of a rule.
  func isAfter(_ end: RecurrenceRule.End) -> Bool {
    switch end {
    case .day(let day): clock.day > day
    case .local(let time): isDay ? clock.day > time.day : clock > time
    case .instant(let last):
      isDay
        ? clock.day > LocalTime(total: last.seconds).day
        : instant.map { $0 > last } ?? (clock.total > last.seconds)
    }
  }

  /// Returns the local time at this instant in the zone of another time.
  func clock(in other: CalendarTime) -> LocalTime {
    guard let instant, let zone = other.zone else { return clock }
    return LocalTime(total: instant.seconds + zone.rules.offset(at: instant))
  }
}

extension ICalendarEvent {
  /// Returns a replacement with the properties that it omits.
  fileprivate func completed(from event: ICalendarEvent) -> ICalendarEvent {
    var whole = self
    if whole.start == nil { whole.start = recurrence }
    if title == nil {
      whole.title = event.title
      whole.component.properties += event.component.properties("SUMMARY")
    }
    return whole
  }
}
