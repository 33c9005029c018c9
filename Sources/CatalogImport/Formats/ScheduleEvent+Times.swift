import CatalogForm
import CatalogModel

struct ScheduleTimes {
  /// A date with time, or a date.
  var date: String?
  /// A time of day, or a date with time.
  var start: String?
  var end: String?
  var duration: String?
}

extension ScheduleEvent {
  /// Reads the start, the end, and the day of the programme.
  mutating func read(
    _ times: ScheduleTimes, on day: ScheduleDay?, _ style: ScheduleStyle,
    _ programme: ProgrammeBuilder
  ) {
    starts = start(times, on: day, programme)
    guard let starts else {
      if programme.zone == nil, publish(times, on: day, style, programme) { return }
      let text = [times.date, times.start].compactMap(\.self).joined(separator: " ")
      if !text.isEmpty, programme.zone != nil || text.contains("+") {
        report(.dropped, "unknown time format", "start", text, programme)
      }
      return
    }
    check(starts, against: day, programme)
    ends = end(times, after: starts, style, programme)
  }

  /// Keeps the local times of a programme without a time zone; false if the start is unknown.
  private mutating func publish(
    _ times: ScheduleTimes, on day: ScheduleDay?, _ style: ScheduleStyle,
    _ programme: ProgrammeBuilder
  ) -> Bool {
    let own = times.date.flatMap { Day(String($0.prefix(10))) }
    let clock = times.start.flatMap(ClockText.duration)
    var first: (day: Day, second: Int)?
    if let clock, clock < 172_800 {
      first =
        if let own { (own, clock) } else if let day, let date = day.date {
          (clock < day.change ? date + 1 : date, clock)
        } else { nil }
    } else if let text = times.start ?? times.date, let date = Day(String(text.prefix(10))),
      let second = ClockText.second(String(text.dropFirst(11)))
    {
      first = (date, second)
    }
    guard let first else { return false }
    publishedStart = ProgrammeBuilder.publishedTime(first.day, first.second)
    if let text = times.duration, let duration = ScheduleDuration(text),
      let seconds = seconds(
        of: duration, text, from: LocalTime(first.day).total + first.second, style, programme),
      seconds > 0
    {
      publishedEnd = ProgrammeBuilder.publishedTime(first.day, first.second + seconds)
    } else if let end = times.end.flatMap(ClockText.duration), end != first.second {
      let isNext = end < first.second
      publishedEnd = ProgrammeBuilder.publishedTime(first.day + (isNext ? 1 : 0), end)
    } else {
      publishedEnd = ProgrammeBuilder.publishedTime(times.end)
    }
    return true
  }

  private func start(
    _ times: ScheduleTimes, on day: ScheduleDay?, _ programme: ProgrammeBuilder
  ) -> ZonedInstant? {
    if let whole = programme.time(times.date) ?? programme.time(times.start) {
      checkClock(times.start, against: whole, programme)
      return whole
    }
    guard let clock = times.start.flatMap(ClockText.duration), clock < 172_800 else { return nil }
    if let own = times.date.flatMap({ Day($0) }) {
      guard let day, own == day.date, day.isChangeStated, clock < day.change else {
        return local(own, clock, times, programme)
      }
      report(
        .assumption, "before the day begins; assumed to be on the next date", "start", times.start,
        programme)
      return local(own + 1, clock, times, programme)
    }
    if let text = times.date {
      report(.dropped, "unknown date format", "date", text, programme)
      return nil
    }
    guard let day, let date = day.date else { return nil }
    return local(clock < day.change ? date + 1 : date, clock, times, programme)
  }

  private func local(
    _ day: Day, _ second: Int, _ times: ScheduleTimes, _ programme: ProgrammeBuilder
  ) -> ZonedInstant? {
    if second > 86_400 {
      report(
        .assumption, "an hour of 24 or more; assumed to be on the next day", "start", times.start,
        programme)
    }
    return programme.local(day, second)
  }

  /// Reports a time of day that contradicts the date with time, which is used.
  private func checkClock(
    _ text: String?, against whole: ZonedInstant, _ programme: ProgrammeBuilder
  ) {
    guard let text, let clock = ClockText.duration(text) else { return }
    let seconds = whole.instant.seconds
    let offsets = [whole.offset, programme.zone?.offset(at: whole.instant)].compactMap(\.self)
    let isSame = offsets.contains { ((seconds + $0) % 86_400 - clock) % 86_400 == 0 }
    if !isSame {
      report(
        .notice, "the time of day contradicts the date; the date was used", "start",
        "\(text), \(whole.instant.formatted(offset: whole.offset))", programme)
    }
  }

  /// Checks the day; an event after midnight belongs to the day that lists it.
  private mutating func check(
    _ starts: ZonedInstant, against day: ScheduleDay?, _ programme: ProgrammeBuilder
  ) {
    let offset = programme.zone?.offset(at: starts.instant) ?? starts.offset
    let date = starts.instant.day(offset: offset)
    if let stated = day?.date, stated != date {
      if stated + 1 == date {
        self.day = stated
      } else {
        report(
          .notice, "starts on another day than the one that lists it", "start",
          "\(date) under \(stated)", programme)
      }
    }
    if let days = programme.conference.dates, let first = days.startEarliest,
      let last = days.endLatest, date < first + -1 || date > last + 1
    {
      report(
        .notice, "starts outside the days of the conference, \(first) to \(last)", "start",
        date.description, programme)
    }
  }

  private func end(
    _ times: ScheduleTimes, after starts: ZonedInstant, _ style: ScheduleStyle,
    _ programme: ProgrammeBuilder
  ) -> ZonedInstant? {
    let stated = statedEnd(times.end, after: starts, programme)
    guard let text = times.duration else { return stated }
    guard let duration = ScheduleDuration(text) else {
      report(.dropped, ScheduleDuration.expected, "duration", text, programme)
      return stated
    }
    if let stated {
      let seconds = stated.instant.seconds - starts.instant.seconds
      if seconds >= 0, !duration.readings.contains(seconds) {
        report(
          .notice, "the duration contradicts the end; the end was used", "duration", text, programme
        )
      }
      return stated
    }
    guard
      let seconds = seconds(
        of: duration, text, from: starts.instant.seconds + starts.offset, style, programme)
    else { return nil }
    return ZonedInstant(Instant(seconds: starts.instant.seconds + seconds), offset: starts.offset)
  }

  private func statedEnd(
    _ text: String?, after starts: ZonedInstant, _ programme: ProgrammeBuilder
  ) -> ZonedInstant? {
    guard let text else { return nil }
    if let whole = programme.time(text) { return whole }
    guard let clock = ClockText.duration(text), clock < 172_800 else {
      report(.dropped, "unknown time format", "end", text, programme)
      return nil
    }
    let day = starts.instant.day(offset: starts.offset)
    guard let end = programme.local(day, clock) else { return nil }
    // An end before the start is on the next day: "23:30" to "00:30".
    return end.instant < starts.instant ? programme.local(day + 1, clock) : end
  }

  /// Returns the duration in seconds after a local time; nil, with a problem, if it is unclear.
  private func seconds(
    of duration: ScheduleDuration, _ text: String, from start: Int, _ style: ScheduleStyle,
    _ programme: ProgrammeBuilder
  ) -> Int? {
    let last = programme.conference.dates?.endLatest
    func isTooLong(_ seconds: Int) -> Bool {
      seconds >= 86_400 && last.map { LocalTime(total: start + seconds).day > $0 } == true
    }
    let known: Int?
    switch duration {
    case .seconds(let seconds): known = seconds
    case .either(let large, let small, let form):
      return either(
        large, small, form, text, isTooLong: isTooLong(large), style.isSmall[form], programme)
    case .three(let days?, _) where style.countsDays == true: known = days
    case .three(_, let hours):
      known = hours
      if style.countsDays != false, hours != 0 {
        report(
          .assumption, "unclear duration; assumed to be hours, minutes and seconds",
          "duration", text, programme)
      }
    }
    if let known, let last, isTooLong(known) {
      report(
        .notice, "ends after the last day of the conference, \(last)", "duration", text, programme)
    }
    return known
  }

  /// Decides between the readings of a duration such as "90:00" or 5400.
  private func either(
    _ large: Int, _ small: Int, _ form: ScheduleDuration.Form, _ text: String, isTooLong: Bool,
    _ isSmall: Bool?, _ programme: ProgrammeBuilder
  ) -> Int? {
    let units =
      form == .clock ? ("hours and minutes", "minutes and seconds") : ("minutes", "seconds")
    func assume(_ unit: String) {
      report(.assumption, "unclear duration; assumed to be \(unit)", "duration", text, programme)
    }
    if large == 0 { return 0 }
    if isSmall == true || isSmall == nil && isTooLong && small >= 300 {
      assume(units.1)
      return small
    }
    if large < 86_400 {
      if isSmall == nil, large >= ScheduleDuration.doubtful { assume(units.0) }
      return large
    }
    guard isSmall == false, !isTooLong, programme.conference.dates?.endLatest != nil else {
      report(
        .dropped, "unclear duration of a day or more: \(units.0), or \(units.1)", "duration", text,
        programme)
      return nil
    }
    assume(units.0)
    return large
  }

  private func report(
    _ severity: ImportProblem.Severity, _ reason: String, _ member: String, _ value: String?,
    _ programme: ProgrammeBuilder
  ) {
    programme.builder.problem(
      severity, reason, line: line, path: path.map { "\($0)/\(member)" }, value: value)
  }
}
