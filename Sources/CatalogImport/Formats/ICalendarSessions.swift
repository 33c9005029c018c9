import CatalogForm
import CatalogModel

final class ICalendarSessions {
  private let programme: ProgrammeBuilder
  private let builder: BatchBuilder
  private let file: String
  /// The events with each UID, to find shared UIDs.
  private var uses: [String: Set<Int>] = [:]
  private var times: [Int: Int] = [:]

  init(_ programme: ProgrammeBuilder, file: String) {
    self.programme = programme
    builder = programme.builder
    self.file = file
  }

  /// Adds sessions in the order of time, so that repeated titles keep their slugs if the file is
  /// reordered.
  func add(_ instances: [ICalendarInstance], _ readers: [String?: ICalendarTimes]) {
    for instance in instances {
      let event = instance.event
      times[event.component.line, default: 0] += 1
      if let uid = event.uid, event.recurrence == nil {
        uses[uid, default: []].insert(event.component.line)
      }
    }
    let sorted = instances.enumerated().sorted { one, other in
      (one.element.order, one.offset) < (other.element.order, other.offset)
    }
    for (_, instance) in sorted { add(instance, readers[instance.event.uid]) }
  }

  private func add(_ instance: ICalendarInstance, _ reader: ICalendarTimes?) {
    let event = instance.event
    let component = event.component
    guard let title = summary(event) else {
      return builder.problem(
        .skipped, "an event without a summary", line: component.line, value: event.uid)
    }
    let words = SlugText.shortened(SlugText.make([title]), to: 60)
    let isOne = times[component.line] == 1 && event.recurrence == nil
    let day = isOne ? nil : instance.start?.clock.day.description
    let slug =
      day.map { builder.slug(.session, programme.id, words, $0) }
      ?? builder.slug(.session, programme.id, words)
    var session = Session(
      id: slug, conference: programme.id, kind: kind(event, title), title: title)
    session.kindLabel = tag(event)
    session.startsAt = instance.start?.zoned
    session.endsAt = instance.end?.zoned
    if session.startsAt == nil {
      session.publishedStart = instance.start?.published
      session.publishedEnd = instance.publishedEnd
      builder.problem(
        .notice, "the session has no start time in UTC", line: component.line,
        value: session.publishedStart.map { "\(title), \($0)" } ?? title)
    }
    session.abstract = PlainText.block(component.text("DESCRIPTION"))
    session.room = programme.room(
      PlainText.line(component.text("LOCATION")).flatMap { MiniConf.isPlace($0) ? $0 : nil })
    if let start = instance.start {
      session.timeZone = reader?.zones.databaseName(start, line: component.line)
    }
    if session.endsAt?.instant == session.startsAt?.instant { session.endsAt = nil }
    let status = component.keyword("STATUS")
    if event.isCancelled {
      session.status = "cancelled"
    } else if let status, !["TENTATIVE", "CONFIRMED"].contains(status) {
      builder.problem(
        .notice, "unknown STATUS, ignored; expected TENTATIVE, CONFIRMED or CANCELLED",
        line: component.line, value: status)
    }
    addExternalID(&session, instance)
    builder.document.sessions.append(session)
  }

  /// Adds the external ID of a session: its UID, the time of an instance and, if several events
  /// share the UID, its title.
  ///
  /// Short UIDs repeat between calendars, so they are unique only within their file.
  private func addExternalID(_ session: inout Session, _ instance: ICalendarInstance) {
    guard let uid = instance.event.uid else { return }
    var identity = uid
    if let key = instance.key {
      identity += "/\(key)"
    } else if uses[uid]?.count ?? 0 > 1 {
      identity += " \(SlugText.make([session.title])) \(instance.start?.key ?? "")"
    } else {
      session.guid = uid
    }
    let scope = builder.scope
    if uid.utf8.count < 16 { builder.scope = "\(scope)/\(Paths.stem(file))" }
    builder.addExternalID(.session, session.id, as: identity)
    builder.scope = scope
  }

  /// Returns the summary without a series in brackets, or a tag, before it.
  private func summary(_ event: ICalendarEvent) -> String? {
    guard var text = event.title else { return nil }
    if let tag = tag(event) { text.removeFirst(tag.count + 1) }
    if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
      let rest = PlainText.line(String(text[text.index(after: end)...]))
      if let rest { text = rest }
    }
    return PlainText.line(text)
  }

  /// Returns the tag of a summary: "tut" in "#tut T1: Analysing".
  private func tag(_ event: ICalendarEvent) -> String? {
    guard let text = event.title, text.hasPrefix("#"), let space = text.firstIndex(of: " ")
    else { return nil }
    return String(text[text.index(after: text.startIndex)..<space])
  }

  private func kind(_ event: ICalendarEvent, _ title: String) -> String {
    MiniConf.kind(tag(event)) ?? MiniConf.kind(event.component.text("CATEGORIES"))
      ?? SessionKinds.kind(ofTitle: title) ?? "other"
  }
}

extension ICalendarInstance {
  /// The end as published; for whole days, the last day.
  fileprivate var publishedEnd: String? {
    guard let end, let start else { return nil }
    guard end.isDay else { return end.published }
    let last = end.clock.day + -1
    return last > start.clock.day ? last.description : nil
  }

  fileprivate var order: Int { start.map { $0.instant?.seconds ?? $0.clock.total } ?? 0 }
}
