import Catalog
import CatalogModel

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
  /// The speakers by the keys that the source has for them.
  private var speakers: [String: Int] = [:]
  /// The speakers by their names.
  private var namesakes: [String: [Int]] = [:]
  /// The speakers for whom the source has no key yet.
  private var keyless: Set<Int> = []
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

  /// A person by the keys that the source has for them, and by the name where it has none: people
  /// without a key in common are several, whatever they are called.
  ///
  /// A mail address tells people apart while the source is read; the batch keeps neither it nor
  /// anything that is made of it.
  func speaker(
    _ name: String?, keys: [String] = [], affiliation: String? = nil, bio: String? = nil
  ) -> SpeakerReference? {
    guard let name = MailAddress.removed(from: name) else { return nil }
    let index: Int
    if let known = keys.lazy.compactMap({ self.speakers[$0] }).first {
      index = known
    } else if let same = namesakes[name]?.filter({ keys.isEmpty || keyless.contains($0) }),
      same.count == 1
    {
      index = same[0]
    } else {
      index = builder.document.speakers.count
      let slug = builder.slug(.speaker, name, id)
      builder.document.speakers.append(Speaker(id: slug, name: name))
      namesakes[name, default: []].append(index)
      builder.identify(.speaker, slug, as: keys.first { !MailAddress.isIn($0) } ?? "name:\(name)")
      if keys.isEmpty { keyless.insert(index) }
    }
    for key in keys { speakers[key] = index }
    if !keys.isEmpty { keyless.remove(index) }
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
    guard parts.count == 2, let day = Day(String(parts[0])) else { return nil }
    guard let second = ClockText.second(String(parts[1])) else { return late(day, parts[1]) }
    return local(day, second)
  }

  /// A time with an hour from 24, with or without an offset: "2027-05-10T24:00:00+02:00".
  private func late(_ day: Day, _ clock: Substring) -> ZonedInstant? {
    let sign = clock.lastIndex { "+-Z".contains($0) } ?? clock.endIndex
    guard let second = ClockText.duration(String(clock[..<sign])), second < 172_800 else {
      return nil
    }
    if second > 86_400 {
      builder.assume(
        "hours past 24 are read as those of the next day", value: "\(day)T\(clock)")
    }
    guard sign < clock.endIndex else { return local(day, second) }
    return ISOText.time("\(day)T00:00:00\(clock[sign...])").map { start, offset in
      ZonedInstant(Instant(seconds: start.seconds + second), offset: offset)
    }
  }

  /// A local time in the programme's zone; nil, with one notice, where that is not known.
  ///
  /// Seconds from 86,400 on are those of the next days.
  func local(_ day: Day, _ second: Int) -> ZonedInstant? {
    let (day, second) = (day + second / 86_400, second % 86_400)
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
