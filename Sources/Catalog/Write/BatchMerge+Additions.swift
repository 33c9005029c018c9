import CatalogForm
import CatalogModel
import SQLite

/// Batches that only add: stored records stay unchanged, and references lead to them.
extension BatchMerge {
  func dropExistingRecords() throws {
    var document = batch.document
    var known = 0
    func isNew(_ kind: RecordKind, _ slug: String) throws -> Bool {
      let isKnown = try writer.slugs.find(kind, slug) != nil || isFormer(kind, slug)
      if isKnown { known += 1 }
      return !isKnown
    }
    document.sessions = try document.sessions.filter { try isNew(.session, $0.id) }
    // The tracks, rooms and speakers of stored sessions may have other IDs here than in the
    // catalog, so only those of new sessions are added.
    let tracks = Set(document.sessions.compactMap(\.track))
    let rooms = Set(document.sessions.compactMap(\.room))
    let speakers = Set(document.sessions.flatMap { $0.speakers.map(\.id) })
    document.tracks = try document.tracks.filter { track in
      let isNeeded =
        try tracks.contains(track.id) || writer.slugs.find(.conference, track.conference) == nil
      return try isNeeded && isNew(.track, track.id)
    }
    document.rooms = try document.rooms.filter { room in
      let isNeeded =
        try rooms.contains(room.id) || writer.slugs.find(.conference, room.conference) == nil
      return try isNeeded && isNew(.room, room.id)
    }
    document.speakers = try document.speakers.filter { speaker in
      try speakers.contains(speaker.id) && isNew(.speaker, speaker.id)
    }
    document.series = try document.series.filter { try isNew(.series, $0.id) }
    document.conferences = try document.conferences.compactMap { conference in
      if try isNew(.conference, conference.id) { return conference }
      return try withNewDeadlines(conference)
    }
    let needed = Set(
      document.sessions.map(\.conference) + document.tracks.map(\.conference)
        + document.rooms.map(\.conference))
    let conferences = Set(document.conferences.map(\.id))
    for slug in needed where !conferences.contains(slug) {
      guard try writer.slugs.find(.conference, slug) == nil else { continue }
      writer.report.notices.append(
        "some sessions belong to the conference \(slug), which the catalog does not have")
      document.sessions.removeAll { $0.conference == slug }
      document.tracks.removeAll { $0.conference == slug }
      document.rooms.removeAll { $0.conference == slug }
    }
    try dropUnknownReferences(in: &document)
    batch.document = document
    if known > 0 {
      writer.report.notices.append(
        "\(known) records of the file already exist in the catalog; they were not changed")
    }
  }

  /// Adds the records that the batch only names and the catalog lacks; drops other unknown references
  /// of a response.
  func addNamedRecords() throws {
    guard batch.named.count > 0 || batch.isResponse else { return }
    var document = batch.document
    var added: [String] = []
    func add<Record: CatalogRecord>(_ list: WritableKeyPath<CatalogDocument, [Record]>) throws {
      let known = Set(document[keyPath: list].map(\.id))
      let new = try batch.named[keyPath: list].filter {
        try !known.contains($0.id) && writer.slugs.find(Record.kind, $0.id) == nil
          && !isFormer(Record.kind, $0.id)
      }
      document[keyPath: list] += new
      if Record.kind != .speaker { added += new.map { "\(Record.kind.displayName) \($0.id)" } }
    }
    try add(\.series)
    try add(\.conferences)
    try add(\.tracks)
    try add(\.rooms)
    try add(\.speakers)
    if !added.isEmpty {
      writer.report.notices.append(
        "the file only names \(added.count) records that the catalog did not have, such as "
          + added.prefix(3).joined(separator: ", ") + "; they were added with their names")
    }
    if batch.isResponse { try dropUnknownReferences(in: &document) }
    batch.document = document
  }

  private func isFormer(_ kind: RecordKind, _ slug: String) throws -> Bool {
    try writer.slugs.successor(kind, slug) != nil
  }

  /// Returns the stored conference with the deadlines that it lacks; `nil` if it lacks none.
  private func withNewDeadlines(_ theirs: Conference) throws -> Conference? {
    guard !theirs.deadlines.isEmpty, var ours = try Conference.load(theirs.id, writer.connection)
    else { return nil }
    let ids = Set(ours.deadlines.map(\.id))
    let new = theirs.deadlines.filter { !ids.contains($0.id) }
    guard !new.isEmpty else { return nil }
    ours.deadlines += new
    return ours
  }

  /// Completes conferences of which the batch has only deadlines: keeps the stored data, and adds
  /// or edits the stated deadlines, found also by former IDs.
  func addDeadlines() throws {
    batch.document.conferences = try batch.document.conferences.compactMap { theirs in
      guard let stated = batch.deadlineHolders[theirs.id],
        let ours = try Conference.load(
          writer.slugs.current(.conference, theirs.id), writer.connection)
      else { return theirs }
      if ours.id != theirs.id { matcher.slugs[.conference][theirs.id] = ours.id }
      var merged = ours
      for (deadline, stated) in zip(theirs.deadlines, stated) {
        let id = try current(deadline, of: ours)
        if let index = merged.deadlines.firstIndex(where: { $0.id == id }) {
          merged.deadlines[index].apply(deadline, stated)
        } else {
          merged.deadlines.append(deadline)
        }
      }
      return merged == ours ? nil : merged
    }
  }

  /// Returns the present ID within its conference of the deadline with a present or former ID.
  private func current(_ deadline: Deadline, of conference: Conference) throws -> String {
    guard !conference.deadlines.contains(where: { $0.id == deadline.id }) else {
      return deadline.id
    }
    let former = Deadline.publicID(deadline.id, of: conference.id)
    return try writer.slugs.successor(.deadline, former).flatMap(Deadline.parts)?.id ?? deadline.id
  }

  private func dropUnknownReferences(in document: inout CatalogDocument) throws {
    let rooms = Set(document.rooms.map(\.id))
    let tracks = Set(document.tracks.map(\.id))
    let sessions = Set(document.sessions.map(\.id))
    let series = Set(document.series.map(\.id))
    let speakers = Set(document.speakers.map(\.id))
    func isThere(_ kind: RecordKind, _ slug: String?, or new: Set<String> = []) throws
      -> Bool
    {
      guard let slug else { return false }
      return try new.contains(slug) || writer.slugs.find(kind, slug) != nil
    }
    var unknown: Set<String> = []
    func note(_ name: String) -> Bool {
      unknown.insert(name)
      return false
    }
    let sources = Set(document.sources.map(\.id))
    func known(_ attributions: [Attribution]) throws -> [Attribution] {
      try attributions.filter {
        try isThere(.source, $0.source, or: sources) || note("source \($0.source)")
      }
    }
    defer {
      if !unknown.isEmpty {
        writer.report.notices.append(
          "\(unknown.count) series, topics, audiences and sources are not in the catalog and were"
            + " omitted, such as " + unknown.sorted().prefix(3).joined(separator: ", "))
      }
    }
    for index in document.sessions.indices {
      let session = document.sessions[index]
      if try !isThere(.room, session.room, or: rooms) { document.sessions[index].room = nil }
      if try !isThere(.track, session.track, or: tracks) { document.sessions[index].track = nil }
      document.sessions[index].speakers = try session.speakers.filter {
        try isThere(.speaker, $0.id, or: speakers)
      }
      if try !isThere(.session, session.parent, or: sessions) {
        document.sessions[index].parent = nil
      }
      document.sessions[index].topics = try session.topics.filter {
        try isThere(.topic, $0) || note("topic \($0)")
      }
    }
    for index in document.series.indices {
      document.series[index].sources = try known(document.series[index].sources)
      let parent = document.series[index].parent
      if let parent, try !isThere(.series, parent, or: series) {
        document.series[index].parent = nil
        _ = note("series \(parent)")
      }
      document.series[index].topics = try document.series[index].topics.filter {
        try isThere(.topic, $0) || note("topic \($0)")
      }
    }
    for index in document.conferences.indices {
      let conference = document.conferences[index]
      document.conferences[index].sources = try known(conference.sources)
      document.conferences[index].series = try conference.series.filter {
        try isThere(.series, $0, or: series) || note("series \($0)")
      }
      document.conferences[index].topics = try conference.topics.filter {
        try isThere(.topic, $0) || note("topic \($0)")
      }
      document.conferences[index].audiences = try conference.audiences.filter {
        try isThere(.audience, $0) || note("audience \($0)")
      }
      for place in conference.deadlines.indices {
        document.conferences[index].deadlines[place].sources = try known(
          conference.deadlines[place].sources)
        let track = conference.deadlines[place].track
        if try !isThere(.track, track, or: tracks) {
          document.conferences[index].deadlines[place].track = nil
        }
      }
    }
  }
}

extension Deadline {
  /// Applies the members that an edited copy of the deadline states.
  fileprivate mutating func apply(_ edited: Deadline, _ stated: Set<String>) {
    if stated.contains("kind") { kind = edited.kind }
    kindLabel = edited.kindLabel ?? kindLabel
    label = edited.label ?? label
    round = edited.round ?? round
    track = edited.track ?? track
    supersedes = edited.supersedes ?? supersedes
    let time = (edited.local ?? local, edited.timeZoneDeclared ?? timeZoneDeclared)
    if time != (local, timeZoneDeclared) {
      (local, timeZoneDeclared) = time
      moment = DeadlineInstant.resolve(local: local, zone: timeZoneDeclared)
    }
    // A response shows "cancelled" or "postponed" if the conference is, and "tba" if the deadline
    // has no time. Such a derived status is not applied.
    let isDerived = edited.declaredStatus == standing
    if stated.contains("status"), !isDerived { declaredStatus = edited.declaredStatus }
  }
}
