import Catalog

/// A conference's programme as it is read: rooms, tracks and speakers are added when first met.
final class Programme {
  let builder: BatchBuilder
  private(set) var conference: Conference
  /// Where the source's identifiers are unique: the conference, however its file is called.
  private let scope: String
  /// For local times without an offset.
  let zone: TimeZoneRules?
  private var rooms: [String: String] = [:]
  private var tracks: [String: Int] = [:]
  private var speakers: [String: Int] = [:]
  private var saidNoZone = false

  var id: String { conference.id }

  /// Opens the programme of the conference that the parameters name, or else of `edition`.
  init(
    _ edition: EditionName?, title: String?, zone: String?, parameters: ImportParameters,
    in builder: BatchBuilder
  ) {
    self.builder = builder
    let named = parameters.conference.flatMap { EditionName.read($0) }
    let edition = named ?? edition
    let slug = parameters.conference ?? edition?.slug ?? "conference"
    builder.sourceIfNone("\(slug)-\(builder.sourceKind)", title: "\(title ?? slug), programme")
    conference = Conference(
      id: builder.slug(.conference, slug), name: title ?? edition?.seriesName ?? slug)
    conference.year = edition?.year
    conference.programmeStatus = "announced"
    conference.verification = Verification(state: "single-source")
    conference.sources = builder.attributions
    if title == nil, let source = builder.batch.source?.id {
      // The name is only what the file is called.
      conference.sources = [Attribution(only: ["programme_status"], source: source)]
    }
    scope = slug
    builder.scope = slug
    let zoneName = zone ?? parameters.timeZone
    self.zone = zoneName.flatMap { builder.zone($0) }
    if let zoneName, self.zone == nil {
      builder.problem(.notice, "the time zone is not known", value: zoneName)
    }
    conference.timeZone = self.zone?.name
    if let edition {
      conference.series = [edition.series]
      if builder.place(ofSeries: edition.series) == nil {
        var series = Series(id: edition.series, name: edition.seriesName)
        series.verification = conference.verification
        series.sources = builder.attributions
        builder.document.series.append(series)
      }
    } else {
      builder.problem(.notice, "nothing tells which conference this is; name it", value: slug)
    }
  }

  /// Makes this the conference whose identifiers are noted, where a source holds several.
  func enter() { builder.scope = scope }

  /// Makes the conference one of several series, for events that are held as one.
  func belongs(to names: [String]) {
    conference.series = names.map { SlugText.make([$0]) }
    builder.document.series = names.map { name in
      var series = Series(id: SlugText.make([name]), name: name)
      series.verification = conference.verification
      series.sources = builder.attributions
      return series
    }
  }

  /// Says more of the conference, and with that that it is a statement of the source.
  func describe(_ fill: (inout Conference) -> Void) {
    fill(&conference)
    conference.sources = builder.attributions
  }

  /// Puts the conference into the document; `isWhole` where the source holds all its sessions.
  func finish(isWhole: Bool) {
    enter()
    builder.identify(.conference, id, as: scope)
    // A part of a programme does not tell when the whole begins and ends.
    if conference.dates == nil, isWhole { conference.dates = span() }
    if builder.document.sessions.isEmpty { conference.programmeStatus = "not_announced" }
    builder.document.conferences.append(conference)
    if isWhole { builder.completes(id) }
  }

  /// From the first to the last day of the sessions, by the days as they were published.
  private func span() -> EventDates? {
    let days = builder.document.sessions.filter { $0.conference == id }.compactMap(\.startsAt)
      .map { $0.instant.day(offset: $0.offset) }
    guard let first = days.min(), let last = days.max() else { return nil }
    let edtf = first == last ? "\(first)/" : "\(first)/\(last)"
    return try? EventDates(edtf: edtf, text: nil)
  }

  // MARK: What is met on the way

  /// `key` is what the source calls the room, where that is not its name: a room that is renamed
  /// stays the same.
  func room(_ name: String?, key: String? = nil, capacity: Int? = nil) -> String? {
    guard let name else { return nil }
    if let slug = rooms[name] { return slug }
    let slug = builder.slug(.room, id, name)
    var room = Room(id: slug, conference: id, name: name)
    room.capacity = capacity
    builder.document.rooms.append(room)
    builder.identify(.room, slug, as: key ?? name)
    rooms[name] = slug
    return slug
  }

  /// `alias` is another name of the track, such as the one with a running number.
  func track(
    _ name: String?, key: String? = nil, alias: String? = nil, color: String? = nil
  ) -> String? {
    guard let name else { return nil }
    if let index = tracks[key ?? name] ?? tracks[name] {
      if let alias, alias != name, !builder.document.tracks[index].aliases.contains(alias) {
        builder.document.tracks[index].aliases.append(alias)
      }
      return builder.document.tracks[index].id
    }
    let slug = builder.slug(.track, id, name)
    var track = Track(id: slug, conference: id, name: name)
    track.color = color
    if let alias, alias != name { track.aliases = [alias] }
    builder.document.tracks.append(track)
    builder.identify(.track, slug, as: key ?? name)
    tracks[name] = builder.document.tracks.count - 1
    if let key { tracks[key] = builder.document.tracks.count - 1 }
    return slug
  }

  /// The track that was added under this key.
  func track(key: String?) -> String? {
    key.flatMap { tracks[$0] }.map { builder.document.tracks[$0].id }
  }

  /// A person by the key that the source has for them, and by the name where it has none: two keys
  /// are two people, whatever they are called.
  func speaker(
    _ name: String?, key: String? = nil, affiliation: String? = nil, bio: String? = nil
  ) -> SpeakerReference? {
    guard let name else { return nil }
    let identity = key ?? "name:\(name)"
    let index: Int
    if let known = speakers[identity] {
      index = known
    } else {
      index = builder.document.speakers.count
      speakers[identity] = index
      let slug = builder.slug(.speaker, name, id)
      builder.document.speakers.append(Speaker(id: slug, name: name))
      builder.identify(.speaker, slug, as: identity)
    }
    if let affiliation { builder.document.speakers[index].affiliation = affiliation }
    if let bio { builder.document.speakers[index].bio = bio }
    return SpeakerReference(to: builder.document.speakers[index].id)
  }

  /// Those who chair a session, by their names.
  func chairs(_ names: [String]) -> [SpeakerReference] {
    names.flatMap { PersonNames.split($0) }.compactMap { person in
      speaker(person.name, affiliation: person.affiliation).map {
        SpeakerReference(to: $0.id, as: "chair")
      }
    }
  }

  /// The name of the person that was added under this key.
  func known(_ key: String) -> String? {
    speakers[key].map { builder.document.speakers[$0].name }
  }

  // MARK: Times

  /// An RFC 3339 time, or a local one in the programme's zone: "2026-01-31T09:30:00".
  func time(_ text: String?) -> ZonedInstant? {
    guard let text else { return nil }
    if let (instant, offset) = ISOText.time(text) {
      return ZonedInstant(instant, offset: offset)
    }
    let rfc = ISOText.withTee(text)
    let parts = rfc.split(separator: "T", maxSplits: 1)
    guard parts.count == 2, let day = Day(String(parts[0])),
      let second = ClockText.second(String(parts[1]))
    else { return nil }
    return local(day, second)
  }

  /// A local time in the programme's zone; nil, with one notice, where that is not known.
  func local(_ day: Day, _ second: Int) -> ZonedInstant? {
    guard let zone else {
      if !saidNoZone {
        builder.problem(
          .notice, "local times without a time zone: name one; the sessions are read without times")
        saidNoZone = true
      }
      return nil
    }
    let instant = zone.instant(of: day, second: second)
    return ZonedInstant(instant, offset: zone.offset(at: instant))
  }
}
