import Catalog
import CatalogModel
import JSON

/// Calendars of the catalog itself: each event becomes the record that it was made of, if the
/// catalog does not have it.
///
/// An event has its record in the native format as X-CATALOG-RECORD. Older calendars lack it; their
/// conferences are recognized by UID, days and title.
final class OwnCalendar {
  private let builder: BatchBuilder
  private var places: [String: Int] = [:]

  static func isOwn(_ calendar: ICalendarComponent) -> Bool {
    calendar.text("PRODID")?.contains("//Conference Catalog//catalog//") == true
  }

  static func read(_ calendars: [ICalendarComponent], into builder: BatchBuilder) {
    builder.addsOnly()
    let own = OwnCalendar(builder)
    for calendar in calendars {
      for event in calendar.components where event.name == "VEVENT" {
        builder.count("events")
        own.read(event)
      }
    }
  }

  private init(_ builder: BatchBuilder) { self.builder = builder }

  private func read(_ event: ICalendarComponent) {
    let uid = event.text("UID") ?? ""
    let kind = uid.split(separator: "-", maxSplits: 1).first.map(String.init)
    guard let text = event.text("X-CATALOG-RECORD") else {
      guard kind == "conference" else {
        return builder.problem(
          .skipped, "an event without X-CATALOG-RECORD; expected a record in the native format",
          line: event.line,
          value: uid)
      }
      return addConference(of: event, uid)
    }
    switch kind {
    case "deadline":
      guard let conference = event.text("X-CATALOG-CONFERENCE"), conference.hasSuffix("}") else {
        return builder.problem(
          .skipped, "a deadline without X-CATALOG-CONFERENCE", line: event.line, value: uid)
      }
      // The deadline becomes a member of its conference.
      add("\(conference.dropLast()),\"deadlines\":[\(text)]}", event.line)
    case "session":
      if let conference = event.text("X-CATALOG-CONFERENCE") { add(conference, event.line) }
      add(text, event.line)
    default: add(text, event.line)
    }
  }

  private func add(_ json: String, _ line: Int) {
    var document = CatalogDocument()
    do throws(JSONError) {
      let value = try JSONParser.parse(Array(json.utf8))
      let mistakes = document.append(value)
      for mistake in mistakes {
        builder.problem(
          .skipped, "expected \(mistake.expected)", line: line, path: mistake.pointer,
          value: mistake.value)
      }
      if let session = document.sessions.first { addParts(of: session, value) }
    } catch {
      builder.problem(
        .skipped, "the record of the event is not JSON: \(error.reason)", line: line, value: json)
    }
    for conference in document.conferences { add(conference) }
    builder.document.sessions += document.sessions
  }

  /// Adds a conference once, also if it occurs for its deadlines.
  private func add(_ conference: Conference) {
    guard let place = places[conference.id] else {
      places[conference.id] = builder.document.conferences.count
      builder.document.conferences.append(conference)
      return
    }
    var whole = builder.document.conferences[place]
    let deadlines = whole.deadlines + conference.deadlines
    if whole.dates == nil, conference.dates != nil { whole = conference }
    whole.deadlines = deadlines
    builder.document.conferences[place] = whole
  }

  /// Adds the room and track of a session by their names.
  private func addParts(of session: Session, _ json: JSONValue) {
    if let id = session.room, let name = json["room_name"]?.string,
      places.updateValue(0, forKey: "room \(id)") == nil
    {
      builder.document.rooms.append(Room(id: id, conference: session.conference, name: name))
    }
    if let id = session.track, let name = json["track_name"]?.string,
      places.updateValue(0, forKey: "track \(id)") == nil
    {
      builder.document.tracks.append(Track(id: id, conference: session.conference, name: name))
    }
  }

  private func addConference(of event: ICalendarComponent, _ uid: String) {
    let slug = uid.dropFirst("conference-".count).prefix { $0 != "@" }
    guard Slug.isValid(String(slug)), let name = PlainText.line(event.text("SUMMARY")),
      let first = event.property("DTSTART").flatMap({ ClockDigits.read($0.value) })?.time.day
    else {
      return builder.problem(
        .skipped, "a conference without its ID, title or day", line: event.line, value: uid)
    }
    let end = event.property("DTEND").flatMap { ClockDigits.read($0.value) }?.time.day
    var record = Conference(id: String(slug), name: name)
    record.year = EditionName.read(name)?.year ?? first.components.year
    let last = end.map { $0 + -1 } ?? first
    record.dates = try? EventDates(
      edtf: last > first ? "\(first)/\(last)" : "\(first)", text: nil)
    if event.keyword("STATUS") == "CANCELLED" { record.status = "cancelled" }
    add(record)
  }
}
