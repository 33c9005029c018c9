import CatalogModel

/// A programme for conference apps: days with rooms, and in each room sessions that do not overlap,
/// with their papers.
///
/// Omits cancelled sessions, since apps mark sessions that disappear, and sessions without a time.
struct Timetable {
  struct Event {
    var session: Session
    var start: ZonedInstant
    var end: ZonedInstant?
    /// The papers presented within the session, in order.
    var parts: [Session] = []
    /// Unique in the timetable, and derived from the session's ID.
    var number = 0

    /// The duration in whole minutes; 0 if the end is unknown.
    var minutes: Int { end.map { ($0.instant.seconds - start.instant.seconds) / 60 } ?? 0 }
  }

  struct Day {
    var day: CatalogModel.Day
    var start: ZonedInstant
    var end: ZonedInstant
    var rooms: [(name: String, events: [Event])] = []
  }

  let conference: Conference
  let baseURL: String
  private(set) var days: [Day] = []
  /// The rooms in the order in which they first occur; likewise `tracks`.
  private(set) var rooms: [(id: String?, name: String)] = []
  private(set) var tracks: [Track] = []
  private(set) var people: [String: Speaker] = [:]

  /// The room of sessions whose room is unknown.
  static let unknownRoom = "Room not announced"

  init(
    _ conference: Conference, _ sessions: [Session], zones: TimeZones, baseURL: String,
    track: (String) throws -> Track?, speaker: (String) throws -> Speaker?
  ) rethrows {
    self.conference = conference
    self.baseURL = baseURL
    let zone = conference.timeZone.flatMap(zones.rules)
    var events = Self.events(sessions, in: zone)
    Self.number(&events)
    let change = max(Self.changesAtFour(events) ? 4 * 3_600 : 0, Self.nightEndSeconds(events))
    for event in events {
      let local = event.start.instant.seconds - change
      let day = event.session.day ?? Instant(seconds: local).day(offset: event.start.offset)
      add(event, to: day, change: change, zone)
    }
    days.sort { $0.day < $1.day }
    for slug in Self.distinct(events.compactMap(\.session.track)) {
      if let track = try track(slug) { tracks.append(track) }
    }
    for slug in Self.distinct(events.flatMap { $0.session.speakers.map(\.id) }) {
      people[slug] = try speaker(slug)
    }
  }

  private static func distinct(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }

  // MARK: - Events

  private static func events(_ sessions: [Session], in zone: TimeZoneRules?) -> [Event] {
    let known = Dictionary(sessions.map { ($0.id, $0) }) { first, _ in first }
    var events: [Event] = []
    var parts: [String: [Session]] = [:]
    for session in sessions where session.status != "cancelled" {
      if let whole = whole(of: session, known) {
        parts[whole.id, default: []].append(session)
      } else if var start = session.startsAt {
        // A time that was published in UTC is shown in the conference's zone if that is known.
        if let zone { start.offset = zone.offset(at: start.instant) }
        let end = session.endsAt.flatMap { $0.instant > start.instant ? $0 : nil }
        events.append(
          Event(
            session: session, start: start,
            end: end.map { ZonedInstant($0.instant, offset: start.offset) }))
      }
    }
    for index in events.indices {
      let within = parts[events[index].session.id] ?? []
      events[index].parts = within
      // A session without a room takes that of its papers, if they all have the same.
      if events[index].session.room == nil, let first = within.first, first.room != nil,
        within.allSatisfy({ $0.room == first.room })
      {
        events[index].session.room = first.room
        events[index].session.roomName = first.roomName
      }
    }
    return events
  }

  /// Returns the session within which another one is presented: the outermost one at that time and
  /// in that room.
  private static func whole(of session: Session, _ known: [String: Session]) -> Session? {
    var whole: Session?
    var (name, seen) = (session.parent, Set([session.id]))
    while let parent = name.flatMap({ known[$0] }), seen.insert(parent.id).inserted {
      if holds(parent, session) { whole = parent }
      name = parent.parent
    }
    return whole
  }

  private static func holds(_ whole: Session, _ part: Session) -> Bool {
    guard whole.status != "cancelled", let start = whole.startsAt?.instant else { return false }
    if let room = part.room, let own = whole.room, room != own { return false }
    guard let begins = part.startsAt?.instant else { return true }
    return begins >= start && begins <= whole.endsAt?.instant ?? start
  }

  /// Numbers the events by their IDs, since an index would change with every session before it.
  private static func number(_ events: inout [Event]) {
    var taken: Set<Int> = []
    for index in events.indices {
      var number = NameUUID.number("session/\(events[index].session.id)")
      while !taken.insert(number).inserted { number = number % Int(Int32.max) + 1 }
      events[index].number = number
    }
  }

  // MARK: - Days

  /// Whether nights belong to the days before: no session is on at 4 o'clock, and some evenings
  /// last beyond midnight.
  private static func changesAtFour(_ events: [Event]) -> Bool {
    func second(_ time: ZonedInstant) -> Int {
      let second = (time.instant.seconds + time.offset) % 86_400
      return second < 0 ? second + 86_400 : second
    }
    let evenings = Set(
      events.filter { second($0.start) >= 12 * 3_600 }.map {
        $0.start.instant.day(offset: $0.start.offset)
      })
    var hasNights = false
    for event in events {
      let begin = second(event.start)
      let untilFour = (4 * 3_600 - begin + 86_400) % 86_400
      if event.minutes * 60 > untilFour { return false }
      guard begin < 4 * 3_600 else { continue }
      hasNights = true
      let day = event.start.instant.day(offset: event.start.offset)
      if !evenings.contains(day + -1) { return false }
    }
    return hasNights
  }

  /// Returns how long nights last, in seconds after midnight: whole hours, at most 12, beyond the
  /// start of each session that the programme lists under the day before.
  private static func nightEndSeconds(_ events: [Event]) -> Int {
    let seconds = events.compactMap { event -> Int? in
      let day = event.start.instant.day(offset: event.start.offset)
      guard let stated = event.session.day, stated < day else { return nil }
      let begin = event.start.instant.seconds + event.start.offset - Instant(day).seconds
      return (begin / 3_600 + 1) * 3_600
    }
    return min(seconds.max() ?? 0, 12 * 3_600)
  }

  private mutating func add(
    _ event: Event, to day: CatalogModel.Day, change: Int, _ zone: TimeZoneRules?
  ) {
    let place =
      days.firstIndex { $0.day == day }
      ?? {
        func midnight(_ day: CatalogModel.Day) -> ZonedInstant {
          let local = Instant(day).seconds + change
          let near = Instant(seconds: local - event.start.offset)
          let offset = zone?.offset(at: near) ?? event.start.offset
          return ZonedInstant(Instant(seconds: local - offset), offset: offset)
        }
        var end = midnight(day + 1)
        end.instant = Instant(seconds: end.instant.seconds - 60)
        days.append(Day(day: day, start: midnight(day), end: end))
        return days.count - 1
      }()
    let name = event.session.roomName ?? event.session.room ?? Self.unknownRoom
    if !rooms.contains(where: { $0.name == name }) { rooms.append((event.session.room, name)) }
    if let room = days[place].rooms.firstIndex(where: { $0.name == name }) {
      days[place].rooms[room].events.append(event)
    } else {
      days[place].rooms.append((name, [event]))
    }
  }

  // MARK: - Common to both formats

  /// The first day as announced, or else as the sessions have it; likewise `last`.
  var first: CatalogModel.Day? { conference.dates?.start ?? days.first?.day }
  var last: CatalogModel.Day? { conference.dates?.end ?? days.last?.day ?? first }

  /// The last change of its records, so that it changes only with the timetable.
  var version: String {
    let events = days.flatMap { $0.rooms.flatMap(\.events) }
    let stamps = events.flatMap { [$0.session.stamp] + $0.parts.map(\.stamp) } + [conference.stamp]
    let latest = stamps.compactMap { $0?.updatedAt }.max() ?? Instant(seconds: 0)
    return latest.description
  }

  /// The unit in which all sessions begin and end: 5 minutes or 1.
  var slotMinutes: Int {
    let events = days.flatMap { $0.rooms.flatMap(\.events) }
    let isRough = events.allSatisfy {
      $0.start.instant.seconds % 300 == 0 && $0.minutes % 5 == 0
    }
    return isRough ? 5 : 1
  }

  static func clock(minutes: Int) -> String {
    "\(minutes / 60 < 10 ? "0" : "")\(minutes / 60):\(minutes % 60 < 10 ? "0" : "")\(minutes % 60)"
  }
}

extension Timetable.Event {
  /// The GUID that the programme published, or else one derived from the ID.
  var guid: String {
    session.guid.flatMap(NameUUID.valid) ?? NameUUID.text("session/\(session.id)")
  }

  /// The start in the conference's local time, for example "09:30".
  var clock: String { Self.clock(start, offset: start.offset) }

  private static func clock(_ time: ZonedInstant, offset: Int) -> String {
    String(time.instant.formatted(offset: offset).dropFirst(11).prefix(5))
  }

  /// Returns the URL of the session at its own conference, or else in this catalog.
  func url(_ baseURL: String) -> String {
    session.links.first { $0.rel == "home" }?.url ?? "\(baseURL)/sessions/\(session.id)"
  }

  var links: [Link] { session.links.filter { $0.rel != "home" } }

  /// The ID in lower-case letters, digits and hyphens; at least two characters.
  var slug: String {
    session.id.utf8.count > 1 ? session.id : "\(session.conference)-\(session.id)"
  }

  /// The description, with a line for each paper.
  var description: String? {
    let lines = parts.map { part in
      let time = part.startsAt.map { $0.instant > start.instant } ?? false
      let clock = time ? part.startsAt.map { Self.clock($0, offset: start.offset) + " " } : nil
      let people = part.speakers.filter { $0.role == nil }.compactMap(\.name)
      return (clock ?? "") + part.title
        + (people.isEmpty ? "" : " — " + people.joined(separator: ", "))
    }
    let text = [session.description, lines.isEmpty ? nil : lines.joined(separator: "\n")]
    let known = text.compactMap(\.self)
    return known.isEmpty ? nil : known.joined(separator: "\n\n")
  }
}
