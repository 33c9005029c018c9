import CatalogForm
import CatalogModel

/// A schedule that the catalog has written.
///
/// Its events are sessions of the catalog, and change none that the catalog has.
struct OwnSchedule {
  /// The ID of the conference.
  let conference: String?
  /// The beginning of the catalog's URLs.
  let baseURL: String?
  /// The IDs of tracks by their names.
  let tracks: [String: String]

  /// Fails if another program has written the schedule.
  init?(generator: String?, conference: String?, baseURL: String?, tracks: [String: String]) {
    guard generator == "Conference Catalog" else { return nil }
    self.conference = conference.flatMap { Slug.isValid($0) ? $0 : nil }
    self.baseURL = baseURL
    self.tracks = tracks
  }

  /// Replaces the IDs of the records read from the events by the IDs that they have in the catalog.
  func restore(_ events: [ScheduleEvent], _ builder: BatchBuilder) {
    builder.addsOnly()
    var document = builder.document
    func isOwn(_ link: Link) -> Bool { baseURL.map { link.url.hasPrefix($0) } ?? false }
    var sessions: [String: String] = [:]
    for (event, session) in zip(events.filter { $0.title != nil }, document.sessions) {
      if let slug = event.slug, Slug.isValid(slug) { sessions[session.id] = slug }
    }
    // Stands for no room, since the format requires one.
    if let none = document.rooms.firstIndex(where: { $0.name == "Room not announced" }) {
      let id = document.rooms.remove(at: none).id
      for index in document.sessions.indices where document.sessions[index].room == id {
        document.sessions[index].room = nil
      }
    }
    var trackIDs: [String: String] = [:]
    for index in document.tracks.indices {
      guard let id = tracks[document.tracks[index].name], Slug.isValid(id) else { continue }
      trackIDs[document.tracks[index].id] = id
      document.tracks[index].id = id
    }
    for index in document.sessions.indices {
      document.sessions[index].id =
        sessions[document.sessions[index].id] ?? document.sessions[index].id
      document.sessions[index].work = document.sessions[index].work.map { sessions[$0] ?? $0 }
      document.sessions[index].track = document.sessions[index].track.map { trackIDs[$0] ?? $0 }
      document.sessions[index].links.removeAll(where: isOwn)
      if let conference { document.sessions[index].conference = conference }
    }
    for index in document.conferences.indices {
      document.conferences[index].links.removeAll(where: isOwn)
      document.conferences[index].sources = []
      document.conferences[index].verification = Verification(state: "unverified")
      if let conference { document.conferences[index].id = conference }
    }
    for index in document.series.indices {
      document.series[index].sources = []
      document.series[index].verification = Verification(state: "unverified")
    }
    if let conference {
      for index in document.tracks.indices { document.tracks[index].conference = conference }
      for index in document.rooms.indices { document.rooms[index].conference = conference }
    }
    builder.document = document
    builder.forgetIdentities()
  }
}
