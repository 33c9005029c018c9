import CatalogForm
import CatalogModel

extension ImportFormat {
  static let pretalxWidget = ImportFormat(
    "pretalx-widget", "the data of pretalx's schedule widget", system: "pretalx",
    matches: { file in
      file.hasJSON("talks/[]/code") || file.hasJSON("talks", "version")
        || file.hasJSON("talks/[]/speakers")
    },
    decode: .files { (file, parameters, builder) throws(ImportProblem) in
      let tree = try FileGroup.tree(file, builder)
      PretalxWidget.read(tree, name: file.name, parameters, into: builder)
    })
}

/// The data of pretalx's schedule widget: talks, tracks, rooms and speakers.
///
/// It has no name of the conference, so `--conference` or the name of the file identifies it.
enum PretalxWidget {
  static func read(
    _ root: Node, name: String, _ parameters: ImportParameters, into builder: BatchBuilder
  ) {
    let fields = MapDecoder(root, path: "", in: builder)
    let programme = ProgrammeBuilder(
      EditionName.read(Paths.stem(name)), title: fields.line("event_name"),
      zone: fields.line("timezone"), parameters: parameters, in: builder)
    var rooms: [String: String] = [:]
    for room in fields.children("rooms") {
      guard let id = room.line("id"),
        let slug = programme.room(room.localized("name"), key: id)
      else { continue }
      rooms[id] = slug
    }
    for track in fields.children("tracks") {
      _ = programme.track(
        track.localized("name"), key: track.line("id"), color: track.line("color"))
    }
    for speaker in fields.children("speakers") {
      _ = programme.speaker(speaker.line("name"), keys: [speaker.line("code")].compactMap(\.self))
    }
    var events: [ScheduleEvent] = []
    for talk in fields.children("talks") {
      var event = ScheduleEvent()
      event.path = talk.path
      event.guid = talk.line("code")
      event.id = event.guid
      // The title is a text for a talk, and an object by language for a break.
      event.title = talk.localized("title")
      if event.guid == nil {
        event.kind = "break"
        // The number of a break changes with each version of the schedule.
        let place = [talk.line("start"), talk.line("room"), event.title]
        event.lasting = "break:\(place.compactMap(\.self).joined(separator: "/"))"
      }
      event.abstract = talk.block("abstract")
      event.doNotRecord = talk.flag("do_not_record")
      event.track = programme.track(key: talk.line("track"))
      event.room = talk.line("room").flatMap { rooms[$0] }
      event.speakers = talk.lines("speakers").compactMap {
        programme.speaker(programme.known($0), keys: [$0])
      }
      event.starts = programme.time(talk.line("start"))
      event.ends = programme.time(talk.line("end"))
      if event.ends == nil, let starts = event.starts, let minutes = talk.integer("duration") {
        event.ends = ZonedInstant(
          Instant(seconds: starts.instant.seconds + minutes * 60), offset: starts.offset)
      }
      if event.starts == nil {
        talk.drop("unknown time format", "start", talk.line("start"))
      }
      events.append(event)
    }
    ScheduleEvent.add(events, to: programme)
    programme.finish(isWhole: true)
  }
}
