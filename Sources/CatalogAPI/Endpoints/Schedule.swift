import CatalogModel
import JSON

/// A programme by the days of the conference's local time.
///
/// A session after midnight may belong to the day before.
struct Schedule {
  private struct Slot {
    var session: Session
    var start: ZonedInstant
  }

  private let conference: Conference
  private var days: [(day: Day, slots: [Slot])] = []
  private var unscheduled: [Session] = []

  init(_ conference: Conference, _ sessions: [Session], zones: TimeZones) {
    self.conference = conference
    let zone = conference.timeZone.flatMap(zones.rules)
    for session in sessions {
      guard var start = session.startsAt else {
        unscheduled.append(session)
        continue
      }
      // A time that was published in UTC is shown in the conference's zone if that is known.
      if let zone { start.offset = zone.offset(at: start.instant) }
      let day = session.day ?? start.instant.day(offset: start.offset)
      if days.last?.day != day, !days.contains(where: { $0.day == day }) { days.append((day, [])) }
      if let index = days.firstIndex(where: { $0.day == day }) {
        days[index].slots.append(Slot(session: session, start: start))
      }
    }
    days.sort { $0.day < $1.day }
  }

  func write(
    to json: inout JSONWriter, by division: String, programmeStatus: String?,
    localZone: TimeZoneRules?, _ baseURL: String
  ) {
    json.member("type", "schedule")
    json.member("conference", conference.id)
    json.member("url", "\(baseURL)/conferences/\(conference.id)/schedule")
    json.member("name", conference.name)
    json.member("time_zone", conference.timeZone)
    json.member("programme_status", programmeStatus)
    json.list("days", days) { json, day in
      json.object { json in
        json.member("date", day.day.description)
        json.list("\(division)s", divisions(day.slots, by: division)) { json, part in
          json.object { json in
            json.member("id", part.id)
            json.member("name", part.name)
            json.list("sessions", part.slots) { json, slot in
              write(slot.session, slot.start, to: &json, localZone, baseURL)
            }
          }
        }
      }
    }
    json.list("unscheduled", unscheduled) { json, session in
      write(session, nil, to: &json, localZone, baseURL)
    }
  }

  /// Returns the rooms or tracks of a day in the order of their first sessions; sessions without
  /// one are last.
  private func divisions(
    _ slots: [Slot], by division: String
  ) -> [(id: String?, name: String?, slots: [Slot])] {
    var parts: [(id: String?, name: String?, slots: [Slot])] = []
    for slot in slots {
      let session = slot.session
      let id = division == "room" ? session.room : session.track
      let name = division == "room" ? session.roomName : session.trackName
      if let index = parts.firstIndex(where: { $0.id == id }) {
        parts[index].slots.append(slot)
      } else {
        parts.append((id, name, [slot]))
      }
    }
    return parts.filter { $0.id != nil } + parts.filter { $0.id == nil }
  }

  private func write(
    _ session: Session, _ start: ZonedInstant?, to json: inout JSONWriter,
    _ localZone: TimeZoneRules?, _ baseURL: String
  ) {
    json.object { json in
      json.member("id", session.id)
      json.member("url", "\(baseURL)/sessions/\(session.id)")
      json.member("title", session.title)
      json.member("kind", session.kind)
      json.member("track", session.track)
      json.member("track_name", session.trackName)
      json.member("room", session.room)
      json.member("room_name", session.roomName)
      if session.parent != nil { json.member("parent", session.parent) }
      let end = session.endsAt.map { end in
        ZonedInstant(instant: end.instant, offset: start?.offset ?? end.offset)
      }
      for (name, time) in [("starts_at", start), ("ends_at", end)] {
        json.member(name, time.map { $0.instant.formatted(offset: $0.offset) })
        json.member("\(name)_utc", time?.instant.description)
        if let localZone {
          json.member(
            "\(name)_local",
            time.map { $0.instant.formatted(offset: localZone.offset(at: $0.instant)) })
        }
      }
      json.list("speakers", session.speakers) { json, speaker in
        json.object { json in
          json.member("id", speaker.id)
          json.member("name", speaker.name)
          if let role = speaker.role { json.member("role", role) }
        }
      }
    }
  }
}
