import Catalog

/// An event of a frab, pretalx or Pentabarf schedule, in whichever form it was written.
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
  var room: String?
  var speakers: [SpeakerReference] = []
  var starts: ZonedInstant?
  var ends: ZonedInstant?
  var links: [Link] = []
  var isCancelled = false
  /// What it is known by from version to version, where it has no identifier that lasts.
  var lasting: String?
  /// Where it stands.
  var line: Int?
  var path: String?

  /// Adds the event as a session.
  func add(to programme: Programme) {
    let builder = programme.builder
    builder.count("events")
    guard let title else {
      return builder.problem(
        .skipped, "an event without a title", line: line, path: path, value: id)
    }
    let own = id ?? guid ?? slug ?? title
    let words = SlugText.shortened(SlugText.make([title]), to: 60)
    let session = builder.slug(.session, programme.id, id == nil ? "" : own, words)
    var record = Session(
      id: session, conference: programme.id,
      kind: SessionKinds.kind(kind) ?? SessionKinds.kind(ofTitle: title) ?? "other", title: title)
    record.kindLabel = kind
    record.track = track
    record.room = room
    record.speakers = speakers
    record.language = language
    record.abstract = joined()
    record.startsAt = starts
    record.endsAt = ends
    record.timeZone = programme.zone?.name
    record.links = uniqueLinks
    if isCancelled { record.status = "cancelled" }
    let identity = lasting ?? guid ?? own
    if let first = builder.session(identifiedAs: identity) {
      // One identifier in two slots: the same contribution again.
      record.work = first.slug
      builder.document.sessions[first.index].work = first.slug
      builder.count("further slots")
      builder.identify(.session, session, as: identity)
    } else {
      record.guid = guid
      builder.identify(.session, session, as: identity)
    }
    if let starts, let ends, ends.instant < starts.instant {
      builder.problem(.dropped, "ends before it starts", line: line, path: path, value: title)
      record.endsAt = nil
    }
    builder.document.sessions.append(record)
  }

  /// No address twice, and the event's own page first.
  private var uniqueLinks: [Link] {
    var seen: Set<String> = []
    return links.filter { seen.insert($0.url).inserted }
  }

  /// Abstract and description, each once.
  private func joined() -> String? {
    guard let abstract else { return description ?? subtitle }
    guard let description, description != abstract else { return abstract }
    return abstract + "\n\n" + description
  }
}
