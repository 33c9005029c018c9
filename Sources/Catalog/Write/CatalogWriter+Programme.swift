import JSON
import SQLite

extension CatalogWriter {
  func write(_ track: Track, position: Int) throws {
    let owner = "track \(track.id)"
    let id = try insert(
      "track", slug: track.id,
      [
        "conference_id": try self.id(.conference, track.conference, for: owner),
        "position": position, "name": track.name, "description": track.description,
        "color": track.color,
      ])
    for (position, alias) in track.aliases.enumerated() {
      try connection.run("INSERT INTO track_alias VALUES (?1, ?2, ?3)", id, position, alias)
    }
    try relate("track_topic", id, .topic, track.topics, owner: owner)
  }

  func write(_ room: Room, position: Int) throws {
    try insert(
      "room", slug: room.id,
      [
        "conference_id": try id(.conference, room.conference, for: "room \(room.id)"),
        "name": room.name, "position": position, "capacity": room.capacity,
      ])
  }

  func write(_ speaker: Speaker) throws {
    try insert(
      "speaker", slug: speaker.id,
      [
        "name": speaker.name, "name_folded": Folding.fold(speaker.name),
        "affiliation": speaker.affiliation, "bio": speaker.bio, "orcid": speaker.orcid,
      ])
  }

  /// A session may stand before the session that it is part of.
  func write(_ sessions: [Session]) throws {
    for (position, session) in sessions.enumerated() {
      let owner = "session \(session.id)"
      let id = try insert(
        "session", slug: session.id,
        [
          "conference_id": try self.id(.conference, session.conference, for: owner),
          "track_id": try self.id(.track, session.track, for: owner),
          "room_id": try self.id(.room, session.room, for: owner), "work": session.work,
          "kind": session.kind, "kind_label": session.kindLabel, "title": session.title,
          "abstract": session.abstract, "starts_at": session.startsAt?.instant.seconds,
          "ends_at": session.endsAt?.instant.seconds, "starts_offset": session.startsAt?.offset,
          "ends_offset": session.endsAt?.offset, "time_zone": session.timeZone,
          "language": session.language, "format": session.format, "level": session.level,
          "status": session.status, "guid": session.guid, "position": position,
        ])
      for (place, speaker) in session.speakers.enumerated() {
        try connection.run(
          "INSERT INTO session_speaker (session_id, position, speaker_id) VALUES (?1, ?2, ?3)", id,
          place, try self.id(.speaker, speaker.id, for: owner))
      }
      try relate("session_topic", id, .topic, session.topics, owner: owner)
    }
    for session in sessions {
      guard let parent = session.parent else { continue }
      try connection.run(
        "UPDATE session SET parent_id = ?2 WHERE slug = ?1", session.id,
        try id(.session, parent, for: "session \(session.id)"))
    }
  }

  func write(_ recommendation: Recommendation, position: Int) throws {
    let owner = "recommendation for \(recommendation.audience)"
    try insert(
      "recommendation",
      [
        "position": position,
        "audience_id": try id(.audience, recommendation.audience, for: owner),
        "series_id": try id(.series, recommendation.series, for: owner),
        "conference_id": try id(.conference, recommendation.conference, for: owner),
        "as_named": recommendation.asNamed, "reason": recommendation.reason,
        "source_id": try id(.source, recommendation.source, for: owner),
      ])
  }

  func write(_ item: GuideItem) throws {
    try insert(
      "guide_item", slug: item.id,
      [
        "kind": item.kind, "position": item.order, "title": item.title, "text": item.text,
        "source_id": try id(.source, item.source, for: "guide item \(item.id)"),
      ])
  }

  static func json(_ texts: [String]) -> String {
    var writer = JSONWriter()
    writer.value(texts)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
