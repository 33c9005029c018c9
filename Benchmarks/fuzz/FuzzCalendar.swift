import Catalog
import CatalogForm
import CatalogImport

/// Calendars: whatever the bytes are, they end in records that hold together, or in problems.
///
/// An input is either a calendar as it stands, or, if its first byte is above 127, a list of numbers
/// that choose lines and parts of lines from a vocabulary: most random bytes are no calendar.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCalendar(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: data, count: count))
  let isChosen = input.first.map { $0 > 127 } ?? false
  let bytes = isChosen ? Vocabulary.calendar(input.dropFirst()) : input
  var parameters = ImportParameters()
  parameters.maximumTimes = 50
  // Most inputs have a hundredth of the budget, so that ten million are feasible; the others have all
  // of it, by their bytes, so that a crash can be repeated.
  let sum = input.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xffff }
  if sum % 1_000 != 0 { parameters.maximumRecurrenceSteps /= 100 }
  let file = InputFile(name: "fuzz-2027.ics", bytes: bytes)
  for batch in ImportReader.read([file], parameters: parameters) {
    var names: Set<ExternalID> = []
    for id in batch.externalIDs where id.kind == .session {
      var name = id
      name.slug = ""
      precondition(names.insert(name).inserted, "two sessions have one identity")
    }
    let slugs = Set(batch.document.sessions.map(\.id))
    // Our own calendars state records, and may state one twice: they have no external identities.
    precondition(
      slugs.count == batch.document.sessions.count || batch.externalIDs.isEmpty,
      "two sessions have one slug")
    for session in batch.document.sessions {
      precondition(!session.title.isEmpty)
      if let start = session.startsAt, let end = session.endsAt {
        precondition(start.instant <= end.instant, "a session ends before it starts")
      }
    }
    let hasEvents = batch.counts["events", default: 0] > 0
    let isEmpty = batch.document.sessions.isEmpty && batch.cancellations.isEmpty
    let hasEdition = batch.document.conferences.contains { $0.dates != nil || batch.addsOnly }
    precondition(
      !hasEvents || !isEmpty || hasEdition || !batch.problems.isEmpty, "events went without a word")
  }
  return 0
}

/// Lines of which a chosen calendar is made.
private enum Vocabulary {
  private static let lines = [
    "BEGIN:VEVENT", "END:VEVENT", "SUMMARY:Talk", "SUMMARY:Example Conf 2027", "UID:", "DTSTART",
    "DTEND", "DURATION:", "RRULE:", "RDATE", "EXDATE", "RECURRENCE-ID", "SEQUENCE:2",
    "DTSTAMP:20270102T000000Z", "STATUS:CANCELLED", "METHOD:CANCEL", "BEGIN:VTIMEZONE",
    "END:VTIMEZONE", "BEGIN:STANDARD", "END:STANDARD", "BEGIN:DAYLIGHT", "END:DAYLIGHT", "TZID:",
    "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "TZOFFSETTO:-0330", "X-WR-TIMEZONE:",
    "DESCRIPTION:one\\ntwo", "LOCATION:Hall 5", "NOTE: stray", "stray", " folded",
    "PRODID:-//Conference Catalog//catalog//EN", "END:VCALENDAR", "BEGIN:VCALENDAR",
    "X-CATALOG-RECORD:{\"type\":\"session\"\\,\"id\":\"a\"\\,\"conference\":\"b\"\\,\"title\":\"c\"}",
    "X-CATALOG-CONFERENCE:{\"type\":\"conference\"\\,\"id\":\"b\"\\,\"name\":\"B\"}",
  ]
  private static let zones = [
    "Europe/Berlin", "America/New_York", "Pacific Standard Time", "(UTC+01:00) Amsterdam", "Mine",
    "Mars", "GMT+0200", "Eastern Time", "UTC",
  ]
  private static let rules = [
    "FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=YEARLY", "FREQ=HOURLY", "FREQ=SECONDLY",
    "COUNT=3", "COUNT=99999", "UNTIL=20270601", "UNTIL=20270601T000000Z", "INTERVAL=2",
    "BYDAY=MO,-1FR", "BYMONTH=2,3,10", "BYMONTHDAY=-1,31", "BYSETPOS=-1", "BYYEARDAY=366",
    "BYWEEKNO=53", "BYHOUR=1,2,3", "BYMINUTE=0,59", "BYSECOND=60", "WKST=SU",
  ]

  static func calendar(_ choices: ArraySlice<UInt8>) -> [UInt8] {
    var rest = choices
    func next(_ count: Int) -> Int { Int(rest.popFirst() ?? 0) % count }
    func digits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    func time() -> String {
      let day = "2027\(digits(next(14)))\(digits(next(33)))"
      switch next(4) {
      case 0: return day
      case 1: return "\(day)T\(digits(next(27)))\(digits(next(61)))00Z"
      default: return "\(day)T\(digits(next(27)))\(digits(next(61)))00"
      }
    }
    var text = "BEGIN:VCALENDAR\n"
    while !rest.isEmpty {
      let line = lines[next(lines.count)]
      text += line
      switch line {
      case "UID:": text += "uid-\(next(4))\(next(2) == 0 ? "" : "-of-a-long-identifier")"
      case "DURATION:": text += ["P1D", "PT90M", "P1W", "-PT1H", "P3DT1S", "x"][next(6)]
      case "TZID:", "X-WR-TIMEZONE:": text += zones[next(zones.count)]
      case "RRULE:":
        text += (0..<1 + next(5)).map { _ in rules[next(rules.count)] }.joined(separator: ";")
      case "DTSTART", "DTEND", "RDATE", "EXDATE", "RECURRENCE-ID":
        if next(3) == 0 { text += ";TZID=\(zones[next(zones.count)])" }
        if next(8) == 0 { text += ";RANGE=THISANDFUTURE" }
        text += ":" + (0..<1 + next(3)).map { _ in time() }.joined(separator: ",")
      default: break
      }
      text += ["\n", "\r\n", "\r"][next(3)]
    }
    return Array((text + "END:VCALENDAR\n").utf8)
  }
}
