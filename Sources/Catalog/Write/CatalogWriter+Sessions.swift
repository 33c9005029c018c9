import CatalogForm
import CatalogModel
import SQLite

extension Session: StoredRecord {
  static func load(_ slug: String, _ connection: Connection) throws -> Session? {
    let reader = CatalogReader(writing: connection)
    return try reader.one("session", slug, reader.session(id:))
  }

  /// Stores the session without its parent, which `finish` writes: a part may come before its
  /// whole.
  func store(_ writer: CatalogWriter, _ row: RecordRow) throws -> Int64 {
    let context = try SessionContext(self, writer)
    if let parent { writer.deferred.parents.append((.session, self.id, parent)) }
    guard let id = row.id else { return try insert(writer, context, row) }
    try writer.put(
      "session", slug: self.id, row,
      CatalogReader.allSessions.columns(of: self) + [
        ("track_id", context.track), ("room_id", context.room), ("title_key", Folding.order(title)),
      ])
    if parent == nil {
      try writer.connection.run("UPDATE session SET parent_id = NULL WHERE id = ?1", id)
    }
    try writer.clear("session_speaker", "session_topic", of: "session_id", id: id)
    try storeParts(writer, context, id)
    return id
  }

  /// Inserts a new row and its search text at once, with prepared statements: a programme has
  /// thousands of sessions.
  private func insert(
    _ writer: CatalogWriter, _ context: SessionContext, _ row: RecordRow
  ) throws -> Int64 {
    let ofTrack = context.trackHasTopics ? context.track.map { -$0 } : nil
    let inherits = topics.isEmpty && !Self.kindsWithoutTopics.contains(kind)
    let scope = ofTrack ?? (inherits ? context.conference : nil)
    let stamp = writer.stamp("session", self.id, row)
    let position = writer.position(.session, row)
    let stored = try writer.bulk.session.insert { row in
      row.text(self.id)
      row.integer(context.conference)
      row.integer(context.track)
      row.integer(context.room)
      row.text(Folding.order(title))
      row.integer(position)
      row.integer(scope)
      row.columns(of: self)
      row.integer(writer.revision)
      row.integer(stamp.sequence)
      row.integer(stamp.updatedAt.seconds)
    }
    try storeParts(writer, context, stored)
    // The same text as SearchDocument's query returns for the row; a test compares the two.
    try writer.search.add(
      RecordText(
        number: SearchDocument.session.base + stored, name: title,
        otherNames: "\(kind) \(context.conferenceName)", about: context.trackName,
        people: context.speakers.map(\.name).joined(separator: " "), place: context.roomName))
    return stored
  }

  private func storeParts(
    _ writer: CatalogWriter, _ context: SessionContext, _ id: Int64
  ) throws {
    writer.filters.changed.insert(context.conference)
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
    try writer.topics.derive(for: id, titled: title)
  }
}

/// The rows to which a session refers, with the names in its search text.
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
    conference = try writer.slugs.id(.conference, session.conference, for: "session \(session.id)")
    conferenceName = try writer.slugs.conferenceName(conference)
    if let slug = session.track {
      let id = try writer.slugs.id(.track, slug, for: "session \(session.id)")
      let known = try writer.slugs.track(id)
      (track, trackName, trackHasTopics) = (id, known.name, known.hasTopics)
    }
    if let slug = session.room {
      let id = try writer.slugs.id(.room, slug, for: "session \(session.id)")
      room = id
      roomName = try writer.slugs.roomName(id)
    }
    speakers.reserveCapacity(session.speakers.count)
    for reference in session.speakers {
      guard let speaker = try writer.slugs.speaker(reference.id) else {
        throw ReferenceError(
          owner: "session \(session.id)", kind: "speaker", slug: reference.id)
      }
      speakers.append(speaker)
    }
  }
}
