import Catalog

/// A calendar (RFC 5545, with the properties of RFC 7986) of what has a time.
///
/// An entry's UID is fixed for good, its DTSTAMP and LAST-MODIFIED are the record's last change,
/// and SEQUENCE counts the changes, so that a calendar program follows what it subscribes to, and
/// equal data gives equal bytes. All times are UTC; the end of an all-day entry is exclusive.
struct CalendarForm: RecordForm {
  private let head: ListHead

  init(_ head: ListHead) { self.head = head }

  /// How often programs are asked to look for changes.
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
    guard let event = CalendarEvent(entry, includesVague: head.includesVague) else { return }
    line("BEGIN", "VEVENT", &bytes)
    line("UID", "\(entry.kind.rawValue)-\(entry.id)@\(head.authority)", &bytes)
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
    line("END", "VEVENT", &bytes)
  }

  mutating func end(into bytes: inout [UInt8]) {
    line("END", "VCALENDAR", &bytes)
  }

  private var description: String {
    "From the Conference Catalog. "
      + (head.includesVague
        ? "What has no exact days is shown as tentative over all the days that it may take."
        : "What has no exact days is left out; add vague=include to have it as tentative.")
  }

  private func notes(_ entry: Entry, _ event: CalendarEvent) -> String {
    var notes = entry.facts(head)
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
    }
  }

  /// Degrees to six places, never with an exponent.
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
