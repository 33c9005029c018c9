import CatalogForm
import CatalogModel

extension ImportFormat {
  static let iCalendar = ImportFormat(
    "ics", "iCalendar: a programme, or calendars of this catalog",
    matches: { $0.syntax == .calendar },
    decode: .files { (file, parameters, builder) throws(ImportProblem) in
      let (calendars, notices) = try ICalendarReader.read(file: file)
      notices.forEach(builder.add)
      calendars.forEach { builder.countValue($0.propertyCount) }
      ICalendarEvents.read(calendars, file: file.name, parameters, into: builder)
    })
}

extension ICalendarComponent {
  /// The number of properties in the component and the components below it.
  fileprivate var propertyCount: Int {
    properties.count + components.reduce(0) { $0 + $1.propertyCount }
  }
}

/// iCalendar: events become sessions of a conference; an event that spans them is the conference.
struct ICalendarEvents {
  private let builder: BatchBuilder
  private let parameters: ImportParameters
  private let calendars: [ICalendarComponent]
  private let file: String

  /// Reads the calendars of a file; those without a name, or with the same name, are merged.
  static func read(
    _ calendars: [ICalendarComponent], file: String, _ parameters: ImportParameters,
    into builder: BatchBuilder
  ) {
    let own = calendars.filter { OwnCalendar.isOwn($0) }
    guard own.isEmpty else { return OwnCalendar.read(own, into: builder) }
    var names: [String?] = []
    var groups: [String?: [ICalendarComponent]] = [:]
    for calendar in calendars where calendar.name == "VCALENDAR" {
      let name = Self.name(calendar)
      if groups[name] == nil { names.append(name) }
      groups[name, default: []].append(calendar)
    }
    for name in names {
      ICalendarEvents(
        builder: builder, parameters: parameters, calendars: groups[name] ?? [], file: file
      ).read(named: name)
    }
  }

  /// Returns the name of the calendar; nil if it is the mail address of its owner.
  private static func name(_ calendar: ICalendarComponent) -> String? {
    PlainText.line(calendar.text("X-WR-CALNAME") ?? calendar.text("NAME"))
      .flatMap { $0.contains("@") ? nil : $0 }
  }

  private func read(named name: String?) {
    var events: [ICalendarEvent] = []
    var times: [String?: ICalendarTimes] = [:]
    var zone: String?
    for calendar in calendars {
      let zones = ICalendarZones(calendar, parameters, in: builder)
      zones.assume(city: city(calendar))
      zone = zone ?? zones.calendarZone?.database?.name
      let reader = ICalendarTimes(zones)
      let found = read(calendar, reader)
      for event in found where times[event.uid] == nil { times[event.uid] = reader }
      events += found
    }
    let latest = cancel(ICalendarStates.latest(events, in: builder))
    let hasEvents = calendars.contains { $0.components.contains { $0.name == "VEVENT" } }
    if !hasEvents { builder.problem(.notice, "a calendar without events") }
    if latest.isEmpty, hasEvents || parameters.conference == nil { return }
    let instances = expand(latest, times)
    let edition = ICalendarEdition.find(instances, isNamed: parameters.conference != nil)
    edition?.noteOutside(instances, in: builder)
    let isAlone = edition?.isAlone == true
    let programme = ProgrammeBuilder(
      EditionName.read(Paths.stem(file)), title: isAlone ? nil : name, zone: zone,
      parameters: parameters, in: builder)
    edition?.describe(programme, isNamed: name != nil && !isAlone || parameters.conference != nil)
    let sessions = ICalendarSessions(programme, file: file)
    sessions.add(instances.filter { edition?.isOf($0) != true }, times)
    programme.finish(isWhole: false)
    if !isAlone, isWhole(latest) { builder.addLikelyCompleteProgramme(programme.id) }
  }

  /// Returns the events without those that only cancel others.
  private func cancel(_ events: [ICalendarEvent]) -> [ICalendarEvent] {
    let stem = Paths.stem(file)
    let slug = parameters.conference ?? EditionName.read(stem)?.slug ?? "conference"
    for event in events where event.isCallOff {
      guard let uid = event.uid else {
        builder.problem(
          .skipped, "a cancelled event without a UID", line: event.component.line,
          value: event.title)
        continue
      }
      builder.cancel(
        Cancellation(uid: uid, time: event.recurrence?.key, scopes: [slug, "\(slug)/\(stem)"]))
    }
    return events.filter { !$0.isCallOff }
  }

  private func read(
    _ calendar: ICalendarComponent, _ times: ICalendarTimes
  ) -> [ICalendarEvent] {
    let method = calendar.keyword("METHOD") ?? "PUBLISH"
    guard Self.methods.contains(method) else {
      builder.problem(
        .skipped,
        "a calendar with METHOD:\(method); expected one of \(Self.methods.joined(separator: ", "))",
        line: calendar.line)
      return []
    }
    var events: [ICalendarEvent] = []
    for component in calendar.components {
      switch component.name {
      case "VEVENT":
        builder.count("events")
        events.append(ICalendarEvent(component, isCallOff: method == "CANCEL", times))
      case "VTIMEZONE", "VALARM": break
      default:
        builder.problem(
          .notice, "\(component.name) is not supported and was ignored", line: component.line)
      }
    }
    return events
  }

  /// The methods that publish events; the others reply or ask (RFC 5546 section 1.4).
  private static let methods = ["PUBLISH", "REQUEST", "ADD", "CANCEL"]

  /// Returns the city of the only whole-day event, which is the conference.
  private func city(_ calendar: ICalendarComponent) -> String? {
    let days = calendar.components.filter {
      $0.name == "VEVENT" && $0.property("DTSTART")?.parameter("VALUE")?.uppercased() == "DATE"
    }
    guard days.count == 1, let place = PlainText.line(days[0].text("LOCATION")) else { return nil }
    return PlaceText.read(place).location?.city
  }

  private func expand(
    _ events: [ICalendarEvent], _ times: [String?: ICalendarTimes]
  ) -> [ICalendarInstance] {
    var replacements: [String: [ICalendarEvent]] = [:]
    for event in events where event.recurrence != nil {
      if let uid = event.uid { replacements[uid, default: []].append(event) }
    }
    var instances: [ICalendarInstance] = []
    var expanded: Set<String> = []
    for event in events where event.recurrence == nil {
      let own = event.uid.flatMap { expanded.insert($0).inserted ? replacements[$0] : nil } ?? []
      guard let reader = times[event.uid] else { continue }
      instances += ICalendarRecurrence.expand(event, own, reader, limit: parameters.maximumTimes)
    }
    // A file such as an invitation can have only the replacement of an event.
    for event in events where event.recurrence != nil {
      if event.uid.map({ !expanded.contains($0) }) ?? true {
        instances.append(ICalendarInstance(event))
      }
    }
    return instances
  }

  /// Whether the calendar is a complete publication: METHOD is PUBLISH or absent, the file is not
  /// cut off, and its several events all have UIDs, of which at most a tenth repeat.
  private func isWhole(_ events: [ICalendarEvent]) -> Bool {
    let isPublished = calendars.allSatisfy { calendar in
      (calendar.keyword("METHOD") ?? "PUBLISH") == "PUBLISH" && !calendar.isCutOff
    }
    let own = events.filter { $0.recurrence == nil }
    let uids = own.compactMap(\.uid)
    return isPublished && own.count > 1 && uids.count == own.count
      && Set(uids).count * 10 >= uids.count * 9
  }
}
