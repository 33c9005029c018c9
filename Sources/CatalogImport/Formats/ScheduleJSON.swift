import CatalogForm
import CatalogModel

extension ImportFormat {
  static let scheduleJSON = ImportFormat(
    "schedule-json", "frab, pretalx, c3voc hub: schedule.json, versions 1 and 2", system: "frab",
    matches: { $0.hasJSON("schedule/conference") || $0.hasJSON("schedule", "$schema") },
    decode: .tree { ScheduleJSON.read($0, $1, into: $2) })
}

/// frab, pretalx and c3voc `schedule.json`, version 1 (days with rooms with events) and version 2
/// (lists of events and persons, with tracks and rooms as objects).
enum ScheduleJSON {
  static func read(_ root: Node, _ parameters: ImportParameters, into builder: BatchBuilder) {
    let fields = MapDecoder(root, path: "", in: builder)
    guard let schedule = fields.fields("schedule"),
      let conference = schedule.fields("conference")
    else { return builder.problem(.refused, "expected schedule/conference") }
    let acronym = conference.line("acronym")
    let title = conference.line("title")
    let start = conference.line("start")
    let year = start.flatMap { Int($0.prefix(4)) }
    let programme = ProgrammeBuilder(
      (acronym ?? title).flatMap { EditionName.read($0, year: year) }, title: title,
      zone: conference.line("time_zone_name"), parameters: parameters, in: builder)
    programme.describe { record in
      record.dates = EditionDates.read(
        start: start, end: conference.line("end"), text: nil, year: nil, in: conference)
      record.links = conference.link("url", as: "home")
      if record.links.isEmpty { record.links = schedule.link("base_url", as: "programme") }
      let languages = conference.lines("languages")
      record.languages = languages.isEmpty ? nil : languages
    }
    for track in conference.children("tracks") {
      let name = track.localized("name")
      _ = programme.track(
        name, key: track.line("slug") ?? name,
        color: track.line("color") ?? track.fields("colors")?.line("light"))
    }
    // GUIDs of rooms are not unique: a real file has one for two rooms.
    for room in conference.children("rooms") + schedule.children("rooms") {
      _ = programme.room(room.localized("name"), capacity: room.integer("capacity"))
    }
    for person in schedule.children("persons") { _ = speaker(person, programme) }
    let generator = fields.fields("generator") ?? schedule.fields("generator")
    let style = ScheduleStyle(
      generator: [
        generator?.line("name"), conference.line("url"), schedule.line("base_url"),
        fields.line("$schema"),
      ], dayChange: conference.line("day_change"), durations: root.texts(of: "duration"),
      of: programme)
    var events = schedule.children("events").map { read($0, room: nil, on: nil, style, programme) }
    // Version 2 has all events in one list, and days without rooms.
    let isList = !events.isEmpty
    for day in conference.children("days") + schedule.children("days") {
      builder.count("days")
      if !isList, !day.has("rooms") { day.skip("a day without rooms; expected its events by room") }
      events += read(day: day, style, programme)
    }
    ScheduleEvent.add(events, to: programme)
    programme.finish(isWhole: true)
    let tracks = conference.children("tracks").compactMap { track in
      track.localized("name").flatMap { name in track.line("slug").map { (name, $0) } }
    }
    OwnSchedule(
      generator: generator?.line("name"),
      conference: conference.line("url").flatMap { $0.split(separator: "/").last.map(String.init) },
      baseURL: schedule.line("base_url"), tracks: Dictionary(tracks) { first, _ in first }
    )?.restore(events, programme.builder)
  }

  private static func read(
    day: MapDecoder, _ style: ScheduleStyle, _ programme: ProgrammeBuilder
  ) -> [ScheduleEvent] {
    guard let rooms = day.fields("rooms") else { return [] }
    let date = ScheduleDay(date: day.line("date"), start: day.line("day_start"), style)
    return (rooms.node.members ?? []).flatMap { name, node in
      let room = programme.room(PlainText.line(name))
      return MapDecoder.maps(in: node, path: "\(rooms.path)/\(name)", programme.builder).map {
        read($0, room: room, on: date, style, programme)
      }
    }
  }

  private static func read(
    _ fields: MapDecoder, room: String?, on day: ScheduleDay?, _ style: ScheduleStyle,
    _ programme: ProgrammeBuilder
  ) -> ScheduleEvent {
    var event = ScheduleEvent()
    event.path = fields.path
    event.id = fields.line("id") ?? fields.line("code")
    event.guid = fields.line("guid")
    event.slug = fields.line("slug")
    event.title = fields.localized("title")
    event.subtitle = fields.localized("subtitle")
    event.kind = fields.localized("type")
    event.language = fields.line("language").flatMap { $0.utf8.count <= 12 ? $0 : nil }
    event.abstract = PlainText.block(fields.localizedRaw("abstract"))
    event.description = PlainText.block(fields.localizedRaw("description"))
    event.doNotRecord = fields.flag("do_not_record")
    event.track = track(fields, programme)
    event.room =
      room ?? programme.room(fields.value("room")?.text ?? fields.fields("room")?.localized("name"))
    event.isCancelled =
      ["state", "status"].contains { name in
        ["cancelled", "canceled"].contains(fields.line(name)?.lowercased())
      } || ["cancelled", "canceled", "is_cancelled"].contains { fields.flag($0) == true }
    let people = fields.children("persons") + fields.children("participants")
    event.speakers = people.compactMap { speaker($0, programme) }
    // `start` is a time of day in version 1, beside `date`, and the whole time in version 2.
    let times = ScheduleTimes(
      date: fields.line("date"), start: fields.line("start"), end: fields.line("end"),
      duration: fields.line("duration"))
    event.read(times, on: day, style, programme)
    event.links = links(fields)
    return event
  }

  /// Links to the event's own page and attachments; addresses relative to another server are
  /// dropped.
  private static func links(_ fields: MapDecoder) -> [Link] {
    let home = LinkText.ofTalk(fields.line("url"), title: nil, type: "origin")
    return [home].compactMap(\.self) + fields.links("links") + fields.links("attachments")
  }

  /// Reads the name of a track or, in version 2, an object with its slug.
  private static func track(_ fields: MapDecoder, _ programme: ProgrammeBuilder) -> String? {
    guard let value = fields.value("track") else { return nil }
    if let text = value.text { return programme.track(PlainText.line(text)) }
    let slug = value["slug"]?.text
    if let known = programme.track(key: slug) { return known }
    return programme.track(fields.fields("track")?.localized("name") ?? slug, key: slug)
  }

  /// Reads a speaker; the key is pretalx's code, which is stable across years, or else the guid or
  /// id.
  private static func speaker(_ person: MapDecoder, _ programme: ProgrammeBuilder)
    -> SpeakerReference?
  {
    let name = ["public_name", "name", "full_public_name"].lazy.compactMap { person.line($0) }.first
    let keys = ["code", "guid", "id"].compactMap { person.line($0) }
    return programme.speaker(
      name ?? keys.lazy.compactMap { programme.known($0) }.first, keys: keys,
      bio: person.block("biography"))
  }
}
