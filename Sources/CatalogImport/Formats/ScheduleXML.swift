import CatalogForm
import CatalogModel

extension ImportFormat {
  // Shares its system with schedule.json, since both formats have the same GUIDs.
  static let scheduleXML = ImportFormat(
    "schedule-xml", "frab, pretalx, Pentabarf: schedule.xml", system: "frab",
    matches: { $0.tags.contains("schedule") },
    decode: .files { (file, parameters, builder) throws(ImportProblem) in
      ScheduleXML.read(try FileGroup.xml(file, builder), parameters, into: builder)
    })
}

/// Pentabarf `schedule.xml`, from the version of 2007, without room elements, to that of 2026, with
/// lists of tracks and persons.
enum ScheduleXML {
  static func read(_ root: XMLElement, _ parameters: ImportParameters, into builder: BatchBuilder) {
    guard root.name == "schedule", let conference = root.first("conference") else {
      return builder.problem(.refused, "expected schedule/conference", line: root.line)
    }
    let acronym = conference.line("acronym")
    let title = conference.line("title")
    let start = conference.line("start")
    let year = start.flatMap { Int($0.prefix(4)) }
    let programme = ProgrammeBuilder(
      (acronym ?? title).flatMap { EditionName.read($0, year: year) }, title: title,
      zone: zone(root, conference, parameters, builder), parameters: parameters, in: builder)
    conference.reportRepetitions(except: ["track", "day", "room"], in: builder)
    describe(programme, conference, builder)
    // The list of tracks is ignored: it only adds tracks without events.
    for person in root.first("persons")?.children ?? [] {
      _ = programme.speaker(
        person.line("name"),
        keys: [person[attribute: "id"], person[attribute: "guid"]].compactMap(\.self),
        bio: person.block("biography") ?? person.block("extended_biography"))
    }
    let generator = root.first("generator")
    let style = ScheduleStyle(
      generator: [
        generator?[attribute: "name"] ?? generator?.text, conference.line("base_url"),
        conference.line("url"),
      ], dayChange: conference.line("day_change"), durations: root.texts(of: "duration"),
      of: programme)
    var events: [ScheduleEvent] = []
    for day in root.all("day") {
      builder.count("days")
      events += read(day: day, style, programme)
    }
    ScheduleEvent.add(events, to: programme)
    programme.finish(isWhole: true)
    let tracks = (root.first("tracks")?.all("track") ?? []).compactMap { track in
      track[attribute: "slug"].map { (PlainText.line(track.text) ?? "", $0) }
    }
    OwnSchedule(
      generator: generator?[attribute: "name"], conference: acronym,
      baseURL: conference.line("base_url"), tracks: Dictionary(tracks) { first, _ in first }
    )?.restore(events, builder)
  }

  /// Returns the zone in the file or, if there is none and the events have only times of day, that
  /// of the city.
  private static func zone(
    _ root: XMLElement, _ conference: XMLElement, _ parameters: ImportParameters,
    _ builder: BatchBuilder
  ) -> String? {
    if let named = conference.line("time_zone_name") ?? parameters.timeZone { return named }
    let first = root.all("day").lazy.flatMap { [$0] + $0.all("room") }.flatMap { $0.all("event") }
      .first
    let city = conference.line("city").flatMap { PlaceText.read($0).location?.city }
    guard let first, first.first("date") == nil,
      let zone = CityZones.zone(of: city, in: builder)
    else { return nil }
    builder.problem(
      .assumption, "local times without a time zone; assumed to be in the zone of the city",
      value: zone)
    return zone
  }

  private static func describe(
    _ programme: ProgrammeBuilder, _ conference: XMLElement, _ builder: BatchBuilder
  ) {
    let fields = MapDecoder(Node(.map([]), line: conference.line), path: "", in: builder)
    programme.describe { record in
      record.tagline = conference.line("subtitle")
      record.dates = EditionDates.read(
        start: conference.line("start"), end: conference.line("end"), text: nil, year: nil,
        in: fields)
      let venue = conference.line("venue")
      if let place = (conference.line("city") ?? venue).map({ PlaceText.read($0) }) {
        record.format = place.format
        place.reportDoubt(conference.line, in: builder)
        if var location = place.location {
          if location.city != nil { location.venue = venue }
          location.precision = PlaceText.precision(location)
          record.locations = [location]
        }
      }
      if let url = conference.line("base_url"), LinkText.isWeb(url) {
        record.links = [Link(to: url, as: "programme")]
      }
    }
  }

  private static func read(
    day: XMLElement, _ style: ScheduleStyle, _ programme: ProgrammeBuilder
  ) -> [ScheduleEvent] {
    let date = ScheduleDay(date: day[attribute: "date"], start: day[attribute: "start"], style)
    return day.children.flatMap { element in
      switch element.name {
      case "room":
        let room = programme.room(PlainText.line(element[attribute: "name"]))
        return element.all("event").map { read($0, on: date, room: room, style, programme) }
      case "event": return [read(element, on: date, room: nil, style, programme)]
      default: return []
      }
    }
  }

  private static func read(
    _ element: XMLElement, on day: ScheduleDay, room: String?, _ style: ScheduleStyle,
    _ programme: ProgrammeBuilder
  ) -> ScheduleEvent {
    var event = ScheduleEvent()
    element.reportRepetitions(in: programme.builder)
    event.line = element.line
    event.id = element[attribute: "id"]
    event.guid = element[attribute: "guid"] ?? element.line("guid")
    event.slug = element.line("slug")
    event.title = element.line("title")
    event.subtitle = element.line("subtitle")
    event.kind = element.line("type")
    event.language = element.line("language").flatMap { $0.utf8.count <= 12 ? $0 : nil }
    event.abstract = element.block("abstract")
    event.description = element.block("description")
    event.doNotRecord = element.first("recording")?.line("optout").map { $0 == "true" }
    event.track = programme.track(
      element.line("track"), key: element.first("track")?[attribute: "slug"])
    event.room = room ?? programme.room(element.line("room"))
    event.speakers = (element.first("persons")?.all("person") ?? []).compactMap {
      programme.speaker(
        PlainText.line($0.text),
        keys: [$0[attribute: "id"], $0[attribute: "guid"]].compactMap(\.self))
    }
    let times = ScheduleTimes(
      date: element.line("date"), start: element.line("start"), end: element.line("end"),
      duration: element.line("duration"))
    event.read(times, on: day, style, programme)
    let found =
      (element.first("links")?.all("link") ?? [])
      + (element.first("attachments")?.all("attachment") ?? [])
    event.links =
      [LinkText.ofTalk(element.line("url"), title: nil, type: "origin")].compactMap(\.self)
      + found.compactMap {
        LinkText.ofTalk($0[attribute: "href"], title: $0.text, type: $0[attribute: "type"])
      }
    return event
  }
}
