import CatalogForm

/// Tells older versions of an event from different events that share a UID.
struct ICalendarStates {
  private struct Key: Hashable {
    var uid: String
    var recurrence: String?
  }

  private struct Appearance: Hashable {
    var title: String?
    var start: CalendarTime?
  }

  private let builder: BatchBuilder
  private var events: [ICalendarEvent] = []
  private var places: [Appearance: Int] = [:]
  private var byTitle: [String?: Int] = [:]
  private var byStart: [CalendarTime?: Int] = [:]

  /// Returns the latest version of each event: the one with the highest SEQUENCE, then the latest
  /// DTSTAMP (RFC 5546 section 2.1.5), then the latest LAST-MODIFIED.
  ///
  /// Events that share UID and SEQUENCE but neither title nor time are different events of a
  /// program that repeats its UIDs.
  static func latest(
    _ events: [ICalendarEvent], in builder: BatchBuilder
  ) -> [ICalendarEvent] {
    var groups: [Key: [ICalendarEvent]] = [:]
    var order: [Key] = []
    var latest: [ICalendarEvent] = []
    for event in events {
      guard let uid = event.uid else {
        latest.append(event)
        continue
      }
      let key = Key(uid: uid, recurrence: event.recurrence?.key)
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(event)
    }
    for key in order {
      guard let group = groups[key] else { continue }
      var states = ICalendarStates(builder)
      let sequence = group.map(\.sequence).max() ?? 0
      for event in group where event.sequence == sequence { states.add(event) }
      for event in group where event.sequence != sequence { states.noteOlder(event) }
      states.complete(from: group)
      latest += states.events
    }
    return latest
  }

  private init(_ builder: BatchBuilder) { self.builder = builder }

  private mutating func add(_ event: ICalendarEvent) {
    let place = place(of: event)
    if let place {
      let other = events[place]
      let isNewer =
        (other.stamp ?? 0, other.modified ?? 0) <= (event.stamp ?? 0, event.modified ?? 0)
      if isNewer { events[place] = event }
      if !other.component.isSame(as: event.component) { noteOlder(isNewer ? other : event) }
    } else {
      if !events.isEmpty {
        builder.problem(
          .notice,
          "events with different titles and times share a UID; imported as different sessions",
          line: event.component.line, value: event.uid)
      }
      events.append(event)
    }
    let index = place ?? events.count - 1
    places[Appearance(title: event.title, start: event.start)] = index
    byTitle[event.title] = index
    byStart[event.start] = index
  }

  private func place(of event: ICalendarEvent) -> Int? {
    if let same = places[Appearance(title: event.title, start: event.start)] { return same }
    guard let place = byTitle[event.title] ?? byStart[event.start],
      let stamp = event.stamp, let other = events[place].stamp, stamp != other
    else { return nil }
    return place
  }

  private func noteOlder(_ event: ICalendarEvent) {
    builder.problem(
      .notice, "skipped an older version of an event, by its SEQUENCE, DTSTAMP and LAST-MODIFIED",
      line: event.component.line, value: event.title ?? event.uid)
  }

  /// Completes a cancelled event without texts from its last published version.
  private mutating func complete(from group: [ICalendarEvent]) {
    for index in events.indices
    where events[index].isCallOff || events[index].isCancelled && events[index].title == nil {
      guard var whole = group.last(where: { $0.title != nil && !$0.isCallOff }) else { continue }
      whole.isCancelled = true
      events[index] = whole
    }
  }
}
