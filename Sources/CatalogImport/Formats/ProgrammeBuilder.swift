import CatalogForm
import CatalogModel

/// Builds the programme of a conference: adds rooms, tracks and speakers when they first occur.
final class ProgrammeBuilder {
  let builder: BatchBuilder
  private(set) var conference: Conference
  /// The scope of external IDs: the conference, regardless of the name of its file.
  private let scope: String
  /// The zone of local times without an offset.
  let zone: TimeZoneRules?
  private var rooms: [String: String] = [:]
  private var tracks: [String: Int] = [:]
  /// The indices of speakers by their keys in the file.
  private var speakers: [String: Int] = [:]
  private var namesakes: [String: [Int]] = [:]
  /// The indices of speakers without a key.
  private var keyless: Set<Int> = []
  private var saidNoZone = false
  /// The number of people without a name.
  private var nameless = 0

  var id: String { conference.id }

  /// Begins the programme of the conference in the parameters, or else of `edition`.
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
    if slug != "conference" { builder.states(conference: conference.id) }
    conference.year = edition?.year
    conference.programmeStatus = "announced"
    conference.verification = Verification(state: "single-source")
    conference.sources = builder.attributions
    if title == nil, let source = builder.batch.source?.id {
      // The name comes from the name of the file, so the source does not support it.
      conference.sources = [Attribution(only: ["programme_status"], source: source)]
    }
    scope = slug
    builder.scope = slug
    let zoneName = zone ?? parameters.timeZone
    var rules = zoneName.flatMap { builder.zone($0) }
    if rules == nil, let zoneName,
      case .zone(let name, let isAssumed) = ZoneNames.read(zoneName, in: builder)
    {
      rules = builder.zone(name)
      if isAssumed {
        builder.assume("unclear time zone; assumed to be \(name)", value: zoneName)
      }
    }
    self.zone = rules
    if let zoneName, self.zone == nil {
      builder.problem(.notice, "unknown time zone", value: zoneName)
    }
    conference.timeZone = self.zone?.name
    if let edition {
      conference.series = [edition.series]
      if builder.index(ofSeries: edition.series) == nil {
        var series = Series(id: edition.series, name: edition.seriesName)
        series.verification = conference.verification
        series.sources = builder.attributions
        builder.document.series.append(series)
      }
    } else {
      builder.problem(
        .notice, "the file does not say which conference this is; name it with --conference",
        value: slug)
    }
  }

  /// Uses the ID scope of this conference, for files with several.
  func activateScope() { builder.scope = scope }

  /// Adds the conference to several series, for joint conferences.
  func belongs(to names: [String]) {
    conference.series = names.map { SlugText.make([$0]) }
    builder.document.series = names.map { name in
      var series = Series(id: SlugText.make([name]), name: name)
      series.verification = conference.verification
      series.sources = builder.attributions
      return series
    }
  }

  /// Sets fields of the conference and marks it as a claim of the source.
  func describe(_ fill: (inout Conference) -> Void) {
    fill(&conference)
    conference.sources = builder.attributions
  }

  /// Adds the conference to the document; `isWhole` if the file has all its sessions.
  func finish(isWhole: Bool) {
    activateScope()
    builder.addExternalID(.conference, id, as: scope)
    // A part of a programme does not have the first and last day of the conference.
    if conference.dates == nil, isWhole { conference.dates = span() }
    if nameless > 0 {
      // A mail address must not be stored, and so is not in the report either.
      builder.problem(
        .dropped, "people without a name, or with a mail address for one, were omitted",
        value: "\(nameless)")
    }
    if builder.document.sessions.isEmpty { conference.programmeStatus = "not_announced" }
    builder.document.conferences.append(conference)
    if isWhole { builder.completes(id) }
  }

  /// Returns the days from the first to the last session, in the offsets of their published times.
  private func span() -> EventDates? {
    let days = builder.document.sessions.filter { $0.conference == id }.compactMap(\.startsAt)
      .map { $0.instant.day(offset: $0.offset) }
    guard let first = days.min(), let last = days.max() else { return nil }
    let edtf = first == last ? "\(first)/" : "\(first)/\(last)"
    return try? EventDates(edtf: edtf, text: nil)
  }

  // MARK: Rooms, tracks and people

  /// Returns the slug of a room, and adds the room when it first occurs.
  ///
  /// `key` is the room's ID in the file, if it is not the name; a renamed room keeps its record.
  func room(_ name: String?, key: String? = nil, capacity: Int? = nil) -> String? {
    guard let name else { return nil }
    if let slug = rooms[name] { return slug }
    let slug = builder.slug(.room, id, name)
    var room = Room(id: slug, conference: id, name: name)
    room.capacity = capacity
    builder.document.rooms.append(room)
    builder.addExternalID(.room, slug, as: key ?? name)
    rooms[name] = slug
    return slug
  }

  /// Returns the slug of a track, and adds the track when it first occurs.
  ///
  /// `alias` is a further name of the track, such as one with a number.
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
    builder.addExternalID(.track, slug, as: key ?? name)
    tracks[name] = builder.document.tracks.count - 1
    if let key { tracks[key] = builder.document.tracks.count - 1 }
    return slug
  }

  func track(key: String?) -> String? {
    key.flatMap { tracks[$0] }.map { builder.document.tracks[$0].id }
  }

  /// Returns the slug of a person by the keys in the file, or by name if there are none.
  ///
  /// People without a common key are different, even with the same name.
  ///
  /// A mail address only tells people apart during decoding; the batch contains neither it nor
  /// anything derived from it.
  func speaker(
    _ name: String?, keys: [String] = [], affiliation: String? = nil, bio: String? = nil
  ) -> SpeakerReference? {
    guard let name = MailAddress.removed(from: name) else {
      nameless += 1
      return nil
    }
    let index: Int
    if let known = keys.lazy.compactMap({ self.speakers[$0] }).first {
      index = known
    } else if let same = namesakes[name.lowercased()]?.filter({
      keys.isEmpty || keyless.contains($0)
    }), same.count == 1 {
      index = same[0]
    } else {
      index = builder.document.speakers.count
      let slug = builder.slug(.speaker, name, id)
      builder.document.speakers.append(Speaker(id: slug, name: name))
      namesakes[name.lowercased(), default: []].append(index)
      builder.addExternalID(
        .speaker, slug, as: keys.first { !MailAddress.occurs(in: $0) } ?? "name:\(name)")
      if keys.isEmpty { keyless.insert(index) }
    }
    for key in keys { speakers[key] = index }
    if !keys.isEmpty { keyless.remove(index) }
    if let affiliation { builder.document.speakers[index].affiliation = affiliation }
    if let bio { builder.document.speakers[index].bio = bio }
    return SpeakerReference(to: builder.document.speakers[index].id)
  }

  func chairs(_ names: [String]) -> [SpeakerReference] {
    names.flatMap { PersonNames.split($0) }.compactMap { person in
      speaker(person.name, affiliation: person.affiliation).map {
        SpeakerReference(to: $0.id, as: "chair")
      }
    }
  }

  /// Returns the name of the person with this key.
  func known(_ key: String) -> String? {
    speakers[key].map { builder.document.speakers[$0].name }
  }

  // MARK: Times

  /// Reads an RFC 3339 time, or a local time in the zone of the programme: "2026-01-31T09:30:00".
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

  /// Returns the day and local time in a text without a zone, as sessions publish them:
  /// "2027-05-10T09:00:00".
  static func publishedTime(_ text: String?) -> String? {
    guard let text else { return nil }
    let parts = ISOText.withTee(text).split(separator: "T", maxSplits: 1)
    guard let day = parts.first.flatMap({ Day(String($0)) }) else { return nil }
    guard parts.count == 2 else { return day.description }
    return ClockText.duration(String(parts[1])).map { publishedTime(day, $0) }
  }

  /// Returns a local time as sessions publish it; seconds from 86,400 count into the next days.
  static func publishedTime(_ day: Day, _ second: Int) -> String {
    LocalTime(total: LocalTime(day).total + second).description
  }

  /// Reads a time with an hour from 24, with or without an offset: "2027-05-10T24:00:00+02:00".
  private func late(_ day: Day, _ clock: Substring) -> ZonedInstant? {
    let sign = clock.lastIndex { "+-Z".contains($0) } ?? clock.endIndex
    guard let second = ClockText.duration(String(clock[..<sign])), second < 172_800 else {
      return nil
    }
    if second > 86_400 {
      builder.assume(
        "an hour of 24 or more; assumed to be on the next day", value: "\(day)T\(clock)")
    }
    guard sign < clock.endIndex else { return local(day, second) }
    return ISOText.time("\(day)T00:00:00\(clock[sign...])").map { start, offset in
      ZonedInstant(Instant(seconds: start.seconds + second), offset: offset)
    }
  }

  /// Converts a local time in the zone of the programme; returns nil, with one notice, if that is
  /// unknown.
  ///
  /// Seconds from 86,400 count into the next days.
  func local(_ day: Day, _ second: Int) -> ZonedInstant? {
    let (day, second) = (day + second / 86_400, second % 86_400)
    guard let zone else {
      if !saidNoZone {
        builder.problem(
          .notice,
          "local times without a time zone: only their dates and local times were kept. Name the zone"
            + " with --time-zone"
        )
        saidNoZone = true
      }
      return nil
    }
    let resolution = zone.resolve(day, second: second)
    if let assumption = resolution.kind.assumption {
      builder.assume(assumption, value: LocalTime(day, second: second).description)
    }
    let instant = resolution.instant
    return ZonedInstant(instant, offset: zone.offset(at: instant))
  }
}
