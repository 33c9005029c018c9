/// The property names of iCalendar (RFC 5545, 5546, 7986 and 9073).
enum ICalendarNames {
  static let all: Set<String> = texts.union([
    "BEGIN", "END", "CALSCALE", "METHOD", "PRODID", "VERSION", "ATTACH", "CATEGORIES", "CLASS",
    "GEO", "PERCENT-COMPLETE", "PRIORITY", "RESOURCES", "STATUS", "COMPLETED", "DTEND", "DUE",
    "DTSTART", "DURATION", "FREEBUSY", "TRANSP", "TZID", "TZNAME", "TZOFFSETFROM", "TZOFFSETTO",
    "TZURL", "TZUNTIL", "ATTENDEE", "ORGANIZER", "RECURRENCE-ID", "RELATED-TO", "URL", "UID",
    "EXDATE", "EXRULE", "RDATE", "RRULE", "ACTION", "REPEAT", "TRIGGER", "CREATED", "DTSTAMP",
    "LAST-MODIFIED", "SEQUENCE", "REQUEST-STATUS", "ACKNOWLEDGED", "REFRESH-INTERVAL", "SOURCE",
    "COLOR", "IMAGE", "CONFERENCE", "LOCATION-TYPE", "PARTICIPANT-TYPE", "RESOURCE-TYPE",
    "CALENDAR-ADDRESS", "STRUCTURED-DATA",
  ])

  /// Properties with text values, which an unfolded line can continue.
  static let texts: Set<String> = [
    "DESCRIPTION", "SUMMARY", "COMMENT", "LOCATION", "CONTACT", "NAME", "STYLED-DESCRIPTION",
    "X-ALT-DESC", "X-WR-CALDESC", "X-WR-CALNAME",
  ]

  /// Properties that an event or calendar has at most once (RFC 5545 sections 3.6 and 3.6.1) and
  /// that are read.
  static let single: Set<String> = [
    "UID", "DTSTAMP", "DTSTART", "DTEND", "DURATION", "SUMMARY", "DESCRIPTION", "LOCATION", "URL",
    "STATUS", "SEQUENCE", "RECURRENCE-ID", "CLASS", "GEO", "ORGANIZER", "METHOD", "NAME",
    "X-WR-CALNAME", "X-WR-TIMEZONE",
  ]

  /// Properties with times, whose TZID some programs write without the required quotes.
  static let times: Set<String> = [
    "DTSTART", "DTEND", "DUE", "RECURRENCE-ID", "EXDATE", "RDATE",
  ]
}
