import Catalog
import CatalogModel
import HTTP

extension Representation {
  static let ics: Representation = {
    var ics = Representation(
      "ics", MediaType("text", "calendar", parameters: [.init(name: "charset", value: "utf-8")]),
      label: "calendar", "a calendar to subscribe to (RFC 5545)",
      encoder: .entries { CalendarEncoder($0) })
    ics.needsTime = true
    ics.order = .byTime
    ics.mentionSkipped = CalendarEncoder.tell
    return ics
  }()
}

/// A calendar (RFC 5545, with properties of RFC 7986) of records with times.
///
/// An entry's UID never changes, its DTSTAMP and LAST-MODIFIED are the record's last change, and
/// SEQUENCE counts the changes, so that a calendar program follows a subscription, and equal data
/// gives equal bytes. All times are UTC; the end of an all-day entry is exclusive.
struct CalendarEncoder: ListEncoder {
  private let head: ListMetadata
  /// Number of records without days to show.
  private(set) var skippedCount = 0
  private var isEmpty = true

  init(_ head: ListMetadata) { self.head = head }

  /// Adds the number of records that a complete calendar could not show.
  ///
  /// A streamed calendar does not know that number when it begins.
  @Sendable static func tell(skippedCount: Int, _ head: ListMetadata, _ bytes: inout [UInt8]) {
    guard skippedCount > 0 else { return }
    var form = CalendarEncoder(head)
    var usual: [UInt8] = []
    form.begin(into: &usual)
    form.skippedCount = skippedCount
    var telling: [UInt8] = []
    form.begin(into: &telling)
    bytes.replaceSubrange(..<usual.count, with: telling)
  }

  /// The interval at which calendar programs should refresh a subscription: 6 hours.
  static let refreshInterval = "PT6H"

  mutating func begin(into bytes: inout [UInt8]) {
    line("BEGIN", "VCALENDAR", &bytes)
    line("VERSION", "2.0", &bytes)
    line("PRODID", "-//Conference Catalog//catalog//EN", &bytes)
    line("CALSCALE", "GREGORIAN", &bytes)
    text("NAME", head.title, &bytes)
    text("X-WR-CALNAME", head.title, &bytes)
    text("DESCRIPTION", description, &bytes)
    text("X-WR-CALDESC", description, &bytes)
    line("URL", head.jsonURL, &bytes)
    line("SOURCE;VALUE=URI", head.url, &bytes)
    line("REFRESH-INTERVAL;VALUE=DURATION", Self.refreshInterval, &bytes)
    line("X-PUBLISHED-TTL", Self.refreshInterval, &bytes)
  }

  mutating func write(_ entry: Entry, into bytes: inout [UInt8]) {
    guard let event = CalendarEvent(entry, includesVague: head.includesVague) else {
      skippedCount += 1
      return
    }
    isEmpty = false
    line("BEGIN", "VEVENT", &bytes)
    line("UID", "\(entry.kind.rawValue)-\(entry.lastingID)@\(head.authority)", &bytes)
    if let stamp = entry.stamp {
      line("DTSTAMP", stamp.updatedAt.calendarTime, &bytes)
      line("LAST-MODIFIED", stamp.updatedAt.calendarTime, &bytes)
      line("SEQUENCE", String(stamp.sequence), &bytes)
    } else {
      line("DTSTAMP", head.updatedAt.calendarTime, &bytes)
    }
    write(event.time, &bytes)
    text("SUMMARY", event.summary, &bytes)
    line("STATUS", event.status.rawValue, &bytes)
    line("TRANSP", event.isTransparent ? "TRANSPARENT" : "OPAQUE", &bytes)
    text("LOCATION", event.location, &bytes)
    if let point = event.coordinates { line("GEO", Self.geo(point), &bytes) }
    ContentLines.text("CATEGORIES", entry.topics.map(head.label(ofTopic:)), into: &bytes)
    text("DESCRIPTION", notes(entry, event), &bytes)
    line("URL", "\(head.baseURL)/\(entry.path)", &bytes)
    if case .session(let session) = entry.record {
      for link in session.links where Self.attached.contains(link.rel) {
        line("ATTACH", link.url, &bytes)
      }
    }
    if case .deadline = entry.record, event.status != .cancelled { alarm(event, &bytes) }
    text(CalendarRecord.property, CalendarRecord.json(entry), &bytes)
    text(CalendarRecord.conferenceProperty, CalendarRecord.conferenceJSON(entry), &bytes)
    line("END", "VEVENT", &bytes)
  }

  private func alarm(_ event: CalendarEvent, _ bytes: inout [UInt8]) {
    guard let before = head.alarm else { return }
    line("BEGIN", "VALARM", &bytes)
    line("ACTION", "DISPLAY", &bytes)
    text("DESCRIPTION", event.summary, &bytes)
    line("TRIGGER", "-\(before)", &bytes)
    line("END", "VALARM", &bytes)
  }

  /// Relations of links that an entry of a session attaches.
  private static let attached = ["paper", "slides", "poster", "video"]

  /// Ends the calendar, which must have a component (section 3.6).
  ///
  /// An empty one gets a VFREEBUSY without a period, of which programs show nothing.
  mutating func end(into bytes: inout [UInt8]) {
    if isEmpty {
      line("BEGIN", "VFREEBUSY", &bytes)
      line("UID", "calendar-\(Cursor.fingerprint(head.question))@\(head.authority)", &bytes)
      line("DTSTAMP", head.updatedAt.calendarTime, &bytes)
      line("END", "VFREEBUSY", &bytes)
    }
    line("END", "VCALENDAR", &bytes)
  }

  private var description: String {
    let rule =
      head.includesVague
      ? "Entries without exact days are tentative and cover all days that are possible."
      : "Entries without exact days are omitted; add vague=include to see them as tentative."
    let (entries, whose) =
      skippedCount == 1 ? ("1 entry is", "its") : ("\(skippedCount) entries are", "their")
    let count =
      head.includesVague
      ? "\(entries) omitted because \(whose) days are unknown." : "\(entries) omitted."
    return "From the Conference Catalog. " + rule + (skippedCount > 0 ? " " + count : "")
  }

  private func notes(_ entry: Entry, _ event: CalendarEvent) -> String {
    var notes = entry.facts(head)
    if let news = entry.news { notes.insert("This is \(news.text).", at: 0) }
    if event.isVague { notes.insert("The exact days are not known.", at: 0) }
    if case .conference(let conference) = entry.record, conference.dates?.endLatest == nil {
      notes.insert("The last day is not known.", at: 0)
    }
    return notes.joined(separator: "\n")
  }

  private func write(_ time: CalendarEvent.Time, _ bytes: inout [UInt8]) {
    switch time {
    case .days(let first, let last):
      line("DTSTART;VALUE=DATE", first.calendarDate, &bytes)
      line("DTEND;VALUE=DATE", (last + 1).calendarDate, &bytes)
    case .clock(let start, let end):
      line("DTSTART", start.calendarTime, &bytes)
      if let end { line("DTEND", end.calendarTime, &bytes) }
    case .point(let instant):
      // Without a DURATION, programs show an hour or a day, and Exchange rejects the entry.
      line("DTSTART", instant.calendarTime, &bytes)
      line("DURATION", "PT0S", &bytes)
    }
  }

  /// Returns degrees with six decimal places, never with an exponent.
  private static func geo(_ point: Coordinates) -> String {
    "\(decimal(point.latitude));\(decimal(point.longitude))"
  }

  private static func decimal(_ degrees: Double) -> String {
    let millionths = Int((abs(degrees) * 1e6).rounded())
    let digits = String(1_000_000 + millionths % 1_000_000).dropFirst()
    return "\(degrees < 0 ? "-" : "")\(millionths / 1_000_000).\(digits)"
  }

  private func line(_ name: String, _ value: String, _ bytes: inout [UInt8]) {
    ContentLines.line(name, value, into: &bytes)
  }

  private func text(_ name: String, _ value: String?, _ bytes: inout [UInt8]) {
    ContentLines.text(name, value, into: &bytes)
  }
}
