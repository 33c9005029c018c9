import CatalogForm
import CatalogModel

/// An event of a frab, pretalx or Pentabarf schedule, from XML or JSON.
struct ScheduleEvent {
  var id: String?
  var guid: String?
  var slug: String?
  var title: String?
  var subtitle: String?
  var track: String?
  var kind: String?
  var language: String?
  var abstract: String?
  var description: String?
  var doNotRecord: Bool?
  var room: String?
  var speakers: [SpeakerReference] = []
  var starts: ZonedInstant?
  var ends: ZonedInstant?
  /// The local times of a programme without a known time zone.
  var publishedStart: String?
  var publishedEnd: String?
  /// The day that lists the event, if it starts on the next date.
  var day: Day?
  var links: [Link] = []
  var isCancelled = false
  /// A stable identifier, if the file has none.
  var lasting: String?
  var line: Int?
  var path: String?

  /// The identifier in the file, which several events may share.
  var identifier: String { lasting ?? guid ?? id ?? slug ?? title ?? "" }

  static func add(_ events: [ScheduleEvent], to programme: ProgrammeBuilder) {
    let titled = events.filter { $0.title != nil }
    let identities = ScheduleIdentities(titled)
    // The first slot of each contribution, by its identifier and title.
    var works: [String: Int] = [:]
    for event in events {
      programme.builder.count("events")
      guard let title = event.title else {
        programme.builder.problem(
          .skipped, "an event without a title", line: event.line, path: event.path, value: event.id)
        continue
      }
      event.add(title, identities, &works, to: programme)
    }
  }

  private func add(
    _ title: String, _ identities: ScheduleIdentities, _ works: inout [String: Int],
    to programme: ProgrammeBuilder
  ) {
    let builder = programme.builder
    let own = id ?? guid ?? slug ?? title
    let words = SlugText.shortened(SlugText.make([title]), to: 60)
    let session = builder.slug(.session, programme.id, id == nil ? "" : own, words)
    var record = Session(
      id: session, conference: programme.id,
      kind: SessionKinds.kind(kind) ?? SessionKinds.kind(ofTitle: title) ?? "other", title: title)
    record.kindLabel = kind
    record.track = track
    record.room = room
    var people: Set<String> = []
    record.speakers = speakers.filter { people.insert($0.id).inserted }
    record.language = language
    record.abstract = abstract ?? (description == nil ? subtitle : nil)
    record.description = description == abstract ? nil : description
    record.doNotRecord = doNotRecord
    record.startsAt = starts
    record.endsAt = ends?.instant == starts?.instant ? nil : ends
    record.publishedStart = publishedStart
    record.publishedEnd = publishedEnd
    record.day = day
    record.timeZone = programme.zone?.name
    record.links = uniqueLinks
    if isCancelled { record.status = "cancelled" }
    let contribution = "\(identifier)#\(Folding.fold(title))"
    if let first = works[contribution] {
      // Two slots with one identifier and title are the same contribution.
      record.work = builder.document.sessions[first].id
      builder.document.sessions[first].work = record.work
      builder.count("further slots")
    } else {
      works[contribution] = builder.document.sessions.count
      record.guid = guid
    }
    for name in identities.names(of: self) { builder.addExternalID(.session, session, as: name) }
    if let starts, let ends, ends.instant < starts.instant {
      builder.problem(.dropped, "ends before it starts", line: line, path: path, value: title)
      record.endsAt = nil
    }
    builder.document.sessions.append(record)
  }

  /// The links without duplicates, the event's own page first.
  private var uniqueLinks: [Link] {
    var seen: Set<String> = []
    return links.filter { seen.insert($0.url).inserted }
  }
}
