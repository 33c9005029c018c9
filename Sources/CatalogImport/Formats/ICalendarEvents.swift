import Catalog

/// iCalendar: a calendar's events are the sessions of a conference; a calendar of nothing but one
/// event of whole days is a conference.
final class ICalendarEvents {
  let builder: BatchBuilder
  let calendar: ICalendarComponent
  private let parameters: ImportParameters
  private let file: String
  var unknownZones: Set<String> = []
  private var repeated: Set<String> = []

  static func read(
    _ calendars: [ICalendarComponent], file: String, _ parameters: ImportParameters,
    into builder: BatchBuilder
  ) {
    let calendars = calendars.filter { $0.name == "VCALENDAR" }
    for calendar in calendars { ICalendarEvents(calendar, file, parameters, builder).read() }
  }

  private init(
    _ calendar: ICalendarComponent, _ file: String, _ parameters: ImportParameters,
    _ builder: BatchBuilder
  ) {
    self.calendar = calendar
    self.file = file
    self.parameters = parameters
    self.builder = builder
  }

  private func read() {
    let events = calendar.components.filter { $0.name == "VEVENT" }
    builder.count("events", events.count)
    for component in calendar.components
    where !["VEVENT", "VTIMEZONE", "VALARM"].contains(component.name) {
      builder.problem(.notice, "\(component.name) is not read", line: component.line)
    }
    let isEdition =
      events.count == 1 && events[0].property("DTSTART").map(isDay) == true
      && parameters.conference == nil
    let zone = calendar.text("X-WR-TIMEZONE")
    // Calendars that nobody named are called by the address of their owner.
    let name = calendar.text("X-WR-CALNAME").flatMap { $0.contains("@") ? nil : $0 }
    let programme = Programme(
      EditionName.read(Paths.stem(file)), title: isEdition ? nil : name,
      zone: zone, parameters: parameters, in: builder)
    if isEdition {
      edition(events[0], programme)
    } else {
      // By their times: what is held twice under one title keeps its slugs, however it is written.
      let timed = events.map { ($0, time($0.property("DTSTART"), programme)?.instant.seconds ?? 0) }
      for (event, _) in timed.sorted(by: { ($0.1, $0.0.line) < ($1.1, $1.0.line) }) {
        session(event, programme)
      }
    }
    programme.finish(isWhole: false)
    if !isEdition, isWhole(events) { builder.seemsToComplete(programme.id) }
  }

  /// Published as it is, not sent as a change of single events, with all events named for good.
  private func isWhole(_ events: [ICalendarComponent]) -> Bool {
    let method = calendar.text("METHOD")?.uppercased() ?? "PUBLISH"
    let uids = events.compactMap { $0.text("UID") }
    return method == "PUBLISH" && !calendar.isCutOff && events.count > 1
      && uids.count == events.count && Set(uids).count * 10 >= uids.count * 9
  }

  func isDay(_ property: ICalendarComponent.Property) -> Bool {
    property.parameter("VALUE")?.uppercased() == "DATE"
      || [8, 10].contains(property.value.utf8.count)
  }

  private func edition(_ event: ICalendarComponent, _ programme: Programme) {
    programme.describe { record in
      if let title = PlainText.line(event.text("SUMMARY")) {
        record.name = EditionName.read(title)?.seriesName ?? title
      }
      let first = event.property("DTSTART").flatMap { day($0.value) }
      // The end is the first day that is no more in it.
      let last = event.property("DTEND").flatMap { day($0.value) }.map { $0 + -1 }
      if let first {
        let edtf = last.map { $0 > first ? "\(first)/\($0)" : first.description } ?? "\(first)"
        record.dates = try? EventDates(edtf: edtf, text: nil)
        record.year = record.year ?? first.components.year
      }
      record.summary = PlainText.block(event.text("DESCRIPTION"))
      if let place = PlainText.line(event.text("LOCATION")).map({ PlaceText.read($0) }) {
        record.format = place.format
        record.locations = place.location.map { [$0] } ?? []
      }
      if let url = event.text("URL"), LinkText.isWeb(url) {
        record.links = [Link(to: url, as: "home")]
      }
      record.status = status(event) ?? "scheduled"
      record.programmeStatus = "not_announced"
    }
    builder.identify(.conference, programme.id, as: event.text("UID"))
  }

  private func status(_ event: ICalendarComponent) -> String? {
    switch event.text("STATUS")?.uppercased() {
    case "CANCELLED": "cancelled"
    case "TENTATIVE": "tentative"
    default: nil
    }
  }

  private func session(_ event: ICalendarComponent, _ programme: Programme) {
    guard let title = summary(event) else {
      return builder.problem(
        .skipped, "an event without a summary", line: event.line, value: event.text("UID"))
    }
    for name in ["RRULE", "RDATE", "EXDATE"] where event.property(name) != nil {
      builder.problem(
        .notice, "\(name) is not read: only the first time counts",
        line: event.property(name)?.line,
        value: title)
    }
    let uid = event.text("UID")
    var session = Session(
      id: builder.slug(.session, programme.id, SlugText.shortened(SlugText.make([title]), to: 60)),
      conference: programme.id, kind: kind(event, title), title: title)
    session.kindLabel = tag(event)
    session.startsAt = time(event.property("DTSTART"), programme)
    session.endsAt = time(event.property("DTEND"), programme) ?? end(event, session.startsAt)
    if session.startsAt == nil {
      builder.problem(.notice, "no start that can be read", line: event.line, value: title)
    }
    session.abstract = PlainText.block(event.text("DESCRIPTION"))
    session.room = programme.room(
      PlainText.line(event.text("LOCATION")).flatMap { MiniConf.isPlace($0) ? $0 : nil })
    session.timeZone = event.property("DTSTART")?.parameter("TZID").flatMap {
      builder.zone($0)?.name
    }
    if status(event) == "cancelled" { session.status = "cancelled" }
    identify(session.id, uid, title)
    session.guid = uid
    builder.document.sessions.append(session)
  }

  /// UIDs of a few characters repeat between calendars; they count within their file.
  private func identify(_ slug: String, _ uid: String?, _ title: String) {
    guard let uid else { return }
    if builder.session(identifiedAs: uid) != nil, repeated.insert(uid).inserted {
      builder.problem(.notice, "the UID stands twice", value: uid)
    }
    let scope = builder.scope
    if uid.utf8.count < 16 { builder.scope = "\(scope)/\(Paths.stem(file))" }
    builder.identify(.session, slug, as: uid)
    builder.scope = scope
  }

  /// The summary without the series in brackets, or the tag, before it.
  private func summary(_ event: ICalendarComponent) -> String? {
    guard var text = PlainText.line(event.text("SUMMARY")) else { return nil }
    if let tag = tag(event) { text.removeFirst(tag.count + 1) }
    if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
      let rest = PlainText.line(String(text[text.index(after: end)...]))
      if let rest { text = rest }
    }
    return PlainText.line(text)
  }

  /// "tut" of "#tut T1: Analysing".
  private func tag(_ event: ICalendarComponent) -> String? {
    guard let text = PlainText.line(event.text("SUMMARY")), text.hasPrefix("#"),
      let space = text.firstIndex(of: " ")
    else { return nil }
    return String(text[text.index(after: text.startIndex)..<space])
  }

  private func kind(_ event: ICalendarComponent, _ title: String) -> String {
    MiniConf.kind(tag(event)) ?? MiniConf.kind(event.text("CATEGORIES"))
      ?? SessionKinds.kind(ofTitle: title) ?? "other"
  }
}
