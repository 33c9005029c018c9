import CatalogModel
import HTTP

extension Representation {
  static let scheduleXML: Representation = {
    var form = Representation(
      "schedule-xml", extension: "xml", MediaType("application", "xml"), label: "schedule.xml",
      "a programme for conference apps, in the format of Pentabarf",
      encoder: .programme(ScheduleXMLForm.write))
    form.isAnnounced = false
    return form
  }()
}

/// Pentabarf `schedule.xml`, as Giggity and EventFahrplan read it.
enum ScheduleXMLForm {
  @Sendable static func write(_ timetable: Timetable) -> [UInt8] {
    var xml = Array("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n".utf8)
    open("schedule", &xml)
    XMLText.element(
      "generator", ["name": "Conference Catalog", "url": "\(timetable.baseURL)/"], into: &xml)
    text("version", timetable.version, &xml)
    conference(timetable, &xml)
    for (index, day) in timetable.days.enumerated() {
      open(
        "day",
        [
          "index": "\(index + 1)", "date": day.day.description,
          "start": day.start.instant.formatted(offset: day.start.offset),
          "end": day.end.instant.formatted(offset: day.end.offset),
        ], &xml)
      for room in day.rooms {
        let id = timetable.rooms.first { $0.name == room.name }?.id ?? room.name
        let guid = NameUUID.text("room/\(timetable.conference.id)/\(id)")
        open("room", ["name": room.name, "guid": guid], &xml)
        for event in room.events { self.event(event, room.name, timetable, &xml) }
        close("room", &xml)
      }
      close("day", &xml)
    }
    close("schedule", &xml)
    return xml
  }

  private static func conference(_ timetable: Timetable, _ xml: inout [UInt8]) {
    let conference = timetable.conference
    let place = conference.locations.first { $0.certainty == "stated" && !$0.isVirtual }
    open("conference", &xml)
    text("acronym", conference.id, &xml)
    text("title", conference.title, &xml)
    text("subtitle", conference.tagline ?? "", &xml)
    text("venue", place?.venue ?? "", &xml)
    text("city", place?.city ?? "", &xml)
    text("start", timetable.first?.description ?? "", &xml)
    text("end", timetable.last?.description ?? "", &xml)
    text("days", "\(timetable.days.count)", &xml)
    let change = timetable.days.first.map { $0.start.instant.formatted(offset: $0.start.offset) }
    text("day_change", String((change ?? "").dropFirst(11).prefix(8)), &xml)
    text("timeslot_duration", Timetable.clock(minutes: timetable.slotMinutes) + ":00", &xml)
    text("base_url", "\(timetable.baseURL)/", &xml)
    if let zone = conference.timeZone { text("time_zone_name", zone, &xml) }
    close("conference", &xml)
    guard !timetable.tracks.isEmpty else { return }
    open("tracks", &xml)
    for track in timetable.tracks {
      XMLText.element("track", ["slug": track.id], track.name, into: &xml)
    }
    close("tracks", &xml)
  }

  private static func event(
    _ event: Timetable.Event, _ room: String, _ timetable: Timetable, _ xml: inout [UInt8]
  ) {
    let session = event.session
    open("event", ["guid": event.guid, "id": "\(event.number)"], &xml)
    text("date", event.start.instant.formatted(offset: event.start.offset), &xml)
    text("start", event.clock, &xml)
    text("duration", Timetable.clock(minutes: event.minutes), &xml)
    text("room", room, &xml)
    text("slug", event.slug, &xml)
    text("url", event.url(timetable.baseURL), &xml)
    text("title", session.title, &xml)
    text("subtitle", "", &xml)
    text("track", session.trackName ?? "", &xml)
    text("type", session.kindLabel ?? session.kind, &xml)
    text("language", session.language ?? "", &xml)
    text("abstract", session.abstract ?? "", &xml)
    text("description", event.description ?? "", &xml)
    if let isOut = session.doNotRecord {
      open("recording", &xml)
      text("license", "", &xml)
      text("optout", "\(isOut)", &xml)
      close("recording", &xml)
    }
    open("persons", &xml)
    for speaker in session.speakers {
      let name = "speaker/\(speaker.id)"
      XMLText.element(
        "person", ["id": "\(NameUUID.number(name))", "guid": NameUUID.text(name)],
        speaker.name ?? speaker.id, into: &xml)
    }
    close("persons", &xml)
    open("links", &xml)
    for link in event.links {
      XMLText.element("link", ["href": link.url], link.title ?? link.url, into: &xml)
    }
    close("links", &xml)
    XMLText.element("attachments", into: &xml)
    close("event", &xml)
  }

  private static func text(_ name: String, _ value: String, _ xml: inout [UInt8]) {
    XMLText.element(name, [:], value, into: &xml)
  }

  private static func open(_ name: String, _ xml: inout [UInt8]) { open(name, [:], &xml) }

  private static func open(
    _ name: String, _ attributes: KeyValuePairs<String, String>, _ xml: inout [UInt8]
  ) {
    XMLText.open(name, attributes, into: &xml)
    xml.append(contentsOf: ">\n".utf8)
  }

  private static func close(_ name: String, _ xml: inout [UInt8]) {
    xml.append(contentsOf: "</\(name)>\n".utf8)
  }
}
