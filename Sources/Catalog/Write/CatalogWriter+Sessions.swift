import CatalogModel
import SQLite

extension Session {
  static func load(_ slug: String, _ connection: Connection) throws -> Session? {
    let reader = CatalogReader(writing: connection)
    return try reader.one("session", slug, reader.session(id:))
  }

  /// The parent follows in `finish`: a session may stand before the one that it is part of.
  func store(_ writer: CatalogWriter, id: Int64?) throws -> Int64 {
    let context = try SessionContext(self, writer)
    if let parent { writer.parents.append((.session, self.id, parent)) }
    guard let id else { return try insert(writer, context) }
    try writer.put(
      "session", slug: self.id, id: id,
      [
        "track_id": context.track, "room_id": context.room, "work": work, "kind": kind,
        "kind_label": kindLabel, "title": title, "title_key": Folding.order(title),
        "abstract": abstract,
        "starts_at": startsAt?.instant.seconds, "ends_at": endsAt?.instant.seconds,
        "starts_offset": startsAt?.offset, "ends_offset": endsAt?.offset, "time_zone": timeZone,
        "language": language, "format": format, "level": level, "status": status, "guid": guid,
        "links": Link.stored(links), "published_start": publishedStart,
        "published_end": publishedEnd, "day": day?.description,
        "description": description, "do_not_record": doNotRecord,
      ])
    if parent == nil {
      try writer.connection.run("UPDATE session SET parent_id = NULL WHERE id = ?1", id)
    }
    try writer.clear("session_speaker", "session_topic", of: "session_id", id: id)
    try storeParts(writer, context, id)
    return id
  }

  /// Inserts a row and its words at once: a programme has them by the thousand.
  private func insert(_ writer: CatalogWriter, _ context: SessionContext) throws -> Int64 {
    let ofTrack = context.trackHasTopics ? context.track.map { -$0 } : nil
    let scope = ofTrack ?? (topics.isEmpty ? context.conference : nil)
    let stamp = writer.stamp("session", self.id)
    let stored = try writer.bulk.session.insert { row in
      row.text(self.id)
      row.integer(context.conference)
      row.integer(context.track)
      row.integer(context.room)
      row.text(work)
      row.text(kind)
      row.text(kindLabel)
      row.text(title)
      row.text(Folding.order(title))
      row.text(abstract)
      row.integer(startsAt?.instant.seconds)
      row.integer(endsAt?.instant.seconds)
      row.integer(startsAt?.offset)
      row.integer(endsAt?.offset)
      row.text(timeZone)
      row.text(language)
      row.text(format)
      row.text(level)
      row.text(status)
      row.text(guid)
      row.text(Link.stored(links))
      row.integer(writer.nextPosition(.session))
      row.integer(scope)
      row.integer(writer.revision)
      row.integer(stamp.sequence)
      row.integer(stamp.updatedAt.seconds)
      row.text(publishedStart)
      row.text(publishedEnd)
      row.text(day?.description)
      row.text(description)
      row.integer(doNotRecord.map { $0 ? 1 : 0 })
    }
    try storeParts(writer, context, stored)
    // The same words as SearchDocument's query finds for the row; a test holds them together.
    try writer.addWords(
      SearchDocument.session.base + stored, title, "\(kind) \(context.conferenceName)",
      context.trackName, context.speakers.map(\.name).joined(separator: " "), context.roomName)
    return stored
  }

  private func storeParts(
    _ writer: CatalogWriter, _ context: SessionContext, _ id: Int64
  ) throws {
    writer.refiled.insert(context.conference)
    for (place, (speaker, billed)) in zip(context.speakers, speakers).enumerated() {
      try writer.bulk.sessionSpeaker.run { row in
        row.integer(id)
        row.integer(place)
        row.integer(speaker.id)
        row.text(billed.role ?? SpeakerReference.usualRole)
      }
    }
    if !topics.isEmpty {
      try writer.relate(
        "session_topic (session_id, topic_id, position)", id, .topic, topics,
        owner: "session \(self.id)")
    }
    try writer.deriveTopics(of: id, titled: title)
  }
}

/// The rows to which a session refers, with the names that go into its words.
struct SessionContext {
  let conference: Int64
  let conferenceName: String
  var track: Int64?
  var trackName = ""
  var trackHasTopics = false
  var room: Int64?
  var roomName = ""
  var speakers: [(id: Int64, name: String)] = []

  init(_ session: Session, _ writer: CatalogWriter) throws {
    conference = try writer.id(.conference, session.conference, for: "session \(session.id)")
    conferenceName = try writer.conferenceName(conference)
    if let slug = session.track {
      let id = try writer.id(.track, slug, for: "session \(session.id)")
      let known = try writer.trackName(id)
      (track, trackName, trackHasTopics) = (id, known.name, known.hasTopics)
    }
    if let slug = session.room {
      let id = try writer.id(.room, slug, for: "session \(session.id)")
      room = id
      roomName = try writer.roomName(id)
    }
    speakers.reserveCapacity(session.speakers.count)
    for reference in session.speakers {
      guard let speaker = try writer.speaker(reference.id) else {
        throw ReferenceError(
          owner: "session \(session.id)", kind: "speaker", slug: reference.id)
      }
      speakers.append(speaker)
    }
  }
}

extension CatalogWriter {
  fileprivate func conferenceName(_ id: Int64) throws -> String {
    if let name = names.conferences[id] { return name }
    let name = try connection.first(
      "SELECT coalesce(acronym, name) FROM conference WHERE id = ?1", id
    ) { $0.text(0) }
    names.conferences[id] = name ?? ""
    return name ?? ""
  }

  fileprivate func trackName(_ id: Int64) throws -> (name: String, hasTopics: Bool) {
    if let track = names.tracks[id] { return track }
    let track = try connection.first(
      """
      SELECT name, EXISTS (SELECT 1 FROM track_topic WHERE track_id = ?1) FROM track WHERE id = ?1
      """, id
    ) { ($0.text(0), $0.bool(1)) }
    names.tracks[id] = track ?? ("", false)
    return track ?? ("", false)
  }

  func roomName(_ id: Int64) throws -> String {
    if let name = names.rooms[id] { return name }
    let name = try connection.first("SELECT name FROM room WHERE id = ?1", id) { $0.text(0) }
    names.rooms[id] = name ?? ""
    return name ?? ""
  }

  /// The row and the name of a speaker; nil where there is none.
  func speaker(_ slug: String) throws -> (id: Int64, name: String)? {
    if let speaker = names.speaker(slug) { return speaker }
    let found = try bulk.findSpeaker.first({ $0.text(slug) }) { ($0.int64(0), $0.text(1)) }
    guard let found else { return nil }
    names.rememberSpeaker(slug, found.0, found.1)
    return found
  }

  /// The session with the names that its JSON carries beside the slugs.
  func named(_ session: Session) throws -> Session {
    var named = session
    named.trackName = try session.track.flatMap { try find(.track, $0) }
      .map { try trackName($0).name }
    named.roomName = try session.room.flatMap { try find(.room, $0) }.map { try roomName($0) }
    for index in named.speakers.indices {
      named.speakers[index].name = try speaker(named.speakers[index].id)?.name
    }
    return named
  }
}
