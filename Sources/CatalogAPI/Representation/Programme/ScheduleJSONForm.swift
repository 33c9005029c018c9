import CatalogModel
import HTTP
import JSON

extension Representation {
  static let scheduleJSON: Representation = {
    var form = Representation(
      "schedule-json", extension: "json", .json, label: "schedule.json",
      "a programme for conference apps, in the format of frab and pretalx",
      encoder: .programme(ScheduleJSONForm.write))
    form.isAnnounced = false
    return form
  }()
}

/// `schedule.json`, version 1; conforms to https://c3voc.de/schedule/schema.json.
enum ScheduleJSONForm {
  @Sendable static func write(_ timetable: Timetable) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("$schema", "https://c3voc.de/schedule/schema.json")
      json.object("generator") { json in
        json.member("name", "Conference Catalog")
        json.member("url", "\(timetable.baseURL)/")
      }
      json.object("schedule") { json in
        json.member("version", timetable.version)
        json.member("base_url", "\(timetable.baseURL)/")
        json.object("conference") { conference(timetable, &$0) }
      }
    }
    return json.bytes
  }

  private static func conference(_ timetable: Timetable, _ json: inout JSONWriter) {
    let conference = timetable.conference
    json.member("acronym", acronym(conference.id))
    json.member("title", conference.title)
    if let summary = conference.summary { json.member("description", summary) }
    json.member("start", timetable.first?.description ?? "")
    json.member("end", timetable.last?.description ?? "")
    json.member("daysCount", timetable.days.count)
    json.member("timeslot_duration", Timetable.clock(minutes: timetable.slotMinutes))
    if let zone = conference.timeZone, isAllowed(zone) { json.member("time_zone_name", zone) }
    json.member("url", "\(timetable.baseURL)/conferences/\(conference.id)")
    json.list("tracks", timetable.tracks) { json, track in
      json.object { json in
        json.member("name", track.name)
        json.member("slug", track.id.utf8.count > 1 ? track.id : "track-\(track.id)")
        if let color = track.color { json.member("color", color) }
      }
    }
    json.list("rooms", timetable.rooms) { json, room in
      json.object { json in
        json.member("name", room.name)
        json.member("guid", NameUUID.text("room/\(conference.id)/\(room.id ?? room.name)"))
      }
    }
    json.list("days", Array(timetable.days.enumerated())) { json, numbered in
      let (index, day) = numbered
      json.object { json in
        json.member("index", index + 1)
        json.member("date", day.day.description)
        json.member("day_start", day.start.instant.formatted(offset: day.start.offset))
        json.member("day_end", day.end.instant.formatted(offset: day.end.offset))
        json.object("rooms") { json in
          for room in day.rooms {
            json.list(room.name, room.events) { json, event in
              json.object { self.event(event, room.name, timetable, &$0) }
            }
          }
        }
      }
    }
  }

  private static func event(
    _ event: Timetable.Event, _ room: String, _ timetable: Timetable, _ json: inout JSONWriter
  ) {
    let session = event.session
    json.member("guid", event.guid)
    json.member("id", event.number)
    json.member("date", event.start.instant.formatted(offset: event.start.offset))
    json.member("start", event.clock)
    if let end = event.end { json.member("end", end.instant.formatted(offset: end.offset)) }
    json.member("duration", Timetable.clock(minutes: event.minutes))
    json.member("room", room)
    json.member("slug", event.slug)
    json.member("url", event.url(timetable.baseURL))
    json.member("title", session.title)
    json.member("subtitle", "")
    json.member("track", session.trackName)
    json.member("type", session.kindLabel ?? session.kind)
    json.member("language", session.language)
    json.member("abstract", session.abstract ?? "")
    json.member("description", event.description ?? "")
    json.member("recording_license", "")
    json.member("do_not_record", session.doNotRecord)
    json.list("persons", session.speakers) { json, speaker in
      json.object { json in
        json.member("guid", NameUUID.text("speaker/\(speaker.id)"))
        json.member("id", NameUUID.number("speaker/\(speaker.id)"))
        json.member("public_name", speaker.name ?? speaker.id)
        json.member("url", "\(timetable.baseURL)/speakers/\(speaker.id)")
        if let text = timetable.people[speaker.id]?.bio { json.member("biography", text) }
      }
    }
    json.list("links", event.links) { json, link in
      json.object { json in
        json.member("url", link.url)
        if let title = link.title { json.member("title", title) }
        json.member("type", types[link.rel] ?? "related")
      }
    }
    json.member("origin_url", "\(timetable.baseURL)/sessions/\(session.id)")
    json.member("attachments", [] as [String])
  }

  private static let types = ["paper": "paper", "slides": "slides", "video": "media"]

  /// Returns an acronym for the schema, which allows no hyphen before a year: "emnlp2023".
  private static func acronym(_ id: String) -> String {
    let name = id.replacing("-", with: "")
    return name + String(repeating: "_", count: max(0, 4 - name.utf8.count))
  }

  /// Whether the schema accepts a zone: an area with a place, or UTC.
  private static func isAllowed(_ zone: String) -> Bool {
    zone == "UTC"
      || zone.split(separator: "/").prefix(2).count(where: { part in
        part.first?.isUppercase ?? false && part.dropFirst().first?.isLowercase ?? false
      }) == 2
  }
}
