import CatalogForm
import CatalogModel
import JSON

/// Collects the records in the native format that the catalog's own calendars and feeds contain.
final class OwnRecords {
  private let builder: BatchBuilder
  private var places: [String: Int] = [:]

  init(_ builder: BatchBuilder) { self.builder = builder }

  /// Adds the record of an entry; `conference` is the one to which it belongs, from `property`.
  func add(
    _ kind: String?, _ text: String, conference: String?, _ property: String, line: Int,
    name: String
  ) {
    switch kind {
    case "deadline":
      guard let conference, conference.hasSuffix("}") else {
        return builder.problem(
          .skipped, "a deadline without \(property)", line: line, value: name)
      }
      // The deadline as a member of its conference.
      add("\(conference.dropLast()),\"deadlines\":[\(text)]}", line)
    case "session":
      if let conference { add(conference, line) }
      add(text, line)
    default: add(text, line)
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

  /// Adds a conference, or merges it with one of the same ID: deadlines also contain their
  /// conference.
  func add(_ conference: Conference) {
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

  /// Adds the room, the track and the speakers that a session names.
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
    for speaker in json["speakers"]?.array ?? [] {
      guard let id = speaker["id"]?.string, Slug.isValid(id), let name = speaker["name"]?.string,
        places.updateValue(0, forKey: "speaker \(id)") == nil
      else { continue }
      builder.document.speakers.append(Speaker(id: id, name: name))
    }
  }
}
